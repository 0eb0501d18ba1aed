#pragma once

#include <filesystem>

#include "fusion/anomaly/reception_map.h"

namespace pelorus {

/// Writes a reception map as a table that map programs open and `--seed-coverage` takes: a row for
/// each cell of 0.1 degree and kind, `lat,lon` (of its middle), `ais_class` (A or B), `under_way`
/// (0 or 1), `bins` (ten minutes each in which a vessel transmitted there), `heard` (of those),
/// `share`. Throws std::runtime_error with path and cause.
void WriteCoverageCsv(const std::filesystem::path& file, const ReceptionMap& map);

/// Reads such a table; columns other than the first six are ignored. Throws InputError with path,
/// line and cause.
ReceptionMap ReadCoverageCsv(const std::filesystem::path& file);

}  // namespace pelorus
