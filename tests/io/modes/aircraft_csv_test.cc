#include "io/modes/aircraft_csv.h"

#include <gtest/gtest.h>

#include <string>

#include "io/modes/aggregators.h"
#include "tests/io/modes/read_messages.h"

namespace pelorus::modes {
namespace {

ReadMessages Read(const std::string& text) {
  const auto source = OpenAircraftTable(std::make_unique<MemoryBytes>(text), "test");
  ReadMessages all = ReadWhole(*source);
  EXPECT_TRUE(all.counters.Conserved());
  const auto pieces = OpenAircraftTable(InPieces(text, 5, 11), "test");
  EXPECT_TRUE(SameReading(all, ReadWhole(*pieces)));
  return all;
}

TEST(AircraftTable, TakesTheManualsNamesInAnyOrder) {
  const auto all = Read(
      "nac_p,lon,colour,icao,t,lat,alt_baro_ft,alt_geom_ft,gs_kt,track_deg,baro_rate_fpm,"
      "on_ground,nic,callsign,squawk,receiver\r\n"
      "9,50.5,red,4CA1B2,2024-05-06T07:08:09.5Z,40.25,35000,35600,450.5,359.5,-640,false,8,RYR1AB,"
      "0123,north\r\n");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, *ParseIso8601("2024-05-06T07:08:09.5Z"));
  EXPECT_EQ(m.address, 0x4ca1b2U);
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(40.25, 50.5));
  EXPECT_EQ(m.alt_baro_ft, 35000);
  EXPECT_EQ(m.alt_geom_ft, 35600);
  EXPECT_EQ(m.gs_kt, 450.5F);
  EXPECT_EQ(m.track_deg, 359.5F);
  EXPECT_EQ(m.baro_rate_fpm, -640);
  EXPECT_EQ(m.on_ground, false);
  EXPECT_EQ(m.nic, 8);
  EXPECT_EQ(m.nac_p, 9);
  EXPECT_EQ(m.callsign->view(), "RYR1AB");
  EXPECT_EQ(m.squawk, 0123);
  EXPECT_EQ(all.stations[m.station.value()], "north");
}

// The header and a row of tracks/adsb_calibration_ajaccio.csv.gz: feet, knots and feet a minute.
TEST(AircraftTable, TakesTheNamesOfTrajectoryTools) {
  const auto all = Read(
      "time,icao24,callsign,latitude,longitude,altitude,groundspeed,track,vertical_rate\n"
      "1515748470.0,39b415,CALIBRA,41.891235,8.779761,1000,158,-47,1920\n");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(41.891235, 8.779761));
  EXPECT_EQ(m.alt_baro_ft, 1000);
  EXPECT_EQ(m.gs_kt, 158.0F);
  EXPECT_EQ(m.track_deg, 313.0F);
  EXPECT_EQ(m.baro_rate_fpm, 1920);
}

TEST(AircraftTable, EmptyFieldsSayNothing) {
  const auto all = Read("t;icao;lat;lon;gs_kt;on_ground;nic\n1700000000;~4ca1b2;;;;;\n");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_TRUE(m.non_icao);
  EXPECT_FALSE(m.position || m.gs_kt || m.on_ground || m.nic);
}

TEST(AircraftTable, WhatCannotBeReadIsRejectedByCause) {
  const auto all = Read(
      "t,icao,lat,lon\n"
      "1700000000,4ca1b2,40,50\n"
      "t,icao,lat,lon\n"
      "1700000000,4ca1b2,40\n"
      "1700000000,,40,50\n"
      ",4ca1b2,40,50\n"
      "noon,4ca1b2,40,50\n"
      "1700000000,4ca1b2,40,190\n"
      "1700000000,4ca1b2,40,\n"
      "1700000000,4ca1b2,40,fifty\n");
  EXPECT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.counters.received, 8U) << "a header that comes again is no record";
  EXPECT_EQ(all.rejected(Reject::kBadRow), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadIdentity), 1U);
  EXPECT_EQ(all.rejected(Reject::kNoTime), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadTime), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadPosition), 3U);
}

TEST(AircraftTable, NeedsATimeAndAnAddress) {
  for (const std::string header : {"t,lat,lon\n", "icao,lat,lon\n", "\n", ""}) {
    try {
      Read(header);
      FAIL() << header;
    } catch (const InputError& error) {
      EXPECT_EQ(std::string(error.what()).substr(0, 5), "test:");
    }
  }
}

}  // namespace
}  // namespace pelorus::modes
