#include "geo/geodesic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace pelorus {
namespace {

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

TEST(Geodesic, FollowsPublishedVectors) {
  // Vincenty 1975 is not for WGS 84; these are Karney's examples of GeodSolve(1): JFK to LHR, and
  // Wellington to Salamanca, near the antipode.
  const Geodesic jfk = GeodesicInverse(P(40.6, -73.8), P(51.6, -0.5));
  EXPECT_NEAR(jfk.distance.meters(), 5551759.400, 0.0006);
  EXPECT_NEAR(jfk.start.degrees(), 51.198882845579824, 1e-9);
  EXPECT_NEAR(jfk.end.degrees(), 107.821776735514248, 1e-9);
  const Geodesic salamanca = GeodesicInverse(P(-41.32, 174.81), P(40.96, -5.50));
  EXPECT_NEAR(salamanca.distance.meters(), 19959679.267, 0.0006);
  EXPECT_NEAR(salamanca.start.degrees(), 161.067669986160, 1e-9);
}

TEST(Geodesic, AQuarterMeridianHasItsKnownLength) {
  // 10,001,965.729 m on WGS 84 (NGA.STND.0036).
  EXPECT_NEAR(GeodesicInverse(P(0, 20), P(90, 0)).distance.meters(), 10001965.729, 0.001);
  EXPECT_NEAR(GeodesicInverse(P(0, 20), P(-90, 0)).distance.meters(), 10001965.729, 0.001);
}

TEST(Geodesic, TheAntimeridianIsNoObstacle) {
  const Geodesic across = GeodesicInverse(P(0, 179.5), P(0, -179.5));
  EXPECT_NEAR(across.distance.meters(), 6378137.0 * 3.14159265358979 / 180.0, 1e-6);
  EXPECT_NEAR(across.start.degrees(), 90.0, 1e-9);
  EXPECT_EQ(GeodesicInverse(P(12, 180), P(12, -180)).distance.meters(), 0.0);
  const GeoPoint there = GeodesicDirect(P(0, 179.5), Azimuth::Degrees(90), across.distance);
  EXPECT_NEAR(there.lon_deg(), -179.5, 1e-9);
}

TEST(Geodesic, CrossesThePole) {
  const GeoPoint there = GeodesicDirect(P(89.9, 40), Azimuth::Degrees(0), Length::Meters(22338.79));
  EXPECT_NEAR(there.lat_deg(), 89.9, 1e-6);
  EXPECT_NEAR(there.lon_deg(), -140.0, 1e-6);
  EXPECT_NEAR(GeodesicInverse(P(89.9, 40), P(89.9, -140)).start.degrees(), 0.0, 1e-9);
  EXPECT_EQ(GeodesicInverse(P(90, 0), P(90, 77)).distance.meters(), 0.0);
}

TEST(Geodesic, DirectUndoesInverse) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> z(-1.0, 1.0);
  for (int i = 0; i < 2000; ++i) {
    const GeoPoint a = P(90.0 * z(random), 180.0 * z(random));
    const GeoPoint b = P(90.0 * z(random), 180.0 * z(random));
    const Geodesic line = GeodesicInverse(a, b);
    const GeoPoint there = GeodesicDirect(a, line.start, line.distance);
    EXPECT_LT(GeodesicInverse(there, b).distance.meters(), 1e-6);
  }
}

TEST(Geodesic, NegativeDistanceGoesBackwards) {
  const GeoPoint start = P(42, 50.5);
  const GeoPoint back = GeodesicDirect(start, Azimuth::Degrees(30), Length::Meters(-5000));
  const GeoPoint south = GeodesicDirect(start, Azimuth::Degrees(210), Length::Meters(5000));
  EXPECT_LT(GeodesicInverse(back, south).distance.meters(), 1e-6);
}

/// Largest error of FastDistance over random pairs `reach_m` apart, poles and antimeridian
/// included.
double WorstFastError(double reach_m) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> z(-1.0, 1.0);
  double worst = 0.0;
  for (int i = 0; i < 5000; ++i) {
    const double lat = i % 10 == 0 ? std::copysign(90.0, z(random)) : 90.0 * z(random);
    const double lon = i % 7 == 0 ? 179.999 : 180.0 * z(random);
    const Azimuth azimuth = Azimuth::Degrees(180.0 * z(random));
    const GeoPoint b = GeodesicDirect(P(lat, lon), azimuth, Length::Meters(reach_m));
    worst = std::max(worst, std::abs(FastDistance(P(lat, lon), b).meters() - reach_m));
  }
  return worst;
}

TEST(FastDistance, StaysWithinItsStatedError) {
  EXPECT_LT(WorstFastError(1e3), 1e-5);
  EXPECT_LT(WorstFastError(100e3), 0.02);
  EXPECT_LT(WorstFastError(500e3), 2.0);
  EXPECT_LT(WorstFastError(1000e3), 15.0);
  EXPECT_LT(WorstFastError(8000e3), 0.006 * 8000e3);
  EXPECT_LT(WorstFastError(10000e3), 0.006 * 10000e3);
}

TEST(FastDistance, IsZeroBetweenEqualPoints) {
  EXPECT_EQ(FastDistance(P(12, 180), P(12, -180)).meters(), 0.0);
  EXPECT_LT(FastDistance(P(90, 10), P(90, -70)).meters(), 1e-6);
}

}  // namespace
}  // namespace pelorus
