#include <gtest/gtest.h>

#include <string>

#include "io/modes/aggregators.h"
#include "tests/io/modes/read_messages.h"

namespace pelorus::modes {
namespace {

ReadMessages Read(const std::string& text) {
  const auto source = OpenReadsb(std::make_unique<MemoryBytes>(text));
  ReadMessages all = ReadWhole(*source);
  EXPECT_TRUE(all.counters.Conserved());
  const auto pieces = OpenReadsb(InPieces(text, 5, 11));
  EXPECT_TRUE(SameReading(all, ReadWhole(*pieces)));
  return all;
}

Message ReadOne(const std::string& members) {
  const auto all = Read(R"({"now":1700513836.875,"aircraft":[{"hex":"a3e31a",)" + members + "}]}");
  EXPECT_EQ(all.messages.size(), 1U) << members;
  return all.messages.empty() ? Message{} : all.messages[0];
}

Time At(std::string_view epoch) { return *ParseEpochSeconds(epoch); }

TEST(Readsb, ThePositionIsAsOldAsTheRowSays) {
  const Message m = ReadOne(R"("lat":35.2,"lon":-110.4,"seen_pos":1.939,"seen":0.1)");
  EXPECT_EQ(m.t, At("1700513836.875"));
  EXPECT_EQ(m.position_t, At("1700513834.936"));
  EXPECT_EQ(m.contact_t, At("1700513836.775"));
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(35.2, -110.4));
}

TEST(Readsb, EveryFieldIsTaken) {
  const Message m = ReadOne(
      R"("type":"adsb_icao","flight":"N35GR   ","r":"N35GR","t":"GLF5","alt_baro":45000,)"
      R"("alt_geom":45700,"gs":489.5,"ias":220,"tas":440,"mach":0.72,"track":67.26,)"
      R"("track_rate":-0.5,"roll":-12.5,"mag_heading":50.1,"true_heading":62.5,"baro_rate":-64,)"
      R"("geom_rate":-128,"squawk":"3471","emergency":"nordo","category":"A3","nav_qnh":1013.6,)"
      R"("nav_altitude_mcp":45024,"nav_altitude_fms":44992,"nav_heading":80.86,"nic":8,"rc":186,)"
      R"("version":2,"nic_baro":1,"nac_p":10,"nac_v":2,"sil":3,"gva":2,"alert":0,"spi":1)");
  EXPECT_EQ(m.source, AirSource::kAdsb);
  EXPECT_EQ(m.callsign->view(), "N35GR");
  EXPECT_EQ(m.registration->view(), "N35GR");
  EXPECT_EQ(m.aircraft_model->view(), "GLF5");
  EXPECT_EQ(m.alt_baro_ft, 45000);
  EXPECT_EQ(m.alt_geom_ft, 45700);
  EXPECT_EQ(m.on_ground, false);
  EXPECT_EQ(m.gs_kt, 489.5F);
  EXPECT_EQ(m.ias_kt, 220.0F);
  EXPECT_EQ(m.tas_kt, 440.0F);
  EXPECT_EQ(m.mach, 0.72F);
  EXPECT_EQ(m.track_deg, 67.26F);
  EXPECT_EQ(m.track_rate_dps, -0.5F);
  EXPECT_EQ(m.roll_deg, -12.5F);
  EXPECT_EQ(m.mag_heading_deg, 50.1F);
  EXPECT_EQ(m.true_heading_deg, 62.5F);
  EXPECT_EQ(m.baro_rate_fpm, -64);
  EXPECT_EQ(m.geom_rate_fpm, -128);
  EXPECT_EQ(m.squawk, 03471);
  EXPECT_EQ(m.emergency, 4);
  EXPECT_EQ(m.category, 0xa3);
  EXPECT_EQ(m.nav_qnh_hpa, 1013.6F);
  EXPECT_EQ(m.nav_mcp_ft, 45024);
  EXPECT_EQ(m.nav_fms_ft, 44992);
  EXPECT_EQ(m.nav_heading_deg, 80.86F);
  EXPECT_EQ(m.nic, 8);
  EXPECT_EQ(m.version, 2);
  EXPECT_EQ(m.nic_baro, true);
  EXPECT_EQ(m.nac_p, 10);
  EXPECT_EQ(m.nac_v, 2);
  EXPECT_EQ(m.sil, 3);
  EXPECT_EQ(m.gva, 2);
  EXPECT_EQ(m.alert, false);
  EXPECT_EQ(m.spi, true);
}

TEST(Readsb, NullsAndMissingMembersSayNothing) {
  const Message m = ReadOne(R"("lat":null,"lon":null,"alt_baro":null,"gs":null,"flight":null)");
  EXPECT_FALSE(m.position || m.position_t || m.alt_baro_ft || m.gs_kt || m.callsign || m.nic);
  EXPECT_FALSE(m.on_ground || m.category || m.squawk || m.emergency);
}

TEST(Readsb, OnTheGroundThereIsNoAltitude) {
  const Message m = ReadOne(R"("alt_baro":"ground","gs":13.2)");
  EXPECT_EQ(m.on_ground, true);
  EXPECT_FALSE(m.alt_baro_ft);
}

TEST(Readsb, TheTypeTellsTheSourceOfThePosition) {
  const std::pair<const char*, AirSource> types[] = {
      {"adsb_icao", AirSource::kAdsb},    {"adsb_icao_nt", AirSource::kAdsb},
      {"adsr_icao", AirSource::kAdsr},    {"tisb_icao", AirSource::kTisb},
      {"adsc", AirSource::kAdsc},         {"mlat", AirSource::kMlat},
      {"mode_s", AirSource::kModeS},      {"other", AirSource::kOther},
      {"adsb_other", AirSource::kAdsb},   {"tisb_trackfile", AirSource::kTisb},
      {"unheard_of", AirSource::kUnknown}};
  for (const auto& [type, source] : types) {
    const Message m = ReadOne(std::string(R"("type":")") + type + "\"");
    EXPECT_EQ(m.source, source) << type;
    const std::string_view name = type;
    EXPECT_EQ(m.non_icao, name == "adsb_other" || name == "tisb_trackfile") << type;
  }
}

TEST(Readsb, ListsTellThatAPositionWasComputedOrRepeatedFromRadar) {
  const std::string adsb = R"("type":"adsb_icao","lat":1,"lon":2,"seen_pos":0.1,)";
  EXPECT_EQ(ReadOne(adsb + R"("mlat":["lat","lon"],"tisb":[])").source, AirSource::kMlat);
  EXPECT_EQ(ReadOne(adsb + R"("mlat":[],"tisb":["lat","lon"])").source, AirSource::kTisb);
  EXPECT_EQ(ReadOne(adsb + R"("mlat":["track"],"tisb":["gs"])").source, AirSource::kAdsb);
}

TEST(Readsb, ATildeIsNoIcaoAddress) {
  const auto all = Read(R"({"now":1,"hex":"~2a31f4"}{"now":1,"hex":"2a31f4"})");
  ASSERT_EQ(all.messages.size(), 2U);
  EXPECT_TRUE(all.messages[0].non_icao);
  EXPECT_FALSE(all.messages[0].icao_verified);
  EXPECT_FALSE(all.messages[1].non_icao);
  EXPECT_TRUE(all.messages[1].icao_verified);
  EXPECT_EQ(all.messages[0].address, all.messages[1].address);
}

TEST(Readsb, AnOldPositionStandsApartWithItsAge) {
  const Message m = ReadOne(R"("lastPosition":{"lat":32.124675,"lon":-107.393712,"nic":8,)"
                            R"("rc":186,"seen_pos":63.282},"version":2,"seen":28.8)");
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(32.124675, -107.393712));
  EXPECT_EQ(m.position_t, At("1700513773.593"));
  EXPECT_EQ(m.nic, 8);
}

