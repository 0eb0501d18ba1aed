#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/local_frame.h"
#include "geo/time.h"
#include "trackers/aircraft_report.h"
#include "trackers/imm.h"
#include "trackers/kinematic_estimate.h"
#include "trackers/measurement_model.h"
#include "trackers/turn_model.h"
#include "trackers/update_result.h"
#include "trackers/vertical_filter.h"

namespace pelorus {

/// The ways an aircraft moves horizontally, in the order of the filter's modes.
enum class AircraftMode : std::uint8_t { kStraight = 0, kManoeuvre = 1, kTurn = 2 };
inline constexpr std::size_t kAircraftModes = 3;
inline constexpr std::array<std::string_view, kAircraftModes> kAircraftModeNames = {
    "straight", "manoeuvre", "turn"};

/// The motion modes with their values; docs/FORMULAS.md, "Aircraft modes". The straight and the
/// manoeuvring mode are nearly constant velocity and know nothing of a turn rate.
struct AircraftModel {
  MotionModel straight = MotionModel::NearlyConstantVelocity(0.15);
  MotionModel manoeuvre = MotionModel::NearlyConstantVelocity(10.0);
  TurnModel turn;
  std::array<double, kAircraftModes> dwell_s = {400.0, 55.0, 70.0};
  std::array<double, kAircraftModes> entry = {0.59, 0.05, 0.36};
  double mu_floor = 1e-6;
};

/// Everything that can be set about an aircraft's filter. Sources: docs/FORMULAS.md, "Aircraft
/// filter".
struct AircraftFilterParams {
  AircraftModel model;
  VerticalFilterParams vertical;
  /// Airborne positions come in steps of about 5.1 m.
  PositionNoise position = {5.1, 3.0};
  /// Errors of velocities in units of what NACv promises: it is a bound that holds everywhere.
  double velocity_share = 0.4;
  /// Uncertainty of when a position was true, beside what the report itself says: equipment may be
  /// late by some tenths of a second.
  double time_sigma_s = 0.12;
  double velocity_sigma_floor_mps = 0.5;  ///< no velocity is taken as better than this
  double velocity_step_kn = 1.0;          ///< step of a velocity component
  double gate_tail = 1e-9;                ///< chi-square tail that the gate cuts off: d^2 = 41.4
  /// The same for positions that the decoder marked as implausible: d^2 = 9.2.
  double implausible_gate_tail = 1e-2;
  /// Degrees of freedom of Student's distribution, by which noise with heavy tails is weighed.
  double student_dof = 5.0;
  double initial_speed_mps = 150.0;  ///< deviation of a velocity component before any report
  double longest_step_s = 15.0;      ///< longer predictions are made in steps, so that modes change
  /// Reports this much older than the state are carried forward to it; older ones are not used.
  Duration most_late = std::chrono::seconds{1};
  double reanchor_beyond_m = 100e3;  ///< a new plane when the aircraft is this far from its origin
};

/// The filter of one aircraft at one time. A value: copy it, keep it, compare futures of it.
struct AircraftState {
  LocalFrame frame;                   ///< plane of every vector below
  Time time;                          ///< to which the horizontal state belongs
  ImmState<kAircraftModes, 5> modes;  ///< [e, n, ve, vn, omega]: m, m/s, rad/s to port
  std::optional<VerticalState> vertical;
};

/// What a report did to an aircraft's state.
struct AircraftOutcome {
  /// The posterior at the report's time (the state's own for one that was late) when applied; with
  /// kNumericalTrouble an inflated prediction; otherwise the state as it was, also in time.
  AircraftState state;
  /// kOutsideGate: the position, or where there is none the velocity, is too unlikely; then
  /// nothing of the report was used, its altitude neither.
  UpdateResult result = UpdateResult::kApplied;
  VelocityUse velocity = VelocityUse::kNone;
  /// Normalised innovation squared of the position, 2 degrees of freedom, against the mean and
  /// covariance of the predicted mixture; nothing without a position.
  std::optional<double> nis = std::nullopt;
  /// Likewise of the pressure altitude, 1 degree of freedom; 0 without one.
  double vertical_nis = 0.0;
};

/// Whether `report` says anything of horizontal motion that the filter can use.
bool SaysMotion(const AircraftReport& report);

/// A state from a first report with a position (which must be there), its velocity where it claims
/// one (else 0 with `initial_speed_mps`) and its altitude.
AircraftState Initiate(const AircraftReport& first, const AircraftFilterParams& params);

/// The state at a later time, horizontally; the vertical filter keeps its own time. A `time`
/// before the state's own returns the state unchanged. Never NaN.
AircraftState Predict(const AircraftState& state, Time time, const AircraftFilterParams& params);

/// The state after whatever `report` says: position, velocity, altitude, each alone or together.
/// Position and velocity pass the gate when one mode expected them there; inside it, what all modes
/// find unlikely counts with a larger noise (Student's distribution). A report with neither moves
/// the vertical filter only. Never throws; what happened is in the outcome. A run of kOutsideGate
/// is for the caller to judge.
AircraftOutcome Update(const AircraftState& state, const AircraftReport& report,
                       const AircraftFilterParams& params);

/// The mean and covariance of the modes' mixture at the state's time, on the ground, with the
/// vertical state predicted to the same time.
KinematicEstimate Estimate(const AircraftState& state, const AircraftFilterParams& params);

}  // namespace pelorus
