#pragma once

#include <Eigen/Core>

#include "geo/geo_point.h"

namespace pelorus {

/// A local east-north tangent plane at a point of the WGS 84 ellipsoid. Points of the ellipsoid
/// are written as their orthogonal projection onto the plane: [e, n] in metres.
///
/// The maps are closed forms, exact to rounding: FromEnu(ToEnu(p)) returns to p within 1e-6 m
/// inside 300 km. Made for use within 300 km of the origin, where a metre of e or n is a metre on
/// the ground within 0.12 % (within 30 km: 0.0012 %). At a pole, east is that of the origin's own
/// longitude. Nothing here allocates. Derivation: docs/GEOGRAPHY.md, "Local frames".
class LocalFrame {
 public:
  explicit LocalFrame(GeoPoint origin);

  GeoPoint origin() const { return origin_; }

  /// [e, n] of a point of the ellipsoid, metres. Points of the far side of the earth fold back into
  /// the plane.
  Eigen::Vector2d ToEnu(GeoPoint p) const;

  /// The point of the ellipsoid at [e, n] metres, on the origin's side of the earth. A length over
  /// 6,300 km, near the limb and beyond, is first cut to that, so that the result is never NaN for
  /// finite input. Exactly over a pole the longitude is 0.
  GeoPoint FromEnu(const Eigen::Vector2d& p_enu) const;

  /// 2x2 map of small horizontal displacements at the ellipsoid point above `p_enu`: from this
  /// frame's [e, n] to the local east and north *at that point* (metres to metres). Turns a
  /// velocity of the plane into speed and course over ground, and a covariance of the plane into
  /// one on the ground. Identity at the origin. Exact derivative of FromEnu.
  Eigen::Matrix2d ToGround(const Eigen::Vector2d& p_enu) const;

  /// The inverse of ToGround at the same place: from local east and north at the point to this
  /// frame's [e, n]. Turns a reported speed and course over ground into a velocity of the plane.
  Eigen::Matrix2d FromGround(const Eigen::Vector2d& p_enu) const;

  friend void Reanchor(const LocalFrame& from, const LocalFrame& to, Eigen::Vector4d& x,
                       Eigen::Matrix4d& p);

 private:
  /// The ellipsoid's height over the plane (negative: it falls away) and its derivatives.
  struct Surface {
    double u_m;
    Eigen::Vector2d gradient;
    Eigen::Matrix2d hessian_per_m;
  };

  double Height(const Eigen::Vector2d& p_enu) const;
  Surface SurfaceAt(const Eigen::Vector2d& p_enu) const;
  Eigen::Vector3d EcefAt(const Eigen::Vector2d& p_enu) const;
  /// Rotation from this frame's east, north, up to those of the point above `p_enu`.
  Eigen::Matrix3d RotationTo(const Eigen::Vector2d& p_enu) const;

  GeoPoint origin_;
  Eigen::Vector3d origin_ecef_;
  Eigen::Matrix3d r_enu_ecef_;  ///< rows: east, north, up in ECEF
  // Coefficients of the quadratic for the height; see Height().
  double uu_, nu_, nn_, normal_radius_m_;
};

/// A state [e, n, ve, vn] and its covariance moved from one frame to another: position and velocity
/// by the exact map, covariance by the exact 4x4 Jacobian of that map (with its small block of
/// velocity by position). `x` within 300 km of both origins; there and back again is the identity
/// to rounding.
void Reanchor(const LocalFrame& from, const LocalFrame& to, Eigen::Vector4d& x, Eigen::Matrix4d& p);

}  // namespace pelorus
