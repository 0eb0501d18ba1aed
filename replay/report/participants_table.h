#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "replay/report/run_folder.h"

namespace pelorus {

/// A table of who an event is about, as they said of themselves, with lists that name them and the
/// other events that they take part in; and behind a fold, every value that they sent of name, call
/// sign, numbers and dimensions, with when and how often.
std::string ParticipantsTable(const RunFolder& folder, const nlohmann::json& event);

}  // namespace pelorus
