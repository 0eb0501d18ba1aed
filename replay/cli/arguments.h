#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/region.h"
#include "geo/time.h"
#include "io/modes/aircraft_options.h"
#include "replay/cli/evaluate_arguments.h"
#include "replay/cli/feed_arguments.h"
#include "replay/cli/live_arguments.h"
#include "replay/cli/reach_arguments.h"
#include "replay/cli/report_arguments.h"

namespace pelorus {

/// What every subcommand takes.
struct CommonArguments {
  std::optional<std::string> config;
  int threads = 0;  ///< 0: all cores
  std::string log_level = "info";
  bool quiet = false;
};

struct ReplayArguments {
  std::vector<std::string> inputs;
  std::string out;
  std::optional<Region> region;
  std::optional<Time> from;
  std::optional<Time> to;
  std::optional<double> speed;
  bool updates = false;
  bool detect = true;
  std::optional<std::string> seed_coverage;
  std::vector<std::string> watchlists;
  bool force = false;
  std::optional<std::string> publish;     ///< endpoint of the feed
  std::optional<std::string> snapshot;    ///< endpoint for its snapshots
  std::optional<std::string> curve_keys;  ///< folder of its keys
  std::optional<std::string> control;     ///< path of a socket for commands
  modes::AircraftOptions aircraft{};
};

enum class DecodeFormat { kJsonl, kCsv, kNone };

struct DecodeArguments {
  std::vector<std::string> inputs;
  DecodeFormat format = DecodeFormat::kJsonl;
  std::optional<std::string> summary;
  modes::AircraftOptions aircraft{};
};

struct InfoArguments {
  std::vector<std::string> inputs;
  modes::AircraftOptions aircraft{};
};

struct SimulateArguments {
  std::string scenario;
  std::string out;
  std::uint64_t seed = 1;
  double hours = 24.0;
  bool force = false;
};

struct RecordArguments {
  std::vector<std::string> inputs;
  std::string out;
  std::uint64_t rotate_mb = 1000;     ///< a new file after this many megabytes
  std::uint32_t rotate_minutes = 60;  ///< and after this long
};

struct QueryArguments {
  std::vector<std::string> inputs;
  std::string queries;  ///< a file of one query a line
  modes::AircraftOptions aircraft{};
};

/// A command line as understood.
struct Invocation {
  CommonArguments common;
  std::variant<ReplayArguments, LiveArguments, DecodeArguments, InfoArguments, SimulateArguments,
               QueryArguments, ReachArguments, RecordArguments, KeygenArguments, WatchArguments,
               ReportArguments, EvaluateArguments>
      command;
};

/// The command line was not a command: `--help` and `--version` (text for stdout, code 0), or wrong
/// usage (one line for stderr, code 2).
struct NotACommand {
  std::string text;
  int exit_code = 2;
};

/// Reads the command line.
std::variant<Invocation, NotACommand> ParseArguments(int argc, const char* const* argv);

}  // namespace pelorus
