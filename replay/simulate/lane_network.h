#pragma once

#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/units.h"
#include "replay/simulate/scenario.h"

namespace pelorus {

/// A corner of a route.
struct RoutePoint {
  GeoPoint at;
  Length half_width;  ///< room on either side
};
using Route = std::vector<RoutePoint>;

/// The lanes of a scenario as a graph.
class LaneNetwork {
 public:
  /// `scenario` must outlive this.
  explicit LaneNetwork(const Scenario& scenario);

  /// The shortest way along the lanes from one waypoint to another, both ends included. It leads
  /// through no berth, anchorage or fishing ground. Ends the program for a waypoint that is not
  /// there or that no lane reaches: scenarios are tested for that.
  Route Between(const std::string& from, const std::string& to) const;

  const Waypoint& Find(const std::string& name) const { return scenario_.waypoints[Index(name)]; }
  /// The waypoint that the first lane at `name` leads to: what a berth opens to.
  const Waypoint& Neighbour(const std::string& name) const;

 private:
  struct Edge {
    std::size_t to;
    double length_m;
  };

  std::size_t Index(const std::string& name) const;
  /// For every waypoint the one before it on the shortest way from `from`; itself when not reached.
  std::vector<std::size_t> ShortestFrom(std::size_t from) const;

  const Scenario& scenario_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<bool> is_end_;  ///< berths, anchorages, grounds
};

}  // namespace pelorus
