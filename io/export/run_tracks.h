#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/time.h"

namespace pelorus {

/// One row of the layer `track_points` of a run.
struct RunPoint {
  Time time;
  GeoPoint position;
};

/// One row of the table `track_heard`: updates at most ten minutes apart.
struct RunHeard {
  Time start;
  Time end;
  std::int64_t updates = 0;
};

/// One track of a run, as its `tracks.gpkg` tells it.
struct RunTrack {
  std::string track;  ///< its id
  std::string key;
  std::string name;  ///< or empty
  std::vector<RunPoint> points;
  std::vector<RunHeard> heard;  ///< by start
};

/// Reads the tracks, their points and spans from the `tracks.gpkg` of a run, by track id,
/// points and spans by time.
/// Throws InputError with path and cause when it cannot be read as such.
std::vector<RunTrack> ReadRunTracks(const std::filesystem::path& gpkg);

}  // namespace pelorus
