#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "geo/land.h"
#include "geo/water_outline.h"
#include "io/export/run_identities.h"
#include "io/export/run_tracks.h"

namespace pelorus {

/// What a run left in its folder, as far as a report needs it.
struct RunFolder {
  std::filesystem::path path;
  nlohmann::json run;                                    ///< run.json
  std::vector<nlohmann::json> events;                    ///< events.jsonl, in its order
  std::map<std::string, std::vector<GeoPolygon>> areas;  ///< by event id
  std::vector<RunTrack> tracks;
  std::map<std::string, std::vector<RunSaid>> said;           ///< by key
  std::map<std::string, std::vector<std::size_t>> tracks_of;  ///< by key, numbers in `tracks`
  /// Numbers in `events`: what was judged an anomaly before what explains itself, the likelier
  /// first.
  std::vector<std::size_t> ranked;
  std::vector<std::size_t> rank_of;                           ///< the other way round
  std::map<std::string, std::vector<std::size_t>> events_of;  ///< by key, in order of rank
  std::vector<Land> lands;  ///< of the seas that the tracks lie in
};

/// Reads a run's folder. Throws InputError with path and cause when a file is missing or none of
/// ours; a run without detection has no events.
RunFolder ReadRunFolder(const std::filesystem::path& folder);

}  // namespace pelorus
