#pragma once

#include <optional>

#include "trackers/aircraft_filter.h"
#include "trackers/kinematic_estimate.h"

namespace pelorus {

/// What is believed of an aircraft between its reports: the two-filter smoother with Markovian
/// switching, [Helmick1995]. `forward` is the filter over the reports before, `backward` that over
/// the reports after with time running backwards (velocities and turn rates of the other sign),
/// both predicted to the time in question; they must share no report. Mode by mode, because the
/// modes' chain is its own reverse, the product of both divided by what holds without any report:
/// mu_i ~ mu_f,i mu_b,i / pi_i * N(x_f - x_b; 0, P_f + P_b). Nothing when the two contradict each
/// other so much that no mode could be used. Vertical motion is left out.
std::optional<KinematicEstimate> Smooth(const AircraftState& forward, const AircraftState& backward,
                                        const AircraftFilterParams& params);

}  // namespace pelorus
