#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "replay/report/run_folder.h"

namespace pelorus {

/// The report of a run as one HTML page without anything from elsewhere: a map of the run, what was
/// found ranked by what deserves to be read first, each event with its reasons, and how the run
/// went. With `event` only the event with that id. Throws InputError when there is none.
std::string ReportHtml(const RunFolder& folder, const std::optional<std::string>& event = {});

}  // namespace pelorus
