#include <gtest/gtest.h>

#include <string>

#include "io/modes/aggregators.h"
#include "io/modes/trajectory.h"
#include "tests/io/modes/read_messages.h"

namespace pelorus::modes {
namespace {

ReadMessages Read(const std::string& text) {
  const auto source = OpenOpensky(std::make_unique<MemoryBytes>(text), "test");
  ReadMessages all = ReadWhole(*source);
  EXPECT_TRUE(all.counters.Conserved());
  const auto pieces = OpenOpensky(InPieces(text, 5, 11), "test");
  EXPECT_TRUE(SameReading(all, ReadWhole(*pieces)));
  return all;
}

Time At(std::string_view iso) { return *ParseIso8601(iso); }

TEST(Opensky, AStateOfTheRestInterfaceIsConvertedToFeetAndKnots) {
  const auto all = Read(
      R"({"time":1779201650,"states":[["39de4e","TVF37MF ","France",1779201640,1779201649,5.26,)"
      R"(44.8211,11887.2,false,257.2222,-10.5,-0.32512,[1,2],12161.52,"0577",true,2,4]]})");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, At("2026-05-19T14:40:50Z"));
  EXPECT_EQ(m.position_t, At("2026-05-19T14:40:40Z"));
  EXPECT_EQ(m.contact_t, At("2026-05-19T14:40:49Z"));
  EXPECT_EQ(m.callsign->view(), "TVF37MF");
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(44.8211, 5.26));
  EXPECT_EQ(m.alt_baro_ft, 39000);
  EXPECT_EQ(m.alt_geom_ft, 39900);
  EXPECT_EQ(m.on_ground, false);
  EXPECT_NEAR(*m.gs_kt, 500.0, 1e-3);
  EXPECT_EQ(m.track_deg, 349.5F);
  EXPECT_EQ(m.baro_rate_fpm, -64);
  EXPECT_EQ(m.squawk, 0577);
  EXPECT_EQ(m.spi, true);
  EXPECT_EQ(m.source, AirSource::kMlat);
  EXPECT_EQ(m.category, 0xa3);
}

TEST(Opensky, NullsSayNothing) {
  const auto all = Read(
      R"({"time":1779201650,"states":[["801680","        ","India",null,1779201456,null,null,null,)"
      R"(false,8.75,194.06,null,null,null,null,false,0]]})");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_FALSE(m.position || m.position_t || m.alt_baro_ft || m.alt_geom_ft || m.baro_rate_fpm);
  EXPECT_FALSE(m.callsign || m.squawk || m.category);
  EXPECT_EQ(m.on_ground, false);
}

TEST(Opensky, AnAnswerWithoutStatesIsWhole) {
  const auto all =
      Read("{\"time\":1779201650,\"states\":null}\n{\"time\":1779201660,\"states\":[]}");
  EXPECT_EQ(all.messages.size(), 0U);
  EXPECT_EQ(all.counters.rejected_total(), 0U);
}

TEST(Opensky, SnapshotsOfStatesHaveTheirKeysRenamed) {
  const auto all = Read(
      R"({"fetched_at": "2026-03-18T08:27:42.090003+00:00", "count": 1, "aircraft": [)"
      R"({"icao24": "471f37", "callsign": "WZZ12MD", "time_position": 1773821888, )"
      R"("last_contact": 1773822459, "lng": 37.583, "lat": 40.0866, "geo_altitude": 11323.32, )"
      R"("baro_altitude": 11277.6, "on_ground": false, "velocity": 246.84, "heading": 61.08, )"
      R"("vertical_rate": 0, "squawk": "2042"}]})");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, At("2026-03-18T08:27:42.090003Z"));
  EXPECT_EQ(m.position_t, At("2026-03-18T08:18:08Z"));
  EXPECT_EQ(m.contact_t, At("2026-03-18T08:27:39Z"));
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(40.0866, 37.583));
  EXPECT_EQ(m.alt_baro_ft, 37000);
  EXPECT_EQ(m.alt_geom_ft, 37150);
  EXPECT_EQ(m.track_deg, 61.08F);
  EXPECT_EQ(m.baro_rate_fpm, 0);
  EXPECT_EQ(m.squawk, 02042);
}

