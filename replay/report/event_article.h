#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "replay/report/run_folder.h"

namespace pelorus {

/// The part of a report that is about one event: map, timeline, evidence, alternatives, places and
/// references, as an HTML article with the id `event-<number>`. `number` counts from 1.
std::string EventArticle(const RunFolder& folder, const nlohmann::json& event, std::size_t number);

}  // namespace pelorus
