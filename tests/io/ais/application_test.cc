// Application messages against what their senders and other decoders published of them.
#include "io/ais/application.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

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

/// The sending weather station's own settings, as listed in gpsd's sample.
TEST(Application, Circular236WeatherIsReadAsItWasSet) {
  const Json app =
      One("!AIVDO,1,1,4,B,8>jR06@0Bk3:wOli;<`WPhh<1rqVBQf2V@Pdt0J82avIM2b<<Rv1t<ot=@1,2*54")["app"];
  EXPECT_EQ(app["name"], "met-hydro");
  EXPECT_NEAR(app["lat"].get<double>(), 53 + 17.693 / 60, 1e-7);
  EXPECT_NEAR(app["lon"].get<double>(), -(6 + 8.039 / 60), 1e-7);
  const std::pair<const char*, double> values[] = {{"day", 18},
                                                   {"hour", 17},
                                                   {"minute", 15},
                                                   {"wind_kn", 3},
                                                   {"gust_kn", 6},
                                                   {"wind_deg", 12},
                                                   {"gust_deg", 15},
                                                   {"air_temp_c", 14.2},
                                                   {"humidity_pct", 50},
                                                   {"dew_point_c", 12.3},
                                                   {"pressure_hpa", 1024},
                                                   {"pressure_tendency", 2},
                                                   {"visibility_nm", 15.3},
                                                   {"water_level_m", -8.4},
                                                   {"water_trend", 1},
                                                   {"wave_m", 4.2},
                                                   {"wave_period_s", 35},
                                                   {"wave_deg", 25},
                                                   {"swell_m", 2.3},
                                                   {"swell_period_s", 48},
                                                   {"swell_deg", 124},
                                                   {"sea_state", 3},
                                                   {"water_temp_c", 12.3},
                                                   {"precipitation", 6},
                                                   {"salinity_permille", 5.3},
                                                   {"ice", 0}};
  for (const auto& [key, value] : values) EXPECT_EQ(app[key], value) << key;
  EXPECT_EQ(app["currents"][0]["speed_kn"], 10.3);
  EXPECT_EQ(app["currents"][1]["direction_deg"], 257);
  EXPECT_EQ(app["currents"][2]["depth_m"], 20);
}

TEST(Application, WeatherThatIsNotAvailableIsNull) {
  // The same station without its sensors, in the old form and in the new.
  for (const char* line :
       {"!AIVDO,1,1,4,B,8>jR06@0Bk3:vOli;L`nwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwt1,2*0E",
        "!AIVDO,1,1,5,A,8>jR06@0Gwli:QQUP3en?wvlFR06EuOwgwl?wnSwe7wvlOwwsAwwnSGmwvh0,0*51"}) {
    const Json app = One(line)["app"];
    EXPECT_NEAR(app["lat"].get<double>(), 53.2948, 2e-4);
    for (const char* key : {"wind_kn",
                            "gust_kn",
                            "wind_deg",
                            "gust_deg",
                            "air_temp_c",
                            "humidity_pct",
                            "dew_point_c",
                            "pressure_hpa",
                            "pressure_tendency",
                            "visibility_nm",
                            "water_level_m",
                            "water_trend",
                            "wave_m",
                            "wave_period_s",
                            "wave_deg",
                            "swell_m",
                            "swell_period_s",
                            "swell_deg",
                            "sea_state",
                            "water_temp_c",
                            "precipitation",
                            "salinity_permille",
                            "ice"}) {
      EXPECT_TRUE(app[key].is_null()) << key << " of " << line;
    }
    for (const auto& current : app["currents"]) {
      for (const auto& value : current) EXPECT_TRUE(value.is_null());
    }
  }
}

TEST(Application, Circular289WeatherIsRead) {
  // gpsd: 54.411 N 18.777 E, 20th 18:28, 17 kn from 132°, 1.4 °C, dew point -0.1, 1013 hPa, level
  // 5.4 m. (The gust of 127 and the level beyond what the standard can mean are "not available".)
  const Json app =
      One("!AIVDM,2,1,9,B,8>j`;MP0GhRHI1S`CrTW2?u2Ot1owwnews0F003wwwwwww0001wwwwwwwwh0,0*02\n"
          "!AIVDM,2,2,9,B,00,4*18\n")["app"];
  EXPECT_NEAR(app["lat"].get<double>(), 54.411183, 5e-7);
  EXPECT_NEAR(app["lon"].get<double>(), 18.776667, 5e-7);
  EXPECT_EQ(app["hour"], 18);
  EXPECT_EQ(app["minute"], 28);
  EXPECT_EQ(app["wind_kn"], 17);
  EXPECT_EQ(app["wind_deg"], 132);
  EXPECT_TRUE(app["gust_kn"].is_null());
  EXPECT_EQ(app["air_temp_c"], 1.4);
  EXPECT_EQ(app["dew_point_c"], -0.1);
  EXPECT_EQ(app["pressure_hpa"], 1013);
  EXPECT_NEAR(app["water_level_m"].get<double>(), 5.4, 0.05);  // published to a tenth
  EXPECT_EQ(app["water_temp_c"], -0.1);
}

TEST(Application, InlandDraughtIsInCentimetres) {
  const Json app = One("!AIVDM,1,1,,B,83aDChPj2d<dL<uM=hhhI?a@6HP0,0*40")["app"];
  EXPECT_EQ(app["name"], "inland-static");
  EXPECT_EQ(app["vin"], "02103547");
  EXPECT_EQ(app["length"], 39.0);
  EXPECT_EQ(app["beam"], 5.0);
  EXPECT_EQ(app["ship_type"], 8010);
  EXPECT_EQ(app["draught"], 2.04);
  EXPECT_EQ(app["loaded"], 1);
}