TEST(Opensky, AStateThatStandsAloneIsAsOfItsLastContact) {
  const auto all = Read(
      "{\"icao24\":\"471f37\",\"last_contact\":1773822459,\"time_position\":"
      "1773821888,\"longitude\":37.5,\"latitude\":40.1}\n");
  ASSERT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.messages[0].t, At("2026-03-18T08:27:39Z"));
  EXPECT_EQ(all.messages[0].position_t, At("2026-03-18T08:18:08Z"));
}

TEST(Opensky, AnObjectBeforeTheStatesIsNoColumn) {
  const auto all = Read(R"( {"source" : {"name":"x"},"time":1779201650,"states":[)"
                        R"(["39de4e","A","F",1779201640,1779201649,5.26,44.8]]})");
  ASSERT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.messages[0].t, At("2026-05-19T14:40:50Z"));
}

TEST(Opensky, HistoryRowsHaveThePositionsOwnTime) {
  const auto all = Read(
      "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,"
      "baroaltitude,geoaltitude,lastposupdate,lastcontact,serials,hour\n"
      "2017-02-05T16:00:01.000Z,406d95,43.45,1.77,126.05,216.5,-4.8768,EZY158T ,false,true,false,"
      "1000,2125.98,,1486310398.653,1486310400.959,\"[1433801924,-1498608228]\",x\n"
      "1486310402,406d95,43.45,1.77,,,,,,,,,,,1486310398.653,1486310402.1,,x\n"
      "1486310403,406d95,,,,,,,,,,,,,1486310398.653,1486310402.1,,x\n"
      "1486310403,406d95,99,1.0,,,,,,,,,,,1486310398.653,1486310402.1,,x\n"
      ",406d95,43.45,1.77,,,,,,,,,,,1486310398.653,1486310402.1,,x\n");
  ASSERT_EQ(all.messages.size(), 3U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, At("2017-02-05T16:00:01Z"));
  EXPECT_EQ(m.position_t, At("2017-02-05T15:59:58.653Z"));
  EXPECT_EQ(m.contact_t, At("2017-02-05T16:00:00.959Z"));
  EXPECT_EQ(m.alt_baro_ft, 6975);
  EXPECT_FALSE(m.alt_geom_ft);
  EXPECT_NEAR(*m.gs_kt, 245.02, 0.01);
  EXPECT_EQ(m.baro_rate_fpm, -960);
  EXPECT_EQ(m.squawk, 01000);
  EXPECT_EQ(m.alert, true);
  EXPECT_FALSE(m.position_repeated);
  EXPECT_TRUE(all.messages[1].position_repeated);
  EXPECT_FALSE(all.messages[2].position || all.messages[2].position_t);
  EXPECT_EQ(all.rejected(Reject::kBadPosition), 1U);
  EXPECT_EQ(all.rejected(Reject::kNoTime), 1U);
}

TEST(Opensky, ATableOfSomethingElseIsRefused) {
  EXPECT_THROW(Read("t,mmsi,lat,lon\n"), InputError);
  EXPECT_THROW(Read(""), InputError);
}

TEST(Opensky, RowsOfOneDocumentWithDamageCostThemselves) {
  const std::string good = R"(["39de4e","A","F",1779201640,1779201649,5.26,44.8,1,false,1,2,3])";
  const auto all = Read(R"({"time":1779201650,"states":[)" + good + R"(,["39de4e","A,"F",1],)" +
                        good + R"(,["xyz","A","F",1],["39de4e","A","F",1,1,5.26,144.8],)" + good +
                        R"(,["39de4e","A","F","soon",1,5.26,44.8],["39de)");
  EXPECT_EQ(all.messages.size(), 3U);
  EXPECT_EQ(all.rejected(Reject::kBadJson), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadIdentity), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadPosition), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadTime), 1U);
  EXPECT_EQ(all.rejected(Reject::kTruncated), 1U);
}

