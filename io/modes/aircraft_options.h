#pragma once

#include <optional>

#include "geo/time.h"
#include "io/modes/decoder.h"
#include "io/modes/receiver_clock.h"

namespace pelorus::modes {

/// What readers of inputs about aircraft can be asked for.
struct AircraftOptions {
  DecoderOptions decoder;          ///< its `source` is set by who opens the input
  std::optional<Time> start;       ///< time of the first record where records say only part of it
  std::optional<ClockKind> clock;  ///< of Beast and AVR stamps; nothing: told from the stamps
  /// A 12 MHz counter without `start` begins at the instant in the file's name where there is one,
  /// else at 1970; false: at 1970 always.
  bool counter_start_by_name = true;
};

}  // namespace pelorus::modes
