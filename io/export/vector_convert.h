#pragma once

#include <filesystem>
#include <string>

namespace pelorus {

/// A layer to write: features as GeoJSON text, and the layer's name.
struct VectorLayer {
  std::string name;
  std::string geojson;  ///< a FeatureCollection
};

/// What vector formats there are for others' programs.
enum class VectorFormat { kKml, kGpkg, kCsv };

/// Writes a layer to `file`, which a `add` adds to if it is there already (KML and GPKG); CSV has
/// no geometry but what the properties tell. Throws std::runtime_error with path and cause.
void WriteVector(const std::filesystem::path& file, VectorFormat format, const VectorLayer& layer,
                 bool add);

}  // namespace pelorus
