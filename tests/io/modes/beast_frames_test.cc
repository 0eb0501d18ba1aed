#include "io/modes/beast_frames.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <map>

#include "tests/io/modes/frame_bytes.h"
#include "tests/support/data_dir.h"
#include "tests/trackers/counting_new.h"

namespace pelorus::modes {
namespace {

using testing::ElementsAre;

const char* const kLongFrame = "8d4840d6202cc371c32ce0576098";
const char* const kShortFrame = "5d4840d61a1a1a";
const char* const kRecording = "adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast";
constexpr ClockOptions kFromZero{ClockKind::kCounter, Time{}, std::nullopt};

std::uint64_t RejectedFor(const FrameSource& source, Reject cause) {
  return source.counters().rejected[static_cast<std::size_t>(cause)];
}

BeastFrames Over(const std::string& bytes) {
  return BeastFrames(std::make_unique<MemoryBytes>(bytes), kFromZero);
}

std::string Content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(BeastFrames, TakesEachTypeWithTimeSignalAndOffset) {
  BeastFrames source = Over(BeastFrame(100, '\x40', "21d3") + BeastFrame(112, '\x41', kShortFrame) +
                            BeastFrame(124, '\x42', kLongFrame));
  const auto frames = AllFrames(source);
  ASSERT_THAT(HexOf(frames), ElementsAre("21d3", kShortFrame, kLongFrame));
  EXPECT_EQ(frames[0].signal, 0x40);
  EXPECT_EQ(frames[2].signal, 0x42);
  EXPECT_EQ(frames[0].t, Time{});
  EXPECT_EQ(frames[1].t, Time(Duration(1000)));
  EXPECT_EQ(frames[2].stamp, 124U);
  EXPECT_EQ(frames[1].offset, 11U);
  EXPECT_EQ(frames[2].offset, 11U + 16U + 3U);
  EXPECT_EQ(source.counters().received, 3U);
  EXPECT_TRUE(Conserved(source, frames.size()));
}

TEST(BeastFrames, UndoesDoubledMarksInTimeSignalAndMessage) {
  const std::string all_marks = "1a1a1a1a1a1a1a1a1a1a1a1a1a1a";
  BeastFrames source = Over(BeastFrame(0x1A1A1A1A1A1A, '\x1a', all_marks) +
                            BeastFrame(0x1A1A1A1A1A1B, '\x1a', "1a1a"));
  const auto frames = AllFrames(source);
  ASSERT_THAT(HexOf(frames), ElementsAre(all_marks, "1a1a"));
  EXPECT_EQ(frames[0].stamp, 0x1A1A1A1A1A1AU);
  EXPECT_EQ(frames[1].signal, 0x1A);
  EXPECT_EQ(source.counters().rejected_total(), 0U);
}

TEST(BeastFrames, MarksMultilateratedFramesAndThoseWithoutTime) {
  BeastFrames source =
      Over(BeastFrame(0xFF004D4C4154, 0, kLongFrame) + BeastFrame(0, 0, kLongFrame));
  const auto frames = AllFrames(source);
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_TRUE(frames[0].mlat);
  EXPECT_EQ(frames[0].t, std::nullopt);
  EXPECT_FALSE(frames[1].mlat);
  EXPECT_EQ(frames[1].t, std::nullopt);
}

TEST(BeastFrames, PassesOverRecordsWithoutFrames) {
  const std::string status(21, '\x1a');
  const std::string bytes =
      BeastRecord('4', status) + BeastFrame(1, 0, kLongFrame) +
      BeastRecord('5', std::string(21, 'p')) + BeastRecord('\xe3', "\x1a\x31receive") +
      BeastFrame(2, 0, kShortFrame) + BeastRecord('\xe4', std::string(16, 'u')) +
      BeastRecord('\xe8', "abc\x1a") + BeastFrame(3, 0, "0000") + BeastRecord('4', status);
  for (const std::size_t largest : {1UL, 2UL, 50UL, 1000UL}) {
    BeastFrames source(InPieces(bytes, largest, 3), kFromZero);
    EXPECT_THAT(HexOf(AllFrames(source)), ElementsAre(kLongFrame, kShortFrame, "0000"));
    EXPECT_EQ(source.counters().received, 3U);
  }
}

TEST(BeastFrames, CountsWhatIsDamagedOnce) {
  const std::string whole = BeastFrame(1, 0, kLongFrame);
  BeastFrames cut = Over(whole.substr(0, 10) + whole);
  EXPECT_THAT(HexOf(AllFrames(cut)), ElementsAre(kLongFrame));
  EXPECT_EQ(RejectedFor(cut, Reject::kBadFrame), 1U);

  BeastFrames stray =
      Over("tail of a frame\x1a\x1aits end" + whole + std::string(9000, 'x') + whole);
  EXPECT_THAT(HexOf(AllFrames(stray)), ElementsAre(kLongFrame, kLongFrame));
  EXPECT_EQ(RejectedFor(stray, Reject::kBadFrame), 2U);

  BeastFrames other = Over(BeastRecord('Z', "what is this") + whole);
  EXPECT_THAT(HexOf(AllFrames(other)), ElementsAre(kLongFrame));
  EXPECT_EQ(RejectedFor(other, Reject::kUnknownType), 1U);
}

TEST(BeastFrames, CountsTheEndInsideAFrameAsTruncated) {
  const std::string whole = BeastFrame(1, 0x1a, kShortFrame);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    BeastFrames source = Over(whole + whole.substr(0, size));
    EXPECT_THAT(HexOf(AllFrames(source)), ElementsAre(kShortFrame)) << size;
    EXPECT_EQ(RejectedFor(source, Reject::kTruncated), 1U) << size;
    EXPECT_EQ(source.counters().received, 2U) << size;
  }
}

TEST(BeastFrames, ALineFeedBetweenFramesIsNoDamage) {
  const std::string whole = BeastFrame(1, 0, kLongFrame);
  BeastFrames source = Over(whole + "\n" + whole + "\n\n" + whole + "\n");
  EXPECT_EQ(AllFrames(source).size(), 3U);
  EXPECT_EQ(RejectedFor(source, Reject::kBadFrame), 1U);
}

/// A connection that breaks inside a frame, and the next one.
class TwoConnections : public ByteSource {
 public:
  explicit TwoConnections(std::vector<std::string> parts) : parts_(std::move(parts)) {}
  std::size_t Read(char* data, std::size_t) override {
    if (next_ == parts_.size()) return 0;
    sender_ = next_ + 1;
    const std::string& part = parts_[next_++];
    std::memcpy(data, part.data(), part.size());
    return part.size();
  }
  std::uint64_t sender() const override { return sender_; }

