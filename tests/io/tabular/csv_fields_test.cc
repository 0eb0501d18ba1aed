#include "io/tabular/csv_fields.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <random>

namespace pelorus {
namespace {

std::string TimeOf(std::string_view text) {
  const auto time = ParseTableTime(text);
  return time ? FormatIso8601(*time) : "none";
}

TEST(ParseTableTime, ReadsEveryFormOfTheTablesMet) {
  EXPECT_EQ(TimeOf("2023-01-11T00:00:01"), "2023-01-11T00:00:01Z");
  EXPECT_EQ(TimeOf("2016-01-12 13:02:11.218"), "2016-01-12T13:02:11.218Z");
  EXPECT_EQ(TimeOf(" 2016-01-12T13:02:11+02:00 "), "2016-01-12T11:02:11Z");
  EXPECT_EQ(TimeOf("31/12/2015 23:59:59"), "2015-12-31T23:59:59Z");
  EXPECT_EQ(TimeOf("01/02/2020 00:00:00.25"), "2020-02-01T00:00:00.250Z");
  EXPECT_EQ(TimeOf("20210701_185151"), "2021-07-01T18:51:51Z");
  EXPECT_EQ(TimeOf("2022-12-29 18:22:32.318353 +0000 UTC"), "2022-12-29T18:22:32.318353Z");
  EXPECT_EQ(TimeOf("2022-12-29 18:22:32 +0130 UTC"), "2022-12-29T16:52:32Z");
}

// `date -u -d @1452603731`: 2016-01-12 13:02:11.
TEST(ParseTableTime, TellsCountsBySize) {
  EXPECT_EQ(TimeOf("1452603731"), "2016-01-12T13:02:11Z");
  EXPECT_EQ(TimeOf("1452603731.218"), "2016-01-12T13:02:11.218Z");
  EXPECT_EQ(TimeOf("1452603731218"), "2016-01-12T13:02:11.218Z");
  EXPECT_EQ(TimeOf("1452603731218000"), "2016-01-12T13:02:11.218Z");
  EXPECT_EQ(TimeOf("1452603731218000001"), "2016-01-12T13:02:11.218000001Z");
  EXPECT_EQ(TimeOf("99999999999"), "none");  // the year 5138
}

TEST(ParseTableTime, RefusesTheRest) {
  for (const char* text :
       {"", "now", "2023-13-01 00:00:00", "32/01/2020 00:00:00", "12/31/2015 23:59:59",
        "20210701_185161", "20210701_18515", "1e9", "145260373x", "2020-01-01 00:00:00 +99 UTC",
        "99999999999999999999", "2023-01-11T00:00:01 something", "1452603731218.x", "--"}) {
    EXPECT_EQ(TimeOf(text), "none") << text;
  }
}

std::string PositionAt(std::uint32_t second, ReceiveClock clock) {
  const Time at = *ParseIso8601("2021-07-01T18:51:01.310Z");
  const PositionTime time = TimeOfPosition(at, second, clock);
  return FormatIso8601(time.at) + " +- " + std::to_string(ToSeconds(time.sigma)).substr(0, 3);
}

TEST(TimeOfPosition, TakesTheUtcSecondWhenItIsNear) {
  const auto station = [](std::uint32_t s) { return PositionAt(s, ReceiveClock::kStation); };
  EXPECT_EQ(station(0), "2021-07-01T18:51:00Z +- 0.3");
  EXPECT_EQ(station(3), "2021-07-01T18:51:03Z +- 0.3");
  EXPECT_EQ(station(56), "2021-07-01T18:50:56Z +- 0.3");
  EXPECT_EQ(station(4), "2021-07-01T18:51:01.310Z +- 1.0");
  EXPECT_EQ(station(55), "2021-07-01T18:51:01.310Z +- 1.0");
  EXPECT_EQ(station(60), "2021-07-01T18:51:01.310Z +- 1.0");
}

TEST(TimeOfPosition, ASatelliteMayBeLater) {
  const auto satellite = [](std::uint32_t s) { return PositionAt(s, ReceiveClock::kSatellite); };
  EXPECT_EQ(satellite(42), "2021-07-01T18:50:42Z +- 2.0");
  EXPECT_EQ(satellite(6), "2021-07-01T18:51:06Z +- 2.0");
  EXPECT_EQ(satellite(41), "2021-07-01T18:51:01.310Z +- 5.0");
}

TEST(ParseNumber, WantsAWholeFiniteDecimal) {
  EXPECT_EQ(ParseNumber("-103.63687"), -103.63687);
  EXPECT_EQ(ParseNumber(" +5.5 "), 5.5);
  EXPECT_EQ(ParseNumber("1e-3"), 1e-3);
  for (const char* text : {"", " ", "5.5x", "nan", "inf", "0x10", "1,5", "+-1", "--1", "1e999"}) {
    EXPECT_EQ(ParseNumber(text), std::nullopt) << text;
  }
  EXPECT_EQ(ParseNumber("55,25", true), 55.25);
}

// strtod rounds correctly (IEEE 754); the reader must give the same bits.
TEST(ParseNumber, GivesTheNearestDouble) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 200'000; ++i) {
    std::string text = random() % 2 == 0 ? "-" : "";
    for (auto n = 1 + random() % 9; n > 0; --n) text += static_cast<char>('0' + random() % 10);
    if (random() % 4 != 0) text += '.';
    for (auto n = text.back() == '.' ? random() % 16 : 0; n > 0; --n) {
      text += static_cast<char>('0' + random() % 10);
    }
    ASSERT_EQ(ParseNumber(text), std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(ParseWhole, TakesFloatsThatAreWhole) {
  EXPECT_EQ(ParseWhole("7", 15), 7U);
  EXPECT_EQ(ParseWhole("7.0", 15), 7U);
  for (const char* text : {"7.5", "16", "-1", "", "x", "4294967296", "7.0.0"}) {
    EXPECT_EQ(ParseWhole(text, 15), std::nullopt) << text;
  }
}

// FORMATS.md: null, never a number.
TEST(Sentinels, BecomeNothing) {
  EXPECT_EQ(SogFromKnots(102.3), std::nullopt);
  EXPECT_EQ(SogFromKnots(1023.0), std::nullopt);
  EXPECT_NEAR(SogFromKnots(102.2)->knots(), 102.2, 1e-9);
  EXPECT_EQ(CogFromDegrees(360.0), std::nullopt);
  EXPECT_EQ(CogFromDegrees(359.9)->degrees(), 359.9);
  EXPECT_EQ(HeadingFromDegrees(511.0), std::nullopt);
  EXPECT_EQ(HeadingFromDegrees(0.0)->degrees(), 0.0);
  EXPECT_EQ(ParseNavStatus("15"), std::nullopt);
  EXPECT_EQ(ParseNavStatus("Unknown value"), std::nullopt);
  EXPECT_EQ(ParseShipType("0"), std::nullopt);
  EXPECT_EQ(ParseShipType("Undefined"), std::nullopt);
  // ±127 is (127/4.733)² = 720 °/min, -128 is 731: neither is a rate; ±126 is 708.7.
  EXPECT_EQ(TurnRateFromDegreesPerMinute(720.0), std::nullopt);
  EXPECT_EQ(TurnRateFromDegreesPerMinute(-731.4), std::nullopt);
  EXPECT_NEAR(TurnRateFromDegreesPerMinute(-708.7)->degrees_per_minute(), -708.7, 1e-9);
  for (const char* text : {"", "  ", "None", "null", "NaN", "Unknown", "Undefined", "n/a"}) {
    EXPECT_TRUE(IsMissing(text)) << text;
  }
  EXPECT_FALSE(IsMissing("NANTUCKET"));
}

// ITU-R M.1371-5 table 45.
TEST(ParseNavStatus, ReadsNumbersAndWords) {
  EXPECT_EQ(ParseNavStatus("8.0"), NavStatus::kSailing);
  EXPECT_EQ(ParseNavStatus("Under way using engine"), NavStatus::kUnderWayUsingEngine);
  EXPECT_EQ(ParseNavStatus("under way sailing"), NavStatus::kSailing);
  EXPECT_EQ(ParseNavStatus("Engaged in fishing"), NavStatus::kFishing);
  EXPECT_EQ(ParseNavStatus("Moored"), NavStatus::kMoored);
  EXPECT_EQ(ParseNavStatus("Restricted maneuverability"), NavStatus::kRestrictedManoeuvrability);
  EXPECT_EQ(ParseNavStatus("16"), std::nullopt);
}

// ITU-R M.1371-5 table 53; MarineCadastre's groups of vessel types.
TEST(ParseShipType, ReadsNumbersOldCodesAndWords) {
  EXPECT_EQ(ParseShipType("70"), 70);
  EXPECT_EQ(ParseShipType("52.0"), 52);
  EXPECT_EQ(ParseShipType("Tanker"), 80);
  EXPECT_EQ(ParseShipType("Port tender"), 53);
  EXPECT_EQ(ParseShipType("1004"), 70);
  EXPECT_EQ(ParseShipType("1024"), 80);
  EXPECT_EQ(ParseShipType("1025"), 31);
  EXPECT_EQ(ParseShipType("999"), std::nullopt);
  EXPECT_EQ(ParseShipType("2000"), std::nullopt);
}

// METHODS: 3 m with the accuracy flag, 8 m without; type 27 has 53 m from its tenth of a minute.
TEST(PositionSigma, AddsRoundingToTheFix) {
  EXPECT_EQ(PositionSigma(true, 0.0).meters(), 3.0);
  EXPECT_EQ(PositionSigma(false, 0.0).meters(), 8.0);
  EXPECT_EQ(PositionSigma(std::nullopt, 0.0).meters(), 3.0);
  EXPECT_NEAR(PositionSigma(false, 1.0 / 600.0).meters(), std::hypot(53.5, 8.0), 0.5);
}

}  // namespace
}  // namespace pelorus
