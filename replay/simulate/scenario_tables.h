#pragma once

#include <span>

#include "replay/simulate/scenario.h"

namespace pelorus {

/// Rows as scenarios write them down; units are in the names, lists in texts separated by commas.
struct WaypointRow {
  const char* name;
  double lat_deg, lon_deg, half_width_m;
};

struct PortRow {
  const char* name;
  const char* destination;
  const char* berth;
  const char* anchorage;
  double quay_deg;
  bool gate = false;
};

struct FleetRow {
  VesselKind kind;
  TransponderClass ais_class;
  int count;
  const char* flags;
  const char* ports;
  const char* ground;
  double shortest_m, longest_m, slowest_kn, fastest_kn, at_berth, at_anchor, anchors_first, stay_h;
};

struct StationRow {
  const char* name;
  std::uint32_t mmsi;
  double lat_deg, lon_deg, range_nm;
};

struct CoveRow {
  const char* via;
  double lat_deg, lon_deg;
};

/// The tables of one scenario. Each row of `lanes` is a chain of waypoints.
struct ScenarioTables {
  std::span<const WaypointRow> waypoints;
  std::span<const char* const> lanes;
  std::span<const PortRow> ports;
  std::span<const FleetRow> fleets;
  std::span<const StationRow> stations;
  std::span<const CoveRow> coves{};
};

/// Puts a scenario together; ends the program when a row names something that is not there.
Scenario FromTables(const char* name, const Region& region, const ScenarioTables& tables,
                    Length berth_spacing);

}  // namespace pelorus
