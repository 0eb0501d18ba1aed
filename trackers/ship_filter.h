#pragma once

#include <Eigen/Core>

#include <array>
#include <cstdint>
#include <string_view>

#include "geo/geo_point.h"
#include "geo/local_frame.h"
#include "geo/time.h"
#include "geo/units.h"
#include "trackers/imm.h"
#include "trackers/kinematic_estimate.h"
#include "trackers/measurement_model.h"
#include "trackers/observation.h"
#include "trackers/update_result.h"

namespace pelorus {

/// The ways a ship moves, in the order of the filter's modes.
enum class ShipMode : std::uint8_t { kMoored = 0, kCruise = 1, kManoeuvre = 2 };
inline constexpr std::size_t kShipModes = 3;
inline constexpr std::array<std::string_view, kShipModes> kShipModeNames = {"moored", "cruise",
                                                                            "manoeuvre"};

/// The motion modes with their start values; docs/FORMULAS.md, "Ship modes".
ImmModel<kShipModes> DefaultShipModes();

/// Everything that can be set about a ship's filter. Sources: docs/FORMULAS.md, "Ship filter".
struct ShipFilterParams {
  ImmModel<kShipModes> modes = DefaultShipModes();
  PositionNoise position;
  VelocityNoise velocity;
  double gate_tail = 1e-6;          ///< chi-square tail that the gate cuts off: d^2 = 27.6
  double initial_speed_mps = 6.0;   ///< deviation of a velocity component before any report
  double moored_speed_mps = 0.05;   ///< the same if the ship is moored
  double reanchor_beyond_m = 30e3;  ///< a new plane when the ship is this far from its origin
};

/// One target's filter at one time. A value: copy it, keep it, compare futures of it.
struct KinematicState {
  LocalFrame frame;  ///< plane of every vector below
  Time time;         ///< to which the state belongs
  ImmState<kShipModes> modes;
};

/// What an observation did to a ship's state.
struct UpdateOutcome {
  /// The posterior at the observation's time when applied; with kNumericalTrouble an inflated
  /// prediction; otherwise the state as it was, also in time.
  KinematicState state;
  UpdateResult result = UpdateResult::kApplied;
  VelocityUse velocity = VelocityUse::kNone;
  /// Normalised innovation squared of the position, 2 degrees of freedom, against the Gaussian with
  /// the mean and covariance of the predicted mixture. 0 with kOlderThanState and numerical
  /// trouble.
  double nis = 0.0;
  /// ln of the density of what was used (position, then velocity) under the predicted mixture; of
  /// the position under its Gaussian with kOutsideGate; 0 with the other two.
  double log_likelihood = 0.0;
};

/// A state from a first observation: its position, its velocity where it claims one (else 0 with
/// `initial_speed_mps`), modes weighed by how well they explain that velocity.
KinematicState Initiate(const Observation& first, const ShipFilterParams& params);

/// The state at a later time. A `time` before the state's own returns the state unchanged. Long
/// predictions are made in steps, each in a plane near the ship, so that hours at sea stay on the
/// ellipsoid; never NaN.
KinematicState Predict(const KinematicState& state, Time time, const ShipFilterParams& params);

/// The state after an observation: predicted to `measured_at`, gated, then updated by position and
/// by velocity. A position, and after it a velocity, passes the gate when at least one mode
/// expected it there; against the mixture alone a turn between two reports would be an outlier.
/// Never throws; what happened is in the outcome. A run of kOutsideGate is for the caller to judge
/// (three in a row: start anew from the observation).
UpdateOutcome Update(const KinematicState& state, const Observation& z,
                     const ShipFilterParams& params);

/// The mean and covariance of the modes' mixture at the state's time, on the ground.
KinematicEstimate Estimate(const KinematicState& state);

}  // namespace pelorus
