#pragma once

#include <Eigen/Core>
#include <optional>

#include "geo/geo_point.h"

namespace pelorus {

/// A plane that touches the earth at its centre, seen from the centre of the earth (gnomonic):
/// great ellipses are straight lines in it, and within a sea no one can tell these from geodesics.
/// Points are [x, y] in metres, x to the east of the centre. At an angle θ from the centre lengths
/// are stretched by 1/cos θ across and 1/cos² θ outwards: never shortened by more than 0.5 %.
class GnomonicPlane {
 public:
  explicit GnomonicPlane(GeoPoint center);

  /// The point of the plane above an ECEF position, metres; nothing when it lies more than 75°
  /// from the centre.
  std::optional<Eigen::Vector2d> ToPlane(const Eigen::Vector3d& p_ecef) const;
  std::optional<Eigen::Vector2d> ToPlane(GeoPoint p) const;

  /// The point of the WGS 84 ellipsoid below `p`, ECEF metres.
  Eigen::Vector3d ToEcef(const Eigen::Vector2d& p) const;
  GeoPoint ToGeo(const Eigen::Vector2d& p) const;

 private:
  Eigen::Vector3d center_, east_, north_;  ///< unit vectors in ECEF, orthogonal
};

/// Distance on the ground between two ECEF positions of the ellipsoid, metres: FastDistance with a
/// series in place of the arc sine where that is exact to a centimetre.
double GroundDistanceM(const Eigen::Vector3d& a_ecef, const Eigen::Vector3d& b_ecef);

}  // namespace pelorus
