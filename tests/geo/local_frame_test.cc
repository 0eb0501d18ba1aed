#include "geo/local_frame.h"

#include <gtest/gtest.h>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/LocalCartesian.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

namespace pelorus {
namespace {

/// Origins of every kind: the two seas, both poles, beside them, and the antimeridian.
std::vector<GeoPoint> Origins() {
  return {GeoPoint::Degrees(42.0, 50.5),   GeoPoint::Degrees(12.6, 43.35),
          GeoPoint::Degrees(0.0, 0.0),     GeoPoint::Degrees(-33.0, 179.99),
          GeoPoint::Degrees(65.0, -180.0), GeoPoint::Degrees(90.0, 37.0),
          GeoPoint::Degrees(-90.0, 0.0),   GeoPoint::Degrees(89.7, -120.0),
          GeoPoint::Degrees(-89.9, 179.0)};
}

GeoPoint Moved(GeoPoint from, double azimuth_deg, double distance_m) {
  double lat = 0.0;
  double lon = 0.0;
  GeographicLib::Geodesic::WGS84().Direct(from.lat_deg(), from.lon_deg(), azimuth_deg, distance_m,
                                          lat, lon);
  return GeoPoint::Degrees(lat, lon);
}

double DistanceM(GeoPoint a, GeoPoint b) {
  double s = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat_deg(), a.lon_deg(), b.lat_deg(), b.lon_deg(), s);
  return s;
}

/// Calls `body` with an origin and a point around it, over directions and distances to 300 km.
template <class Body>
void ForEachPair(Body body) {
  for (const GeoPoint origin : Origins()) {
    for (double azimuth = -170.0; azimuth < 180.0; azimuth += 35.0) {
      for (const double d : {0.0, 1.0, 500.0, 30e3, 100e3, 300e3}) {
        body(origin, Moved(origin, azimuth, d));
      }
    }
  }
}

TEST(LocalFrame, AgreesWithGeographicLibLocalCartesian) {
  ForEachPair([](GeoPoint origin, GeoPoint p) {
    const GeographicLib::LocalCartesian other(origin.lat_deg(), origin.lon_deg());
    double e = 0.0, n = 0.0, u = 0.0;
    other.Forward(p.lat_deg(), p.lon_deg(), 0.0, e, n, u);
    const Eigen::Vector2d mine = LocalFrame(origin).ToEnu(p);
    EXPECT_NEAR(mine.x(), e, 2e-8);
    EXPECT_NEAR(mine.y(), n, 2e-8);
  });
}

TEST(LocalFrame, ReturnsToThePointItCameFrom) {
  ForEachPair([](GeoPoint origin, GeoPoint p) {
    const LocalFrame frame(origin);
    EXPECT_LT(DistanceM(frame.FromEnu(frame.ToEnu(p)), p), 1e-6);
  });
}

TEST(LocalFrame, PutsItsOriginAtZero) {
  for (const GeoPoint origin : Origins()) {
    EXPECT_LT(LocalFrame(origin).ToEnu(origin).norm(), 1e-8);
    EXPECT_LT(DistanceM(LocalFrame(origin).FromEnu(Eigen::Vector2d::Zero()), origin), 1e-8);
  }
}

TEST(LocalFrame, ScaleErrorStaysWithinTheStatedBound) {
  for (const GeoPoint origin : Origins()) {
    for (double azimuth = 0.0; azimuth < 360.0; azimuth += 45.0) {
      const LocalFrame frame(origin);
      const Eigen::Vector2d a = frame.ToEnu(Moved(origin, azimuth, 300e3 - 50.0));
      const Eigen::Vector2d b = frame.ToEnu(Moved(origin, azimuth, 300e3 + 50.0));
      EXPECT_NEAR((b - a).norm() / 100.0, 1.0, 0.0012);
      const Eigen::Vector2d c = frame.ToEnu(Moved(origin, azimuth, 30e3 - 50.0));
      const Eigen::Vector2d d = frame.ToEnu(Moved(origin, azimuth, 30e3 + 50.0));
      EXPECT_NEAR((d - c).norm() / 100.0, 1.0, 0.000012);
    }
  }
}

/// Ground displacement between two nearby points, by the geodesic between them.
Eigen::Vector2d GroundStep(GeoPoint from, GeoPoint to) {
  double s = 0.0, azimuth = 0.0, unused = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(from.lat_deg(), from.lon_deg(), to.lat_deg(),
                                           to.lon_deg(), s, azimuth, unused);
  const double rad = azimuth * std::numbers::pi / 180.0;
  return {s * std::sin(rad), s * std::cos(rad)};
}

TEST(LocalFrame, ToGroundIsTheDerivativeOfFromEnu) {
  ForEachPair([](GeoPoint origin, GeoPoint p) {
    if (std::abs(p.lat_deg()) > 89.999) return;  // the geodesic's azimuth turns within the step
    const LocalFrame frame(origin);
    const Eigen::Vector2d at = frame.ToEnu(p);
    Eigen::Matrix2d measured;
    constexpr double kStep_m = 1.0;
    for (int axis = 0; axis < 2; ++axis) {
      const Eigen::Vector2d step = kStep_m * Eigen::Vector2d::Unit(axis);
      measured.col(axis) =
          (GroundStep(p, frame.FromEnu(at + step)) - GroundStep(p, frame.FromEnu(at - step))) /
          (2.0 * kStep_m);
    }
    EXPECT_LT((frame.ToGround(at) - measured).norm(), 1e-6)
        << origin.lat_deg() << ' ' << p.lat_deg() << ' ' << p.lon_deg();
  });
}

TEST(LocalFrame, ToGroundIsTheIdentityAtTheOrigin) {
  for (const GeoPoint origin : Origins()) {
    if (std::abs(origin.lat_deg()) == 90.0) continue;  // over the pole itself the longitude is 0
    const Eigen::Matrix2d at_origin = LocalFrame(origin).ToGround(Eigen::Vector2d::Zero());
    EXPECT_LT((at_origin - Eigen::Matrix2d::Identity()).norm(), 1e-9);
  }
}

TEST(LocalFrame, FromGroundIsTheInverseOfToGround) {
  ForEachPair([](GeoPoint origin, GeoPoint p) {
    const LocalFrame frame(origin);
    const Eigen::Vector2d at = frame.ToEnu(p);
    const Eigen::Matrix2d product = frame.FromGround(at) * frame.ToGround(at);
    EXPECT_LT((product - Eigen::Matrix2d::Identity()).norm(), 1e-12);
  });
}

TEST(LocalFrame, AnyFiniteInputGivesAPoint) {
  constexpr double kHuge = std::numeric_limits<double>::max();
  for (const GeoPoint origin : Origins()) {
    const LocalFrame frame(origin);
    for (const double e : {-kHuge, -7e6, 0.0, 6.4e6, kHuge}) {
      for (const double n : {-kHuge, -6.37e6, 0.0, 1e12, kHuge}) {
        const Eigen::Vector2d at(e, n);
        const GeoPoint p = frame.FromEnu(at);
        EXPECT_TRUE(GeoPoint::FromDegrees(p.lat_deg(), p.lon_deg()).has_value());
        EXPECT_TRUE(frame.ToGround(at).allFinite());
      }
    }
  }
}

TEST(LocalFrame, FarInputIsCutAlongItsOwnDirection) {
  const LocalFrame frame(GeoPoint::Degrees(42.0, 50.5));
  const Eigen::Vector2d far_enu(3e7, 4e7);
  const Eigen::Vector2d got = frame.ToEnu(frame.FromEnu(far_enu));
  EXPECT_NEAR(got.norm(), 6.3e6, 1e-3);
  EXPECT_NEAR(got.x() / got.y(), 0.75, 1e-9);
}

}  // namespace
}  // namespace pelorus
