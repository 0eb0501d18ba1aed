#include "replay/simulate/scenario_tables.h"

#include <algorithm>

#include "geo/check.h"

namespace pelorus {
namespace {

std::vector<std::string> SplitAtCommas(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    items.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  return items;
}

SeaPort PortOf(const PortRow& row) {
  return {row.name, row.destination, row.berth, row.anchorage, Azimuth::Degrees(row.quay_deg),
          row.gate};
}

Fleet FleetOf(const FleetRow& row) {
  Fleet fleet;
  fleet.kind = row.kind;
  fleet.ais_class = row.ais_class;
  fleet.count = row.count;
  fleet.flags = SplitAtCommas(row.flags);
  fleet.ports = SplitAtCommas(row.ports);
  fleet.ground = row.ground;
  fleet.shortest = Length::Meters(row.shortest_m);
  fleet.longest = Length::Meters(row.longest_m);
  fleet.slowest = Speed::Knots(row.slowest_kn);
  fleet.fastest = Speed::Knots(row.fastest_kn);
  fleet.at_berth = row.at_berth;
  fleet.at_anchor = row.at_anchor;
  fleet.anchors_first = row.anchors_first;
  fleet.stay_h = row.stay_h;
  return fleet;
}

ShoreStation StationOf(const StationRow& row) {
  return {row.name, row.mmsi, GeoPoint::Degrees(row.lat_deg, row.lon_deg),
          Length::NauticalMiles(row.range_nm)};
}

template <class Items>
void CheckNamed(const Items& items, const std::string& name) {
  const bool found = std::any_of(items.begin(), items.end(),
                                 [&name](const auto& item) { return item.name == name; });
  PELORUS_CHECK(found, "no such waypoint or port: " + name);
}

void CheckNames(const Scenario& scenario) {
  for (const Lane& lane : scenario.lanes) {
    CheckNamed(scenario.waypoints, lane.a);
    CheckNamed(scenario.waypoints, lane.b);
  }
  for (const Cove& cove : scenario.coves) CheckNamed(scenario.waypoints, cove.via);
  for (const SeaPort& port : scenario.ports) {
    CheckNamed(scenario.waypoints, port.berth);
    if (!port.anchorage.empty()) CheckNamed(scenario.waypoints, port.anchorage);
  }
  for (const Fleet& fleet : scenario.fleets) {
    for (const std::string& port : fleet.ports) CheckNamed(scenario.ports, port);
    if (!fleet.ground.empty()) CheckNamed(scenario.waypoints, fleet.ground);
  }
}

}  // namespace

Scenario FromTables(const char* name, const Region& region, const ScenarioTables& tables,
                    Length berth_spacing) {
  Scenario scenario{name, region, {}, {}, {}, {}, {}, berth_spacing};
  for (const WaypointRow& row : tables.waypoints) {
    scenario.waypoints.push_back(
        {row.name, GeoPoint::Degrees(row.lat_deg, row.lon_deg), Length::Meters(row.half_width_m)});
  }
  for (const char* chain : tables.lanes) {
    const std::vector<std::string> names = SplitAtCommas(chain);
    for (std::size_t i = 1; i < names.size(); ++i) {
      scenario.lanes.push_back({names[i - 1], names[i]});
    }
  }
  for (const PortRow& row : tables.ports) scenario.ports.push_back(PortOf(row));
  for (const FleetRow& row : tables.fleets) scenario.fleets.push_back(FleetOf(row));
  for (const StationRow& row : tables.stations) scenario.stations.push_back(StationOf(row));
  for (const CoveRow& row : tables.coves) {
    scenario.coves.push_back({row.via, GeoPoint::Degrees(row.lat_deg, row.lon_deg)});
  }
  CheckNames(scenario);
  return scenario;
}

}  // namespace pelorus
