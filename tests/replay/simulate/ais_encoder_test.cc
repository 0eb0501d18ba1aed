#include "replay/simulate/ais_encoder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>
#include <vector>

namespace pelorus::ais {
namespace {

std::string Armored(const Payload& payload) {
  std::string text;
  for (std::size_t i = 0; i < payload.size(); ++i) text += payload.Armored(i);
  return text;
}

/// Bits [from, from + width) of the symbols, read back one by one.
std::uint32_t Bits(const Payload& payload, int from, int width) {
  std::uint32_t value = 0;
  for (int bit = from; bit < from + width; ++bit) {
    const int c = payload.Armored(static_cast<std::size_t>(bit / 6));
    const int symbol = c >= 96 ? c - 56 : c - 48;
    value = value << 1U | (static_cast<std::uint32_t>(symbol) >> (5 - bit % 6) & 1U);
  }
  return value;
}

Length M(double m) { return Length::Meters(m); }

/// From steps of 1/10000 minute.
GeoPoint Steps(double lat, double lon) { return GeoPoint::Degrees(lat / 600000, lon / 600000); }

// Sentences as received on the air; the values are those that gpsdecode 3.22 reads in them.
TEST(AisEncoder, Type1OfARealShip) {
  ScheduledPosition m{1, 265001000, 0, {}, {}, false, 27884};
  m.turn = {RateOfTurn::Source::kIndicator, TurnRate::DegreesPerMinute((8 / 4.733) * (8 / 4.733))};
  m.fix = {Steps(35218217, 6407733), true, Speed::Knots(13.9), Course::Degrees(174.2),
           Heading::Degrees(173),    57};
  EXPECT_EQ(Armored(Encode(m)), "13tfH:022;PhpibQUS:FkUKj06kd");
}

TEST(AisEncoder, Type3OfARealShipAtAnchor) {
  ScheduledPosition m{3, 319751000, 1, {}, {}, false, 85242};
  m.turn = {RateOfTurn::Source::kIndicator, TurnRate::DegreesPerMinute((3 / 4.733) * (3 / 4.733))};
  m.fix = {Steps(36667431, 3682631), false, Speed::Knots(0), Course::Degrees(352.6),
           Heading::Degrees(274),    0};
  EXPECT_EQ(Armored(Encode(m)), "34ht3F10h00L6:>Rv09ui`T00Dkr");
}

TEST(AisEncoder, Type4OfARealBaseStationWestOfGreenwich) {
  using namespace std::chrono;
  const Time utc = sys_days{2007y / May / 14} + 19h + 57min + 39s;
  const StationReport m{3669702, utc, Steps(22130260, -45811417), 7, 67039};
  EXPECT_EQ(Armored(Encode(m)), "403OviQuMGCqWrRO9>E6fE700@GO");
}

TEST(AisEncoder, Type5OfARealShipInTwoSentences) {
  using namespace std::chrono;
  const VoyageReport m{257742000,
                       9284192,
                       "LAGF6",
                       "ARCTIC LADY",
                       "NOHFT",
                       84,
                       {M(225), M(63), M(19), M(30)},
                       1,
                       sys_days{2020y / August / 6} + 17h,
                       M(9.5)};
  std::string out;
  AppendSentences(out, Encode(m), {'B', 6, std::nullopt});
  // Received with the talker BS; the checksum below is that of AI.
  EXPECT_EQ(out,
            "!AIVDM,2,1,6,B,53mkDd82=bV0h4LKH0058=@T>0h4AT000000001DL8wCN63A0GkSj1U00000,0*3D\r\n"
            "!AIVDM,2,2,6,B,00000000000,2*21\r\n");
}

TEST(AisEncoder, Type18OfARealBoat) {
  ClassBReport m{257059340, {}, false};
  m.fix = {Steps(36111126, 3094246), false,        Speed::Knots(7.8),
           Course::Degrees(221.5),   std::nullopt, 58};
  EXPECT_EQ(Armored(Encode(m)), "B3m9b300CP5qek8W0iJ:Owu5kP06");
}

TEST(AisEncoder, Type24OfARealBoat) {
  EXPECT_EQ(Armored(Encode(NameReport{271041815, "PROGUY"})), "H42O55i18tMET00000000000000");
  // The last four characters of the older vendor field 1D00014 are today's model and serial.
  const CraftReport m{271041815, 60, "1D0", 12, 0x30C74, "TC6163", {M(0), M(15), M(0), M(5)}, 0};
  EXPECT_EQ(Armored(Encode(m)), "H42O55lti4hhhilD3nink000?050");
}

TEST(AisEncoder, LengthsAreThoseOfTheStandard) {
  EXPECT_EQ(Encode(ScheduledPosition{}).bits(), 168);
  EXPECT_EQ(Encode(StationReport{}).bits(), 168);
  EXPECT_EQ(Encode(ClassBReport{}).bits(), 168);
  EXPECT_EQ(Encode(NameReport{}).bits(), 160);
  EXPECT_EQ(Encode(CraftReport{}).bits(), 168);
  const Payload voyage = Encode(VoyageReport{});
  EXPECT_EQ(voyage.bits(), 424);
  EXPECT_EQ(voyage.fill_bits(), 2);
}

TEST(AisEncoder, WhatIsNotAvailableIsSentAsSuch) {
  const Payload p = Encode(ScheduledPosition{});
  EXPECT_EQ(Bits(p, 42, 8), 0x80U);        // rate of turn -128
  EXPECT_EQ(Bits(p, 50, 10), 1023U);       // speed
  EXPECT_EQ(Bits(p, 61, 28), 0x6791AC0U);  // longitude 181°
  EXPECT_EQ(Bits(p, 89, 27), 0x3412140U);  // latitude 91°
  EXPECT_EQ(Bits(p, 116, 12), 3600U);      // course
  EXPECT_EQ(Bits(p, 128, 9), 511U);        // heading
  EXPECT_EQ(Bits(p, 137, 6), 60U);         // second
  const Payload v = Encode(VoyageReport{});
  EXPECT_EQ(Bits(v, 274, 20), (24U << 6U) | 60U);  // ETA 0, 0, 24, 60
}

TEST(AisEncoder, RateOfTurnFollowsTheSquareRoot) {
  const auto code = [](RateOfTurn::Source source, double deg_min) {
    return RateOfTurnCode({source, TurnRate::DegreesPerMinute(deg_min)});
  };
  using enum RateOfTurn::Source;
  EXPECT_EQ(code(kIndicator, 0), 0);
  EXPECT_EQ(code(kIndicator, 10), 15);  // 14.97
  EXPECT_EQ(code(kIndicator, -10), -15);
  EXPECT_EQ(code(kIndicator, 708), 126);
  EXPECT_EQ(code(kIndicator, -2000), -126);
  EXPECT_EQ(code(kHeading, 9.9), 0);  // 5° in 30 s are 10 °/min
  EXPECT_EQ(code(kHeading, 10.1), 127);
  EXPECT_EQ(code(kHeading, -30), -127);
  EXPECT_EQ(code(kNone, 30), -128);
}

TEST(AisEncoder, EndsOfScalesDoNotWrapRound) {
  ScheduledPosition m;
  m.fix.sog = Speed::Knots(150);
  m.fix.cog = Course::Degrees(359.97);
  m.fix.heading = Heading::Degrees(359.6);
  m.fix.position = GeoPoint::Degrees(-90, -180);
  const Payload p = Encode(m);
  EXPECT_EQ(Bits(p, 50, 10), 1022U);
  EXPECT_EQ(Bits(p, 116, 12), 0U);
  EXPECT_EQ(Bits(p, 128, 9), 0U);
  EXPECT_EQ(Bits(p, 61, 28), (1U << 28U) - 108000000U);
  EXPECT_EQ(Bits(p, 89, 27), (1U << 27U) - 54000000U);
  VoyageReport v;
  v.draught = M(30);
  v.extent = {M(600), M(10), M(100), M(3)};
  EXPECT_EQ(Bits(Encode(v), 294, 8), 255U);
  EXPECT_EQ(Bits(Encode(v), 240, 9), 511U);
  EXPECT_EQ(Bits(Encode(v), 258, 6), 63U);
}

TEST(AisEncoder, TextIsFoldedCutAndFilledUp) {
  Payload p;
  p.PutText("a@_{", 6);
  EXPECT_EQ(Bits(p, 0, 6), 1U);    // A
  EXPECT_EQ(Bits(p, 6, 6), 0U);    // @
  EXPECT_EQ(Bits(p, 12, 6), 31U);  // _
  EXPECT_EQ(Bits(p, 18, 6), 63U);  // ? for what is not in the alphabet
  EXPECT_EQ(Bits(p, 24, 12), 0U);
  Payload cut;
  cut.PutText("ABCDEFGH", 3);
  EXPECT_EQ(cut.bits(), 18);
}

TEST(AisEncoder, TagBlocksCarryStationTimeAndGroup) {
  const Time t = Time(std::chrono::milliseconds(1772323200350));
  std::string one;
  AppendSentences(one, Encode(StationReport{}), {'A', 3, ReceiptTag{"SIMBAKU", t, 7}});
  const std::string tag = "s:SIMBAKU,c:1772323200350";
  unsigned sum = 0;
  for (const char c : tag) sum ^= static_cast<unsigned char>(c);
  std::ostringstream expected;
  expected << '\\' << tag << '*' << std::uppercase << std::hex << sum << "\\!AIVDM,1,1,,A,";
  EXPECT_TRUE(one.starts_with(expected.str())) << one;

  std::string two;
  AppendSentences(two, Encode(VoyageReport{}), {'A', 3, ReceiptTag{"SIMBAKU", t, 7}});
  EXPECT_NE(two.find("\\g:1-2-7,s:SIMBAKU,c:1772323200350*"), std::string::npos) << two;
  EXPECT_NE(two.find("\\g:2-2-7,s:SIMBAKU,c:1772323200350*"), std::string::npos) << two;
  EXPECT_NE(two.find("!AIVDM,2,2,3,A,"), std::string::npos) << two;
}

}  // namespace
}  // namespace pelorus::ais
