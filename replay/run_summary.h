#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "io/counters.h"
#include "io/reader.h"
#include "replay/run_config.h"
#include "replay/session.h"

namespace pelorus {

/// What is told of one input besides its counters.
struct InputFacts {
  std::string name;  ///< as given
  std::string format;
  std::vector<ClockFault> clock_faults;  ///< stations whose clocks were found to be off
};

/// Wall and processor time of a run, seconds.
struct RunCost {
  double wall_s = 0.0;
  double cpu_s = 0.0;
  std::uint64_t peak_memory_bytes = 0;
};

/// Counters of inputs under their names, in order.
using CountersByInput = std::vector<std::pair<std::string, Counters>>;

/// The counters block of a run: one object per input and `total`, each with `received`, `used`,
/// `rejected` {cause: n}, `duplicate`, `late`, `dropped`, `messages` {type: n}. Causes and types
/// that did not occur are left out.
std::string CountersJson(const CountersByInput& counters);

/// Writes `run.json`. Throws std::runtime_error with path and cause.
void WriteRunSummary(const std::filesystem::path& file, const Session& session,
                     const RunConfig& config, const std::vector<InputFacts>& inputs, int threads,
                     const RunCost& cost);

}  // namespace pelorus
