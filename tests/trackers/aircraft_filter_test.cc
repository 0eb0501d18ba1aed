#include "trackers/aircraft_filter.h"

#include <gtest/gtest.h>

#include "tests/trackers/aircraft_world.h"

namespace pelorus {
namespace {

constexpr std::size_t kTurn = static_cast<std::size_t>(AircraftMode::kTurn);

GeodesicAircraft Airliner() {
  return {GeoPoint::Degrees(46.5, 8.2), Azimuth::Degrees(325.0), Speed::Knots(440.0)};
}

/// The state after positions and velocities in turn, every half second, all of which must be used.
AircraftState Followed(const GeodesicAircraft& aircraft, double end_s) {
  const AircraftFilterParams params;
  AircraftState state = Initiate(aircraft.Position(0.0), params);
  for (int k = 1; 0.5 * k <= end_s; ++k) {
    const double t_s = 0.5 * k;
    const AircraftReport z = k % 2 == 1 ? aircraft.Velocity(t_s) : aircraft.Position(t_s);
    const AircraftOutcome out = Update(state, z, params);
    EXPECT_EQ(out.result, UpdateResult::kApplied) << t_s;
    EXPECT_EQ(out.nis.has_value(), k % 2 == 0);
    state = out.state;
  }
  return state;
}

TEST(AircraftFilter, PositionsAndVelocitiesOfSeparateMessagesMakeOneState) {
  const KinematicEstimate e = Estimate(Followed(Airliner(), 60.0), {});
  EXPECT_LT(MetersOff(e.position, Airliner().At(60.0)), 1.0);
  EXPECT_NEAR(e.sog.knots(), 440.0, 0.1);
  EXPECT_NEAR(Turn(e.course, Airliner().TrackAt(60.0)).degrees(), 0.0, 0.05);
  ASSERT_TRUE(e.vertical);
  EXPECT_NEAR(e.vertical->altitude.feet(), 30'000.0, 15.0);
}

// No noise is added: what is left is what planes do to a geodesic, over poles and the antimeridian.
TEST(AircraftFilter, FollowsAGeodesicAnywhereOnEarth) {
  for (const GeodesicAircraft& aircraft :
       {Airliner(),
        GeodesicAircraft{GeoPoint::Degrees(-17.0, 179.5), Azimuth::Degrees(91.0), 480.0_kn},
        GeodesicAircraft{GeoPoint::Degrees(88.0, 40.0), Azimuth::Degrees(3.0), 480.0_kn},
        GeodesicAircraft{GeoPoint::Degrees(-89.0, -120.0), Azimuth::Degrees(200.0), 450.0_kn}}) {
    const AircraftState state = Followed(aircraft, 2400.0);
    const KinematicEstimate e = Estimate(state, {});
    EXPECT_TRUE(IsSound(state));
    EXPECT_LT(MetersOff(e.position, aircraft.At(2400.0)), 3.0) << aircraft.start.lat_deg();
    EXPECT_NEAR(e.sog.mps(), aircraft.speed.mps(), 0.05) << aircraft.start.lat_deg();
    EXPECT_LT(MetersOff(state.frame.origin(), e.position), 101e3);
  }
}

TEST(AircraftFilter, ATurnIsRecognisedAndPredicted) {
  Random random(3);
  PlaneAircraft aircraft(GeoPoint::Degrees(47.0, 8.0), 120.0, 1e-6, random);
  AircraftState state = Initiate(aircraft.Report(10.0, 1.0), {});
  for (int k = 0; k < 60; ++k) {
    aircraft.omega_rps = k < 30 ? 0.0 : -0.0524;  // 3 degrees a second to starboard
    aircraft.Fly(1.0);
    state = Update(state, aircraft.Report(10.0, 1.0), {}).state;
  }
  EXPECT_GT(state.modes.mu[kTurn], 0.5);
  EXPECT_NEAR(state.modes.mode[kTurn].x(4), -0.0524, 0.01);
  const GeoPoint was = aircraft.position();
  aircraft.Fly(10.0);
  const Time at = Time(FromSeconds(aircraft.t_s()));
  const double off_m =
      MetersOff(Estimate(Predict(state, at, {}), {}).position, aircraft.position());
  // A straight line is off by v w t^2 / 2 = 314 m.
  EXPECT_LT(off_m, 157.0);
  EXPECT_GT(MetersOff(was, aircraft.position()), 1000.0);
}

TEST(AircraftFilter, AnOutlierLeavesTheStateAlone) {
  const AircraftState state = Followed(Airliner(), 60.0);
  for (const double off_m : {2e3, 4e5, 5e6, 12e6, 19.9e6}) {
    AircraftReport z = Airliner().Both(61.0);
    z.position = GeodesicDirect(*z.position, Azimuth::Degrees(33.0), Length::Meters(off_m));
    const AircraftOutcome out = Update(state, z, {});
    EXPECT_EQ(out.result, UpdateResult::kOutsideGate) << off_m;
    EXPECT_EQ(out.state.time, state.time);
    EXPECT_EQ(out.state.modes.mode[0].x, state.modes.mode[0].x);
    EXPECT_EQ(out.state.vertical->time, state.vertical->time);
  }
}

TEST(AircraftFilter, AMarkedPositionNeedsTheNarrowerGate) {
  const AircraftState state = Followed(Airliner(), 60.0);
  const KinematicEstimate there = Estimate(Predict(state, Time(FromSeconds(61.0)), {}), {});
  AircraftReport z = Airliner().Position(61.0);
  // Abeam, where the uncertain time of the position does not matter: NIS 9.2 to 41.
  const double sigma_m = std::sqrt(there.cov_m2.trace() / 2.0 + 100.0);
  z.position = GeodesicDirect(*z.position, Azimuth::Degrees(there.course.degrees() + 90.0),
                              Length::Meters(4.2 * sigma_m));
  EXPECT_EQ(Update(state, z, {}).result, UpdateResult::kApplied);
  z.implausible = true;
  EXPECT_EQ(Update(state, z, {}).result, UpdateResult::kOutsideGate);
  z.position = Airliner().At(61.0);
  EXPECT_EQ(Update(state, z, {}).result, UpdateResult::kApplied);
}

TEST(AircraftFilter, ALittleLateIsCarriedForwardAndLaterIsRefused) {
  const AircraftState state = Followed(Airliner(), 60.0);
  const AircraftOutcome late = Update(state, Airliner().Position(59.5), {});
  EXPECT_EQ(late.result, UpdateResult::kApplied);
  EXPECT_EQ(late.state.time, state.time);
  EXPECT_LT(MetersOff(Estimate(late.state, {}).position, Airliner().At(60.0)), 2.0);
  EXPECT_EQ(Update(state, Airliner().Position(58.0), {}).result, UpdateResult::kOlderThanState);
}

TEST(AircraftFilter, WildVelocityIsDroppedWhileThePositionCounts) {
  const AircraftState state = Followed(Airliner(), 60.0);
  AircraftReport z = Airliner().Both(61.0);
  z.ground_speed = Speed::Knots(40.0);
  const AircraftOutcome both = Update(state, z, {});
  EXPECT_EQ(both.result, UpdateResult::kApplied);
  EXPECT_EQ(both.velocity, VelocityUse::kOutsideGate);
  EXPECT_NEAR(Estimate(both.state, {}).sog.knots(), 440.0, 2.0);
  z.position.reset();
  EXPECT_EQ(Update(state, z, {}).result, UpdateResult::kOutsideGate);
}

TEST(AircraftFilter, AltitudeAloneMovesTheVerticalFilterOnly) {
  const AircraftState state = Followed(Airliner(), 60.0);
  AircraftReport z = Airliner().Heard(62.0);
  z.pressure_altitude_ft = 30'025;
  const AircraftOutcome out = Update(state, z, {});
  EXPECT_EQ(out.result, UpdateResult::kApplied);
  EXPECT_EQ(out.state.time, state.time);
  EXPECT_EQ(out.state.modes.mode[0].x, state.modes.mode[0].x);
  EXPECT_EQ(out.state.vertical->time, z.measured_at);
}

// Taxiing: stops, 90-degree turns, positions 1 m apart, surface speeds without a track.
TEST(AircraftFilter, TaxiingDoesNotUpsetIt) {
  Random random(4);
  PlaneAircraft aircraft(GeoPoint::Degrees(47.46, 8.55), 10.0, 1e-4, random);
  AircraftState state = Initiate(aircraft.Report(5.0, 0.5), {});
  double worst_m = 0.0;
  for (int k = 1; k <= 400; ++k) {
    aircraft.omega_rps = k % 100 < 15 ? 0.105 : 0.0;
    aircraft.Fly(1.0);
    AircraftReport z = aircraft.Report(5.0, 0.5);
    z.on_ground = true;
    if (k % 7 == 0) z.track.reset();
    const AircraftOutcome out = Update(state, z, {});
    EXPECT_EQ(out.result, UpdateResult::kApplied) << k;
    state = out.state;
    ASSERT_TRUE(IsSound(state)) << k;
    worst_m = std::max(worst_m, MetersOff(Estimate(state, {}).position, aircraft.position()));
  }
  EXPECT_LT(worst_m, 25.0);  // five deviations of one fix
  for (int k = 1; k <= 600; ++k) {
    AircraftReport z = aircraft.Report(5.0, 0.5);
    z.measured_at += std::chrono::seconds(k);
    z.ground_speed = Speed::Knots(0.0);
    z.track.reset();
    state = Update(state, z, {}).state;
  }
  EXPECT_LT(Estimate(state, {}).sog.knots(), 1.0);
  EXPECT_TRUE(IsSound(state));
}

}  // namespace
}  // namespace pelorus
