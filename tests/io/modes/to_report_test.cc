#include "io/modes/to_report.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pelorus::modes {
namespace {

using namespace std::chrono_literals;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2024} / 6 / 6}};

Message MessageAt(Time t) {
  Message m;
  m.t = t;
  m.t_sigma = 10ms;
  m.address = 0x400f99;
  m.offset = 77;
  m.payload_hash = 5;
  m.source = AirSource::kAdsb;
  return m;
}

AircraftReport ReportOfOne(const Message& m) {
  ReportMaker maker{SourceId(3)};
  ReportBatch out;
  EXPECT_TRUE(maker.Append(m, out));
  return std::get<AircraftReport>(out.at(0));
}

TEST(ModesReport, CarriesWhatTheMessageSays) {
  Message m = MessageAt(kStart);
  m.position = GeoPoint::Degrees(47.0, 8.0);
  m.gs_kt = 420.0F;
  m.track_deg = 90.0F;
  m.alt_baro_ft = 38'000;
  m.alt_geom_ft = 38'500;
  m.geom_rate_fpm = -640;
  m.squawk = std::uint16_t{07700};
  m.nac_p = std::uint8_t{9};
  m.implausible = true;
  const AircraftReport r = ReportOfOne(m);
  EXPECT_EQ(r.key, TargetKey::Of(Icao24(0x400f99)));
  EXPECT_EQ(r.from.raw, (RawRef{SourceId(3), 77}));
  EXPECT_EQ(r.from.payload_hash, 5U);
  EXPECT_EQ(r.from.records, 1);
  EXPECT_EQ(r.from.received_at, kStart);
  EXPECT_EQ(r.measured_at, kStart);
  EXPECT_EQ(r.time_sigma, Duration(10ms));
  EXPECT_EQ(r.position, m.position);
  EXPECT_TRUE(r.implausible);
  EXPECT_NEAR(r.ground_speed->knots(), 420.0, 1e-9);
  EXPECT_NEAR(r.track->degrees(), 90.0, 1e-9);
  EXPECT_EQ(r.pressure_altitude_ft, 38'000);
  EXPECT_EQ(r.geometric_height_ft, 38'500);
  EXPECT_EQ(r.vertical_rate_fpm, -640);
  EXPECT_TRUE(r.rate_is_geometric);
  EXPECT_EQ(r.squawk, 07700);
}

TEST(ModesReport, APositionIsOfItsOwnTimeAndARepeatedOneIsNone) {
  Message m = MessageAt(kStart);
  m.position = GeoPoint::Degrees(47.0, 8.0);
  m.position_t = kStart - 7s;
  EXPECT_EQ(ReportOfOne(m).measured_at, kStart - 7s);
  m.position_repeated = true;
  const AircraftReport r = ReportOfOne(m);
  EXPECT_FALSE(r.position);
  EXPECT_EQ(r.measured_at, kStart);
  m.contact_t = kStart - 2s;
  EXPECT_EQ(ReportOfOne(m).measured_at, kStart - 2s);
}

/// 95 % radii of [DO-260B] over √(−2 ln 0.05) = 2.4477.
TEST(ModesReport, OnlyARowThatDatesItsPositionIsDated) {
  Message m = MessageAt(kStart);
  m.position = GeoPoint::Degrees(47.0, 8.0);
  EXPECT_FALSE(ReportOfOne(m).from.dated);
  m.position_t = kStart - 3s;
  EXPECT_TRUE(ReportOfOne(m).from.dated);
  m.size = 14;
  EXPECT_FALSE(ReportOfOne(m).from.dated);
}

TEST(ModesReport, SigmaFollowsTheStatedAccuracy) {
  const double expected_m[] = {1.2, 4.1, 12.3, 38.0, 75.6, 227.2, 378.3, 756.6};
  Message m = MessageAt(kStart);
  for (std::uint8_t nac = 4; nac <= 11; ++nac) {
    m.nac_p = nac;
    EXPECT_NEAR(PositionSigmaOf(m).meters() / expected_m[11 - nac], 1.0, 0.03) << int{nac};
  }
  m.nac_p = std::uint8_t{0};
  m.nic = std::uint8_t{8};
  EXPECT_NEAR(PositionSigmaOf(m).meters(), 185.0 / 5.33, 0.1);
  m.nic = std::nullopt;
  EXPECT_NEAR(PositionSigmaOf(m).meters(), 37.8, 0.01);
  m.source = AirSource::kMlat;
  EXPECT_GT(PositionSigmaOf(m).meters(), 100.0);
}

TEST(ModesReport, VelocitySigmaFollowsNacvAndTheStepOfMovementCodes) {
  Message m = MessageAt(kStart);
  m.nac_v = std::uint8_t{1};
  EXPECT_NEAR(VelocitySigmaOf(m).mps(), 10.0 / 2.448, 0.01);
  m.nac_v = std::uint8_t{4};
  EXPECT_NEAR(VelocitySigmaOf(m).mps(), 0.3 / 2.448, 0.01);
  m.gs_quantum_kt = 5.0F;
  EXPECT_NEAR(VelocitySigmaOf(m).knots(), 5.0 / std::sqrt(12.0), 0.01);
}

std::size_t Statics(const ReportBatch& batch) {
  std::size_t n = 0;
  for (const Report& report : batch) n += std::holds_alternative<StaticReport>(report) ? 1U : 0U;
  return n;
}

TEST(ModesReport, IdentityIsSaidWhenNewChangedOrAnHourOld) {
  ReportMaker maker{SourceId(0)};
  ReportBatch out;
  const auto say = [&](Time t, const char* callsign) {
    out.clear();
    Message m = MessageAt(t);
    m.callsign = FixedText<8>(callsign);
    maker.Append(m, out);
    return Statics(out);
  };
  EXPECT_EQ(say(kStart, "BAW3AK"), 1U);
  EXPECT_EQ(From(out[1]).records, 0);
  EXPECT_EQ(std::get<StaticReport>(out[1]).callsign->view(), "BAW3AK");
  EXPECT_EQ(say(kStart + 10s, "BAW3AK"), 0U);
  EXPECT_EQ(say(kStart + 20s, "BAW3AL"), 1U);
  EXPECT_EQ(say(kStart + 3619s, "BAW3AL"), 0U);
  EXPECT_EQ(say(kStart + 3620s, "BAW3AL"), 1U);
}

TEST(ModesReport, WithoutATimeOrAnAddressThereIsNone) {
  ReportMaker maker{SourceId(0)};
  ReportBatch out;
  Message m = MessageAt(kStart);
  m.t = std::nullopt;
  EXPECT_FALSE(maker.Append(m, out));
  m = MessageAt(kStart);
  m.address = 0;
  EXPECT_FALSE(maker.Append(m, out));
  EXPECT_TRUE(out.empty());
}

TEST(ModesReport, AFloodOfIdentitiesIsForgotten) {
  ReportMaker maker{SourceId(0)};
  ReportBatch out;
  const auto say = [&](std::uint32_t address, Time t) {
    out.clear();
    Message m = MessageAt(t);
    m.address = address;
    m.callsign = FixedText<8>("X");
    maker.Append(m, out);
    return Statics(out);
  };
  for (std::uint32_t i = 1; i <= 3 * ReportMaker::kMostAircraft; ++i) say(i, kStart + i * 1us);
  EXPECT_EQ(say(3 * ReportMaker::kMostAircraft, kStart + 1s), 0U);  // remembered
  EXPECT_EQ(say(1, kStart + 1s), 1U);                               // forgotten, said again
}

}  // namespace
}  // namespace pelorus::modes
