#include "geo/ellipsoid.h"

#include <cmath>
#include <numbers>

namespace pelorus {
namespace {

constexpr double kRadPerDeg = std::numbers::pi / 180.0;

struct SinCos {
  double sin;
  double cos;
};

/// Sine and cosine of degrees, exact at the multiples of 90 that poles and the antimeridian use.
SinCos OfDegrees(double deg) {
  if (std::abs(deg) == 90.0) return {std::copysign(1.0, deg), 0.0};
  if (std::abs(deg) == 180.0) return {0.0, -1.0};
  const double rad = deg * kRadPerDeg;
  return {std::sin(rad), std::cos(rad)};
}

}  // namespace

Eigen::Matrix3d EnuAxes(GeoPoint p) {
  const SinCos lat = OfDegrees(p.lat_deg());
  const SinCos lon = OfDegrees(p.lon_deg());
  Eigen::Matrix3d axes;
  axes << -lon.sin, lon.cos, 0.0,                       //
      -lat.sin * lon.cos, -lat.sin * lon.sin, lat.cos,  //
      lat.cos * lon.cos, lat.cos * lon.sin, lat.sin;
  return axes;
}

Eigen::Vector3d ToEcef(GeoPoint p) {
  const SinCos lat = OfDegrees(p.lat_deg());
  const SinCos lon = OfDegrees(p.lon_deg());
  const double n = kWgs84A_m / std::sqrt(1.0 - kWgs84E2 * lat.sin * lat.sin);
  const double rho = n * lat.cos;
  return {rho * lon.cos, rho * lon.sin, n * (1.0 - kWgs84E2) * lat.sin};
}

GeoPoint OnEllipsoid(const Eigen::Vector3d& p_ecef) {
  const double rho = std::sqrt(p_ecef.x() * p_ecef.x() + p_ecef.y() * p_ecef.y());
  const double lat = std::atan2(p_ecef.z(), (1.0 - kWgs84E2) * rho);
  const double lon = rho > 0.0 ? std::atan2(p_ecef.y(), p_ecef.x()) : 0.0;
  return GeoPoint::Degrees(lat / kRadPerDeg, lon / kRadPerDeg);
}

}  // namespace pelorus
