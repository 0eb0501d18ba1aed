#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geo_point.h"
#include "geo/result.h"
#include "geo/units.h"

namespace pelorus {

/// A navigable way that land data does not show or breaks into pieces: a dredged channel, a canal,
/// a river arm.
struct Channel {
  std::string name;
  std::vector<GeoPoint> line;  ///< at least two points, joined by straight lines
  /// Ships with more draught cannot pass; infinite where no limit is known. At 0 the line is a bar:
  /// it closes water that the land data shows and no ship uses.
  Length draught = Length::Meters(std::numeric_limits<double>::infinity());
};

/// Reads channels from CSV with the header `name,lat,lon,draught_m,note`, one row for each point;
/// rows of one name that follow each other make one line. The draught of its first row holds for
/// the whole line; empty is no limit. A `#` begins a comment line. The error names the line.
Result<std::vector<Channel>, std::string> ParseChannels(std::string_view csv);

/// The channels that are part of the program (geo/data/channels.csv): Volga-Caspian canal, the ways
/// into other harbours behind land. The Suez Canal is none. Drawn by hand; each row says how exact
/// it is.
std::vector<Channel> EmbeddedChannels();

}  // namespace pelorus