TEST(Application, EncryptedDataStayRaw) {
  const Json got = One("!AIVDM,1,1,,A,85Mwp`1Kf3aCnsNvBWLi=wQuNhA5t43N`5nCuI=p<IBfVqnMgPGs,0*47");
  EXPECT_EQ(got["dac"], 366);
  EXPECT_EQ(got["fi"], 56);
  EXPECT_EQ(got["payload_hex"], "3a53dbb7be4a773137f87d7b0445f040dea05d93f593783194ae9b9d9dbe05fb");
  EXPECT_FALSE(got.contains("app"));
}

TEST(Application, PersonsAreReadOnlyFromDataOfTheirLength) {
  const auto persons = [](int number) {
    return AisHeader(6, 244660000)
        .Put(0, 2)
        .Put(2275200, 30)
        .Put(0, 2)
        .Put(1, 10)
        .Put(16, 6)
        .Put(number, 13)
        .Put(0, 35);
  };
  EXPECT_EQ(One(AisText(persons(42)))["app"]["persons"], 42);
  EXPECT_TRUE(One(AisText(persons(0)))["app"]["persons"].is_null());
  // gpsd's sample of radar targets under the same number: 240 bits.
  EXPECT_FALSE(
      One("!AIVDM,1,1,,A,802At?00D000qFap02:lA0b@?3fw0001<:iFP2:rf0cCGp0w00,4*5E").contains("app"));
}

TEST(Application, AreaNoticeGivesItsShapes) {
  const AisBits bits = AisHeader(8, 2655651)
                           .Put(0, 2)
                           .Put(1, 10)
                           .Put(22, 6)
                           .Put(10, 10)
                           .Put(1, 7)
                           .Put(5, 4)
                           .Put(15, 5)
                           .Put(24, 5)
                           .Put(60, 6)
                           .Put(120, 18)
                           // a circle of 1,800 m at 55°30' N 12°15' W
                           .Put(0, 3)
                           .Put(1, 2)
                           .Put(-735000, 25)
                           .Put(3330000, 24)
                           .Put(4, 3)
                           .Put(180, 12)
                           .Put(0, 18)
                           // a line: 90° for 500 m, then none
                           .Put(3, 3)
                           .Put(0, 2)
                           .Put(180, 10)
                           .Put(500, 10)
                           .Put(720, 10)
                           .Put(0, 10)
                           .Put(720, 10)
                           .Put(0, 10)
                           .Put(720, 10)
                           .Put(0, 10)
                           .Put(0, 2)
                           // a text
                           .Put(5, 3)
                           .PutText("WHALES", 14);
  const Json app = One(AisText(bits))["app"];
  EXPECT_EQ(app["name"], "area-notice");
  EXPECT_EQ(app["month"], 5);
  EXPECT_TRUE(app["hour"].is_null());
  EXPECT_EQ(app["duration_min"], 120);
  ASSERT_EQ(app["areas"].size(), 3u);
  EXPECT_EQ(app["areas"][0]["shape"], "circle");
  EXPECT_EQ(app["areas"][0]["lat"], 55.5);
  EXPECT_EQ(app["areas"][0]["lon"], -12.25);
  EXPECT_EQ(app["areas"][0]["radius_m"], 1800);
  ASSERT_EQ(app["areas"][1]["legs"].size(), 1u);
  EXPECT_EQ(app["areas"][1]["legs"][0]["bearing_deg"], 90);
  EXPECT_EQ(app["areas"][1]["legs"][0]["distance_m"], 500);
  EXPECT_EQ(app["areas"][2]["text"], "WHALES");
}

TEST(Application, InlandArrivalIsRead) {
  const AisBits bits = AisHeader(6, 244660000)
                           .Put(0, 2)
                           .Put(2275200, 30)
                           .Put(0, 2)
                           .Put(200, 10)
                           .Put(21, 6)
                           .PutText("NL", 2)
                           .PutText("RTM", 3)
                           .PutText("00123", 5)
                           .PutText("T0001", 5)
                           .PutText("00456", 5)
                           .Put(11, 4)
                           .Put(24, 5)
                           .Put(13, 5)
                           .Put(45, 6)
                           .Put(7, 3)
                           .Put(820, 12)
                           .Put(0, 5);
  const Json app = One(AisText(bits))["app"];
  EXPECT_EQ(app["country"], "NL");
  EXPECT_EQ(app["location"], "RTM");
  EXPECT_EQ(app["eta_day"], 24);
  EXPECT_EQ(app["eta_minute"], 45);
  EXPECT_TRUE(app["tugs"].is_null());
  EXPECT_EQ(app["air_draught"], 8.2);
}

TEST(Application, AidMonitoringIsRead) {
  const AisBits bits = AisHeader(6, 992351039)
                           .Put(0, 2)
                           .Put(2275200, 30)
                           .Put(0, 2)
                           .Put(235, 10)
                           .Put(10, 6)
                           .Put(266, 10)
                           .Put(0, 10)
                           .Put(1, 10)
                           .Put(2, 2)
                           .Put(1, 2)
                           .Put(1, 1)
                           .Put(0x81, 8)
                           .Put(1, 1)
                           .Put(0, 4);
  const Json app = One(AisText(bits))["app"];
  EXPECT_EQ(app["internal_v"], 13.3);
  EXPECT_EQ(app["external2_v"], 0.05);
  EXPECT_EQ(app["racon"], 2);
  EXPECT_EQ(app["light"], 1);
  EXPECT_EQ(app["health_alarm"], true);
  EXPECT_EQ(app["digital_inputs"], 129);
  EXPECT_EQ(app["off_position"], true);
}

}  // namespace
}  // namespace pelorus::ais
