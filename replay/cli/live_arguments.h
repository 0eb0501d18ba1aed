#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geo/region.h"
#include "io/modes/aircraft_options.h"

namespace CLI {
class App;
}

namespace pelorus {

/// What `pelorus live` was asked.
struct LiveArguments {
  std::vector<std::string> inputs;
  std::optional<std::string> publish;     ///< endpoint of the feed
  std::optional<std::string> snapshot;    ///< endpoint for its snapshots
  std::optional<std::string> curve_keys;  ///< folder of its keys
  std::optional<std::string> record;      ///< folder for recordings
  std::optional<std::string> state;       ///< folder from which a killed run goes on
  std::optional<std::string> metrics;     ///< HOST:PORT
  std::optional<std::string> events;      ///< file for event lines, - for standard output
  std::optional<Region> region;
  bool detect = true;
  modes::AircraftOptions aircraft{};
};

/// Gives the subcommand its options. The arguments outlive `app`.
void AddLive(CLI::App& app, LiveArguments& live);

}  // namespace pelorus