std::string Snapshot(const std::string& now, const std::string& lat, const std::string& age) {
  return R"({"now":)" + now + R"(,"aircraft":[{"hex":"a3e31a","lat":)" + lat +
         R"(,"lon":2.5,"seen_pos":)" + age + "}]}\n";
}

TEST(Readsb, RowsThatRepeatAStalePositionAreOneObservation) {
  const auto all = Read(Snapshot("1000", "50.1", "0.1") + Snapshot("1001", "50.1", "1.2") +
                        Snapshot("1002", "50.1", "2.0") + Snapshot("1003", "50.2", "0.5") +
                        Snapshot("1004", "50.2", "0.5"));
  ASSERT_EQ(all.messages.size(), 5U);
  std::vector<bool> repeated;
  for (const Message& m : all.messages) {
    repeated.push_back(m.position_repeated);
    EXPECT_TRUE(m.position);
  }
  // The last one has the old place at a new time: an aircraft that stands.
  EXPECT_EQ(repeated, (std::vector<bool>{false, true, true, false, false}));
}

TEST(Readsb, OneClaimHasOneHashInEveryFile) {
  const auto here = Read(Snapshot("1000", "50.1", "0.5"));
  const auto there = Read(Snapshot("1002", "50.1", "2.5"));
  const auto other = Read(Snapshot("1002", "50.1", "1.5"));
  EXPECT_EQ(here.messages[0].payload_hash, there.messages[0].payload_hash);
  EXPECT_NE(here.messages[0].payload_hash, other.messages[0].payload_hash);
  const auto repeats = Read(Snapshot("1000", "50.1", "0.5") + Snapshot("1001", "50.1", "1.5"));
  EXPECT_NE(repeats.messages[0].payload_hash, repeats.messages[1].payload_hash)
      << "the second row tells that the aircraft was heard again";
}

