#include "io/recording/mcap_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "io/bytes.h"
#include "io/recording/mcap_writer.h"
#include "tests/io/recording/recordings.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::mcap {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A file of six chunks of two messages, and where its chunks begin.
struct Sample {
  std::string bytes;
  std::vector<std::uint64_t> chunks;
  std::vector<std::string> messages;
};

Sample MakeSample() {
  const TemporaryFolder folder;
  const auto file = folder / "sample.mcap";
  Sample sample;
  Writer writer(file, {});
  const std::uint16_t channel = writer.AddChannel({"source", "raw"});
  for (int i = 0; i < 12; ++i) {
    if (i % 2 == 0) sample.chunks.push_back(writer.size());
    sample.messages.push_back("message " + std::to_string(i * i));
    writer.Write(channel, At(1000 + i), sample.messages.back());
    if (i % 2 == 1) writer.EndChunk();
  }
  writer.Close();
  sample.bytes = Slurp(file);
  return sample;
}

struct Found {
  std::vector<std::string> messages;
  std::vector<std::string> faults;
  std::vector<std::uint64_t> places;
};

Found ReadAll(const std::string& bytes) {
  Found found;
  Reader reader(std::make_unique<std::istringstream>(bytes), [&found](const Fault& fault) {
    found.faults.push_back(fault.what);
    found.places.push_back(fault.offset);
  });
  for (Message message; reader.Next(message);) found.messages.emplace_back(message.data);
  return found;
}

/// The messages without those numbered `from` to `to`.
std::vector<std::string> Without(std::vector<std::string> messages, std::size_t from,
                                 std::size_t to) {
  const auto at = [&](std::size_t i) { return messages.begin() + static_cast<std::ptrdiff_t>(i); };
  messages.erase(at(from), at(to));
  return messages;
}

TEST(McapReader, ReadsWhatTheWriterWrote) {
  const Sample sample = MakeSample();
  Reader reader(std::make_unique<std::istringstream>(sample.bytes), {});
  ASSERT_TRUE(reader.is_mcap());
  EXPECT_TRUE(reader.ReadSummaryChannels());
  EXPECT_EQ(reader.channels().at(1).topic, "source");
  std::uint32_t n = 0;
  for (Message message; reader.Next(message); ++n) {
    EXPECT_EQ(message.data, sample.messages[n]);
    EXPECT_EQ(message.sequence, n + 1);
    EXPECT_EQ(message.log_time, At(1000 + n));
  }
  EXPECT_EQ(n, 12U);
  EXPECT_EQ(reader.faults(), 0U);
}

TEST(McapReader, EveryCutLeavesTheChunksBeforeItAndIsTold) {
  const Sample sample = MakeSample();
  for (std::size_t cut = sample.chunks[0]; cut < sample.chunks[5]; ++cut) {
    const Found found = ReadAll(sample.bytes.substr(0, cut));
    std::size_t whole = 0;
    while (whole < 5 && sample.chunks[whole + 1] <= cut) ++whole;
    // Behind a chunk stand its indexes, which a reader does not need.
    EXPECT_GE(found.messages.size(), 2 * whole) << cut;
    EXPECT_LE(found.messages.size(), 2 * whole + 2) << cut;
    EXPECT_TRUE(std::equal(found.messages.begin(), found.messages.end(), sample.messages.begin()));
    ASSERT_THAT(found.faults, SizeIs(1)) << cut;
    EXPECT_THAT(found.faults[0], HasSubstr("breaks off"));
  }
}

TEST(McapReader, AChunkWithAWrongByteIsPassedOverAndNamed) {
  const Sample sample = MakeSample();
  // Behind the head of the zstd frame, one bit of which means nothing.
  const std::size_t inside = kRecordHead + 44 + 5;
  for (std::size_t i = inside; i < inside + 30; ++i) {
    std::string bytes = sample.bytes;
    bytes[sample.chunks[2] + i] = static_cast<char>(bytes[sample.chunks[2] + i] ^ 0x10);
    const Found found = ReadAll(bytes);
    EXPECT_EQ(found.messages, Without(sample.messages, 4, 6)) << i;
    EXPECT_THAT(found.places, ElementsAre(sample.chunks[2])) << i;
  }
}

TEST(McapReader, LostFramingCostsOnlyWhatItFrames) {
  const Sample sample = MakeSample();
  for (std::size_t i = 0; i < kRecordHead; ++i) {
    std::string bytes = sample.bytes;
    bytes[sample.chunks[3] + i] = '\x70';
    const Found found = ReadAll(bytes);
    EXPECT_GE(found.messages.size(), 10U) << i;
    EXPECT_EQ(found.messages.back(), sample.messages.back()) << i;
    EXPECT_FALSE(found.faults.empty()) << i;
  }
}

TEST(McapReader, AHoleOfZerosCostsOnlyItsChunks) {
  const Sample sample = MakeSample();
  std::string bytes = sample.bytes;
  for (std::uint64_t i = sample.chunks[1] + 20; i < sample.chunks[3]; ++i) bytes[i] = '\0';
  EXPECT_EQ(ReadAll(bytes).messages, Without(sample.messages, 2, 6));
}

TEST(McapReader, WhatIsNoMcapFileIsRefused) {
  EXPECT_THAT(ReadAll("").messages, IsEmpty());
  EXPECT_THAT(ReadAll(std::string(kMagic)).messages, IsEmpty());
  const TemporaryFolder folder;
  EXPECT_THROW(OpenMcap(folder.Write("text", "no recording"), {}), InputError);
  EXPECT_THROW(OpenMcap(folder / "missing", {}), InputError);
}

TEST(McapReader, AHugeChunkIsNotBelieved) {
  std::string content;
  Encoder put(content);
  put.Put(std::uint64_t{0});
  put.Put(std::uint64_t{0});
  put.Put(std::uint64_t{1} << 40);
  put.Put(std::uint32_t{0});
  put.PutText("zstd");
  put.Put(std::uint64_t{0});
  std::string bytes(kMagic);
  Encoder(bytes).PutRecord(Opcode::kChunk, content);
  EXPECT_THAT(ReadAll(bytes).faults, ElementsAre(HasSubstr("too large"), HasSubstr("breaks off")));
}

}  // namespace
}  // namespace pelorus::mcap
