#include "io/modes/recording_time.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace pelorus::modes {
namespace {

std::string Named(const char* path) {
  const auto named = TimeInName(path);
  if (!named) return "nothing";
  return FormatIso8601(named->at) + (named->day_only ? " day" : "");
}

Time At(const char* text) { return *ParseIso8601(text); }

TEST(TimeInName, FindsAnEpoch) {
  EXPECT_EQ(Named("a/ulss7-beast-bin-utc-1522782148.136310917.beast"),
            "2018-04-03T19:02:28.136310917Z");
  EXPECT_EQ(Named("x-utc-1522782148.beast.gz"), "2018-04-03T19:02:28Z");
}

TEST(TimeInName, FindsADateAndATimeOfDay) {
  EXPECT_EQ(Named("20180403.beast"), "2018-04-03T00:00:00Z day");
  EXPECT_EQ(Named("roof_2018-04-03.bin"), "2018-04-03T00:00:00Z day");
  EXPECT_EQ(Named("roof-20180403T190228Z.beast"), "2018-04-03T19:02:28Z");
  EXPECT_EQ(Named("2018-04-03_19-02-28.avr"), "2018-04-03T19:02:28Z");
  EXPECT_EQ(Named("rec20180403190228"), "2018-04-03T19:02:28Z");
}

TEST(TimeInName, TakesNoOtherNumbersForOne) {
  EXPECT_EQ(Named("20180403/beast.bin"), "nothing");
  EXPECT_EQ(Named("20181403.beast"), "nothing");
  EXPECT_EQ(Named("2018040312.beast"), "nothing");
  EXPECT_EQ(Named("18880403.beast"), "nothing");
  EXPECT_EQ(Named("ulss7_extract_71be34.beast"), "nothing");
  EXPECT_EQ(Named("-utc-.beast"), "nothing");
  EXPECT_EQ(Named(""), "nothing");
}

TEST(ClockOptionsFor, TheUserComesBeforeTheName) {
  const char* name = "/nowhere/a-utc-1522782148.beast";
  const ClockOptions said = ClockOptionsFor(name, {At("2020-05-05T12:00:00Z"), true, {}});
  EXPECT_EQ(said.start, At("2020-05-05T12:00:00Z"));
  EXPECT_EQ(said.day_from, At("2020-05-05"));
  const ClockOptions named = ClockOptionsFor(name, {std::nullopt, true, {}});
  EXPECT_EQ(named.start, At("2018-04-03T19:02:28Z"));
  EXPECT_EQ(named.day_from, At("2018-04-03"));
  EXPECT_EQ(ClockOptionsFor(name, {std::nullopt, false, {}}).start, Time{});
}

TEST(ClockOptionsFor, ADateInTheNameIsNoStartOfACounter) {
  const ClockOptions named = ClockOptionsFor("/nowhere/20180403.beast", {});
  EXPECT_EQ(named.start, Time{});
  EXPECT_EQ(named.day_from, At("2018-04-03"));
}

TEST(ClockOptionsFor, AStartJustBeforeMidnightReachesIntoTheNextDay) {
  const ClockOptions options =
      ClockOptionsFor("-", {At("2020-02-28T23:59:59Z"), true, ClockKind::kGps});
  ReceiverClock clock(ClockKind::kGps, options);
  EXPECT_EQ(clock.At(std::uint64_t{1} << 30), At("2020-02-29T00:00:01Z"));
}

TEST(ClockOptionsFor, TheLastChangeOfAFileTellsTheDayOfItsFirstStamp) {
  const TemporaryFolder folder;
  const std::string path = (folder / "roof.beast").string();
  std::ofstream(path) << "x";
  const std::int64_t changed =
      At("2020-03-01T04:00:00Z").time_since_epoch().count() / 1'000'000'000;
  const timespec times[2] = {{changed, 0}, {changed, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  const ClockOptions options = ClockOptionsFor(path, {});
  // A recording that began the evening before, and one of the same night.
  ReceiverClock evening(ClockKind::kGps, options);
  EXPECT_EQ(evening.At((std::uint64_t{22 * 3600} << 30) + 1), At("2020-02-29T22:00:00.000000001Z"));
  ReceiverClock night(ClockKind::kGps, options);
  EXPECT_EQ(night.At(std::uint64_t{3 * 3600} << 30), At("2020-03-01T03:00:00Z"));
}

}  // namespace
}  // namespace pelorus::modes
