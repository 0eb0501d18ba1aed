#pragma once

#include <filesystem>

#include "fusion/anomaly/reception_map.h"
#include "geo/time.h"

namespace pelorus {

/// Writes a reception map for map programs: layer `coverage`, a square of 0.1 degree for each cell,
/// WGS 84 longitude and latitude. `p_a` and `p_b` are the chances that a transmitting vessel of AIS
/// class A or B is heard there within ten minutes, shrunk to the surroundings where little is
/// known; `bins_…` and `heard_…` what was counted, by class and whether under way (`way`) or not
/// (`still`). `known` is all bins together. `as_of` becomes the file's own date. Throws
/// std::runtime_error with path and cause.
void WriteCoverageGpkg(const std::filesystem::path& file, const ReceptionMap& map, Time as_of);

}  // namespace pelorus