const char* const kSample =
    R"([{"altitude":1125.0,"callsign":"SAMU31","geoaltitude":1025.0,"groundspeed":87.5,)"
    R"("icao24":"39ac45","last_position":1558092194880,"latitude":43.6176,"longitude":1.4036,)"
    R"("onground":false,"spi":false,"squawk":7014,"timestamp":1558092195000,"track":-2,)"
    R"("vertical_rate":-64.0},{"icao24":"39ac45","timestamp":"2019-05-17T11:23:16Z",)"
    R"("latitude":null,"longitude":null,"altitude":null,"squawk":"0"}])";

void ExpectSample(const ReadMessages& all) {
  ASSERT_EQ(all.messages.size(), 2U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, At("2019-05-17T11:23:15Z"));
  EXPECT_EQ(m.position_t, At("2019-05-17T11:23:14.880Z"));
  EXPECT_EQ(m.alt_baro_ft, 1125);
  EXPECT_EQ(m.alt_geom_ft, 1025);
  EXPECT_EQ(m.gs_kt, 87.5F);
  EXPECT_EQ(m.track_deg, 358.0F);
  EXPECT_EQ(m.baro_rate_fpm, -64);
  EXPECT_EQ(m.squawk, 07014);
  EXPECT_EQ(m.on_ground, false);
  EXPECT_EQ(all.messages[1].t, At("2019-05-17T11:23:16Z"));
  EXPECT_FALSE(all.messages[1].position || all.messages[1].alt_baro_ft || all.messages[1].squawk);
}

TEST(Trajectory, RecordsAreInFeetAndKnots) { ExpectSample(Read(kSample)); }

TEST(Trajectory, ColumnsSayTheSame) {
  ExpectSample(Read(
      R"({"timestamp":{"0":1558092195000,"1":"2019-05-17T11:23:16Z"},)"
      R"("icao24":{"0":"39ac45","1":"39ac45"},"latitude":{"0":43.6176,"1":null},)"
      R"("longitude":{"0":1.4036,"1":null},"altitude":{"0":1125.0,"1":null},)"
      R"("last_position":{"0":1558092194880,"1":null},"geoaltitude":{"0":1025,"1":null},)"
      R"("groundspeed":{"0":87.5,"1":null},"track":{"0":-2,"1":null},)"
      R"("vertical_rate":{"0":-64,"1":null},"callsign":{"0":"SAMU31","1":null},)"
      R"("squawk":{"0":7014.0,"1":"0"},"onground":{"0":false,"1":null},"unknown":{"0":1,"1":2}})"));
}

TEST(Trajectory, ColumnsThatDoNotFitAreOneRejectedRecord) {
  for (const std::string text : {
           R"({"timestamp":{"0":1558092195000},"icao24":{"0":"39ac45","1":"39ac45"}})",
           R"({"timestamp":{"0":1558092195000},"icao24":{"7":"39ac45"}})",
           R"({"timestamp":{"0":1558092195000},"icao24":["39ac45"]})",
           R"({"timestamp":{"0":1558092195000},"icao24":{"0":"39ac)",
       }) {
    const auto all = Read(text);
    EXPECT_EQ(all.messages.size(), 0U) << text;
    EXPECT_EQ(all.rejected(Reject::kBadJson), 1U) << text;
    EXPECT_EQ(all.counters.received, 1U) << text;
  }
}

TEST(Trajectory, AnEndlessDocumentOfColumnsIsGivenUp) {
  std::string text = R"({"timestamp":{"0":1)";
  text.append(kMaxColumnsDocument + 1, ' ');
  const auto source = OpenOpensky(std::make_unique<MemoryBytes>(text), "test");
  const auto all = ReadWhole(*source);
  EXPECT_EQ(all.rejected(Reject::kLineTooLong), 1U);
  EXPECT_TRUE(all.counters.Conserved());
}

}  // namespace
}  // namespace pelorus::modes
