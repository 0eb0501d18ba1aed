#include <gtest/gtest.h>

#include <string>

#include "io/modes/aggregators.h"
#include "io/modes/sbs_time.h"
#include "tests/io/modes/read_messages.h"

namespace pelorus::modes {
namespace {

ReadMessages Read(const std::string& text, std::optional<Time> start = std::nullopt) {
  const auto source = OpenSbs(std::make_unique<MemoryBytes>(text), start);
  ReadMessages all = ReadWhole(*source);
  EXPECT_TRUE(all.counters.Conserved());
  const auto pieces = OpenSbs(InPieces(text, 5, 11), start);
  EXPECT_TRUE(SameReading(all, ReadWhole(*pieces)));
  return all;
}

Time At(std::string_view iso) { return *ParseIso8601(iso); }

TEST(Sbs, OneLineSaysWhatItsFieldsSay) {
  const auto all = Read(
      "MSG,3,1,1,71BE34,1,2018/04/03,19:02:28.951,2018/04/10,21:24:39.448,KAL905  ,35000,440.5,"
      "271,59.73459,31.99796,-64,7700,0,-1,0,0\r\n");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_EQ(m.t, At("2018-04-03T19:02:28.951Z"));
  EXPECT_EQ(m.address, 0x71be34U);
  EXPECT_EQ(m.callsign->view(), "KAL905");
  EXPECT_EQ(m.alt_baro_ft, 35000);
  EXPECT_FALSE(m.alt_geom_ft);
  EXPECT_EQ(m.gs_kt, 440.5F);
  EXPECT_EQ(m.track_deg, 271.0F);
  EXPECT_EQ(m.position, GeoPoint::FromDegrees(59.73459, 31.99796));
  EXPECT_EQ(m.baro_rate_fpm, -64);
  EXPECT_EQ(m.squawk, 07700);
  EXPECT_EQ(m.alert, false);
  EXPECT_EQ(m.emergency, 1);
  EXPECT_EQ(m.spi, false);
  EXPECT_EQ(m.on_ground, false);
  EXPECT_EQ(m.source, AirSource::kAdsb);
  EXPECT_TRUE(m.icao_verified);
  EXPECT_EQ(all.rows(), 1U);
}

TEST(Sbs, EmptyFieldsSayNothing) {
  const auto all = Read("MSG,8,1,1,400159,1,2018/04/03,19:02:28.136,,,,,,,,,,,,,,\n");
  ASSERT_EQ(all.messages.size(), 1U);
  const Message& m = all.messages[0];
  EXPECT_FALSE(m.position || m.callsign || m.alt_baro_ft || m.gs_kt || m.track_deg || m.squawk);
  EXPECT_FALSE(m.on_ground || m.alert || m.spi || m.emergency || m.baro_rate_fpm);
}

TEST(Sbs, AltitudesWithAnHAreGeometric) {
  for (const std::string altitude : {"35125H", "H35125"}) {
    const auto all = Read("MSG,3,,,71BE34,,,,,,," + altitude + ",,,,,,,,,,\n");
    ASSERT_EQ(all.messages.size(), 1U);
    EXPECT_EQ(all.messages[0].alt_geom_ft, 35125);
    EXPECT_FALSE(all.messages[0].alt_baro_ft);
  }
}

TEST(Sbs, AFlagIsMinusOneZeroOrOne) {
  const auto all = Read(
      "MSG,6,,,71BE34,,,,,,,,,,,,,,-1,0,1,-1\n"
      "MSG,6,,,71BE34,,,,,,,,,,,,,,0,,0,0\n");
  ASSERT_EQ(all.messages.size(), 2U);
  EXPECT_EQ(all.messages[0].alert, true);
  EXPECT_EQ(all.messages[0].emergency, 0);
  EXPECT_EQ(all.messages[0].spi, true);
  EXPECT_EQ(all.messages[0].on_ground, true);
  EXPECT_EQ(all.messages[1].alert, false);
  EXPECT_FALSE(all.messages[1].emergency);
  EXPECT_EQ(all.messages[0].source, AirSource::kModeS);
  EXPECT_FALSE(all.messages[0].icao_verified) << "the address comes from the parity";
}

TEST(Sbs, FeedsOfComputedPositionsUseTheFlagsForOtherThings) {
  const auto all = Read(
      "MSG,3,1,1,4CA1B2,1,2024/01/02,03:04:05.6,,,,7000,,,51.5,-0.1,,,5,0.312,,\n"
      "MLAT,3,1,1,4CA1B2,1,2024/01/02,03:04:06.6,,,,7000,,,51.5,-0.1,,,,,,\n");
  ASSERT_EQ(all.messages.size(), 2U);
  for (const Message& m : all.messages) {
    EXPECT_EQ(m.source, AirSource::kMlat);
    EXPECT_FALSE(m.alert);
    EXPECT_FALSE(m.emergency);
  }
}

TEST(Sbs, ACounterCountsFromTheStartOfItsLog) {
  const auto all = Read(
      "2000000000,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n"
      "START,Wed Sep 2 04:23:37 +0200 CEST 2015\n"
      "2936535519,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n"
      "90000000000,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n"
      "1000000000,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n");
  ASSERT_EQ(all.messages.size(), 4U);
  EXPECT_FALSE(all.messages[0].t) << "nobody said when the log began";
  EXPECT_EQ(all.messages[1].t, At("2015-09-02T02:23:39.936535519Z"));
  EXPECT_EQ(all.messages[2].t, At("2015-09-02T02:25:07Z"));
  EXPECT_FALSE(all.messages[3].t) << "the counter began anew, nobody knows when";
  EXPECT_EQ(all.counters.received, 4U) << "a start is no record";
}

TEST(Sbs, TheCallerMayKnowWhenALogBegan) {
  const auto all = Read("1500000000,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n", At("2020-01-01T00:00:00Z"));
  ASSERT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.messages[0].t, At("2020-01-01T00:00:01.5Z"));
}

TEST(Sbs, ARecorderThatLostPowerStartsInsideALine) {
  const auto all = Read("26732980,MSG,5,,,AB9B13,START,Wed Sep 2 04:25:25 +0000 UTC 2015\n" +
                        std::string(40, '\0') + "START,Thu Sep 3 04:25:25 +0000 UTC 2015\n" +
                        "1000000000,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n");
  ASSERT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.messages[0].t, At("2015-09-03T04:25:26Z"));
  EXPECT_EQ(all.rejected(Reject::kBadRow), 1U);
  EXPECT_EQ(all.counters.received, 2U);
}

