#pragma once

#include "io/modes/aircraft_options.h"

namespace CLI {
class App;
}

namespace pelorus {

/// Adds to a subcommand what tells where and when inputs about aircraft were received (--reference,
/// --start, --beast-clock) and how strictly Mode S frames are judged (--accept-checked-frames,
/// --trust-addresses, --max-bit-errors). `options` outlives `app`.
void AddAircraftOptions(CLI::App& app, modes::AircraftOptions& options);

}  // namespace pelorus
