#include "io/modes/receiver_clock.h"

#include <gtest/gtest.h>

#include "tests/io/modes/frame_bytes.h"

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kWrap = std::uint64_t{1} << 48;
constexpr std::uint64_t kSecond = 12'000'000;

Time At(const char* text) { return *ParseIso8601(text); }

ReceiverClock Counter(const char* start) {
  return ReceiverClock(ClockKind::kCounter, {std::nullopt, At(start), std::nullopt});
}

ReceiverClock Gps(const char* from) {
  return ReceiverClock(ClockKind::kGps, {std::nullopt, Time{}, At(from)});
}

TEST(ReceiverClock, CountsTwelveMillionTicksASecondFromItsStart) {
  ReceiverClock clock = Counter("2018-04-03T19:02:28Z");
  EXPECT_EQ(clock.At(5'000'000'000), At("2018-04-03T19:02:28Z"));
  EXPECT_EQ(clock.At(5'000'000'000 + kSecond), At("2018-04-03T19:02:29Z"));
  EXPECT_EQ(clock.At(5'000'000'000 + kSecond + 3), At("2018-04-03T19:02:29.00000025Z"));
  EXPECT_EQ(clock.At(5'000'000'000 + kSecond - 12), At("2018-04-03T19:02:28.999999Z"));
}

TEST(ReceiverClock, CounterGoesOnAcrossItsWrap) {
  ReceiverClock clock = Counter("2018-04-03T00:00:00Z");
  EXPECT_EQ(clock.At(kWrap - kSecond), At("2018-04-03T00:00:00Z"));
  EXPECT_EQ(clock.At(kSecond), At("2018-04-03T00:00:02Z"));
  EXPECT_EQ(clock.At(kWrap - 2 * kSecond), At("2018-04-02T23:59:59Z"));
  EXPECT_EQ(clock.At(3 * kSecond), At("2018-04-03T00:00:04Z"));
}

TEST(ReceiverClock, SaysNothingForNoStampAndForMultilateration) {
  ReceiverClock clock = Counter("2018-04-03T00:00:00Z");
  EXPECT_EQ(clock.At(0), std::nullopt);
  EXPECT_EQ(clock.At(0xFF004D4C4154), std::nullopt);
  EXPECT_EQ(clock.At(77), At("2018-04-03T00:00:00Z"));
}

TEST(ReceiverClock, OneDamagedStampDoesNotMoveTheCounter) {
  ReceiverClock clock = Counter("2018-04-03T00:00:00Z");
  clock.At(1000 * kSecond);
  EXPECT_EQ(clock.At(9'000'000 * kSecond), std::nullopt);
  EXPECT_EQ(clock.At(1001 * kSecond), At("2018-04-03T00:00:01Z"));
  EXPECT_EQ(clock.At(5 * kSecond), std::nullopt);
  EXPECT_EQ(clock.At(1002 * kSecond), At("2018-04-03T00:00:02Z"));
}

TEST(ReceiverClock, RestartedCounterGoesOnFromWhereItWas) {
  ReceiverClock clock = Counter("2018-04-03T00:00:00Z");
  clock.At(1'000'000 * kSecond);
  EXPECT_EQ(clock.At(1'000'010 * kSecond), At("2018-04-03T00:00:10Z"));
  EXPECT_EQ(clock.At(3 * kSecond), std::nullopt);
  EXPECT_EQ(clock.At(4 * kSecond), At("2018-04-03T00:00:10Z"));
  EXPECT_EQ(clock.At(6 * kSecond), At("2018-04-03T00:00:12Z"));
}

TEST(ReceiverClock, SilenceOfTwoDaysIsBelievedFromItsSecondStamp) {
  ReceiverClock clock = Counter("2018-04-03T00:00:00Z");
  clock.At(1);
  EXPECT_EQ(clock.At(1 + 2 * 86'400 * kSecond), std::nullopt);
  EXPECT_EQ(clock.At(1 + (2 * 86'400 + 1) * kSecond), At("2018-04-05T00:00:01Z"));
}

TEST(ReceiverClock, GpsStampIsSecondOfDayAndNanoseconds) {
  ReceiverClock clock = Gps("2020-02-28T00:00:00Z");
  EXPECT_EQ(clock.At(GpsStamp(43'200, 5)), At("2020-02-28T12:00:00.000000005Z"));
  EXPECT_EQ(clock.At(GpsStamp(43'199, 999'999'999)), At("2020-02-28T11:59:59.999999999Z"));
}

TEST(ReceiverClock, GpsDayRollsOverAtMidnightBothWays) {
  ReceiverClock clock = Gps("2020-02-28T00:00:00Z");
  EXPECT_EQ(clock.At(GpsStamp(86'399, 500'000'000)), At("2020-02-28T23:59:59.5Z"));
  EXPECT_EQ(clock.At(GpsStamp(0, 100'000'000)), At("2020-02-29T00:00:00.1Z"));
  EXPECT_EQ(clock.At(GpsStamp(86'399, 900'000'000)), At("2020-02-28T23:59:59.9Z"));
  EXPECT_EQ(clock.At(GpsStamp(1, 0)), At("2020-02-29T00:00:01Z"));
}

TEST(ReceiverClock, FirstGpsStampIsNotBeforeTheInstantGiven) {
  ReceiverClock clock = Gps("2020-02-28T22:00:00Z");
  EXPECT_EQ(clock.At(GpsStamp(21 * 3600, 0)), At("2020-02-29T21:00:00Z"));
}

TEST(ReceiverClock, ImpossibleGpsStampsAreNoTimes) {
  ReceiverClock clock = Gps("2020-02-28T00:00:00Z");
  EXPECT_EQ(clock.At(GpsStamp(86'401, 0)), std::nullopt);
  EXPECT_EQ(clock.At(GpsStamp(1, 1'000'000'000)), std::nullopt);
  EXPECT_EQ(clock.At(GpsStamp(86'400, 0)), At("2020-02-29T00:00:00Z"));
}

TEST(ReceiverClock, WithoutADayGpsStampsAreNoTimes) {
  ReceiverClock clock(ClockKind::kGps, {});
  EXPECT_EQ(clock.At(GpsStamp(43'200, 5)), std::nullopt);
}

/// Ten aircraft, each with squitters some 0.4 to 0.6 s apart, for `seconds`, in units of a clock
/// that begins at `first`.
ClockKind Judged(double units_per_second, bool gps, int seconds) {
  ClockJudge judge;
  std::uint64_t seed = 1;
  for (int i = 0; i < seconds * 20; ++i) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    const double jitter = static_cast<double>(seed >> 40) / static_cast<double>(1 << 24);
    const double t = 50'000.0 + i * 0.05 + 0.02 * jitter;
    Frame frame;
    frame.size = Frame::kLong;
    frame.bytes[0] = 0x8D;
    frame.bytes[3] = static_cast<std::uint8_t>(i % 10);
    const auto whole = static_cast<std::uint64_t>(t);
    frame.stamp =
        gps ? GpsStamp(whole, static_cast<std::uint64_t>((t - static_cast<double>(whole)) * 1e9))
            : static_cast<std::uint64_t>(t * units_per_second);
    judge.Add(frame);
  }
  return judge.verdict();
}

TEST(ClockJudge, TellsTicksFromNanosecondsBySquitterIntervals) {
  EXPECT_EQ(Judged(12e6, false, 2), ClockKind::kCounter);
  EXPECT_EQ(Judged(12e6, false, 60), ClockKind::kCounter);
  EXPECT_EQ(Judged(0, true, 2), ClockKind::kGps);
  EXPECT_EQ(Judged(0, true, 60), ClockKind::kGps);
}

TEST(ClockJudge, TakesACounterWhereNothingTells) {
  ClockJudge judge;
  EXPECT_EQ(judge.verdict(), ClockKind::kCounter);
  Frame frame;
  frame.size = Frame::kShort;
  frame.stamp = GpsStamp(100, 5);
  judge.Add(frame);
  EXPECT_EQ(judge.verdict(), ClockKind::kCounter);
}

TEST(ClockJudge, KnowsGpsByAStepOverMidnight) {
  ClockJudge judge;
  Frame frame;
  frame.size = Frame::kShort;
  for (const std::uint64_t stamp : {GpsStamp(86'399, 900'000'000), GpsStamp(0, 100'000'000)}) {
    frame.stamp = stamp;
    judge.Add(frame);
  }
  EXPECT_EQ(judge.verdict(), ClockKind::kGps);
}

TEST(ClockJudge, KnowsACounterByStampsThatAreNoTimeOfDay) {
  ClockJudge judge;
  Frame frame;
  frame.size = Frame::kShort;
  for (std::uint64_t i = 0; i < 5; ++i) {
    frame.stamp = kWrap - 10'000'000'000 + i * 1'000'000'000;
    judge.Add(frame);
  }
  EXPECT_EQ(judge.verdict(), ClockKind::kCounter);
}

}  // namespace
}  // namespace pelorus::modes
