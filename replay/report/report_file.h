#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace pelorus {

enum class ReportFormat { kHtml, kPdf, kGeojson, kKml, kGpkg, kCsv };

/// As it follows `report.`: `html`, `pdf`, ...
std::string NameOf(ReportFormat format);

/// Writes the report of the run in `folder` to `file`, which is complete or absent: HTML as
/// ReportHtml; PDF the same, printed by an installed Chromium; the others the events with their
/// properties, KML and GPKG also the areas, GPKG also the tracks. With `event` that one alone.
/// Throws InputError for a folder, an event or a missing Chromium that the user can mend, and
/// std::runtime_error for a file that cannot be written.
void WriteReport(const std::filesystem::path& folder, ReportFormat format,
                 const std::optional<std::string>& event, const std::filesystem::path& file);

}  // namespace pelorus
