#include "io/modes/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/io/modes/listed_frames.h"

namespace pelorus::modes {
namespace {

using Json = nlohmann::json;

Json Written(const Message& message, std::string_view station = "") {
  std::string out;
  AppendJson(message, station, out);
  EXPECT_TRUE(out.ends_with("}\n"));
  return Json::parse(out);
}

TEST(ModesJson, AVelocityHasTheKeysOfTheInterface) {
  const Decoded decoded = DecodeAll({FrameOf("8D485020994409940838175B284F", 1000.25)});
  const Json json = Written(decoded.messages[0]);
  EXPECT_EQ(json["kind"], "modes");
  EXPECT_EQ(json["t"], 1000.25);
  EXPECT_EQ(json["hex"], "8d485020994409940838175b284f");
  EXPECT_EQ(json["df"], 17);
  EXPECT_EQ(json["icao"], "485020");
  EXPECT_EQ(json["icao_verified"], true);
  EXPECT_EQ(json["non_icao"], false);
  EXPECT_EQ(json["tc"], 19);
  EXPECT_NEAR(json["gs_kt"].get<double>(), 159.2011, 1e-4);
  EXPECT_NEAR(json["track_deg"].get<double>(), 182.8804, 1e-4);
  EXPECT_EQ(json["geom_rate_fpm"], -832);
  EXPECT_EQ(json["geom_minus_baro_ft"], 550);
  EXPECT_EQ(json["nac_v"], 0);
  EXPECT_EQ(json["fixed_bits"], 0);
  EXPECT_EQ(json["source"], "adsb");
  for (const char* key : {"lat", "lon", "squawk", "bds", "cf", "station", "baro_rate_fpm"}) {
    EXPECT_FALSE(json.contains(key)) << key;
  }
}

TEST(ModesJson, TextsAreWrittenAsTheyAreRead) {
  Message m;
  m.address = 0x00ab01;
  m.non_icao = true;
  m.bds = Bds{0x2A};
  m.squawk = std::uint16_t{07700};
  m.callsign = FixedText<8>("A\"\\ B");
  m.category = std::uint8_t{0xA3};
  m.source = AirSource::kMlat;
  m.position = GeoPoint::Degrees(-0.0000001, 179.9999999);
  const Json json = Written(m, "north \xff");
  EXPECT_TRUE(json["t"].is_null());
  EXPECT_EQ(json["icao"], "00ab01");
  EXPECT_EQ(json["bds"], "2,a");
  EXPECT_EQ(json["squawk"], "7700");
  EXPECT_EQ(json["callsign"], "A\"\\ B");
  EXPECT_EQ(json["category"], "A3");
  EXPECT_EQ(json["source"], "mlat");
  EXPECT_EQ(json["lat"], -1e-7);
  EXPECT_EQ(json["lon"], 179.9999999);
  EXPECT_FALSE(json.contains("hex") || json.contains("fixed_bits"));
}

TEST(ModesJson, SquawksKeepTheirLeadingZeros) {
  Message m;
  m.squawk = std::uint16_t{0};
  EXPECT_EQ(Written(m)["squawk"], "0000");
}

TEST(ModesJson, PositionsOfThePublishedPair) {
  const Decoded decoded = DecodeAll({FrameOf("8D40621D58C386435CC412692AD6", 1457996402.0),
                                     FrameOf("8D40621D58C382D690C8AC2863A7", 1457996403.0)});
  const Json json = Written(decoded.messages[1]);
  EXPECT_NEAR(json["lat"].get<double>(), 52.25720, 1e-5);
  EXPECT_NEAR(json["lon"].get<double>(), 3.91937, 1e-5);
  EXPECT_EQ(json["alt_baro_ft"], 38'000);
  EXPECT_EQ(json["on_ground"], false);
  EXPECT_EQ(json["nic"], 8);
}

}  // namespace
}  // namespace pelorus::modes
