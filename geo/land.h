#pragma once

#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/region.h"
#include "geo/units.h"

namespace pelorus {

/// A closed line of a land polygon; the last vertex joins the first. Land lies on the left when one
/// walks from vertex to vertex: outer rings run counter-clockwise, lakes clockwise. Between two
/// vertices the line is straight in longitude and latitude, by the shorter way round.
using LandRing = std::vector<GeoPoint>;

/// The land of one region, as a data file tells it.
struct Land {
  std::string name;  ///< where it came from: a file name or the name of the embedded region
  /// What the data covers: inside, what is not land is water; outside, nothing is known. Edges of
  /// the rings that run along this box, or along the antimeridian, are cuts and not shore.
  Region box;
  std::vector<LandRing> rings;
  /// How far on land a ship may appear to be before it counts as being there: harbours are not
  /// resolved, and flat shores move.
  Length water_tolerance;
};

}  // namespace pelorus
