#pragma once

#include "fusion/drift_table.h"
#include "replay/query.h"
#include "trackers/ship_filter.h"

namespace pelorus {

/// How a ship's velocity has changed of late.
struct Trend {
  double turn_radps = 0.0;  ///< of the course, to starboard
  double gain_mps2 = 0.0;   ///< of the speed
};

/// Where, in metres [along its course, abeam to starboard], a ship is after `horizon_s` that goes
/// on from `speed_mps` and lets its trend die away.
Eigen::Vector2d GoingOn(double speed_mps, const Trend& trend, double horizon_s);

/// The observation as it looks when time runs backwards.
Observation Reversed(const Observation& z);

/// Whether a hull no faster than `most` can have been at both: `after` is in reversed time.
bool CanBeOneHull(const KinematicState& before, const KinematicState& after, Speed most);

/// The state `before` predicted to `at`, which is not earlier: by the filter's modes and its trend
/// within a minute, by what `outlook` says of drift from two minutes on, and by both in between.
QueryAnswer AnswerAhead(const KinematicState& before, const Trend& trend, Time at,
                        const DriftOutlook& outlook, const ShipFilterParams& params);

/// The state at a time between two states, of which `after` is in reversed time.
QueryAnswer AnswerBetween(const KinematicState& before, const KinematicState& after, Time at);

}  // namespace pelorus
