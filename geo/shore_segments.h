#pragma once

#include <Eigen/Core>
#include <vector>

#include "geo/land.h"

namespace pelorus {

/// A short piece of shore, or of land cut at the edge of the data, as a chord through the earth;
/// land on the left of a → b.
struct ShoreSegment {
  Eigen::Vector3d a_ecef;  ///< metres, on the ellipsoid
  Eigen::Vector3d b_ecef;
  Eigen::Vector3d land_side;  ///< a × b: positive dot product with a point on the land side
  double inverse_length2;     ///< 1 / |b - a|², per square metre
  bool is_cut;                ///< runs along the edge of the data's box: no shore
};

/// The shore of `land` in pieces of at most 5 km, shorter towards the poles, so that no chord is
/// more than 1.2 m away from the line it stands for: half a metre below ground (L² / 8R) and at
/// most 1 m beside the straight line in longitude and latitude (L² tan(lat) / 8R; within 11 km of a
/// pole that part grows).
///
/// Left out: edges along the antimeridian inside the box, edges without length, and edges that two
/// neighbouring polygons share (a border between countries is not a shore).
std::vector<ShoreSegment> ShoreSegments(const Land& land);

}  // namespace pelorus
