#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "geo/water_reach.h"

namespace pelorus {

/// Rows of a table that could not be used.
struct RowFaults {
  std::size_t rows = 0;
  std::string first;  ///< `line N: cause` of the first of them
};

struct PortTable {
  std::vector<Port> ports;
  RowFaults faults;
};

/// Reads ports from CSV with the columns `name`, `lat`, `lon` (degrees) and, where there are any,
/// `unlocode` (or `code`) and `draught_m`, in any order, others ignored. Throws InputError when
/// `location` cannot be opened or lacks a column.
PortTable ReadPorts(const std::string& location);

/// How many of a table's positions lie inside the possible area, each at its own time.
struct ContainsCount {
  std::size_t inside = 0;
  std::size_t total = 0;  ///< rows that could be used
  RowFaults faults;
};

/// Counts the rows of a CSV table with the columns `t` (ISO 8601 or epoch seconds), `lat`, `lon`.
/// Positions before or after the silence are outside. Throws InputError as ReadPorts does.
ContainsCount CountInside(const PossibleArea& area, const std::string& location);

/// The longest silence for which areas hour by hour are made.
inline constexpr Duration kLongestHourly = std::chrono::hours(24 * 31);

/// What the GeoJSON text holds.
struct ReachReport {
  ReachLimits limits;
  std::vector<FeasiblePort> ports;
  bool hourly = false;  ///< also the area at each full hour after the last sighting
};

/// The possible area as a GeoJSON FeatureCollection (docs/REACH.md): a feature with the area of the
/// whole silence, one for each hour where asked for, and the feasible ports; RFC 7946.
std::string ReachGeoJson(const PossibleArea& area, const ReachReport& report);

}  // namespace pelorus
