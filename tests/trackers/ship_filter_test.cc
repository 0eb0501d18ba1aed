#include "trackers/ship_filter.h"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

#include "tests/trackers/random.h"
#include "tests/trackers/ship_world.h"

namespace pelorus {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMoored = static_cast<std::size_t>(ShipMode::kMoored);
constexpr std::size_t kManoeuvre = static_cast<std::size_t>(ShipMode::kManoeuvre);

GeodesicShip Ferry() {
  return {GeoPoint::Degrees(50.77, -1.1), Azimuth::Degrees(157.0), Speed::Knots(12.0)};
}

/// The state after reports of `ship` at 0, step, … up to `end_s`; every one must be used.
KinematicState Followed(const GeodesicShip& ship, double end_s, double step_s) {
  const ShipFilterParams params;
  KinematicState state = Initiate(ship.Report(0.0), params);
  for (double t_s = step_s; t_s <= end_s; t_s += step_s) {
    const UpdateOutcome out = Update(state, ship.Report(t_s), params);
    EXPECT_EQ(out.result, UpdateResult::kApplied) << t_s;
    EXPECT_EQ(out.velocity, VelocityUse::kApplied) << t_s;
    state = out.state;
  }
  return state;
}

TEST(ShipFilter, FirstReportGivesPositionAndVelocity) {
  const KinematicEstimate e = Estimate(Initiate(Ferry().Report(0.0), {}));
  EXPECT_LT(MetersBetween(e.position, Ferry().start), 1e-6);
  EXPECT_NEAR(e.sog.knots(), 12.0, 0.02);
  EXPECT_NEAR(e.course.degrees(), 157.0, 0.01);
  EXPECT_LT(e.mode_probability[kMoored], 1e-5);
  // 3 m and 0.3 s along the track; the axes of the covariance are those of the course.
  const Eigen::Vector2d ahead(std::sin(e.course.radians()), std::cos(e.course.radians()));
  const double along_m = 0.3 * Speed::Knots(12.0).mps();
  EXPECT_NEAR(ahead.dot(e.cov_m2 * ahead), 9.0 + along_m * along_m, 0.01);
}

TEST(ShipFilter, FirstReportOfALyingShipIsMostLikelyMoored) {
  Observation z = Ferry().Report(0.0);
  z.sog = Speed::Knots(0.0);
  z.cog = std::nullopt;
  EXPECT_GT(Estimate(Initiate(z, {})).mode_probability[kMoored], 0.9);
}

// No noise is added, so the errors are what planes and modes do to a geodesic. Its course over
// 60 km turns by up to 180 degrees here; the plane is left several times.
TEST(ShipFilter, FollowsAGeodesicAnywhereOnEarth) {
  for (const GeodesicShip& ship :
       {Ferry(), GeodesicShip{GeoPoint::Degrees(0.0, 179.95), Azimuth::Degrees(91.0), 20.0_kn},
        GeodesicShip{GeoPoint::Degrees(-17.0, -179.99), Azimuth::Degrees(270.0), 20.0_kn},
        GeodesicShip{GeoPoint::Degrees(89.7, 40.0), Azimuth::Degrees(1.0), 20.0_kn},
        GeodesicShip{GeoPoint::Degrees(-89.8, -120.0), Azimuth::Degrees(178.0), 15.0_kn},
        GeodesicShip{GeoPoint::Degrees(78.0, 15.0), Azimuth::Degrees(90.0), 25.0_kn}}) {
    const KinematicState state = Followed(ship, 2.5 * 3600.0, 10.0);
    const KinematicEstimate e = Estimate(state);
    EXPECT_TRUE(IsSound(state));
    EXPECT_LT(MetersBetween(e.position, ship.At(9000.0)), 0.1) << ship.start.lat_deg();
    EXPECT_NEAR(e.sog.mps(), ship.speed.mps(), 2e-3) << ship.start.lat_deg();
    EXPECT_NEAR(Turn(e.course, ship.CourseAt(9000.0)).degrees(), 0.0, 0.05) << ship.start.lat_deg();
    EXPECT_LT(MetersBetween(state.frame.origin(), e.position), 30.1e3);
  }
}

// The same reports, with noise, through planes that move along and through the one first plane.
// Seen 100 km off, the fixed plane shortens distances along the track by d^2 / (2 R^2) = 1.2e-4:
// 4 cm of the 360 m between two reports, and its velocity by as much.
TEST(ShipFilter, MovingPlanesAgreeWithOneFarPlane) {
  const GeodesicShip ship{GeoPoint::Degrees(58.0, 3.0), Azimuth::Degrees(60.0), Speed::Knots(18.0)};
  ShipFilterParams fixed;
  fixed.reanchor_beyond_m = 1e9;
  const ShipFilterParams moving;
  KinematicState a = Initiate(ship.Report(0.0), moving), b = a;
  Random random(5);
  double worst_m = 0.0, worst_mps = 0.0, worst_cov = 0.0;
  for (double t_s = 40.0; t_s <= 11000.0; t_s += 40.0) {
    Observation z = ship.Report(t_s);
    z.position = GeodesicDirect(z.position, Azimuth::Degrees(random.Uniform(0.0, 360.0)),
                                Length::Meters(4.2 * std::abs(random.Normal())));
    a = Update(a, z, moving).state;
    b = Update(b, z, fixed).state;
    const KinematicEstimate ea = Estimate(a), eb = Estimate(b);
    worst_m = std::max(worst_m, MetersBetween(ea.position, eb.position));
    worst_mps = std::max(worst_mps, (ea.v_mps - eb.v_mps).norm());
    worst_cov = std::max(worst_cov, (ea.cov_m2 - eb.cov_m2).norm() / ea.cov_m2.norm());
  }
  EXPECT_GT(MetersBetween(a.frame.origin(), b.frame.origin()), 60e3);  // it did move, thrice
  EXPECT_LT(worst_m, 0.05);
  EXPECT_LT(worst_mps, 2e-3);
  EXPECT_LT(worst_cov, 2e-3);
  RecordProperty("worst_mm", static_cast<int>(worst_m * 1e3));
  RecordProperty("worst_um_s", static_cast<int>(worst_mps * 1e6));
  RecordProperty("worst_cov_ppm", static_cast<int>(worst_cov * 1e6));
}

TEST(ShipFilter, NisIsAgainstTheMeanAndCovarianceOfThePrediction) {
  const KinematicState state = Followed(Ferry(), 300.0, 10.0);
  Observation z = Ferry().Report(320.0);
  z.position = GeodesicDirect(z.position, Azimuth::Degrees(20.0), Length::Meters(12.0));
  const KinematicEstimate before = Estimate(Predict(state, z.measured_at, {}));
  const Geodesic off = GeodesicInverse(before.position, z.position);
  const Eigen::Vector2d innovation =
      off.distance.meters() *
      Eigen::Vector2d(std::sin(off.start.radians()), std::cos(off.start.radians()));
  const Eigen::Matrix2d s = before.cov_m2 + PositionCovariance(3.0, 0.3, before.v_mps, {});
  const double nis = innovation.dot(s.ldlt().solve(innovation));
  EXPECT_NEAR(Update(state, z, {}).nis, nis, 1e-3 * nis);
}

TEST(ShipFilter, OutlierIsNotAppliedAndLeavesTheStateAlone) {
  const KinematicState state = Followed(Ferry(), 300.0, 10.0);
  for (double off_m : {2e3, 415e3, 5e6, 12e6, 19.9e6}) {
    Observation z = Ferry().Report(310.0);
    z.position = GeodesicDirect(z.position, Azimuth::Degrees(33.0), Length::Meters(off_m));
    const UpdateOutcome out = Update(state, z, {});
    EXPECT_EQ(out.result, UpdateResult::kOutsideGate) << off_m;
    EXPECT_EQ(out.velocity, VelocityUse::kNone);
    EXPECT_EQ(out.state.time, state.time);
    EXPECT_EQ(out.state.modes.mode[1].x, state.modes.mode[1].x);
    EXPECT_GT(out.nis, 1e3);
    EXPECT_TRUE(std::isfinite(out.nis) && std::isfinite(out.log_likelihood));
  }
}

TEST(ShipFilter, TurnBetweenTwoReportsIsAManoeuvreNotAnOutlier) {
  const KinematicState state = Followed(Ferry(), 600.0, 60.0);
  GeodesicShip turned = Ferry();
  turned.start = Ferry().At(600.0);
  turned.azimuth = Azimuth::Degrees(Ferry().CourseAt(600.0).degrees() + 90.0);
  Observation z = turned.Report(60.0);
  z.measured_at += 600s;
  const UpdateOutcome out = Update(state, z, {});
  EXPECT_EQ(out.result, UpdateResult::kApplied);
  EXPECT_EQ(out.velocity, VelocityUse::kApplied);
  EXPECT_GT(out.state.modes.mu[kManoeuvre], 0.9);
  EXPECT_LT(MetersBetween(Estimate(out.state).position, z.position), 3.0);
}

TEST(ShipFilter, WildSpeedIsDroppedWhileThePositionCounts) {
  const KinematicState state = Followed(Ferry(), 300.0, 10.0);
  Observation z = Ferry().Report(310.0);
  z.sog = Speed::Knots(60.0);
  const UpdateOutcome out = Update(state, z, {});
  EXPECT_EQ(out.result, UpdateResult::kApplied);
  EXPECT_EQ(out.velocity, VelocityUse::kOutsideGate);
  EXPECT_EQ(out.state.time, z.measured_at);
  EXPECT_NEAR(Estimate(out.state).sog.knots(), 12.0, 0.1);
}

TEST(ShipFilter, OlderReportIsRefusedAndAnEqualTimeIsFine) {
  const KinematicState state = Followed(Ferry(), 300.0, 10.0);
  const UpdateOutcome older = Update(state, Ferry().Report(299.999), {});
  EXPECT_EQ(older.result, UpdateResult::kOlderThanState);
  EXPECT_EQ(older.state.modes.mode[1].x, state.modes.mode[1].x);
  const UpdateOutcome equal = Update(state, Ferry().Report(300.0), {});
  EXPECT_EQ(equal.result, UpdateResult::kApplied);
  EXPECT_LT(Estimate(equal.state).cov_ee_m2(), Estimate(state).cov_ee_m2());
}

}  // namespace
}  // namespace pelorus
