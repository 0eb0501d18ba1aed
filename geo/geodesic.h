#pragma once

#include "geo/geo_point.h"
#include "geo/units.h"

namespace pelorus {

/// The shortest line between two points of the ellipsoid.
struct Geodesic {
  Length distance;
  Azimuth start;  ///< direction of travel at the first point
  Azimuth end;    ///< direction of travel, still forward, at the second point
};

/// Shortest line from `a` to `b` on WGS 84; distance exact to 15 nm (Karney 2013, J. Geodesy 87).
/// For equal points the distance is 0 and the azimuths mean nothing; at a pole they refer to the
/// pole's given longitude. About 1 µs.
Geodesic GeodesicInverse(GeoPoint a, GeoPoint b);

/// Where one comes after `distance` along the geodesic that leaves `from` at `azimuth`; a negative
/// distance goes backwards. Exact to 15 nm.
GeoPoint GeodesicDirect(GeoPoint from, Azimuth azimuth, Length distance);

/// Distance only, from the chord through the earth laid round a mean sphere; about 0.1 µs. Differs
/// from GeodesicInverse by less than 0.02 m within 100 km, 2 m within 500 km, 15 m within 1,000 km
/// and 0.6 % within 10,000 km. Not for more: near the antipode a chord says little of the arc.
Length FastDistance(GeoPoint a, GeoPoint b);

/// Arc on the mean sphere (radius 6,371,008.8 m) over a chord; the length FastDistance gives. A
/// chord longer than the sphere's diameter counts as that.
Length ArcOverChord(double chord_m);

}  // namespace pelorus
