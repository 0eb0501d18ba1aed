#include "replay/simulate/modes_encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace pelorus {
namespace {

template <class Frame>
std::string Hex(const Frame& frame) {
  std::string text;
  for (const std::uint8_t byte : frame) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

/// What is left of a frame divided by x^24 + … as a polynomial, digit by digit as on paper.
template <class Frame>
bool DividesWithoutRemainder(const Frame& frame) {
  const std::string generator = "1111111111111010000001001";
  std::vector<int> digits;
  for (const std::uint8_t byte : frame) {
    for (int i = 7; i >= 0; --i) digits.push_back((byte >> i) & 1);
  }
  for (std::size_t i = 0; i + generator.size() <= digits.size(); ++i) {
    if (digits[i] == 0) continue;
    for (std::size_t k = 0; k < generator.size(); ++k) digits[i + k] ^= generator[k] - '0';
  }
  for (const int digit : digits) {
    if (digit != 0) return false;
  }
  return true;
}

// Frames as published with what they say in Sun, The 1090 Megahertz Riddle (2nd ed.), chapters 4
// and 5.
TEST(ModesEncoder, GivesThePublishedFrames) {
  EXPECT_EQ(Hex(squitter::Encode(squitter::Identification{0x4840D6, "KLM1023", 4, 0})),
            "8D4840D6202CC371C32CE0576098");
  squitter::AirbornePosition position{0x40621D, 11, GeoPoint::Degrees(52.2572021, 3.9193726),
                                      38000.0, false};
  EXPECT_EQ(Hex(squitter::Encode(position)), "8D40621D58C382D690C8AC2863A7");
  position.position = GeoPoint::Degrees(52.2657802, 3.9389125);
  position.odd = true;
  EXPECT_EQ(Hex(squitter::Encode(position)), "8D40621D58C386435CC412692AD6");
}

TEST(ModesEncoder, ParityLeavesNoRemainder) {
  EXPECT_TRUE(DividesWithoutRemainder(squitter::AllCall(0xF00123)));
  EXPECT_TRUE(DividesWithoutRemainder(squitter::Encode(squitter::OperationalStatus{0xF00123, 9})));
  EXPECT_TRUE(DividesWithoutRemainder(
      squitter::Encode(squitter::AirborneVelocity{0xF00123, -310.4, 220.0, -1280.0})));
}

/// Bits `from`..`to` of a message, from 1, as the tables of Doc 9871 count them.
std::uint32_t Field(const squitter::LongFrame& frame, int from, int to) {
  std::uint32_t value = 0;
  for (int i = 32 + from; i <= 32 + to; ++i) {
    const auto bit = static_cast<std::size_t>(i - 1);
    value = value << 1U | ((unsigned{frame[bit / 8]} >> (7 - bit % 8)) & 1U);
  }
  return value;
}

TEST(ModesEncoder, VelocityStandsInTheBitsOfTheTable) {
  // 300 kt to the south, 150 kt to the west, climbing 1,600 ft/min: steps of 64 plus one.
  const auto frame = squitter::Encode(squitter::AirborneVelocity{0xF00123, -300.0, -150.0, 1600.0});
  EXPECT_EQ(Field(frame, 1, 5), 19U);
  EXPECT_EQ(Field(frame, 6, 8), 1U);
  EXPECT_EQ(Field(frame, 14, 14), 1U);  // west
  EXPECT_EQ(Field(frame, 15, 24), 151U);
  EXPECT_EQ(Field(frame, 25, 25), 1U);  // south
  EXPECT_EQ(Field(frame, 26, 35), 301U);
  EXPECT_EQ(Field(frame, 37, 37), 0U);  // up
  EXPECT_EQ(Field(frame, 38, 46), 26U);
}

/// Global decoding of a pair as Doc 9871 C.2.6 writes it, with the zones counted by search instead
/// of the closed form.
GeoPoint DecodePair(const squitter::CprCode& even, const squitter::CprCode& odd, bool newest_odd) {
  const auto zones = [](double lat_deg) {
    constexpr double kPi = 3.14159265358979323846;
    int n = 1;
    for (int candidate = 59; candidate >= 2; --candidate) {
      const double reach =
          180.0 / kPi *
          std::acos(std::sqrt((1 - std::cos(kPi / 30)) / (1 - std::cos(2 * kPi / candidate))));
      if (std::abs(lat_deg) < reach) return candidate;
    }
    return n;
  };
  const double y0 = even.lat / 131072.0, y1 = odd.lat / 131072.0;
  const double j = std::floor(59 * y0 - 60 * y1 + 0.5);
  double lat = newest_odd ? 360.0 / 59 * (std::fmod(j + 59, 59) + y1)
                          : 360.0 / 60 * (std::fmod(j + 60, 60) + y0);
  if (lat >= 270) lat -= 360;
  const int nl = zones(lat);
  const int n = std::max(1, nl - (newest_odd ? 1 : 0));
  const double x0 = even.lon / 131072.0, x1 = odd.lon / 131072.0;
  const double m = std::floor(x0 * (nl - 1) - x1 * nl + 0.5);
  const double turns = m - n * std::floor(m / n);
  double lon = 360.0 / n * (turns + (newest_odd ? x1 : x0));
  if (lon >= 180) lon -= 360;
  return GeoPoint::Degrees(lat, lon);
}

TEST(ModesEncoder, PairsOfPositionsDecodeToWhereTheyWere) {
  for (double lat = -80.0; lat <= 80.0; lat += 7.31) {
    for (double lon = -179.0; lon <= 179.0; lon += 13.7) {
      const GeoPoint p = GeoPoint::Degrees(lat, lon);
      const auto even = squitter::EncodeCpr(p, false), odd = squitter::EncodeCpr(p, true);
      for (const bool newest_odd : {false, true}) {
        const GeoPoint decoded = DecodePair(even, odd, newest_odd);
        // Half a step: 6.1 degrees over 2^17, and up to 360 degrees over as many at the poles.
        EXPECT_NEAR(decoded.lat_deg(), lat, 2.4e-5);
        EXPECT_NEAR(std::remainder(decoded.lon_deg() - lon, 360.0), 0.0, 2.0e-4) << lat;
      }
    }
  }
}

TEST(ModesEncoder, BeastDoublesItsMark) {
  std::string bytes;
  const squitter::ShortFrame frame = {0x5D, 0x1A, 0, 0, 0, 0, 1};
  // 26 s and 26 ns: 0x1A << 30 | 0x1A.
  squitter::AppendBeast(bytes, frame.data(), frame.size(), 26, 26, 0x20);
  const std::string expected(
      "\x1A\x32\x00\x06\x80\x00\x00\x1A\x1A\x20\x5D\x1A\x1A\x00\x00\x00\x00\x01", 18);
  EXPECT_EQ(bytes, expected);
}

}  // namespace
}  // namespace pelorus
