#pragma once

#include <Eigen/Core>

#include "geo/geo_point.h"

namespace pelorus {

/// WGS 84 semi-major axis a, metres (NGA.STND.0036, table 3.1).
inline constexpr double kWgs84A_m = 6378137.0;
/// WGS 84 flattening f = 1 / 298.257223563.
inline constexpr double kWgs84F = 1.0 / 298.257223563;
/// First eccentricity squared, e² = f (2 - f).
inline constexpr double kWgs84E2 = kWgs84F * (2.0 - kWgs84F);
/// Semi-minor axis b = a (1 - f), metres.
inline constexpr double kWgs84B_m = kWgs84A_m * (1.0 - kWgs84F);

/// The directions east, north and up at a point of the ellipsoid, as ECEF unit vectors in the rows
/// of a rotation matrix. At a pole, east is that of the point's own longitude.
Eigen::Matrix3d EnuAxes(GeoPoint p);

/// ECEF coordinates of a point of the ellipsoid, metres (x to 0 N 0 E, z to the north pole).
/// Exact to rounding, about 2 nm.
Eigen::Vector3d ToEcef(GeoPoint p);

/// The point of the ellipsoid at `p_ecef`, metres, which must lie on it (within a metre: an error
/// of d across the surface moves the result by less than d / 100). No iteration: on the surface
/// tan(lat) = z / ((1 - e²) sqrt(x² + y²)). On the axis the longitude is 0.
GeoPoint OnEllipsoid(const Eigen::Vector3d& p_ecef);

}  // namespace pelorus
