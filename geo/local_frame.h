#pragma once

#include <Eigen/Core>

#include "geo/geo_point.h"

namespace pelorus {

/// A local east-north tangent plane at a point of the WGS 84 ellipsoid. Points of the ellipsoid
/// are written as their orthogonal projection onto the plane: [e, n] in metres.
///
/// Exact inverse mapping: FromEnu finds the point of the ellipsoid above [e, n]. Good within
/// 300 km of the origin (2 m of e or n are then 2 m on the ground within 0.12 %; within 30 km
/// 0.0012 %).
class LocalFrame {
 public:
  explicit LocalFrame(GeoPoint origin);

  GeoPoint origin() const { return origin_; }

  /// [e, n] of a point of the ellipsoid, metres.
  Eigen::Vector2d ToEnu(GeoPoint p) const;

  /// The point of the ellipsoid at [e, n] metres. Beyond the range above the result is the nearest
  /// that exists; never NaN for finite input.
  GeoPoint FromEnu(const Eigen::Vector2d& p_enu) const;

  /// 2x2 map of small horizontal displacements at the ellipsoid point above `p_enu`: from this
  /// frame's [e, n] to the local east and north *at that point* (metres to metres). Turns a
  /// velocity of the plane into speed and course over ground, and a covariance of the plane into
  /// one on the ground. Identity at the origin.
  Eigen::Matrix2d ToGround(const Eigen::Vector2d& p_enu) const;

 private:
  GeoPoint origin_;
  Eigen::Vector3d origin_ecef_;
  Eigen::Matrix3d r_enu_ecef_;  ///< rows: east, north, up in ECEF
};

/// A state [e, n, ve, vn] and its covariance moved from one frame to another: position by the exact
/// map, velocity and covariance by the exact Jacobian of that map.
void Reanchor(const LocalFrame& from, const LocalFrame& to, Eigen::Vector4d& x, Eigen::Matrix4d& p);

}  // namespace pelorus
