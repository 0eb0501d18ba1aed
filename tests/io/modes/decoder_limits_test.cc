// What must hold for any input: the law, bounded memory, no allocation, the same however it comes.
#include <gtest/gtest.h>

#include <random>

#include "io/bytes.h"
#include "io/modes/aircraft_table.h"
#include "io/modes/beast_frames.h"
#include "io/modes/csv_frames.h"
#include "io/modes/json.h"
#include "tests/io/modes/frame_encoder.h"
#include "tests/io/modes/listed_frames.h"
#include "tests/support/data_dir.h"
#include "tests/trackers/counting_new.h"

namespace pelorus::modes {
namespace {

std::vector<Frame> ReadFrames(FrameSource& source) {
  std::vector<Frame> all, some(64);
  while (const std::size_t n = source.Read(some)) {
    all.insert(all.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(n));
  }
  return all;
}

std::string JsonOf(std::vector<Frame> frames, std::size_t piece) {
  Decoder decoder(std::make_unique<ListedFrames>(std::move(frames), piece), {});
  std::string out;
  while (const Message* message = decoder.Next()) AppendJson(*message, "", out);
  return out;
}

TEST(DecoderLimits, EveryFrameIsAccountedFor) {
  PELORUS_REQUIRE_DATA(path, "adsb/rawhex/ehrd_20150303.txt");
  CsvFrames source(OpenBytes(path->string()));
  const std::vector<Frame> frames = ReadFrames(source);
  EXPECT_GT(frames.size(), 4000U);
  for (const bool trust : {false, true}) {
    for (const bool checked : {false, true}) {
      DecoderOptions options;
      options.trust_addresses = trust;
      options.accept_checked_frames = checked;
      options.max_bit_errors = trust ? 2 : 0;
      const Decoded decoded = DecodeAll(frames, options);
      EXPECT_TRUE(decoded.counters.Conserved());
      EXPECT_EQ(decoded.counters.used, decoded.messages.size());
      std::uint64_t kinds = 0;
      for (const auto n : decoded.counters.messages) kinds += n;
      EXPECT_EQ(kinds, decoded.messages.size());
    }
  }
}

TEST(DecoderLimits, RepliesOfModeAAndCAreUsedWithoutAMessage) {
  const Decoded decoded = DecodeAll({FrameOf("0123"), FrameOf("8D406B902015A678D4D220AA4BDA")});
  EXPECT_EQ(decoded.messages.size(), 1U);
  EXPECT_EQ(decoded.counters.used, 2U);
  EXPECT_EQ(decoded.counters.messages[static_cast<std::size_t>(MessageKind::kModeAc)], 1U);
}

TEST(DecoderLimits, LengthAndFormatMustFit) {
  const Decoded decoded = DecodeAll({FrameOf("8D406B902015A6"), FrameOf("5f4001594b0fbb0000000000"),
                                     FrameOf("985f4001594b0fbb00000000000a")});
  EXPECT_TRUE(decoded.messages.empty());
  EXPECT_EQ(decoded.counters.rejected[static_cast<std::size_t>(Reject::kBadFrame)], 2U);
  EXPECT_EQ(decoded.counters.rejected[static_cast<std::size_t>(Reject::kUnknownType)], 1U);
}

TEST(DecoderLimits, PiecesDoNotMatter) {
  PELORUS_REQUIRE_DATA(path, "adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast");
  BeastFrames source(OpenBytes(path->string()), {});
  const std::vector<Frame> frames = ReadFrames(source);
  const std::string whole = JsonOf(frames, 256);
  EXPECT_GT(whole.size(), 1'000'000U);
  EXPECT_EQ(whole, JsonOf(frames, 1));
  EXPECT_EQ(whole, JsonOf(frames, 37));
}

TEST(DecoderLimits, NothingIsAllocatedForAMessage) {
  PELORUS_REQUIRE_DATA(path, "adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast");
  BeastFrames source(OpenBytes(path->string()), {});
  std::vector<Frame> frames = ReadFrames(source);
  const std::vector<Frame> again = frames;
  frames.insert(frames.end(), again.begin(), again.end());
  Decoder decoder(std::make_unique<ListedFrames>(std::move(frames)), {});
  std::size_t messages = 0;
  for (; messages < again.size() / 2; ++messages) ASSERT_NE(decoder.Next(), nullptr);
  const long before = CountedAllocations();
  while (decoder.Next() != nullptr) ++messages;
  EXPECT_EQ(CountedAllocations(), before);
  EXPECT_GT(messages, again.size() / 2);
}

TEST(DecoderLimits, AFloodOfAddressesForgetsTheOldest) {
  AircraftTable table;
  for (std::uint32_t key = 1; key <= 3 * AircraftTable::kMost; ++key) {
    table.Add(7'000'001).last_frame = key;  // heard all the time
    table.Add(key).last_frame = key;
    ASSERT_LE(table.size(), AircraftTable::kMost);
  }
  EXPECT_NE(table.Find(7'000'001), nullptr);
  EXPECT_NE(table.Find(3 * AircraftTable::kMost), nullptr);
  EXPECT_EQ(table.Find(1), nullptr);
}

TEST(DecoderLimits, RandomFramesAreHarmless) {
  std::mt19937_64 random(5);
  std::vector<Frame> frames(50'000);
  for (auto& frame : frames) {
    for (auto& byte : frame.bytes) byte = static_cast<std::uint8_t>(random());
    frame.size = random() % 2 == 0 ? 7 : 14;
    if (random() % 8 != 0) frame = WithRemainder(frame, 0);
    frame.t = Time(Duration(static_cast<std::int64_t>(random())));
  }
  DecoderOptions options;
  options.trust_addresses = true;
  options.reference = GeoPoint::Degrees(89.9, 179.9);
  const Decoded decoded = DecodeAll(frames, options);
  EXPECT_TRUE(decoded.counters.Conserved());
  std::string out;
  for (const Message& m : decoded.messages) AppendJson(m, "", out);
  EXPECT_GT(decoded.messages.size(), 1000U);
}

}  // namespace
}  // namespace pelorus::modes
