// Input that nobody should send.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

#include "tests/io/ais/recordings.h"
#include "tests/io/read_reports.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::ais {
namespace {

const std::string kGood = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";

Counters Decode(std::string text) {
  NmeaDecoder decoder = DecoderOf(std::move(text));
  while (decoder.Next() != nullptr) {
  }
  EXPECT_TRUE(decoder.counters().Conserved());
  return decoder.counters();
}

std::uint64_t Of(const Counters& counters, Reject cause) {
  return counters.rejected[static_cast<std::size_t>(cause)];
}

std::string Recording() {
  const auto file = DataFile("ais/nmea/dma-aislib-stream_example.txt");
  return file ? Unpacked(file->string()).substr(0, 100'000) : kGood + kGood;
}

TEST(Hostile, NulBytesInsideASentenceAreAWrongChecksum) {
  std::string line = kGood;
  line[20] = '\0';
  const Counters c = Decode(line + kGood);
  EXPECT_EQ(Of(c, Reject::kChecksum), 1u);
  EXPECT_EQ(c.used, 1u);
}

TEST(Hostile, LinesOfAMegabyteAreCountedOnce) {
  const Counters c = Decode(std::string(1 << 20, 'x') + "\n" + kGood);
  EXPECT_EQ(Of(c, Reject::kLineTooLong), 1u);
  EXPECT_EQ(c.used, 1u);
}

TEST(Hostile, ASentenceOfAMegabyteIsRejected) {
  const Counters c = Decode("!AIVDM,1,1,,A," + std::string(1 << 20, '1') + ",0*00\n" + kGood);
  EXPECT_EQ(c.used, 1u);
  EXPECT_EQ(c.rejected_total(), 1u);
}

TEST(Hostile, ALineOfManyBeginningsIsRejectedInLinearTime) {
  std::string line;
  while (line.size() < (1 << 16)) line += "!AIVDM,";
  const Counters c = Decode(line + "\n" + kGood);
  EXPECT_EQ(c.used, 1u);
  EXPECT_GT(c.rejected_total(), 1000u);
}

TEST(Hostile, Utf16IsNoSentence) {
  std::string wide = "\xFF\xFE";
  for (const char c : kGood) {
    wide += c;
    wide += '\0';
  }
  EXPECT_EQ(Decode(wide).used, 0u);
  EXPECT_EQ(Of(Decode(wide), Reject::kNotASentence), 1u);
}

TEST(Hostile, ByteOrderMarkDoesNotCostTheFirstSentence) {
  EXPECT_EQ(Decode("\xEF\xBB\xBF" + kGood).used, 1u);
}

TEST(Hostile, StationNamesInOtherEncodingsStayValidJson) {
  const auto lines = DecodeLines("\\s:caf\xE9\"\\" + kGood);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("caf\xEF\xBF\xBD\\\""), std::string::npos) << lines[0];
}

TEST(Hostile, AFloodOfStationNamesIsBounded) {
  std::string text;
  for (int i = 0; i < 70'000; ++i) text += "\\s:" + std::to_string(i) + "\\" + kGood;
  NmeaDecoder decoder = DecoderOf(text);
  while (decoder.Next() != nullptr) {
  }
  EXPECT_EQ(decoder.stations().size(), 65'536u);
  EXPECT_EQ(decoder.counters().used, 70'000u);
}

TEST(Hostile, FlippedBitsNeverBreakTheLaw) {
  const std::string text = Recording();
  std::mt19937_64 random(7);
  for (int round = 0; round < 30; ++round) {
    std::string broken = text;
    for (int i = 0; i < 2000; ++i) {
      char& c = broken[random() % broken.size()];
      c = static_cast<char>(c ^ (1 << random() % 8));
    }
    const Counters c = Decode(broken);
    EXPECT_GT(c.rejected_total(), 0u);
    NmeaReader reader(std::make_unique<MemoryBytes>(broken), {});
    EXPECT_TRUE(ReadWhole(reader).Conserved());
  }
}

TEST(Hostile, InputCutAnywhereNeverBreaksTheLaw) {
  const std::string text = Recording().substr(0, 3000);
  for (std::size_t n = 0; n < text.size(); ++n) Decode(text.substr(0, n));
}

TEST(Hostile, RandomBytesNeverBreakTheLaw) {
  std::mt19937_64 random(11);
  constexpr std::string_view kLikely = "!$\\*,AIVDMOPGHP0123456789wc:s:g-\n\r\n ";
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 2000; ++i) {
      const auto r = random();
      text += r % 8 == 0 ? static_cast<char>(r >> 8) : kLikely[(r >> 16) % kLikely.size()];
    }
    Decode(text);
  }
}

TEST(Hostile, CutCompressionIsCountedAndWhatCameBeforeIsUsed) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/panama-28736.nmea.gz");
  const TemporaryFolder folder;
  const auto path = folder / "cut.gz";
  std::filesystem::copy_file(*file, path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  NmeaDecoder decoder(OpenBytes(path.string()), {});
  while (decoder.Next() != nullptr) {
  }
  EXPECT_TRUE(decoder.counters().Conserved());
  EXPECT_EQ(Of(decoder.counters(), Reject::kTruncated), 1u);
  EXPECT_GT(decoder.counters().used, 10'000u);
}

}  // namespace
}  // namespace pelorus::ais
