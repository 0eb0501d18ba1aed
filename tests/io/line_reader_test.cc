#include "io/line_reader.h"

#include <gmock/gmock.h>

#include <random>
#include <tuple>

#include "tests/io/memory_bytes.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;

struct Got {
  std::string text;
  std::uint64_t offset = 0;
  bool too_long = false;
  bool ended = true;
  friend bool operator==(const Got&, const Got&) = default;
};

std::vector<Got> LinesOf(std::unique_ptr<ByteSource> bytes) {
  LineReader reader(std::move(bytes));
  std::vector<Got> lines;
  for (LineReader::Line line; reader.Next(line);) {
    lines.push_back({std::string(line.text), line.offset, line.too_long, line.ended});
  }
  return lines;
}

std::vector<Got> LinesOf(const std::string& text) {
  return LinesOf(std::make_unique<MemoryBytes>(text));
}

/// The same rule, written the slow way over the whole text.
std::vector<Got> SlowLines(const std::string& text) {
  std::vector<Got> lines;
  Got line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n' && text[i] != '\r') {
      line.text += text[i];
      continue;
    }
    lines.push_back(line);
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
    line = Got{"", i + 1, false, true};
  }
  line.ended = false;
  if (!line.text.empty()) lines.push_back(line);
  for (auto& l : lines) {
    if (l.text.size() <= LineReader::kMaxLine) continue;
    l.text.resize(LineReader::kMaxLine);
    l.too_long = true;
  }
  // A line that is cut is delivered before its end is known.
  for (auto& l : lines) l.ended = l.ended || l.too_long;
  return lines;
}

TEST(LineReader, CutsAtLfCrAndCrlf) {
  EXPECT_THAT(LinesOf("a\nb\rc\r\nd\n"),
              ElementsAre(Got{"a", 0}, Got{"b", 2}, Got{"c", 4}, Got{"d", 7}));
}

TEST(LineReader, KeepsEmptyLines) {
  EXPECT_THAT(LinesOf("\n\r\r\n\nx"), ElementsAre(Got{"", 0}, Got{"", 1}, Got{"", 2}, Got{"", 4},
                                                  Got{"x", 5, false, false}));
}

TEST(LineReader, EmptyInputHasNoLine) { EXPECT_TRUE(LinesOf("").empty()); }

TEST(LineReader, NulsAreOrdinaryBytes) {
  const std::string text("a\0b\n\0\n", 6);
  EXPECT_THAT(LinesOf(text),
              ElementsAre(Got{std::string("a\0b", 3), 0}, Got{std::string("\0", 1), 4}));
}

TEST(LineReader, LastLineWithoutEndCountsAndIsMarked) {
  EXPECT_THAT(LinesOf("a\nb"), ElementsAre(Got{"a", 0}, Got{"b", 2, false, false}));
}

TEST(LineReader, CrlfOverAChunkBorderIsOneEnd) {
  for (const std::size_t first : {1UL, 2UL, 3UL, 4UL}) {
    EXPECT_THAT(
        LinesOf(std::make_unique<MemoryBytes>("ab\r\ncd\n", std::vector<std::size_t>{first, 100})),
        ElementsAre(Got{"ab", 0}, Got{"cd", 4}))
        << first;
  }
}

TEST(LineReader, MegabyteLineIsCutOnceAndTheNextIsWhole) {
  const std::string text = "a\n" + std::string(1 << 20, 'x') + "\r\nb\n";
  const auto lines = LinesOf(text);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1].text.size(), LineReader::kMaxLine);
  EXPECT_TRUE(lines[1].too_long);
  EXPECT_EQ(lines[2], (Got{"b", (1 << 20) + 4}));
}

TEST(LineReader, LongestLineIsNotTooLong) {
  for (const std::size_t over : {0UL, 1UL}) {
    const auto lines = LinesOf(std::string(LineReader::kMaxLine + over, 'x') + "\ny\n");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].too_long, over == 1);
    EXPECT_EQ(lines[1].text, "y");
  }
}

TEST(LineReader, ChunksDoNotChangeTheLines) {
  std::mt19937_64 random(20260101);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    while (text.size() < 3000) {
      text.append(random() % 9, static_cast<char>(random() % 256));
      text += "\n\r\n\r\0x"[random() % 6];
    }
    if (round % 10 == 0) text.insert(1500, LineReader::kMaxLine - 5 + random() % 10, 'l');
    const auto expected = SlowLines(text);
    EXPECT_EQ(LinesOf(text), expected);
    for (const std::size_t largest : {1UL, 2UL, 5UL, 64UL, 5000UL, 70'000UL}) {
      EXPECT_EQ(LinesOf(InPieces(text, largest, random())), expected) << round << ' ' << largest;
    }
  }
}

}  // namespace
}  // namespace pelorus
