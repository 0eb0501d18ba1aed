#pragma once

#include <Eigen/Core>

#include <array>
#include <optional>

#include "geo/geo_point.h"
#include "geo/local_frame.h"
#include "geo/units.h"
#include "trackers/observation.h"

namespace pelorus {

/// Outline of a hull seen from above, in the plane of a LocalFrame: a rectangle with a pointed bow.
/// Corners in order round the hull: stern port, shoulder port, bow, shoulder starboard, stern
/// starboard; [e, n] in metres. Always convex. Corners may coincide: five equal ones are a point.
struct HullOutline {
  std::array<Eigen::Vector2d, 5> corners_enu;
};

/// Where the bow points, for drawing a hull: the heading; without one the course over ground when
/// the ship makes at least 2 kn, because below that current and wind turn it away from the keel's
/// line by more than it tells. Nothing when neither is known.
std::optional<Heading> HullDirection(std::optional<Heading> heading, std::optional<Course> course,
                                     std::optional<Speed> sog);

/// The hull whose antenna is at `antenna` (within 300 km of the frame's origin), in the plane of
/// `frame`. `size` holds the antenna's distances to bow, stern, port and starboard side. Sides that
/// are both 0 give a line or a point. Zero to bow and port with the others given means that the
/// antenna's place is not known (ITU-R M.1371-5, figure 41): the hull is centred on it. The bow
/// tapers over the smaller of one beam and a quarter of the length.
HullOutline HullAt(const LocalFrame& frame, GeoPoint antenna, Heading heading,
                   const StaticReport::Dimensions& size);

/// A hull of no size at [e, n], for a ship that tells no dimensions or no direction.
HullOutline PointHull(const Eigen::Vector2d& p_enu);

/// The smallest distance between two hulls of one frame; 0 when they touch or overlap.
Length HullDistance(const HullOutline& a, const HullOutline& b);

/// P(distance <= d) of two hulls of one frame, d >= 0, when the position of one relative to the
/// other is normal about where they are drawn, with covariance `relative_cov_m2` [e, n] (the sum of
/// the two ships' when their errors are independent). Sizes and directions are taken as known.
/// Within 1e-5 of the exact integral where the standard deviations are at least a hundredth of the
/// hulls; those below 1 mm count as 1 mm, so that it is 0 or 1 where nothing is uncertain. 0 when
/// the covariance is not finite.
double HullWithinProbability(const HullOutline& a, const HullOutline& b, Length d,
                             const Eigen::Matrix2d& relative_cov_m2);

}  // namespace pelorus
