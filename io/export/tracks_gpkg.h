#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "fusion/picture.h"
#include "io/export/track_line.h"

namespace pelorus {

/// Writes `tracks.gpkg`: layer `tracks`, a line for every track, and layer `track_points`, its
/// vertices with speed, course and time, both in WGS 84 longitude and latitude; and the table
/// `track_heard`, the spans in which a track had updates at most ten minutes apart.
///
/// Lines are thinned as they grow (TrackLine): they keep a track's shape, its first and its last
/// update. Every single update is in updates.jsonl.
class TracksGpkg : public PictureSink {
 public:
  /// Creates the file. Throws std::runtime_error with path and cause when that or a later write
  /// fails.
  TracksGpkg(const std::filesystem::path& file, const TrackLine::Rules& rules);
  ~TracksGpkg() override;

  void Write(const PictureBatch& batch) override;

  /// Writes what is left, builds the spatial indexes and closes. To be called once, after the
  /// last Write.
  void Close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus
