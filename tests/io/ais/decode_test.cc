#include "io/ais/decode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "io/ais/station_class.h"
#include "tests/io/ais/recordings.h"
#include "tests/support/ais_encoder.h"

namespace pelorus::ais {
namespace {

using Json = nlohmann::json;

Json One(const std::string& text) {
  const auto lines = DecodeLines(text);
  EXPECT_EQ(lines.size(), 1u) << text;
  return lines.empty() ? Json() : Json::parse(lines[0]);
}
Json One(const AisBits& bits) { return One(AisText(bits)); }

bool HasFlag(const Json& message, const std::string& flag) {
  const auto& flags = message["flags"];
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

TEST(Decode, EverySentinelOfAPositionIsNull) {
  const Json got = One(AisPositionA{}.Bits());
  for (const char* key :
       {"rot_raw", "rot_deg_min", "sog", "cog", "heading", "lat", "lon", "second"}) {
    EXPECT_TRUE(got[key].is_null()) << key;
  }
  EXPECT_EQ(got["flags"], Json::array());
}

TEST(Decode, EachCoordinateIsNullAlone) {
  AisPositionA p;
  p.lat = 600000;
  EXPECT_TRUE(One(p.Bits())["lon"].is_null());
  EXPECT_EQ(One(p.Bits())["lat"], 1.0);
}

TEST(Decode, SecondsOver59AreAMode) {
  AisPositionA p;
  const char* modes[] = {"manual", "dead-reckoning", "inoperative"};
  for (int i = 0; i < 3; ++i) {
    p.second = 61 + i;
    EXPECT_TRUE(One(p.Bits())["second"].is_null());
    EXPECT_EQ(One(p.Bits())["second_mode"], modes[i]);
  }
  p.second = 59;
  EXPECT_EQ(One(p.Bits())["second"], 59);
}

TEST(Decode, TurnWithoutSensorIsNoRate) {
  AisPositionA p;
  for (const int raw : {127, -127}) {
    p.rot = raw;
    EXPECT_EQ(One(p.Bits())["rot_raw"], raw);
    EXPECT_TRUE(One(p.Bits())["rot_deg_min"].is_null());
  }
  p.rot = -20;  // (20/4.733)² = 17.856
  EXPECT_NEAR(One(p.Bits())["rot_deg_min"].get<double>(), -17.856, 1e-3);
}

TEST(Decode, OrMoreValuesStayNumbers) {
  AisPositionA p;
  p.sog = 1022;
  EXPECT_EQ(One(p.Bits())["sog"], 102.2);
  AisStatic s;
  s.draught = 255;
  EXPECT_EQ(One(s.Bits())["draught"], 25.5);
}

TEST(Decode, DegreesTellEveryTenThousandthOfAMinuteApart) {
  AisPositionA p;
  for (const int value : {1, -1, 12345678, -74037230, 107999999, -108000000}) {
    p.lon = value;
    const double degrees = One(p.Bits())["lon"];
    EXPECT_EQ(std::llround(degrees * 600000), value);
    EXPECT_NEAR(degrees, value / 600000.0, 5.1e-8);
  }
}

TEST(Decode, ReservedCodesAreKeptAndFlagged) {
  AisPositionA p;
  p.cog = 3700;
  p.heading = 400;
  p.status = 13;
  p.lat = 100 * 600000;
  const Json got = One(p.Bits());
  EXPECT_EQ(got["cog"], 370);
  EXPECT_EQ(got["heading"], 400);
  EXPECT_EQ(got["status"], 13);
  EXPECT_EQ(got["lat"], 100);
  EXPECT_TRUE(HasFlag(got, "reserved-value"));
}

TEST(Decode, ArrivalPartsAreNullAloneAndTogether) {
  AisStatic s;
  Json got = One(s.Bits());
  for (const char* key : {"eta_month", "eta_day", "eta_hour", "eta_minute", "draught", "imo"}) {
    EXPECT_TRUE(got[key].is_null()) << key;
  }
  s.month = 5;
  s.minute = 30;
  got = One(s.Bits());
  EXPECT_EQ(got["eta_month"], 5);
  EXPECT_TRUE(got["eta_day"].is_null());
  EXPECT_TRUE(got["eta_hour"].is_null());
  EXPECT_EQ(got["eta_minute"], 30);
  s.month = s.day = s.hour = s.minute = 0;
  got = One(s.Bits());
  EXPECT_TRUE(got["eta_hour"].is_null());
  EXPECT_TRUE(got["eta_minute"].is_null());
}

TEST(Decode, ImoCheckDigitIsTestedAndABadNumberKept) {
  AisStatic s;
  s.imo = 9319466;  // a published example: 9·7+3·6+1·5+9·4+4·3+6·2 = 146
  EXPECT_FALSE(HasFlag(One(s.Bits()), "bad-imo"));
  s.imo = 9319467;
  EXPECT_EQ(One(s.Bits())["imo"], 9319467);
  EXPECT_TRUE(HasFlag(One(s.Bits()), "bad-imo"));
  s.imo = 931946600;
  EXPECT_TRUE(HasFlag(One(s.Bits()), "bad-imo"));
}

TEST(Decode, TextKeepsLeadingBlanksAndLosesTheRest) {
  AisStatic s;
  s.name = "  A_B'C \"D\\  @JUNK";
  s.callsign = "@@@";
  const Json got = One(s.Bits());
  EXPECT_EQ(got["name"], "  A_B'C \"D\\");
  EXPECT_EQ(got["callsign"], "");
}

TEST(Decode, NamesOfAidsAreExtended) {
  // Published with its text; two sentences.
  const Json got =
      One("!AIVDM,2,1,5,B,E1mg=5J1T4W0h97aRh6ba84<h2d;W:Te=eLvH50```q,0*46\n"
          "!AIVDM,2,2,5,B,:D44QDlp0C1DU00,2*36\n");
  EXPECT_EQ(got["name"], "CHINA ROSE MURPHY EXPRESS ALERT");
  EXPECT_EQ(got["aid_type"], 20);
  EXPECT_EQ(got["second"], 50);
  EXPECT_EQ(got["virtual_aid"], false);
}

TEST(Decode, LongRangePositionKeepsItsStep) {
  const AisBits bits = AisHeader(27, 311000878, 3)
                           .Put(0, 2)
                           .Put(8, 4)
                           .Put(-84953, 18)  // -141°35.3'
                           .Put(29558, 17)   // 49°15.8'
                           .Put(10, 6)
                           .Put(110, 9)
                           .Put(0, 2);
  const Json got = One(bits);
  EXPECT_NEAR(got["lon"].get<double>(), -(141 + 35.3 / 60), 1e-7);
  EXPECT_NEAR(got["lat"].get<double>(), 49 + 15.8 / 60, 1e-7);
  EXPECT_EQ(got["sog"], 10);
  EXPECT_EQ(got["flags"], Json::array());
}

TEST(Decode, LongRangeSentinelsAreNull) {
  const Json got = One(AisHeader(27, 311000878)
                           .Put(0, 2)
                           .Put(15, 4)
                           .Put(181 * 600, 18)
                           .Put(91 * 600, 17)
                           .Put(63, 6)
                           .Put(511, 9)
                           .Put(0, 2));
  for (const char* key : {"lon", "lat", "sog", "cog"}) EXPECT_TRUE(got[key].is_null()) << key;
}

TEST(Decode, AircraftSpeedIsInWholeKnots) {
  const auto aircraft = [](int alt, int sog) {
    return AisHeader(9, 111232511)
        .Put(alt, 12)
        .Put(sog, 10)
        .Put(0, 1)
        .Put(0, 28)
        .Put(0, 27)
        .Put(3600, 12)
        .Put(60, 6)
        .Put(0, 34);
  };
  EXPECT_EQ(One(aircraft(303, 142))["sog"], 142);
  EXPECT_EQ(One(aircraft(303, 142))["alt"], 303);
  EXPECT_EQ(One(aircraft(4094, 1022))["alt"], 4094);
  EXPECT_EQ(One(aircraft(4094, 1022))["sog"], 1022);
  EXPECT_TRUE(One(aircraft(4095, 1023))["alt"].is_null());
  EXPECT_TRUE(One(aircraft(4095, 1023))["sog"].is_null());
  EXPECT_EQ(One(aircraft(0, 0))["station_class"], "sar-aircraft");
}

TEST(Decode, BaseStationClockIsUtc) {
  AisClock c;
  EXPECT_TRUE(One(c.Bits())["utc"].is_null());
  c = {4, 2190047, 2013, 11, 12, 12, 4, 9};
  EXPECT_EQ(One(c.Bits())["utc"], "2013-11-12T12:04:09Z");
  c.month = 0;
  EXPECT_TRUE(One(c.Bits())["utc"].is_null());
  EXPECT_EQ(One(c.Bits())["year"], 2013);
}

TEST(Decode, StaticPartAComesInThreeLengths) {
  for (const int spare : {0, 2, 8}) {
    AisBits bits = AisHeader(24, 271041815).Put(0, 2).PutText("PROGUY", 20);
    bits.Put(0, spare);
    const Json got = One(bits);
    EXPECT_EQ(got["part"], "A");
    EXPECT_EQ(got["name"], "PROGUY");
    EXPECT_EQ(got["flags"], Json::array()) << spare;
  }
}

AisBits PartB(std::uint32_t mmsi, std::uint32_t last30) {
  return AisHeader(24, mmsi)
      .Put(1, 2)
      .Put(37, 8)
      .PutText("SRT", 3)
      .Put(1, 4)
      .Put(4711, 20)
      .PutText("TC6163", 7)
      .Put(last30, 30)
      .Put(1, 4)
      .Put(0, 2);
}

TEST(Decode, StaticPartBNamesVendorAndHull) {
  const Json got = One(PartB(271041815, (15u << 12) | 5u));
  EXPECT_EQ(got["part"], "B");
  EXPECT_EQ(got["vendor"], "SRT");
  EXPECT_EQ(got["vendor_serial"], 4711);
  EXPECT_EQ(got["callsign"], "TC6163");
  EXPECT_EQ(got["to_stern"], 15);
  EXPECT_EQ(got["to_starboard"], 5);
  EXPECT_FALSE(got.contains("mothership_mmsi"));
}

TEST(Decode, AuxiliaryCraftNamesItsMothership) {
  const Json got = One(PartB(982711234, 271041815));
  EXPECT_EQ(got["mothership_mmsi"], 271041815);
  EXPECT_FALSE(got.contains("to_bow"));
  EXPECT_EQ(got["station_class"], "aux-craft");
}

TEST(Decode, UndefinedPartsDoNotThrow) {
  for (const int part : {2, 3}) {
    const Json got = One(AisHeader(24, 271041815).Put(part, 2).Put(0, 64).Put(0, 64));
    EXPECT_EQ(got["part"], part);
    EXPECT_TRUE(HasFlag(got, "reserved-value"));
  }
}

TEST(Decode, ShortStaticReportGivesWhatIsWhole) {
  AisStatic s;
  s.name = "EVER DIADEM";
  s.destination = "NEW YORK";
  int fill = 0;
  const std::string payload = s.Bits().Armored(fill).substr(0, 69);  // 414 of 424 bits
  const Json got = One(NmeaSentence("AIVDM,1,1,,A," + payload + ",0"));
  EXPECT_EQ(got["name"], "EVER DIADEM");
  EXPECT_EQ(got["destination"], "NEW YORK");
  EXPECT_TRUE(got["dte"].is_null());
  EXPECT_TRUE(HasFlag(got, "off-length"));
}

TEST(Decode, TypesOutsideTheStandardAreRejected) {
  for (const int type : {0, 28, 63}) {
    NmeaDecoder decoder = DecoderOf(AisText(AisHeader(type, 244660000).Put(0, 64).Put(0, 64)));
    EXPECT_EQ(decoder.Next(), nullptr);
    EXPECT_EQ(decoder.counters().rejected[static_cast<std::size_t>(Reject::kUnknownType)], 1u);
  }
}

TEST(Decode, EveryTypeOfEveryLengthIsSafe) {
  for (int type = 1; type <= 27; ++type) {
    for (int bits = 0; bits <= 1100; bits += 7) {
      AisBits message = AisHeader(type, 244660000);
      for (int i = 38; i < bits; i += 2) message.Put(i % 3, 2);
      NmeaDecoder decoder = DecoderOf(AisText(message));
      const Received* got = decoder.Next();
      std::string out = "{}";
      if (got != nullptr) {
        out.clear();
        AppendJson(*got, "", out);
      }
      EXPECT_NO_THROW(Json::parse(out)) << out;
      EXPECT_EQ(decoder.Next(), nullptr);
      EXPECT_TRUE(decoder.counters().Conserved());
    }
  }
}

TEST(Decode, StationClassesFollowThePlan) {
  const std::pair<std::uint32_t, const char*> cases[] = {
      {2190047, "base"},        {24466000, "group"},     {111232511, "sar-aircraft"},
      {244660000, "ship"},      {775999999, "ship"},     {812345678, "handheld"},
      {970123456, "sart"},      {972123456, "mob"},      {974123456, "epirb"},
      {982711234, "aux-craft"}, {992509977, "aton"},     {0, "unknown"},
      {150834090, "unknown"},   {1073741823, "unknown"}, {900000000, "unknown"}};
  for (const auto& [mmsi, name] : cases) EXPECT_EQ(Name(ClassOf(mmsi)), name) << mmsi;
}

}  // namespace
}  // namespace pelorus::ais
