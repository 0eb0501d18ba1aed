#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "geo/land.h"

namespace pelorus {

/// A picture of what a run learned of reception, as an SVG element with its legend: each cell of
/// 0.1 degree coloured by the share of ten-minute bins in which a vessel that transmitted there was
/// heard, of all classes together; where nothing is known, nothing is drawn. Empty when the run
/// left no `coverage.csv` or it has no rows. Throws InputError as ReadCoverageCsv.
std::string CoverageMap(const std::filesystem::path& folder, std::span<const Land> lands);

}  // namespace pelorus
