#pragma once

#include <span>
#include <string>

#include "replay/report/run_folder.h"

namespace pelorus {

/// The first screen of a report: what was found in one sentence, the map of the run with its tracks
/// and events, and every event in one line, in the order of `ranked` (numbers in
/// `RunFolder::events`), with a choice of kinds.
std::string Overview(const RunFolder& folder, std::span<const std::size_t> ranked);

}  // namespace pelorus