TEST(Readsb, ObjectsOfTheJsonPortHaveNoTime) {
  const auto all = Read(
      "{\"hex\":\"aa6abc\",\"lat\":35.5,\"lon\":-110.0,\"seen_pos\":2.4},\n"
      "{\"hex\":\"a86061\",\"seen\":0.3},\n");
  ASSERT_EQ(all.messages.size(), 2U);
  EXPECT_FALSE(all.messages[0].t || all.messages[0].position_t);
  EXPECT_TRUE(all.messages[0].position);
  EXPECT_EQ(all.messages[0].payload_hash, 0U) << "without a time nothing tells it from a copy";
}

TEST(Readsb, TheExtractsOfOneArchiveNameTheSpeedOtherwise) {
  const auto all = Read(
      "{\"now\":1748719393,\"alt_baro\":1400,\"gscp\":93,\"lat\":36.4,\"lon\":-121.4,"
      "\"track\":281.1,\"hex\":\"a7f426\",\"flight\":\"N611TH\",\"flightdict\":{\"type\":"
      "\"tisb_icao\",\"alt_geom\":1500,\"nic\":0,\"nac_p\":0,\"track\":10.0}}\n"
      "{\"flight\": \"N/A\", \"now\": 1748719394}\n");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.gs_kt, 93.0F);
  EXPECT_EQ(m.source, AirSource::kTisb);
  EXPECT_EQ(m.alt_geom_ft, 1500);
  EXPECT_EQ(m.nac_p, 0);
  EXPECT_EQ(m.track_deg, 281.1F) << "the row itself counts more";
  EXPECT_EQ(all.counters.used, 2U) << "a heartbeat is whole and tells nothing";
}

TEST(Readsb, WhatCannotBeReadIsRejectedByCause) {
  const auto all = Read(
      "{\"now\":1000,\"aircraft\":[{\"hex\":\"a3e31a\",\"lat\":95.0,\"lon\":1.0},"
      "{\"hex\":\"a3e31a\",\"lat\":5.0},{\"hex\":\"zz\"},{\"lat\":5.0},"
      "{\"hex\":\"a3e31a\",\"gs\":1.2.3},{\"hex\":\"a3e31a\",\"lat\":1.0,\"lon\":2.0}]}\n"
      "{\"now\":\"yesterday\",\"hex\":\"a3e31a\"}\n{}\n");
  EXPECT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadPosition), 2U);
  EXPECT_EQ(all.rejected(Reject::kBadIdentity), 3U);
  EXPECT_EQ(all.rejected(Reject::kBadJson), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadTime), 1U);
}

}  // namespace
}  // namespace pelorus::modes
