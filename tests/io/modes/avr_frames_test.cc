#include "io/modes/avr_frames.h"

#include <gmock/gmock.h>

#include "tests/io/modes/frame_bytes.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

using testing::ElementsAre;

constexpr ClockOptions kFromZero{ClockKind::kCounter, Time{}, std::nullopt};

AvrFrames Over(const std::string& text) {
  return AvrFrames(std::make_unique<MemoryBytes>(text), kFromZero);
}

std::uint64_t RejectedFor(const FrameSource& source, Reject cause) {
  return source.counters().rejected[static_cast<std::size_t>(cause)];
}

TEST(AvrFrames, TakesAllMarks) {
  AvrFrames source = Over(
      "*8D4840D6202CC371C32CE0576098;\n"
      ":5d4d20237a55a6;\r\n"
      "*21D3;\n"
      "@0000000000648D4840D6202CC371C32CE0576098;\n"
      "%0000000000705d4d20237a55a6;\n"
      "<00000000007C7F5d4d20237a55a6;\n");
  const auto frames = AllFrames(source);
  EXPECT_THAT(HexOf(frames),
              ElementsAre("8d4840d6202cc371c32ce0576098", "5d4d20237a55a6", "21d3",
                          "8d4840d6202cc371c32ce0576098", "5d4d20237a55a6", "5d4d20237a55a6"));
  EXPECT_EQ(frames[0].t, std::nullopt);
  EXPECT_EQ(frames[3].t, Time{});
  EXPECT_EQ(frames[4].t, Time(Duration(1000)));
  EXPECT_EQ(frames[4].signal, std::nullopt);
  EXPECT_EQ(frames[5].t, Time(Duration(2000)));
  EXPECT_EQ(frames[5].signal, 0x7F);
  EXPECT_EQ(frames[1].offset, 31U);
  EXPECT_TRUE(Conserved(source, frames.size()));
}

TEST(AvrFrames, TakesSeveralRecordsOfALine) {
  AvrFrames source = Over("*5d4d20237a55a6; *20000f1f684a6c;*21D3;");
  const auto frames = AllFrames(source);
  EXPECT_THAT(HexOf(frames), ElementsAre("5d4d20237a55a6", "20000f1f684a6c", "21d3"));
  EXPECT_EQ(frames[1].offset, 17U);
}

TEST(AvrFrames, CountsDamageByCause) {
  AvrFrames source = Over(
      "*5d4d20237a55;\n"
      "5d4d20237a55a6;\n"
      "*5d4d20237a55zz;\n"
      "*5d4d20237a55a6\n"
      "@00005d4d20237a55a6;\n"
      "\n"
      "CRC: 000000\n"
      "*" +
      std::string(70'000, '0') +
      ";\n"
      "*5d4d20237a55a6;\n"
      "*5d4d20");
  const auto frames = AllFrames(source);
  EXPECT_THAT(HexOf(frames), ElementsAre("5d4d20237a55a6"));
  EXPECT_EQ(RejectedFor(source, Reject::kBadFrame), 5U);
  EXPECT_EQ(RejectedFor(source, Reject::kLineTooLong), 1U);
  EXPECT_EQ(RejectedFor(source, Reject::kTruncated), 1U);
  EXPECT_EQ(source.counters().received, 8U);
}

TEST(AvrFrames, TellsTheClockByTheFrames) {
  std::string text;
  for (int i = 0; i < 10; ++i) {
    char record[64];
    std::snprintf(record, sizeof record, "@%012llX8D4840D6202CC371C32CE0576098;\n",
                  static_cast<unsigned long long>(GpsStamp(3600 + static_cast<std::uint64_t>(i) / 2,
                                                           i % 2 == 0 ? 0 : 500'000'000)));
    text += record;
  }
  ClockOptions options;
  options.day_from = *ParseIso8601("2020-01-01");
  AvrFrames source(std::make_unique<MemoryBytes>(text), options);
  const auto frames = AllFrames(source);
  ASSERT_EQ(frames.size(), 10U);
  EXPECT_EQ(frames[9].t, ParseIso8601("2020-01-01T01:00:04.5Z"));
}

TEST(AvrFrames, TakesTheFramesOfARecordingHoweverItIsChunked) {
  PELORUS_REQUIRE_DATA(file, "adsb/iq/modes1.avr");
  const std::string text = ReadAll(*OpenBytes(file->string()));
  for (const std::size_t largest : {1UL, 50UL, 100'000UL}) {
    AvrFrames source(InPieces(text, largest, 3), {});
    std::string again;
    for (const Frame& frame : AllFrames(source)) again += "*" + HexOf(frame) + ";\n";
    EXPECT_EQ(again, text);
    EXPECT_EQ(source.counters().received, 217U);
  }
}

TEST(AvrFrames, PassesOverWhatADecoderPrintsAmongTheFrames) {
  PELORUS_REQUIRE_DATA(file, "adsb/beast/ulss7_decoded_dump1090.txt.gz");
  AvrFrames source(OpenBytes(file->string()), {});
  EXPECT_EQ(AllFrames(source).size(), 8922U);
  EXPECT_EQ(source.counters().rejected_total(), 0U);
}

}  // namespace
}  // namespace pelorus::modes
