#pragma once

#include <array>
#include <cstdint>

#include "geo/time.h"
#include "trackers/aircraft_report.h"
#include "trackers/imm.h"
#include "trackers/kinematic_estimate.h"
#include "trackers/update_result.h"

namespace pelorus {

/// The ways an aircraft moves vertically, in the order of the filter's modes.
inline constexpr std::size_t kVerticalModes = 2;

/// How the vertical modes move and follow each other; sources: docs/FORMULAS.md, "Vertical filter".
struct VerticalModel {
  std::array<double, kVerticalModes> q_m2s3 = {0.01, 0.5};  ///< level, climbing or descending
  std::array<double, kVerticalModes> offset_q_m2ps = {0.02, 2.0};  ///< random walk of the offset
  std::array<double, kVerticalModes> dwell_s = {100.0, 60.0};
  std::array<double, kVerticalModes> entry = {0.5, 0.5};
  double mu_floor = 1e-6;
};

/// Everything that can be set about the vertical filter.
struct VerticalFilterParams {
  VerticalModel model;
  double altitude_sigma_m = 3.0;   ///< of a pressure altitude, beside its rounding to 25 ft
  double height_sigma_m = 15.0;    ///< of a geometric height whose accuracy is not told
  double rate_sigma_mps = 0.6;     ///< of a reported vertical rate
  double initial_rate_mps = 10.0;  ///< deviation of a rate of which nothing is known
  double offset_sigma_m = 300.0;   ///< deviation of geometric less pressure before any report
  double gate_tail = 1e-6;         ///< chi-square tail that the gate cuts off
  std::uint32_t reseed_after = 3;  ///< altitudes in a row outside the gate that are followed
};

/// The vertical filter at one time: [h, hdot, offset] in every mode: pressure altitude (m), its
/// rate (m/s) and geometric height less pressure altitude (m). A value.
struct VerticalState {
  Time time;
  ImmState<kVerticalModes, 3> modes;
  /// Altitudes in a row outside the gate that agree with each other.
  std::uint32_t strays = 0;
  double stray_m = 0.0;
  Time stray_at;
};

/// Whether `report` says anything of altitude.
inline bool SaysAltitude(const AircraftReport& report) {
  return report.pressure_altitude_ft.has_value() || report.geometric_height_ft.has_value();
}

/// A state from a first report with an altitude (SaysAltitude must hold). A geometric height alone
/// gives a pressure altitude with the deviation of the offset.
VerticalState InitiateVertical(const AircraftReport& first, Time at,
                               const VerticalFilterParams& params);

/// The state at a later time; an earlier `time` returns it unchanged.
VerticalState Predict(const VerticalState& state, Time time, const VerticalFilterParams& params);

/// What a report did to a vertical state.
struct VerticalOutcome {
  VerticalState state;
  UpdateResult result = UpdateResult::kApplied;
  double nis = 0.0;       ///< of the pressure altitude against the mixture, 1 expected; else 0
  bool reseeded = false;  ///< `state` begins anew from this report
};

/// The state after whatever `report` says of altitude, height and rate, taken as true at `at`
/// (times before the state's own count as the state's). Each number passes when one of the modes
/// expected it; an altitude outside leaves the state as it was and, after `reseed_after` of them in
/// a row that agree, begins it anew. Never NaN.
VerticalOutcome Update(const VerticalState& state, const AircraftReport& report, Time at,
                       const VerticalFilterParams& params);

/// Mean and deviation of the modes' mixture at the state's time.
VerticalEstimate Estimate(const VerticalState& state);

}  // namespace pelorus
