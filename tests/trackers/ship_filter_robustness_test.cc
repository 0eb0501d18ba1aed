#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/trackers/random.h"
#include "tests/trackers/ship_world.h"
#include "trackers/ship_filter.h"

namespace pelorus {
namespace {

using namespace std::chrono_literals;

GeodesicShip Coaster() {
  return {GeoPoint::Degrees(42.0, 50.5), Azimuth::Degrees(350.0), Speed::Knots(10.0)};
}

bool IsFinite(const KinematicEstimate& e) {
  return e.v_mps.allFinite() && e.cov_m2.allFinite() && e.cov_mps2.allFinite() &&
         std::isfinite(e.position.lat_deg()) && std::isfinite(e.position.lon_deg());
}

TEST(ShipFilterRobustness, DaysOfSilenceStayOnTheEllipsoid) {
  const ShipFilterParams params;
  const KinematicState start = Initiate(Coaster().Report(0.0), params);
  double last_m2 = 0.0;
  for (Duration gap : {Duration(1min), Duration(1h), Duration(24h), Duration(240h)}) {
    const KinematicState later = Predict(start, start.time + gap, params);
    const KinematicEstimate e = Estimate(later);
    EXPECT_TRUE(IsSound(later));
    EXPECT_TRUE(IsFinite(e));
    EXPECT_GT(e.cov_m2.trace(), last_m2);
    last_m2 = e.cov_m2.trace();
    const double far_m = MetersBetween(e.position, Coaster().start);
    EXPECT_LT(far_m, 1.001 * Coaster().speed.mps() * ToSeconds(gap));
    const double home_s = ToSeconds(gap) + 60.0;
    const UpdateOutcome out = Update(later, Coaster().Report(home_s), params);
    EXPECT_EQ(out.result, UpdateResult::kApplied);
    EXPECT_TRUE(IsSound(out.state));
    EXPECT_LT(MetersBetween(Estimate(out.state).position, Coaster().At(home_s)), 10.0);
  }
}

TEST(ShipFilterRobustness, BrokenClockOfTwoCenturiesGivesFiniteNumbers) {
  const ShipFilterParams params;
  const KinematicState start = Initiate(Coaster().Report(0.0), params);
  const KinematicState later = Predict(start, Time(Duration::max()), params);
  EXPECT_TRUE(IsFinite(Estimate(later)));
  Observation z = Coaster().Report(0.0);
  z.measured_at = Time(Duration::max());
  EXPECT_TRUE(IsFinite(Estimate(Update(start, z, params).state)));
}

TEST(ShipFilterRobustness, RepeatedIdenticalReportsDoNotDegenerate) {
  ShipFilterParams params;
  Observation z = Coaster().Report(0.0);
  z.sog = Speed::Knots(0.0);
  z.cog = std::nullopt;
  KinematicState state = Initiate(z, params);
  for (int i = 0; i < 20000; ++i) {
    z.measured_at += i % 3 == 0 ? 0s : 10s;
    const UpdateOutcome out = Update(state, z, params);
    ASSERT_EQ(out.result, UpdateResult::kApplied);
    state = out.state;
  }
  EXPECT_TRUE(IsSound(state));
  EXPECT_GT(Estimate(state).cov_ee_m2(), 0.01);
  for (double mu : state.modes.mu) EXPECT_GE(mu, 0.99e-6);
  // It sails: within a minute of reports the filter is with it.
  GeodesicShip ship = Coaster();
  for (double t_s = 10.0; t_s <= 60.0; t_s += 10.0) {
    Observation moving = ship.Report(t_s);
    moving.measured_at = z.measured_at + FromSeconds(t_s);
    const UpdateOutcome out = Update(state, moving, params);
    if (out.result == UpdateResult::kApplied) state = out.state;
  }
  EXPECT_LT(MetersBetween(Estimate(state).position, ship.At(60.0)), 10.0);
}

TEST(ShipFilterRobustness, PreciseReportsOfAVagueStateStayPositiveDefinite) {
  ShipFilterParams params;
  params.position.sigma_floor_m = 1e-4;
  params.position.quantum_m = 0.0;
  params.velocity.along_mps = params.velocity.cross_floor_mps = 1e-4;
  params.velocity.course_rad = 1e-6;
  KinematicState state = Initiate(Coaster().Report(0.0), params);
  Random random(11);
  double t_s = 0.0;
  for (int i = 0; i < 300; ++i) {
    t_s += random.LogUniform(1e-3, 1e6);
    Observation z = Coaster().Report(t_s);
    z.position_sigma = Length::Meters(0.0);
    z.time_sigma = 0s;
    const UpdateOutcome out = Update(state, z, params);
    ASSERT_NE(out.result, UpdateResult::kNumericalTrouble) << i;
    ASSERT_TRUE(IsSound(out.state)) << i;
    state = out.state;
  }
}

TEST(ShipFilterRobustness, WildFieldsOfAReportNeverMakeAStateUnsound) {
  const ShipFilterParams params;
  Random random(13);
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInf = std::numeric_limits<double>::infinity();
  const double wild[] = {kNan, kInf, -kInf, 0.0, -5.0, 1e308, 1e9, 3.0};
  auto pick = [&] { return wild[static_cast<std::size_t>(random.Uniform(0.0, 7.999))]; };
  KinematicState state = Initiate(Coaster().Report(0.0), params);
  for (int i = 0; i < 5000; ++i) {
    Observation z = Coaster().Report(0.0);
    z.measured_at = state.time + FromSeconds(random.LogUniform(1e-9, 1e5));
    z.position = GeoPoint::Degrees(random.Uniform(-90.0, 90.0), random.Uniform(-180.0, 180.0));
    z.position_sigma = Length::Meters(pick());
    z.time_sigma = FromSeconds(pick());
    z.sog = Speed::MetersPerSecond(pick());
    z.cog = Course::Degrees(pick());
    const KinematicState fresh = Initiate(z, params);
    ASSERT_TRUE(IsSound(fresh)) << i;
    const UpdateOutcome out = Update(state, z, params);
    ASSERT_TRUE(IsSound(out.state)) << i;
    ASSERT_TRUE(std::isfinite(out.nis) && std::isfinite(out.log_likelihood)) << i;
    state = i % 7 == 0 ? fresh : out.state;
  }
}

TEST(ShipFilterRobustness, BrokenCovarianceIsReportedAndHealed) {
  const ShipFilterParams params;
  KinematicState state = Initiate(Coaster().Report(0.0), params);
  for (Gaussian<4>& mode : state.modes.mode) mode.p.diagonal().setConstant(-1e6);
  const UpdateOutcome out = Update(state, Coaster().Report(10.0), params);
  EXPECT_EQ(out.result, UpdateResult::kNumericalTrouble);
  EXPECT_TRUE(IsSound(out.state));
  EXPECT_EQ(Update(out.state, Coaster().Report(20.0), params).result, UpdateResult::kApplied);
}

}  // namespace
}  // namespace pelorus
