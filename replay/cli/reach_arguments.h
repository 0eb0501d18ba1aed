#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/result.h"
#include "geo/water_reach.h"

namespace CLI {
class App;
}

namespace pelorus {

/// What `pelorus reach` was asked.
struct ReachArguments {
  Sighting off;
  Sighting on;
  ReachLimits limits;
  std::optional<std::string> ports;
  std::optional<std::string> out;
  std::optional<std::string> contains;
  bool hourly = false;
};

/// Reads `LAT,LON,T`: degrees, and an ISO 8601 time or epoch seconds. The error is one line that
/// says what was expected.
Result<Sighting, std::string> ParseSighting(std::string_view text);

/// Gives the subcommand its options. `reach` outlives `app`.
void AddReach(CLI::App& app, ReachArguments& reach);

}  // namespace pelorus
