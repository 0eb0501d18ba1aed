#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "geo/land.h"
#include "geo/result.h"
#include "geo/shore.h"

namespace pelorus {

/// How to read a land file.
struct LandOptions {
  /// Layer with the land polygons; empty takes `land` when there is one, else the only layer.
  std::string layer;
  /// What the data covers; by default the extent of the layer.
  std::optional<Region> box;
  Length water_tolerance = Length::Kilometers(0.7);
  /// Joins polygons that overlap or touch, as edges between them are no shore; off saves the time
  /// for data known to be free of both.
  bool dissolve = true;
};

/// Reads land polygons from a GeoPackage, or any other vector file that GDAL opens. A layer in
/// another reference system than WGS 84 longitude and latitude is transformed, one without any is
/// taken as WGS 84; longitudes up to 360 are wrapped. The error is one line with path and cause:
/// not readable, no such layer, no polygons, coordinates out of range.
Result<Land, std::string> LoadLand(const std::filesystem::path& file,
                                   const LandOptions& options = {});

/// The land data that is part of the program: `caspian` with a tolerance of 1.5 km, because its
/// level has fallen since the shoreline of 2017, and `red-sea` with 0.7 km.
enum class EmbeddedLand { kCaspian, kRedSea };
Land LoadEmbeddedLand(EmbeddedLand which);

/// Both embedded regions, or those that overlap `region`: it saves the start-up time of the other.
ShoreIndex EmbeddedShores(const std::optional<Region>& region = std::nullopt);

}  // namespace pelorus
