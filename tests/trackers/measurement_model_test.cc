#include "trackers/measurement_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/trackers/random.h"
#include "trackers/kalman.h"

namespace pelorus {
namespace {

Observation Moving(Speed sog, std::optional<Course> cog) {
  Observation z;
  z.position_sigma = Length::Meters(3.0);
  z.sog = sog;
  z.cog = cog;
  return z;
}

TEST(MeasurementModel, TimeErrorSpreadsThePositionAlongTheVelocityOnly) {
  const Eigen::Vector2d v(6.0, 8.0);
  const Eigen::Matrix2d r = PositionCovariance(3.0, 2.0, v, {});
  const Eigen::Vector2d along(0.6, 0.8), across(0.8, -0.6);
  const double rounding = 0.1852 * 0.1852 / 12.0;
  EXPECT_NEAR(along.dot(r * along), 9.0 + rounding + 20.0 * 20.0, 1e-9);
  EXPECT_NEAR(across.dot(r * across), 9.0 + rounding, 1e-9);
}

TEST(MeasurementModel, NoPositionIsBetterThanTheFloor) {
  for (double sigma_m : {0.0, 1e-9, -1.0}) {
    const Eigen::Matrix2d r = PositionCovariance(sigma_m, 0.0, Eigen::Vector2d::Zero(), {});
    EXPECT_GE(r(0, 0), 1.0) << sigma_m;
    EXPECT_EQ(r(0, 1), 0.0);
  }
}

TEST(MeasurementModel, UnusableSigmasSayNothingOfThePosition) {
  for (double sigma_m :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e308}) {
    const Eigen::Matrix2d r = PositionCovariance(sigma_m, 1e12, {1000.0, -1000.0}, {});
    EXPECT_TRUE(Ldl2(r).ok());
    EXPECT_GE(r(0, 0), 1e12);
  }
}

// The exact mean and covariance of (s + along) in direction (c + angle) by sampling, for a course
// of 30 degrees at 10 m/s, where the angle's arc is above the floor.
TEST(MeasurementModel, VelocityCovarianceIsThatOfSampledSpeedsAndCourses) {
  const VelocityNoise noise;
  const Observation z = Moving(Speed::MetersPerSecond(10.0), std::optional(Course::Degrees(30.0)));
  const PlaneMeasurement v = VelocityOverGround(z, noise).value();
  Random random(3);
  Eigen::Vector2d mean = Eigen::Vector2d::Zero();
  Eigen::Matrix2d square = Eigen::Matrix2d::Zero();
  constexpr int kSamples = 200000;
  for (int i = 0; i < kSamples; ++i) {
    const double speed = 10.0 + noise.along_mps * random.Normal();
    const double course = Course::Degrees(30.0).radians() + noise.course_rad * random.Normal();
    const Eigen::Vector2d sample(speed * std::sin(course), speed * std::cos(course));
    mean += sample / kSamples;
    square += (sample - v.z) * (sample - v.z).transpose() / kSamples;
  }
  EXPECT_LT((mean - v.z).norm(), 5e-3);  // 10 m/s (1 - exp(-sigma^2/2)) = 1.5e-3 of bias
  EXPECT_LT((square - v.r).norm(), 0.02 * v.r.norm());
}

TEST(MeasurementModel, SlowShipGivesItsSpeedButNoCourse) {
  const Observation z = Moving(Speed::Knots(0.2), std::optional(Course::Degrees(77.0)));
  const PlaneMeasurement v = VelocityOverGround(z, {}).value();
  EXPECT_EQ(v.z, Eigen::Vector2d::Zero());
  const double sog = Speed::Knots(0.2).mps();
  EXPECT_NEAR(v.r(0, 0), 0.01 + 0.5 * sog * sog, 1e-12);
  EXPECT_EQ(v.r(0, 0), v.r(1, 1));
  EXPECT_EQ(v.r(0, 1), 0.0);
}

TEST(MeasurementModel, ShipUnderWayWithoutCourseGivesNoVelocity) {
  EXPECT_FALSE(VelocityOverGround(Moving(Speed::Knots(9.0), std::nullopt), {}));
  EXPECT_TRUE(VelocityOverGround(Moving(Speed::Knots(0.0), std::nullopt), {}));
  Observation silent;
  silent.cog = Course::Degrees(10.0);
  EXPECT_FALSE(VelocityOverGround(silent, {}));
}

TEST(MeasurementModel, ImpossibleSpeedsGiveNoVelocity) {
  for (double mps : {std::numeric_limits<double>::quiet_NaN(),
                     std::numeric_limits<double>::infinity(), 1e300, -1e300}) {
    const Observation z = Moving(Speed::MetersPerSecond(mps), std::optional(Course::Degrees(10.0)));
    EXPECT_FALSE(VelocityOverGround(z, {})) << mps;
  }
}

TEST(MeasurementModel, LongRangeReportCarriesTheRoundingOfWholeKnots) {
  Observation z = Moving(Speed::Knots(12.0), std::optional(Course::Degrees(0.0)));
  const double fine = VelocityOverGround(z, {})->r(1, 1);
  z.position_sigma = Length::Meters(53.0);
  const double coarse = VelocityOverGround(z, {})->r(1, 1);
  const double step_mps = Speed::Knots(1.0).mps();
  EXPECT_NEAR(coarse - fine, step_mps * step_mps / 12.0, 1e-12);
}

TEST(MeasurementModel, TurnedPlaneTurnsTheMeasurement) {
  const PlaneMeasurement ground{{3.0, 4.0}, Eigen::Vector2d(4.0, 1.0).asDiagonal()};
  Eigen::Matrix2d quarter;
  quarter << 0.0, -1.0, 1.0, 0.0;
  const PlaneMeasurement plane = GroundToPlane(ground, quarter);
  EXPECT_EQ(plane.z, Eigen::Vector2d(-4.0, 3.0));
  EXPECT_EQ(plane.r, Eigen::Matrix2d(Eigen::Vector2d(1.0, 4.0).asDiagonal()));
}

}  // namespace
}  // namespace pelorus
