#include "replay/simulate/lane_network.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>

#include "geo/check.h"
#include "geo/geodesic.h"

namespace pelorus {

LaneNetwork::LaneNetwork(const Scenario& scenario)
    : scenario_(scenario),
      edges_(scenario.waypoints.size()),
      is_end_(scenario.waypoints.size(), false) {
  for (const Lane& lane : scenario.lanes) {
    const std::size_t a = Index(lane.a);
    const std::size_t b = Index(lane.b);
    const double length_m =
        FastDistance(scenario.waypoints[a].at, scenario.waypoints[b].at).meters();
    edges_[a].push_back({b, length_m});
    edges_[b].push_back({a, length_m});
  }
  for (const SeaPort& port : scenario.ports) {
    is_end_[Index(port.berth)] = true;
    if (!port.anchorage.empty()) is_end_[Index(port.anchorage)] = true;
  }
  for (const Fleet& fleet : scenario.fleets) {
    if (!fleet.ground.empty()) is_end_[Index(fleet.ground)] = true;
  }
}

std::size_t LaneNetwork::Index(const std::string& name) const {
  const auto found = std::find_if(scenario_.waypoints.begin(), scenario_.waypoints.end(),
                                  [&name](const Waypoint& w) { return w.name == name; });
  PELORUS_CHECK(found != scenario_.waypoints.end(), "no waypoint " + name);
  return static_cast<std::size_t>(found - scenario_.waypoints.begin());
}

const Waypoint& LaneNetwork::Neighbour(const std::string& name) const {
  const std::size_t index = Index(name);
  PELORUS_CHECK(!edges_[index].empty(), "no lane reaches " + name);
  return scenario_.waypoints[edges_[index].front().to];
}

std::vector<std::size_t> LaneNetwork::ShortestFrom(std::size_t from) const {
  std::vector<double> distance_m(edges_.size(), std::numeric_limits<double>::infinity());
  std::vector<std::size_t> before(edges_.size());
  std::iota(before.begin(), before.end(), std::size_t{0});
  using Entry = std::pair<double, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  distance_m[from] = 0.0;
  open.emplace(0.0, from);
  while (!open.empty()) {
    const auto [reached_m, node] = open.top();
    open.pop();
    if (reached_m > distance_m[node] || (is_end_[node] && node != from)) continue;
    for (const Edge& edge : edges_[node]) {
      if (reached_m + edge.length_m >= distance_m[edge.to]) continue;
      distance_m[edge.to] = reached_m + edge.length_m;
      before[edge.to] = node;
      open.emplace(distance_m[edge.to], edge.to);
    }
  }
  return before;
}

Route LaneNetwork::Between(const std::string& from, const std::string& to) const {
  const std::size_t start = Index(from);
  const std::vector<std::size_t> before = ShortestFrom(start);
  Route route;
  for (std::size_t node = Index(to);; node = before[node]) {
    route.push_back({scenario_.waypoints[node].at, scenario_.waypoints[node].half_width});
    if (node == start) break;
    PELORUS_CHECK(before[node] != node, "no lanes from " + from + " to " + to);
  }
  std::reverse(route.begin(), route.end());
  return route;
}

}  // namespace pelorus
