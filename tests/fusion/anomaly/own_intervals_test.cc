#include "fusion/anomaly/own_intervals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::minutes;

OwnIntervals Of(const std::vector<int>& minutes_apart) {
  OwnIntervals own;
  Time at = kWorldStart;
  for (const int step : minutes_apart) {
    own.Add(at, at + minutes{step});
    at += minutes{step};
  }
  return own;
}

TEST(OwnIntervals, TheTailTendsToTheExponentialOneWithMany) {
  // 2,000 intervals with a mean of 45 min beyond the quarter of an hour: g/m is exact in the limit.
  std::vector<int> steps;
  for (int i = 0; i < 2000; ++i) steps.push_back(15 + 1 + (i * 37) % 89);
  double mean = 0.0;
  for (const int step : steps) mean += (step - 15) / 2000.0;
  const OwnIntervals::Tail tail = Of(steps).Compare(minutes{15 + 300}, false);
  EXPECT_EQ(tail.others, 2000U);
  EXPECT_NEAR(tail.expected, 300.0 / mean, 1e-9);
  EXPECT_NEAR(tail.surprise, 300.0 / mean, 0.02 * 300.0 / mean);
}

TEST(OwnIntervals, FewIntervalsSurpriseLess) {
  const OwnIntervals::Tail few = Of({60, 60, 60}).Compare(minutes{600}, false);
  const OwnIntervals::Tail many = Of(std::vector<int>(50, 60)).Compare(minutes{600}, false);
  EXPECT_NEAR(few.expected, many.expected, 1e-9);
  EXPECT_LT(few.surprise, 0.6 * many.surprise);
}

TEST(OwnIntervals, TheSilenceItselfIsLeftOut) {
  const OwnIntervals::Tail with = Of({60, 60, 60, 600}).Compare(minutes{600}, true);
  const OwnIntervals::Tail without = Of({60, 60, 60}).Compare(minutes{600}, false);
  EXPECT_EQ(with.others, without.others);
  EXPECT_NEAR(with.surprise, without.surprise, 1e-12);
}

TEST(OwnIntervals, WithoutOthersNothingIsSaid) {
  EXPECT_EQ(Of({600}).Compare(minutes{600}, true).surprise, 0.0);
  EXPECT_EQ(OwnIntervals{}.Compare(minutes{600}, false).surprise, 0.0);
}

TEST(OwnIntervals, OneSatellitesBeatIsHeard) {
  // Sessions at multiples of 97 minutes, some passes missed.
  const std::vector<int> orbits = {1, 3, 1, 4, 2, 1, 5, 2, 3, 1, 6, 2};
  std::vector<int> steps;
  for (const int n : orbits) steps.push_back(97 * n);
  EXPECT_TRUE(Of(steps).Compare(minutes{600}, false).regular_passes);
}

TEST(OwnIntervals, IndependentLossesKeepNoBeat) {
  std::vector<int> steps;
  std::uint64_t dice = 1;
  for (int i = 0; i < 40; ++i) {
    dice = MixBits(dice + 1);
    const double u = static_cast<double>(dice >> 11) / 9007199254740992.0;
    steps.push_back(16 + static_cast<int>(-120.0 * std::log(1.0 - u)));
  }
  EXPECT_FALSE(Of(steps).Compare(minutes{600}, false).regular_passes);
}

}  // namespace
}  // namespace pelorus
