#include <gtest/gtest.h>

#include <string>

#include "io/modes/aggregators.h"
#include "tests/io/modes/read_messages.h"

namespace pelorus::modes {
namespace {

ReadMessages Read(const std::string& text) {
  const auto source = OpenTrace(std::make_unique<MemoryBytes>(text));
  ReadMessages all = ReadWhole(*source);
  EXPECT_TRUE(all.counters.Conserved());
  const auto pieces = OpenTrace(InPieces(text, 5, 11));
  EXPECT_TRUE(SameReading(all, ReadWhole(*pieces)));
  return all;
}

ReadMessages ReadRows(const std::string& rows) {
  return Read(R"({"icao":"34718d","r":"EC-NRG","t":"A332","desc":"AIRBUS","timestamp":)"
              "1693353600.000,\n\"trace\":[ \n" +
              rows + " ]}\n");
}

TEST(Trace, RowsOfFourteenElementsSayAll) {
  const auto all = ReadRows(
      R"([344.40,43.288284,-116.931131,40000,410.8,224.9,0,-64,{"type":"adsb_icao","flight":)"
      R"("IBE2621 ","squawk":"2477","category":"A5","nic":8,"version":2,"nac_p":9,"sil":3},)"
      R"("adsb_icao",41675,-32,251,-1.5])");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, *ParseEpochSeconds("1693353944.40"));
  EXPECT_EQ(m.position_t, m.t);
  EXPECT_EQ(m.address, 0x34718dU);
  EXPECT_EQ(m.registration->view(), "EC-NRG");
  EXPECT_EQ(m.aircraft_model->view(), "A332");
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(43.288284, -116.931131));
  EXPECT_EQ(m.alt_baro_ft, 40000);
  EXPECT_EQ(m.alt_geom_ft, 41675);
  EXPECT_EQ(m.gs_kt, 410.8F);
  EXPECT_EQ(m.track_deg, 224.9F);
  EXPECT_EQ(m.baro_rate_fpm, -64);
  EXPECT_EQ(m.geom_rate_fpm, -32);
  EXPECT_EQ(m.ias_kt, 251.0F);
  EXPECT_EQ(m.roll_deg, -1.5F);
  EXPECT_EQ(m.callsign->view(), "IBE2621");
  EXPECT_EQ(m.squawk, 02477);
  EXPECT_EQ(m.nac_p, 9);
  EXPECT_EQ(m.source, AirSource::kAdsb);
}

TEST(Trace, RowsOfNineElementsAreOlder) {
  const auto all = ReadRows("[10.5,43.2,-116.9,\"ground\",12.1,null,0,null,null]");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.on_ground, true);
  EXPECT_EQ(m.gs_kt, 12.1F);
  EXPECT_FALSE(m.alt_baro_ft || m.alt_geom_ft || m.track_deg || m.baro_rate_fpm || m.ias_kt);
}

TEST(Trace, FlagsTellWhatIsGeometric) {
  const auto all = ReadRows(
      "[1,43.2,-116.9,1000,90,10,4,-64,null,\"adsb_icao\",1100,null,null,null],\n"
      "[2,43.2,-116.9,1000,90,10,12,-64,null,\"adsb_icao\",null,null,null,null],\n"
      "[3,43.2,-116.9,null,90,10,1,null,null,\"tisb_icao\",null,null,null,null]");
  ASSERT_EQ(all.messages.size(), 3U);
  EXPECT_FALSE(all.messages[0].baro_rate_fpm);
  EXPECT_EQ(all.messages[0].geom_rate_fpm, -64);
  EXPECT_EQ(all.messages[0].alt_baro_ft, 1000);
  EXPECT_EQ(all.messages[1].alt_geom_ft, 1000);
  EXPECT_FALSE(all.messages[1].alt_baro_ft);
  EXPECT_FALSE(all.messages[2].alt_baro_ft || all.messages[2].on_ground);
  EXPECT_EQ(all.messages[2].source, AirSource::kTisb);
}

TEST(Trace, ARowDoesNotInheritFromTheOneBefore) {
  const auto all = ReadRows(
      "[1,43.2,-116.9,1000,90,10,0,-64,{\"flight\":\"ABC\"},\"adsb_icao\",1100,1,2,3],\n"
      "[2,43.3,-116.9,null,null,null,0,null,null,\"adsb_icao\",null,null,null,null]");
  ASSERT_EQ(all.messages.size(), 2U);
  const Message& m = all.messages[1];
  EXPECT_FALSE(m.callsign || m.alt_baro_ft || m.alt_geom_ft || m.gs_kt || m.baro_rate_fpm);
  EXPECT_TRUE(m.registration);
}

TEST(Trace, DamageCostsItsRow) {
  const auto all = ReadRows(
      "[1,43.2,-116.9,1000,90,10,0,-64,null],\n[2,43.2,-116.9,10\n"
      "[3,143.2,-116.9,1000,90,10,0,-64,null],\n[\"x\",43.2,-116.9,1000,90,10,0,-64,null],\n"
      "[5,43.2,-116.9,1000,90,10,0,-64,null]");
  EXPECT_EQ(all.messages.size(), 2U);
  EXPECT_EQ(all.rejected(Reject::kBadJson), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadPosition), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadTime), 1U);
}

TEST(Trace, ADocumentMustSayWhoAndWhen) {
  const std::string rows = R"("trace":[[1,43.2,-116.9,1000,90,10,0,-64,null]]})";
  EXPECT_EQ(Read(R"({"timestamp":1693353600,)" + rows).rejected(Reject::kBadIdentity), 1U);
  EXPECT_EQ(Read(R"({"icao":"34718d",)" + rows).rejected(Reject::kNoTime), 1U);
  EXPECT_TRUE(Read(R"({"icao":"~34718d","timestamp":1693353600,)" + rows).messages[0].non_icao);
}

}  // namespace
}  // namespace pelorus::modes
