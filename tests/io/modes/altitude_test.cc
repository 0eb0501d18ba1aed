#include "io/modes/altitude.h"

#include <gtest/gtest.h>

#include <bit>
#include <map>

namespace pelorus::modes {
namespace {

TEST(Altitude, StepsOf25Feet) {
  EXPECT_EQ(AltitudeOfCode13(0x10 | 0x1), -975);
  EXPECT_EQ(AltitudeOfCode12(0xC38), 38'000);  // 8D40621D58C382D690C8AC2863A7
  EXPECT_EQ(AltitudeOfCode13(0x1FBF), 50'175);
}

TEST(Altitude, NothingIsSaidByZeroAndByMetricCodes) {
  EXPECT_FALSE(AltitudeOfCode13(0));
  EXPECT_FALSE(AltitudeOfCode12(0));
  EXPECT_FALSE(AltitudeOfCode13(0x40));
  EXPECT_FALSE(AltitudeOfCode13(0x1FFF));
}

/// [Annex10] volume IV, appendix to chapter 3: from -1200 to 126,700 ft in steps of 100 ft, each of
/// one changed pulse. The order alone defines the code, up to its first word.
TEST(Altitude, GillhamNeighboursDifferInOnePulse) {
  std::map<std::int32_t, std::uint32_t> codes;
  for (std::uint32_t code = 1; code < 0x2000; ++code) {
    if ((code & 0x50) != 0) continue;
    const auto altitude = AltitudeOfCode13(code);
    if (!altitude) continue;
    EXPECT_TRUE(codes.emplace(*altitude, code).second) << *altitude;
  }
  ASSERT_EQ(codes.size(), 1280U);
  EXPECT_EQ(codes.begin()->first, -1200);
  EXPECT_EQ(codes.rbegin()->first, 126'700);
  for (auto at = codes.begin(); std::next(at) != codes.end(); ++at) {
    EXPECT_EQ(std::next(at)->first - at->first, 100);
    EXPECT_EQ(std::popcount(at->second ^ std::next(at)->second), 1) << at->first;
  }
}

TEST(Altitude, GillhamWordsOfTheStandard) {
  EXPECT_EQ(AltitudeOfCode13(0x0100), -1200);  // C4
  EXPECT_EQ(AltitudeOfCode13(0x0500), -1100);  // C2 C4
  EXPECT_EQ(AltitudeOfCode13(0x0400), -1000);  // C2
}

/// Places of the pulses C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4, highest bit first.
TEST(Altitude, EachPulseOfASquawkHasItsOctalPlace) {
  constexpr std::uint16_t kWorth[13] = {00010, 01000, 00020, 02000, 00040, 04000, 0,
                                        00100, 00001, 00200, 00002, 00400, 00004};
  for (unsigned i = 0; i < 13; ++i) EXPECT_EQ(SquawkOfCode13(1U << (12 - i)), kWorth[i]) << i;
  EXPECT_EQ(SquawkOfCode13(0x1FBF), 07777);
  EXPECT_EQ(SquawkOfCode13(0x122C), 02312);  // A800122C…, rs1090
}

}  // namespace
}  // namespace pelorus::modes
