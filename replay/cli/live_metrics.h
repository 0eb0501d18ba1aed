#pragma once

#include <string>
#include <vector>

#include "replay/live/live_engine.h"
#include "replay/live/live_sources.h"

namespace pelorus {

/// The numbers of a live run, as `/metrics` gives them. `publisher` may be null.
std::string MetricsOf(const LiveEngine& engine, const LiveSources& sources, const PieceQueue& queue,
                      const EventLog& events, const feed::Publisher* publisher);

}  // namespace pelorus
