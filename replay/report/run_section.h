#pragma once

#include <string>

#include "replay/report/run_folder.h"

namespace pelorus {

/// The end of a report: what became of the records of each input, what was learned of reception,
/// the settings of every part, and the limits of what a run can say.
std::string RunSection(const RunFolder& folder);

}  // namespace pelorus