TEST(Sbs, WhatCannotBeReadIsRejectedByCause) {
  const auto all = Read(
      "hello\n"
      "\n"
      "MSG,3,1,1,71BE34,1,2018/04/03,19:02:28.951,,,,35000,,,,,,,,,\n"
      "MSG,3,1,1,XYZ,1,2018/04/03,19:02:28.951,,,,35000,,,,,,,,,,\n"
      "MSG,3,1,1,71BE34,1,2018/04/03,29:02:28.951,,,,35000,,,,,,,,,,\n"
      "MSG,3,1,1,71BE34,1,2018/04/03,19:02:28.951,,,,35000,,,97.0,10.0,,,,,,\n"
      "MSG,3,1,1,71BE34,1,2018/04/03,19:02:28.951,,,,35000,,,57.0,,,,,,,\n"
      "MSG,9,1,1,71BE34,1,2018/04/03,19:02:28.951,,,,35000,,,57.0,1.0,,,,,,\n"
      "SEL,,496,2286,4CA4E5,27215,2010/02/19,18:06:07.710,2010/02/19,18:06:07.710,RYR1427\n");
  EXPECT_TRUE(all.messages.empty());
  EXPECT_EQ(all.rejected(Reject::kNotASentence), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadRow), 2U);
  EXPECT_EQ(all.rejected(Reject::kBadIdentity), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadTime), 1U);
  EXPECT_EQ(all.rejected(Reject::kBadPosition), 2U);
  EXPECT_EQ(all.counters.used, 1U) << "a selection says nothing of a state";
}

TEST(Sbs, LoggedTimeServesWhereGeneratedTimeIsMissing) {
  const auto all = Read("MSG,8,,,400159,,,,2018/04/10,21:24:39.436,,,,,,,,,,,,\n");
  ASSERT_EQ(all.messages.size(), 1U);
  EXPECT_EQ(all.messages[0].t, At("2018-04-10T21:24:39.436Z"));
}

}  // namespace
}  // namespace pelorus::modes
