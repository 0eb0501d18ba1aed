#include "io/modes/crc.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/io/modes/listed_frames.h"

namespace pelorus::modes {
namespace {

/// Long division bit by bit, as [Annex10] writes it.
std::uint32_t SlowRemainder(const std::uint8_t* bytes, std::size_t size) {
  std::vector<int> bits;
  for (std::size_t i = 0; i < 8 * size; ++i) bits.push_back((bytes[i / 8] >> (7 - i % 8)) & 1);
  constexpr std::uint32_t kGenerator = 0x1FFF409;  // 25 bits
  for (std::size_t i = 0; i + 24 < bits.size(); ++i) {
    if (bits[i] == 0) continue;
    for (std::size_t j = 0; j < 25; ++j)
      bits[i + j] ^= static_cast<int>((kGenerator >> (24 - j)) & 1);
  }
  std::uint32_t rest = 0;
  for (std::size_t i = bits.size() - 24; i < bits.size(); ++i) {
    rest = (rest << 1) | static_cast<std::uint32_t>(bits[i]);
  }
  return rest;
}

void Turn(Frame& frame, std::size_t bit) {
  frame.bytes[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> (bit % 8));
}

constexpr const char* kLongFrame = "8D406B902015A678D4D220AA4BDA";
constexpr const char* kShortFrame = "5f4001594b0fbb";

TEST(Crc, PublishedFramesHaveNoRemainder) {
  for (const char* hex :
       {kLongFrame, "8D4840D6202CC371C32CE0576098", "8DA05F219B06B6AF189400CBC33F"}) {
    EXPECT_EQ(Remainder<14>(FrameOf(hex).bytes.data()), 0U) << hex;
  }
  EXPECT_EQ(Remainder<7>(FrameOf(kShortFrame).bytes.data()), 0U);
}

TEST(Crc, TheRemainderIsThatOfALongDivision) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    Frame frame;
    for (auto& byte : frame.bytes) byte = static_cast<std::uint8_t>(random());
    EXPECT_EQ(Remainder<14>(frame.bytes.data()), SlowRemainder(frame.bytes.data(), 14));
    EXPECT_EQ(Remainder<7>(frame.bytes.data()), SlowRemainder(frame.bytes.data(), 7));
  }
}

TEST(Crc, AnyOneBitBehindTheFormatIsFound) {
  for (std::size_t bit = 5; bit < 112; ++bit) {
    Frame frame = FrameOf(kLongFrame);
    Turn(frame, bit);
    const BitErrors found = FindErrors(Remainder<14>(frame.bytes.data()), 14, 1);
    ASSERT_EQ(found.count, 1) << bit;
    EXPECT_EQ(found.bits[0], bit);
  }
  for (std::size_t bit = 5; bit < 56; ++bit) {
    Frame frame = FrameOf(kShortFrame);
    Turn(frame, bit);
    const BitErrors found = FindErrors(Remainder<7>(frame.bytes.data()), 7, 1);
    ASSERT_EQ(found.count, 1) << bit;
    EXPECT_EQ(found.bits[0], bit);
  }
}

TEST(Crc, TheFormatIsNeverTouched) {
  for (std::size_t bit = 0; bit < 5; ++bit) {
    Frame frame = FrameOf(kLongFrame);
    Turn(frame, bit);
    EXPECT_EQ(FindErrors(Remainder<14>(frame.bytes.data()), 14, 2).count, 0);
    EXPECT_TRUE(IsFormatError(Remainder<14>(frame.bytes.data()), 14));
    Turn(frame, 50);
    EXPECT_EQ(FindErrors(Remainder<14>(frame.bytes.data()), 14, 2).count, 0);
  }
}

TEST(Crc, TwoBitsAreFoundOnlyWhenAskedFor) {
  for (std::size_t i = 5; i < 112; i += 3) {
    for (std::size_t j = i + 1; j < 112; j += 5) {
      Frame frame = FrameOf(kLongFrame);
      Turn(frame, i);
      Turn(frame, j);
      const std::uint32_t rest = Remainder<14>(frame.bytes.data());
      EXPECT_EQ(FindErrors(rest, 14, 0).count, 0);
      EXPECT_EQ(FindErrors(rest, 14, 1).count, 0);
      const BitErrors found = FindErrors(rest, 14, 2);
      ASSERT_EQ(found.count, 2);
      EXPECT_EQ(found.bits[0], i);
      EXPECT_EQ(found.bits[1], j);
    }
  }
}

}  // namespace
}  // namespace pelorus::modes
