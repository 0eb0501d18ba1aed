#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/off_port_stop_score.h"
#include "geo/water_reach.h"

namespace pelorus {

/// What bounds a meeting with a ship that was not heard.
struct DarkMeetingParams {
  ReachLimits reach;
  Duration least = std::chrono::minutes{30};  ///< that both can have been in one place
  /// Meetings less likely than this are not told, nor more than this many of one silence.
  double least_probability = 0.05;
  std::size_t most = 10;
};

/// What was found about ships that were dark, and what only was counted.
struct DarkMeetings {
  std::vector<Event> events;
  std::uint64_t one_dark = 0;   ///< halts and silences that fit
  std::uint64_t both_dark = 0;  ///< pairs of silences that can have met, by straight ways
};

/// Meetings of a visible ship with one that was deliberately silent: the visible one halted where
/// the other can have been for long enough. And of two silent ones: counted, and told only when
/// their draughts changed in opposite directions meanwhile. `dark` are events of silences judged
/// deliberate; those that last, and those of no length, fit nothing. `halts` off port, in any
/// order. Weights and their sources: docs/FORMULAS.md, "Meetings". Some milliseconds for each
/// silence that a halt may fit.
DarkMeetings FindDarkMeetings(std::span<const Event> dark, std::span<const HaltCase> halts,
                              const WaterRoutes& routes, const DarkMeetingParams& params);

}  // namespace pelorus
