#pragma once

#include <vector>

#include "geo/units.h"
#include "replay/simulate/lane_network.h"
#include "replay/simulate/ship_motion.h"

namespace pelorus {

/// Which ends of a voyage are harbours, where vessels are slow.
struct HarbourEnds {
  bool start = true;
  bool end = true;
};

/// Brings a vessel along a route: line-of-sight guidance (Fossen 2011, §10.3) to a line beside the
/// middle of the lane, turns begun early enough to stay inside corners.
class LaneFollower {
 public:
  /// `side` is where between the edges of the lane it sails, -1 (port) to 1 (starboard). The route
  /// has two points or more.
  LaneFollower(Route route, double side, HarbourEnds harbours);

  struct Order {
    Course course;
    Speed speed;
    bool arrived = false;  ///< at the end of the route; course and speed are the last ones
  };
  /// What to do in the next second.
  Order Next(const ShipMotion& ship);

  /// Of the whole route.
  Length length() const { return Length::Meters(ahead_m_.front()); }
  /// The course of the first leg.
  Course first_course() const;
  /// Goes on from where one is after `share` (0..1) of the route, and says where that is.
  struct Place {
    GeoPoint at;
    Course course;
  };
  Place SkipTo(double share);

 private:
  /// Where a vessel is, seen along the leg.
  struct OnLeg {
    Course course;
    double left_m;   ///< along the leg to its end
    double right_m;  ///< to starboard of the middle of the lane
    double share;    ///< of the leg that lies behind
  };

  OnLeg Locate(GeoPoint p) const;
  double WantedRight_m(double share) const;
  /// How long before the end of the leg the turn into the next begins.
  double Lead_m(const OnLeg& here, const ShipMotion& ship) const;
  Speed SpeedAt(double left_m, const Handling& handling) const;

  Route route_;
  std::vector<double> ahead_m_;  ///< from point i to the end of the route
  double side_;
  HarbourEnds harbours_;
  std::size_t leg_ = 0;  ///< from point leg_ to leg_ + 1
};

}  // namespace pelorus
