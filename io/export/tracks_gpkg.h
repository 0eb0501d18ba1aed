#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "fusion/picture.h"

namespace pelorus {

/// Writes `tracks.gpkg`: layer `track_points`, a point for every filter update, and layer `tracks`,
/// a line for every track, both in WGS 84 longitude and latitude.
///
/// A line is thinned as it grows: a vertex is kept where the track has left the straight
/// continuation of the kept ones by more than 15 m, or after 10 minutes; the points are all kept.
class TracksGpkg : public PictureSink {
 public:
  /// Creates the file. Throws std::runtime_error with path and cause when that or a later write
  /// fails.
  explicit TracksGpkg(const std::filesystem::path& file);
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
