#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

#include "geo/geo_point.h"
#include "geo/units.h"
#include "geo/water_plane.h"

namespace pelorus {

/// A closed line; the last point is joined to the first, which is not repeated.
using GeoRing = std::vector<GeoPoint>;

/// An area on the earth: the outer ring runs counter-clockwise, holes clockwise (RFC 7946).
struct GeoPolygon {
  GeoRing outer;
  std::vector<GeoRing> holes;
};

/// The area of polygons on the ellipsoid, km². Between vertices the lines are taken as straight in
/// longitude and the sine of authalic latitude: exact to 0.01 % for sides below 50 km outside the
/// polar circles (Snyder 1987, p. 16; Karney 2013, eq. 59 for the geodesic polygon that it
/// approaches). Rings that run across the antimeridian must be cut there.
double AreaKm2(const std::vector<GeoPolygon>& polygons);

/// A box on a plane, metres.
struct PlaneBox {
  Eigen::Vector2d low;
  Eigen::Vector2d high;
};

/// A function of the plane, metres in and out, whose values differ by no more than the distance
/// between their places (1 % more is forgiven); positive inside.
using PlaneFunction = std::function<double(const Eigen::Vector2d&)>;

/// How fine an outline is: the longer side of the box is divided into `steps`, but no step is
/// shorter than `least`.
struct OutlineOptions {
  int steps = 512;
  Length least = Length::Meters(100.0);
};

/// Outlines of {inside > 0} within `box` as valid polygons of the plane `plane`, in an order that
/// depends on nothing but the function. Marching squares with linear interpolation on a lattice, of
/// which only what the function's slope does not decide is evaluated. What is narrower than a step
/// may be missed.
std::vector<GeoPolygon> Outline(const GnomonicPlane& plane, const PlaneBox& box,
                                const PlaneFunction& inside, const OutlineOptions& options = {});

}  // namespace pelorus
