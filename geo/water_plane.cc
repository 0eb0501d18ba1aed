#include "geo/water_plane.h"

#include <Eigen/Geometry>
#include <cmath>

#include "geo/ellipsoid.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr double kMeanRadius_m = (2.0 * kWgs84A_m + kWgs84B_m) / 3.0;
constexpr double kCosOf75Deg = 0.2588190451025207;

}  // namespace

GnomonicPlane::GnomonicPlane(GeoPoint center)
    : center_(pelorus::ToEcef(center).normalized()),
      east_(EnuAxes(center).row(0).transpose()),
      north_(center_.cross(east_)) {}

std::optional<Eigen::Vector2d> GnomonicPlane::ToPlane(const Eigen::Vector3d& p_ecef) const {
  const double depth_m = center_.dot(p_ecef);
  if (depth_m < kCosOf75Deg * p_ecef.norm()) return std::nullopt;
  const double scale = kMeanRadius_m / depth_m;
  return Eigen::Vector2d(east_.dot(p_ecef) * scale, north_.dot(p_ecef) * scale);
}

std::optional<Eigen::Vector2d> GnomonicPlane::ToPlane(GeoPoint p) const {
  return ToPlane(pelorus::ToEcef(p));
}

Eigen::Vector3d GnomonicPlane::ToEcef(const Eigen::Vector2d& p) const {
  const Eigen::Vector3d ray = kMeanRadius_m * center_ + p.x() * east_ + p.y() * north_;
  // The ray from the earth's centre meets x² + y² + z²/(1 - e²) = a².
  const double squared =
      ray.x() * ray.x() + ray.y() * ray.y() + ray.z() * ray.z() / (1.0 - kWgs84E2);
  return ray * (kWgs84A_m / std::sqrt(squared));
}

GeoPoint GnomonicPlane::ToGeo(const Eigen::Vector2d& p) const { return OnEllipsoid(ToEcef(p)); }

double GroundDistanceM(const Eigen::Vector3d& a_ecef, const Eigen::Vector3d& b_ecef) {
  const double chord_m = (b_ecef - a_ecef).norm();
  const double s = chord_m / (2.0 * kMeanRadius_m);
  const double s2 = s * s;
  // asin s / s; the first term left out is 0.0224 s¹⁰, below 1e-10 here.
  if (s2 < 0.02) {
    return chord_m *
           (1.0 + s2 * (1.0 / 6.0 + s2 * (3.0 / 40.0 + s2 * (5.0 / 112.0 + s2 * (35.0 / 1152.0)))));
  }
  return ArcOverChord(chord_m).meters();
}

}  // namespace pelorus
