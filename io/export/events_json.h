#pragma once

#include <span>
#include <string>
#include <vector>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// Where the area of an event is written, relative to the folder of events.jsonl.
std::string AreaFile(const Event& event);

/// Appends an event as one JSON object with the keys of docs/EVENTS.md, without a line break.
/// `inputs` are the names of the run's inputs, by SourceId. The same event gives the same bytes.
void AppendJson(std::string& out, const Event& event, std::span<const std::string> inputs);

}  // namespace pelorus