 private:
  std::vector<std::string> parts_;
  std::size_t next_ = 0;
  std::uint64_t sender_ = 0;
};

TEST(BeastFrames, BeginsAfreshWithAnotherConnection) {
  const std::string whole = BeastFrame(1, 0, kLongFrame);
  for (const std::size_t kept : {2UL, 9UL, whole.size() - 2}) {
    BeastFrames source(std::make_unique<TwoConnections>(std::vector<std::string>{
                           whole + whole.substr(0, kept) + "\n", whole.substr(5) + whole, whole}),
                       kFromZero);
    EXPECT_EQ(AllFrames(source).size(), 3U) << kept;
    EXPECT_EQ(RejectedFor(source, Reject::kTruncated), 1U) << kept;
    EXPECT_EQ(RejectedFor(source, Reject::kBadFrame), 1U) << kept;
  }
}

/// Frames of a whole Beast file by the letter of the format, byte by byte.
std::vector<std::string> SlowFrames(const std::string& bytes) {
  const std::map<char, std::size_t> sizes = {{'1', 2}, {'2', 7}, {'3', 14}};
  std::vector<std::string> records;  // unescaped, from the type on
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\x1a' && bytes[++i] != '\x1a') records.emplace_back();
    records.back() += bytes[i];
  }
  std::vector<std::string> frames;
  for (const std::string& record : records) {
    std::string hex;
    for (std::size_t i = 8; i < 8 + sizes.at(record[0]); ++i) {
      char digits[3];
      std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(record.at(i)));
      hex += digits;
    }
    frames.push_back(hex);
  }
  return frames;
}

TEST(BeastFrames, TakesAllFramesOfARecordingHoweverItIsChunked) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  const std::string bytes = Content(*file);
  const auto expected = SlowFrames(bytes);
  for (const std::size_t largest : {1UL, 3UL, 100UL, 5000UL, 1'000'000UL}) {
    BeastFrames source(InPieces(bytes, largest, 5), {});
    const auto frames = AllFrames(source, largest % 300 + 1);
    std::map<std::size_t, int> by_size;
    for (const Frame& frame : frames) ++by_size[frame.size];
    EXPECT_EQ(by_size, (std::map<std::size_t, int>{{2, 5026}, {7, 4942}, {14, 3986}}));
    EXPECT_EQ(HexOf(frames), expected);
    EXPECT_EQ(source.counters().received, 13'954U);
    EXPECT_EQ(source.counters().rejected_total(), 0U);
  }
}

TEST(BeastFrames, TellsTheClockOfARecordingAndKeepsItsTimes) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  ClockOptions options;
  options.start = *ParseEpochSeconds("1522782148.136310917");
  BeastFrames source(std::make_unique<MemoryBytes>(Content(*file)), options);
  const auto frames = AllFrames(source);
  ASSERT_EQ(frames.size(), 13'954U);
  EXPECT_EQ(frames[0].t, options.start);
  // dump1090 prints 279152671459.58 us for the first frame and 279152682644.58 for the fourth.
  ASSERT_TRUE(frames[3].t);
  EXPECT_EQ(*frames[3].t - *frames[0].t, std::chrono::microseconds(11'185));
}

TEST(BeastFrames, LosesNothingSilentlyToRandomDamage) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  const std::string bytes = Content(*file);
  std::uint64_t seed = 7;
  for (int round = 0; round < 30; ++round) {
    std::string damaged = bytes.substr(0, 60'000);
    for (int hit = 0; hit < 50; ++hit) {
      seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
      damaged[(seed >> 33) % damaged.size()] = static_cast<char>(seed >> 20);
    }
    BeastFrames whole = Over(damaged);
    BeastFrames pieces(InPieces(damaged, 40, seed), kFromZero);
    const auto frames = AllFrames(whole);
    EXPECT_EQ(HexOf(frames), HexOf(AllFrames(pieces)));
    EXPECT_EQ(whole.counters().rejected, pieces.counters().rejected);
    EXPECT_TRUE(Conserved(whole, frames.size()));
    EXPECT_GT(frames.size(), 3500U);  // of some 3,700: a hit costs one frame or two
  }
}

TEST(BeastFrames, ReadsWithoutAllocation) {
  std::string bytes;
  for (std::uint64_t i = 1; i < 20'000; ++i) bytes += BeastFrame(i * 1000, 0x1a, kLongFrame);
  BeastFrames source = Over(bytes);
  std::vector<Frame> some(256);
  source.Read(some);
  const long before = CountedAllocations();
  std::size_t frames = 256;
  while (const std::size_t n = source.Read(some)) frames += n;
  EXPECT_EQ(CountedAllocations(), before);
  EXPECT_EQ(frames, 19'999U);
}

}  // namespace
}  // namespace pelorus::modes
