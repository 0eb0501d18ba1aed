#include "fusion/recent_payloads.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace pelorus {
namespace {

using std::chrono::seconds;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

TEST(RecentPayloads, ACopyWithinTheWindowIsHeardBefore) {
  RecentPayloads recent(seconds{30});
  EXPECT_FALSE(recent.HeardBefore(7, kStart));
  EXPECT_TRUE(recent.HeardBefore(7, kStart + seconds{30}));
  EXPECT_FALSE(recent.HeardBefore(8, kStart + seconds{30}));
}

TEST(RecentPayloads, ARepeatAfterTheWindowIsNew) {
  RecentPayloads recent(seconds{30});
  EXPECT_FALSE(recent.HeardBefore(7, kStart));
  EXPECT_FALSE(recent.HeardBefore(7, kStart + seconds{31}));
  EXPECT_TRUE(recent.HeardBefore(7, kStart + seconds{60}));
}

TEST(RecentPayloads, HashZeroIsNeverACopy) {
  RecentPayloads recent(seconds{30});
  EXPECT_FALSE(recent.HeardBefore(0, kStart));
  EXPECT_FALSE(recent.HeardBefore(0, kStart));
}

TEST(RecentPayloads, AgreesWithAPlainMapOverManyTransmissions) {
  RecentPayloads recent(seconds{30});
  std::map<std::uint64_t, Time> first_heard;
  std::mt19937_64 chance(4);
  Time now = kStart;
  for (int i = 0; i < 200'000; ++i) {
    now += std::chrono::milliseconds{chance() % 40};
    if (i % 50'000 == 49'999) now += seconds{200};
    const std::uint64_t hash = 1 + chance() % 3000;
    const auto known = first_heard.find(hash);
    const bool expected = known != first_heard.end() && now - known->second <= seconds{30};
    if (!expected) first_heard[hash] = now;
    ASSERT_EQ(recent.HeardBefore(hash, now), expected) << i;
  }
}

}  // namespace
}  // namespace pelorus
