#include "io/modes/csv_frames.h"

#include <gmock/gmock.h>

#include "tests/io/modes/frame_bytes.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

using testing::ElementsAre;

const char* const kHex = "8d4840d6202cc371c32ce0576098";

CsvFrames Over(const std::string& text) { return CsvFrames(std::make_unique<MemoryBytes>(text)); }

std::uint64_t RejectedFor(const FrameSource& source, Reject cause) {
  return source.counters().rejected[static_cast<std::size_t>(cause)];
}

/// Time and digits of the one frame in a line.
std::string Told(const std::string& line) {
  CsvFrames source = Over(line);
  const auto frames = AllFrames(source);
  if (frames.size() != 1) return "?";
  return FormatIso8601(*frames[0].t) + " " + HexOf(frames[0]);
}

TEST(CsvFrames, FindsTimeAndFrameInAnyForm) {
  const std::string expected = std::string("2016-01-12T13:02:11.200Z ") + kHex;
  for (const char* line : {
           "1452603731.2,8d4840d6202cc371c32ce0576098\n",
           "\xef\xbb\xbf"
           "1452603731.2 , 8D4840D6202CC371C32CE0576098 \r\n",
           "1452603731.2,4840D6,8D4840D6202CC371C32CE0576098",
           "1452603731.2,\"8D4840D6202CC371C32CE0576098\",\"4840D6\",4\n",
           "1452603731.2;8D4840D6202CC371C32CE0576098\n",
           "1452603731.2\t8D4840D6202CC371C32CE0576098\n",
           "1452603731.2  8D4840D6202CC371C32CE0576098\n",
           "2016-01-12T13:02:11.2    8D4840D6202CC371C32CE0576098\n",
           "2016-01-12 13:02:11.2 8D4840D6202CC371C32CE0576098\n",
           "2016-01-12T14:02:11.2+01:00,8D4840D6202CC371C32CE0576098\n",
           R"({"timestamp":1452603731.2,"frame":"8d4840d6202cc371c32ce0576098","df":"17"})",
           R"( {"frame" : "8d4840d6202cc371c32ce0576098", "timestamp" : 1452603731.2 })",
       }) {
    EXPECT_EQ(Told(line), expected) << line;
  }
}

TEST(CsvFrames, PassesOverHeaderCommentsAndBlankLines) {
  CsvFrames source = Over("unix,hex\n# comment\n\n  \n1452603731,5d4d20237a55a6\n");
  const auto frames = AllFrames(source);
  EXPECT_THAT(HexOf(frames), ElementsAre("5d4d20237a55a6"));
  EXPECT_EQ(source.counters().received, 1U);
  EXPECT_EQ(frames[0].offset, 23U);
}

TEST(CsvFrames, CountsDamageByCause) {
  CsvFrames source = Over(
      "1452603731,5d4d20237a55a6\n"
      "1452603731,5d4d20237a55\n"
      "unix,hex\n"
      "noon,5d4d20237a55a6\n"
      "1452603731,5d4d20237a55ag\n" +
      std::string(70'000, '0') + "\n{\"timestamp\":1}\n1452603731,5d4d2");
  const auto frames = AllFrames(source);
  EXPECT_EQ(frames.size(), 1U);
  EXPECT_EQ(RejectedFor(source, Reject::kBadFrame), 4U);
  EXPECT_EQ(RejectedFor(source, Reject::kBadTime), 1U);
  EXPECT_EQ(RejectedFor(source, Reject::kLineTooLong), 1U);
  EXPECT_EQ(RejectedFor(source, Reject::kTruncated), 1U);
  EXPECT_TRUE(Conserved(source, frames.size()));
}

TEST(CsvFrames, KnowsHowFineTheTimesOfTheLogAre) {
  CsvFrames source =
      Over("1452603731,5d4d20237a55a6\n1452603731.25,5d4d20237a55a6\n1452603732,5d4d20237a55a6\n");
  const auto frames = AllFrames(source);
  ASSERT_EQ(frames.size(), 3U);
  // A value rounded to a step is off by step / sqrt(12) in the root mean square.
  EXPECT_NEAR(ToSeconds(frames[0].t_sigma), 0.288675, 1e-6);
  EXPECT_NEAR(ToSeconds(frames[1].t_sigma), 0.00288675, 1e-8);
  EXPECT_EQ(frames[2].t_sigma, frames[1].t_sigma);
}

struct Recording {
  const char* name;
  std::size_t frames;
  const char* first;
};

class CsvFramesOf : public testing::TestWithParam<Recording> {};

TEST_P(CsvFramesOf, TakesEveryRowHoweverItIsChunked) {
  PELORUS_REQUIRE_DATA(file, std::string("adsb/rawhex/") + GetParam().name);
  const std::string text = ReadAll(*OpenBytes(file->string()));
  for (const std::size_t largest : {9UL, 10'000'000UL}) {
    CsvFrames source(InPieces(text, largest, 3));
    const auto frames = AllFrames(source, 100);
    ASSERT_EQ(frames.size(), GetParam().frames);
    EXPECT_EQ(source.counters().received, GetParam().frames);
    EXPECT_EQ(FormatIso8601(*frames[0].t), GetParam().first);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Recordings, CsvFramesOf,
    testing::Values(
        Recording{"ehrd_20150303.txt", 4516, "2015-03-03T16:12:24.846557Z"},
        Recording{"lfbo_400f99_20240606_part1.jsonl.gz", 40'000, "2024-06-06T08:58:39.147975Z"},
        Recording{"pymodes_sample_data_adsb.csv.gz", 2000, "2016-03-14T23:00:00Z"},
        Recording{"pymodes_sample_data_commb_df20.csv.gz", 5000, "2017-05-21T08:00:00Z"},
        Recording{"pymodes_sample_data_commb_df21.csv.gz", 5000, "2017-05-21T08:00:00Z"},
        Recording{"rs1090_short_flights_20250729.csv.gz", 486, "2025-07-29T22:23:05.808609200Z"}));

}  // namespace
}  // namespace pelorus::modes
