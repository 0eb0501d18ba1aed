#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/time.h"

namespace pelorus {

/// An event of events.jsonl, as far as comparing it with the truth needs.
struct Finding {
  std::string id;
  std::string kind;
  Time start;
  std::optional<Time> end;  ///< nothing while it lasts
  GeoPoint at;
  std::vector<std::string> participants;  ///< keys, `mmsi:…`, without the `#2` of a second hull
  double probability = 0.0;               ///< 0..1
  std::string detail;  ///< the reason of a silence, the fault of a position, …; may be empty
};

/// Reads a run's events.jsonl. Throws InputError with file, line and cause.
std::vector<Finding> ReadFindings(const std::filesystem::path& file);

/// A key without what tells hulls under one identity apart: `mmsi:244…#2` is `mmsi:244…`.
std::string PlainKey(const std::string& key);

}  // namespace pelorus
