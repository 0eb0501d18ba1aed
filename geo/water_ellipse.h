#pragma once

#include <functional>
#include <vector>

#include "geo/geo_point.h"
#include "geo/units.h"
#include "geo/water_outline.h"

namespace pelorus {

/// How far inside an area a point lies, metres; negative outside.
using GroundMargin = std::function<double(GeoPoint)>;

/// What StarRing needs to know of an area.
struct StarArea {
  GeoPoint center;      ///< inside
  Azimuth axis;         ///< direction in which the area is longest, or any
  Length farthest;      ///< no point of it is further from the centre
  GroundMargin margin;  ///< positive at the centre, falls along every geodesic that leaves it
};

/// The outline of an area that is star-shaped around its centre, on geodesics that leave it:
/// counter-clockwise, `rays` vertices, found within a metre. It holds what is inside rather than
/// cuts it: vertices lie 1/cos(180°/rays) further out, as those of a polygon round a circle, and
/// are spread along the axis like those of an ellipse. At least a metre across.
GeoRing StarRing(const StarArea& area, int rays = 360);

/// The ring as polygons that do not cross the antimeridian (RFC 7946, 3.1.9) and hold the pole when
/// it lies inside. For rings that cross each meridian twice at most, convex ones among them.
std::vector<GeoPolygon> CutAtAntimeridian(const GeoRing& ring);

}  // namespace pelorus
