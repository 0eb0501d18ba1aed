#include "trackers/hull.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "geo/geodesic.h"
#include "tests/trackers/random.h"

namespace pelorus {
namespace {

using Eigen::Vector2d;

const LocalFrame kFrame(GeoPoint::Degrees(59.0, 10.0));
constexpr StaticReport::Dimensions kShip{80, 20, 6, 10};  // 100 m by 16 m

/// A hull whose antenna is at [e, n] of the frame.
HullOutline At(double e, double n, double heading_deg,
               const StaticReport::Dimensions& size = kShip) {
  return HullAt(kFrame, kFrame.FromEnu({e, n}), Heading::Degrees(heading_deg), size);
}

/// Cuts off the bow's taper, so that analytic answers about rectangles hold.
HullOutline Rectangle(double e, double n, double half_length, double half_width) {
  return {{Vector2d(e - half_width, n - half_length), Vector2d(e - half_width, n + half_length),
           Vector2d(e, n + half_length), Vector2d(e + half_width, n + half_length),
           Vector2d(e + half_width, n - half_length)}};
}

double NormalBelow(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

Eigen::Matrix2d Diagonal(double sigma_e, double sigma_n) {
  return Vector2d(sigma_e * sigma_e, sigma_n * sigma_n).asDiagonal();
}

bool Inside(const HullOutline& hull, const Vector2d& p) {
  for (std::size_t i = 0; i < 5; ++i) {
    const Vector2d a = hull.corners_enu[i], b = hull.corners_enu[(i + 1) % 5];
    // Corners go clockwise.
    if ((b - a).x() * (p - a).y() - (b - a).y() * (p - a).x() > 0.0) return false;
  }
  return true;
}

/// Distance of two outlines by walking along both of them, and whether one point of either lies
/// inside the other.
double SlowDistance(const HullOutline& a, const HullOutline& b, int steps) {
  double least = 1e12;
  for (int i = 0; i < 5 * steps; ++i) {
    const auto on = [steps](const HullOutline& hull, int k) -> Vector2d {
      const auto c = static_cast<std::size_t>(k / steps);
      const double share = static_cast<double>(k % steps) / steps;
      return hull.corners_enu[c] * (1.0 - share) + hull.corners_enu[(c + 1) % 5] * share;
    };
    const Vector2d p = on(a, i);
    if (Inside(b, p)) return 0.0;
    for (int j = 0; j < 5 * steps; ++j) {
      if (i == 0 && Inside(a, on(b, j))) return 0.0;
      least = std::min(least, (p - on(b, j)).norm());
    }
  }
  return least;
}

TEST(Hull, CornersLieWhereTheDimensionsSay) {
  const HullOutline east = At(1000.0, -500.0, 90.0);
  // Stern 20 m west, bow 80 m east, port side 6 m north, starboard side 10 m south of the antenna.
  const Vector2d antenna(1000.0, -500.0);
  const std::array<Vector2d, 5> expected = {Vector2d(-20, 6), Vector2d(64, 6), Vector2d(80, -2),
                                            Vector2d(64, -10), Vector2d(-20, -10)};
  for (std::size_t i = 0; i < 5; ++i) {
    // Meridians converge by 0.00027 rad over that kilometre, 22 mm at the bow.
    EXPECT_LT((east.corners_enu[i] - antenna - expected[i]).norm(), 0.03) << i;
  }
}

TEST(Hull, BowLiesOnTheGeodesicOfItsHeadingFarFromTheOrigin) {
  const GeoPoint antenna = GeoPoint::Degrees(60.2, 13.0);
  const HullOutline hull = HullAt(kFrame, antenna, Heading::Degrees(37.0), {300, 0, 0, 0});
  const Geodesic way = GeodesicInverse(antenna, kFrame.FromEnu(hull.corners_enu[2]));
  EXPECT_NEAR(way.distance.meters(), 300.0, 0.05);
  EXPECT_NEAR(way.start.degrees(), 37.0, 0.01);
}

TEST(Hull, AnUnknownPlaceOfTheAntennaCentresTheHull) {
  const HullOutline hull = At(0.0, 0.0, 0.0, {0, 100, 0, 16});
  EXPECT_NEAR(hull.corners_enu[0].y(), -50.0, 1e-6);
  EXPECT_NEAR(hull.corners_enu[2].y(), 50.0, 1e-6);
  EXPECT_NEAR(hull.corners_enu[0].x(), -8.0, 1e-6);
  EXPECT_NEAR(hull.corners_enu[4].x(), 8.0, 1e-6);
}

TEST(Hull, DirectionIsTheHeadingElseTheCourseOfWhoMoves) {
  const Heading heading = Heading::Degrees(10.0);
  const Course course = Course::Degrees(200.0);
  EXPECT_EQ(HullDirection(heading, course, 9.0_kn), heading);
  EXPECT_EQ(HullDirection(std::nullopt, course, 9.0_kn), Heading::Degrees(200.0));
  EXPECT_EQ(HullDirection(std::nullopt, course, 0.5_kn), std::nullopt);
  EXPECT_EQ(HullDirection(std::nullopt, course, std::nullopt), std::nullopt);
  EXPECT_EQ(HullDirection(std::nullopt, std::nullopt, 9.0_kn), std::nullopt);
}

TEST(Hull, DistanceOfShipsAbreastIsTheWaterBetweenTheirSides) {
  // Starboard side of the western one at 10, port side of the eastern one at 60 - 6.
  EXPECT_NEAR(HullDistance(At(0, 0, 0), At(60, 0, 0)).meters(), 44.0, 0.01);
  // Bow to stern: bow of the southern at 80, stern of the northern at 200 - 20.
  EXPECT_NEAR(HullDistance(At(0, 0, 0), At(0, 200, 0)).meters(), 100.0, 0.01);
  EXPECT_EQ(HullDistance(At(0, 0, 0), At(10, 20, 45)).meters(), 0.0);
  EXPECT_EQ(HullDistance(At(0, 0, 0), At(0, 0, 0)).meters(), 0.0);
}

TEST(Hull, APointInsideAHullIsAtItAndOneOutsideIsAsFarAsItsSide) {
  EXPECT_EQ(HullDistance(At(0, 0, 0), PointHull({2.0, 30.0})).meters(), 0.0);
  EXPECT_NEAR(HullDistance(At(0, 0, 0), PointHull({13.0, 30.0})).meters(), 3.0, 1e-6);
  EXPECT_NEAR(HullDistance(PointHull({0.0, 0.0}), PointHull({3.0, 4.0})).meters(), 5.0, 1e-12);
}

TEST(Hull, DistanceIsThatOfASlowWalkAlongBothOutlines) {
  Random random(7);
  for (int i = 0; i < 100; ++i) {
    const HullOutline a = At(0, 0, random.Uniform(0, 360));
    const HullOutline b = At(random.Uniform(-150, 150), random.Uniform(-150, 150),
                             random.Uniform(0, 360), {30, 12, 3, 4});
    EXPECT_NEAR(HullDistance(a, b).meters(), SlowDistance(a, b, 200), 0.5) << i;
    EXPECT_DOUBLE_EQ(HullDistance(a, b).meters(), HullDistance(b, a).meters());
  }
}

TEST(Hull, ProbabilityOfAPointOnARectangleIsAProductOfNormals) {
  const HullOutline hull = Rectangle(3.0, 0.0, 40.0, 8.0);
  for (const double sigma_e : {1.0, 5.0, 30.0}) {
    for (const double sigma_n : {2.0, 25.0, 100.0}) {
      const double across = NormalBelow(11.0 / sigma_e) - NormalBelow(-5.0 / sigma_e);
      const double along = NormalBelow(40.0 / sigma_n) - NormalBelow(-40.0 / sigma_n);
      EXPECT_NEAR(
          HullWithinProbability(hull, PointHull({0, 0}), Length(), Diagonal(sigma_e, sigma_n)),
          across * along, 1e-5)
          << sigma_e << ' ' << sigma_n;
    }
  }
}

TEST(Hull, ProbabilityOfTwoPointsIsThatOfRayleigh) {
  for (const double sigma : {3.0, 20.0, 200.0}) {
    const double expected = 1.0 - std::exp(-50.0 * 50.0 / (2.0 * sigma * sigma));
    EXPECT_NEAR(HullWithinProbability(PointHull({7, 7}), PointHull({7, 7}), Length::Meters(50),
                                      Diagonal(sigma, sigma)),
                expected, 1e-5);
  }
}

TEST(Hull, ProbabilityIsTheShareOfManyDraws) {
  Random random(11);
  for (int i = 0; i < 12; ++i) {
    const HullOutline a = At(0, 0, random.Uniform(0, 360));
    const HullOutline b = At(random.Uniform(-120, 120), random.Uniform(-120, 120),
                             random.Uniform(0, 360), {30, 12, 3, 4});
    const Eigen::Matrix2d cov = random.Covariance<2>(4.0, 900.0);
    const Length d = Length::Meters(random.Uniform(0, 60));
    constexpr int kDraws = 40'000;
    int within = 0;
    for (int k = 0; k < kDraws; ++k) {
      const Vector2d shift = random.Normal<2>(cov);
      HullOutline moved = b;
      for (Vector2d& corner : moved.corners_enu) corner += shift;
      within += HullDistance(a, moved) <= d ? 1 : 0;
    }
    // Five standard deviations of a share of 1/2.
    EXPECT_NEAR(HullWithinProbability(a, b, d, cov), static_cast<double>(within) / kDraws, 0.0125)
        << i;
  }
}

TEST(Hull, ProbabilityWithoutUncertaintyIsYesOrNo) {
  const HullOutline a = At(0, 0, 0), b = At(60, 0, 0);
  const Eigen::Matrix2d none = Eigen::Matrix2d::Zero();
  EXPECT_NEAR(HullWithinProbability(a, b, Length::Meters(44.1), none), 1.0, 1e-5);
  EXPECT_NEAR(HullWithinProbability(a, b, Length::Meters(43.9), none), 0.0, 1e-5);
  EXPECT_EQ(HullWithinProbability(a, b, Length::Meters(44.1), none * std::nan("")), 0.0);
}

}  // namespace
}  // namespace pelorus
