#pragma once

#include <string>

#include "fusion/anomaly/event_facts.h"

namespace pelorus {

/// Appends what only events of one kind have as members of the object that `out` ends in, with the
/// keys of docs/EVENTS.md. What is not known is left out, or `null` where the key always stands.
void AppendFacts(std::string& out, const EventFacts& facts);

}  // namespace pelorus
