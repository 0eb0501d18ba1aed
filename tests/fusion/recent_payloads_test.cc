#include "fusion/recent_payloads.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

RawRef At(std::uint64_t offset) { return {SourceId(0), offset}; }

TEST(RecentPayloads, GivesTheFirstHearingWithinTheWindow) {
  RecentPayloads recent(seconds{30}, minutes{10});
  EXPECT_EQ(recent.FindNear(7, kStart, seconds{30}), nullptr);
  recent.Remember(7, {kStart, At(123)});
  const auto* first = recent.FindNear(7, kStart + seconds{30}, seconds{30});
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->raw, At(123));
  EXPECT_EQ(first->at, kStart);
  EXPECT_EQ(recent.FindNear(7, kStart + seconds{31}, seconds{30}), nullptr);
  EXPECT_EQ(recent.FindNear(7, kStart + seconds{11}, seconds{10}), nullptr);
  EXPECT_EQ(recent.FindNear(8, kStart, seconds{30}), nullptr);
}

TEST(RecentPayloads, ALaterTransmissionTakesThePlaceOfTheFirst) {
  RecentPayloads recent(seconds{30}, minutes{10});
  recent.Remember(7, {kStart, At(1)});
  recent.Remember(7, {kStart + minutes{3}, At(2)});
  EXPECT_EQ(recent.FindNear(7, kStart + minutes{3}, seconds{30})->raw, At(2));
  EXPECT_EQ(recent.FindFar(7, kStart + minutes{4})->raw, At(2));
}

TEST(RecentPayloads, KeepsWhatWasHeardForTheFarWindowAtLeast) {
  RecentPayloads recent(seconds{30}, minutes{10});
  recent.Remember(7, {kStart, At(1)});
  for (int s = 1; s <= 600; ++s) {
    recent.Remember(1000U + static_cast<std::uint64_t>(s), {kStart + seconds{s}, At(2)});
    ASSERT_NE(recent.FindFar(7, kStart + seconds{s}), nullptr) << s;
  }
  EXPECT_EQ(recent.FindFar(7, kStart + seconds{601}), nullptr);
}

TEST(RecentPayloads, HashZeroIsNeverKnown) {
  RecentPayloads recent(seconds{30}, minutes{10});
  recent.Remember(0, {kStart, At(1)});
  EXPECT_EQ(recent.FindNear(0, kStart, seconds{30}), nullptr);
  EXPECT_EQ(recent.FindFar(0, kStart), nullptr);
}

TEST(RecentPayloads, AgreesWithAPlainMapOverManyTransmissions) {
  RecentPayloads recent(seconds{30}, seconds{95});
  std::map<std::uint64_t, Time> first_heard;
  std::mt19937_64 chance(4);
  Time now = kStart;
  for (int i = 0; i < 200'000; ++i) {
    now += std::chrono::milliseconds{chance() % 40};
    if (i % 50'000 == 49'999) now += seconds{200};
    const std::uint64_t hash = 1 + chance() % 3000;
    const auto known = first_heard.find(hash);
    const bool near = known != first_heard.end() && now - known->second <= seconds{30};
    const bool far = known != first_heard.end() && now - known->second <= seconds{95};
    ASSERT_EQ(recent.FindNear(hash, now, seconds{30}) != nullptr, near) << i;
    ASSERT_EQ(recent.FindFar(hash, now) != nullptr, far) << i;
    if (chance() % 3 == 0 ? !far : !near) {
      first_heard[hash] = now;
      recent.Remember(hash, {now, At(1)});
    }
  }
}

}  // namespace
}  // namespace pelorus
