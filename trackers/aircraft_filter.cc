#include "trackers/aircraft_filter.h"

#include <algorithm>
#include <cmath>

#include "geo/ellipsoid.h"
#include "trackers/gate.h"

namespace pelorus {
namespace {

using Modes = ImmState<kAircraftModes, 5>;
using Outcome = ImmOutcome<kAircraftModes, 5>;

/// Steps of one prediction at most; beyond (a broken clock) the steps become longer.
constexpr int kMostSteps = 128;
constexpr double kMostSpeed_mps = 1000.0;
constexpr double kWorstVelocitySigma_mps = 1000.0;

template <int First>
Eigen::Vector2d Mean(const Modes& modes) {
  Eigen::Vector2d mean = Eigen::Vector2d::Zero();
  for (std::size_t j = 0; j < kAircraftModes; ++j) {
    mean += modes.mu[j] * modes.mode[j].x.template segment<2>(First);
  }
  return mean;
}

/// A mode carried to another plane: the means by the exact map, the covariance by the rotation
/// between the planes there (what is left out, velocity turned by an error of position, is below
/// 10^-6 m/s a metre).
void CarryOver(const LocalFrame& from, const LocalFrame& to, Gaussian<5>& mode) {
  const Eigen::Vector2d p_from = mode.x.head<2>();
  const Eigen::Vector2d p_to = to.ToEnu(from.FromEnu(p_from));
  const Eigen::Matrix2d turn = to.FromGround(p_to) * from.ToGround(p_from);
  Eigen::Matrix<double, 5, 5> j = Eigen::Matrix<double, 5, 5>::Zero();
  j.block<2, 2>(0, 0) = turn;
  j.block<2, 2>(2, 2) = turn;
  j(4, 4) = 1.0;
  mode.x.head<2>() = p_to;
  mode.x.segment<2>(2) = turn * mode.x.segment<2>(2).eval();
  const Eigen::Matrix<double, 5, 5> jp = j * mode.p;
  mode.p.noalias() = jp * j.transpose();
}

void KeepPlaneNear(AircraftState& state, const AircraftFilterParams& params) {
  const Eigen::Vector2d p_enu = Mean<0>(state.modes);
  if (p_enu.squaredNorm() <= params.reanchor_beyond_m * params.reanchor_beyond_m) return;
  const LocalFrame to(state.frame.FromEnu(p_enu));
  for (Gaussian<5>& mode : state.modes.mode) CarryOver(state.frame, to, mode);
  state.frame = to;
}

/// Nearly constant velocity; the turn rate is forgotten, as if drawn anew for the next turn.
Gaussian<5> PredictStraight(const Gaussian<5>& prior, const MotionModel& motion, double dt_s,
                            double omega_sigma_rps) {
  const Gaussian<4> moved = Predict(Gaussian<4>{prior.x.head<4>(), prior.p.topLeftCorner<4, 4>()},
                                    motion.Discretise(dt_s));
  Gaussian<5> out{Eigen::Matrix<double, 5, 1>::Zero(), Eigen::Matrix<double, 5, 5>::Zero()};
  out.x.head<4>() = moved.x;
  out.p.topLeftCorner<4, 4>() = moved.p;
  out.p(4, 4) = omega_sigma_rps * omega_sigma_rps;
  return out;
}

Modes PredictStep(const Modes& prior, double dt_s, const AircraftModel& model) {
  Modes out = Mix(prior, dt_s, model);
  const double omega_sigma = model.turn.omega_sigma_rps;
  out.mode[0] = PredictStraight(out.mode[0], model.straight, dt_s, omega_sigma);
  out.mode[1] = PredictStraight(out.mode[1], model.manoeuvre, dt_s, omega_sigma);
  out.mode[2] = model.turn.Predict(out.mode[2], dt_s);
  return out;
}

/// Predict, in place.
void Advance(AircraftState& state, Time time, const AircraftFilterParams& params) {
  if (time <= state.time) return;
  const double dt_s = ToSeconds(time - state.time);
  const double wanted = std::ceil(dt_s / params.longest_step_s);
  const int steps = wanted < kMostSteps ? std::max(1, static_cast<int>(wanted)) : kMostSteps;
  for (int i = 0; i < steps; ++i) {
    state.modes = PredictStep(state.modes, dt_s / steps, params.model);
    KeepPlaneNear(state, params);
  }
  state.time = time;
}

/// The velocity over ground [east, north] that a report claims, isotropic; nothing when it gives no
/// speed, an absurd one, or no track although it moves.
std::optional<PlaneMeasurement> VelocityOverGround(const AircraftReport& report,
                                                   const AircraftFilterParams& params) {
  if (!report.ground_speed) return std::nullopt;
  const double speed_mps = report.ground_speed->mps();
  if (!(std::abs(speed_mps) <= kMostSpeed_mps)) return std::nullopt;
  const double told = params.velocity_share * report.velocity_sigma.mps();
  const double sigma = std::isfinite(told) ? std::clamp(told, params.velocity_sigma_floor_mps,
                                                        kWorstVelocitySigma_mps)
                                           : kWorstVelocitySigma_mps;
  const double variance =
      sigma * sigma + RoundingVariance(Speed::Knots(params.velocity_step_kn).mps());
  const Eigen::Matrix2d r = variance * Eigen::Matrix2d::Identity();
  if (!report.track) {
    if (speed_mps > 2.0 * sigma) return std::nullopt;
    return PlaneMeasurement{Eigen::Vector2d::Zero(), r};
  }
  const double track = report.track->radians();
  return PlaneMeasurement{speed_mps * Eigen::Vector2d(std::sin(track), std::cos(track)), r};
}

/// Whether `p` lies so far from the plane's origin that it could fold back into the plane.
bool IsFarAway(GeoPoint origin, GeoPoint p) {
  constexpr double kFar_deg = 30.0;
  if (std::abs(p.lat_deg() - origin.lat_deg()) > kFar_deg) return true;
  const double d_lon_deg = std::abs(WrapLongitudeDeg(p.lon_deg() - origin.lon_deg()));
  return d_lon_deg > kFar_deg && std::abs(origin.lat_deg()) < 85.0;
}

/// The update of a mode whose turn rate is correlated with nothing: that of its other four numbers.
template <int First>
KalmanOutcome<5> UpdateWithoutTurn(const Gaussian<5>& prior, const PlaneMeasurement& z) {
  const KalmanOutcome<4> four =
      UpdatePair<First, 4>({prior.x.head<4>(), prior.p.topLeftCorner<4, 4>()}, z.z, z.r);
  KalmanOutcome<5> out{prior, four.nis, four.determinant, four.size, four.failed};
  out.posterior.x.head<4>() = four.posterior.x;
  out.posterior.p.topLeftCorner<4, 4>() = four.posterior.p;
  return out;
}

template <int First>
Outcome UpdateAll(const Modes& modes, const PlaneMeasurement& z, const AircraftModel& model) {
  return UpdateModes(modes, model.mu_floor, [&z](const Gaussian<5>& mode, std::size_t j) {
    const bool turns = j == static_cast<std::size_t>(AircraftMode::kTurn);
    return turns ? UpdatePair<First, 5>(mode, z.z, z.r) : UpdateWithoutTurn<First>(mode, z);
  });
}

/// An update whose noise grows with its surprise beyond what Student's distribution with `dof`
/// degrees of freedom expects: R (dof + d^2) / (dof + 2) where even the best mode's d^2 is above 2.
template <int First>
Outcome UpdateRobust(const Modes& modes, const PlaneMeasurement& z,
                     const AircraftFilterParams& params) {
  const Outcome out = UpdateAll<First>(modes, z, params.model);
  const double weight = (params.student_dof + out.least_nis) / (params.student_dof + 2.0);
  if (out.failed || weight <= 1.0) return out;
  Outcome robust = UpdateAll<First>(modes, {z.z, weight * z.r}, params.model);
  robust.least_nis = out.least_nis;
  return robust;
}

void LimitTurn(Modes& modes, const TurnModel& turn) {
  double& omega = modes.mode[static_cast<std::size_t>(AircraftMode::kTurn)].x(4);
  omega = std::clamp(omega, -turn.omega_limit_rps, turn.omega_limit_rps);
}

Eigen::Matrix2d NoiseOf(const AircraftReport& report, const Eigen::Vector2d& v_mps,
                        const AircraftFilterParams& params) {
  const double time_sigma_s = std::hypot(ToSeconds(report.time_sigma), params.time_sigma_s);
  return PositionCovariance(report.position_sigma.meters(), time_sigma_s, v_mps, params.position);
}

/// The position that a report claims, carried forward to the state's time where it is late.
PlaneMeasurement PositionInPlane(const AircraftReport& report, const AircraftState& state,
                                 const AircraftFilterParams& params) {
  const Eigen::Vector2d v_mps = Mean<2>(state.modes);
  const double late_s = std::max(0.0, ToSeconds(state.time - report.measured_at));
  return {state.frame.ToEnu(*report.position) + late_s * v_mps, NoiseOf(report, v_mps, params)};
}

UpdateResult ApplyPosition(const AircraftReport& report, const AircraftFilterParams& params,
                           AircraftOutcome& out) {
  const PlaneMeasurement z = PositionInPlane(report, out.state, params);
  const Gaussian<2> prior = CombinedPair<0>(out.state.modes);
  const Ldl2 s(prior.p + z.r);
  const bool far_away = IsFarAway(out.state.frame.origin(), *report.position);
  out.nis = s.SquaredNorm(far_away ? Eigen::Vector2d(kWgs84A_m, 0.0) : z.z - prior.x);
  const Outcome updated = UpdateRobust<0>(out.state.modes, z, params);
  if (!s.ok() || updated.failed) {
    out.state.modes = updated.state;
    out.nis.reset();
    return UpdateResult::kNumericalTrouble;
  }
  const double tail = report.implausible ? params.implausible_gate_tail : params.gate_tail;
  if (far_away || !(updated.least_nis <= ChiSquareGate2(tail))) return UpdateResult::kOutsideGate;
  out.state.modes = updated.state;
  return UpdateResult::kApplied;
}

VelocityUse ApplyVelocity(const AircraftReport& report, const AircraftFilterParams& params,
                          AircraftState& state) {
  const std::optional<PlaneMeasurement> ground = VelocityOverGround(report, params);
  if (!ground) return VelocityUse::kNone;
  const PlaneMeasurement v = GroundToPlane(*ground, state.frame.FromGround(Mean<0>(state.modes)));
  const Outcome updated = UpdateRobust<2>(state.modes, v, params);
  if (updated.failed || !(updated.least_nis <= ChiSquareGate2(params.gate_tail))) {
    return VelocityUse::kOutsideGate;
  }
  state.modes = updated.state;
  return VelocityUse::kApplied;
}

UpdateResult ApplyMotion(const AircraftReport& report, const AircraftFilterParams& params,
                         AircraftOutcome& out) {
  Advance(out.state, report.measured_at, params);
  if (report.position) {
    const UpdateResult result = ApplyPosition(report, params, out);
    if (result != UpdateResult::kApplied) return result;
  }
  out.velocity = ApplyVelocity(report, params, out.state);
  if (!report.position && out.velocity != VelocityUse::kApplied) return UpdateResult::kOutsideGate;
  LimitTurn(out.state.modes, params.model.turn);
  KeepPlaneNear(out.state, params);
  return UpdateResult::kApplied;
}

void ApplyAltitude(const AircraftReport& report, const AircraftFilterParams& params,
                   AircraftOutcome& out) {
  std::optional<VerticalState>& vertical = out.state.vertical;
  if (!vertical) {
    if (SaysAltitude(report)) {
      vertical = InitiateVertical(report, report.measured_at, params.vertical);
    }
    return;
  }
  if (!SaysAltitude(report) && !report.vertical_rate_fpm) return;
  const VerticalOutcome moved = Update(*vertical, report, report.measured_at, params.vertical);
  out.vertical_nis = moved.nis;
  vertical = moved.state;
}

}  // namespace

bool SaysMotion(const AircraftReport& report) {
  return report.position || (report.ground_speed && report.track);
}

AircraftState Initiate(const AircraftReport& first, const AircraftFilterParams& params) {
  const std::optional<PlaneMeasurement> v = VelocityOverGround(first, params);
  const Eigen::Vector2d v_mps = v ? v->z : Eigen::Vector2d(Eigen::Vector2d::Zero());
  const double omega = params.model.turn.omega_sigma_rps;
  Gaussian<5> mode{Eigen::Matrix<double, 5, 1>::Zero(), Eigen::Matrix<double, 5, 5>::Zero()};
  mode.p.topLeftCorner<2, 2>() = NoiseOf(first, v_mps, params);
  mode.p.diagonal().segment<2>(2).setConstant(params.initial_speed_mps * params.initial_speed_mps);
  mode.p(4, 4) = omega * omega;
  AircraftState state{LocalFrame(*first.position), first.measured_at, {}, {}};
  state.modes.mode.fill(mode);
  state.modes.mu = params.model.entry;
  if (v) {
    const Outcome updated = UpdateAll<2>(state.modes, *v, params.model);
    if (!updated.failed) state.modes = updated.state;
  }
  if (SaysAltitude(first)) {
    state.vertical = InitiateVertical(first, first.measured_at, params.vertical);
  }
  return state;
}

AircraftState Predict(const AircraftState& state, Time time, const AircraftFilterParams& params) {
  AircraftState out = state;
  Advance(out, time, params);
  return out;
}

AircraftOutcome Update(const AircraftState& state, const AircraftReport& report,
                       const AircraftFilterParams& params) {
  AircraftOutcome out{state};
  if (report.measured_at < state.time - params.most_late) {
    out.result = UpdateResult::kOlderThanState;
    return out;
  }
  if (SaysMotion(report)) out.result = ApplyMotion(report, params, out);
  if (out.result == UpdateResult::kOutsideGate) {
    out.state = state;
  } else if (out.result == UpdateResult::kApplied) {
    ApplyAltitude(report, params, out);
  }
  return out;
}

KinematicEstimate Estimate(const AircraftState& state, const AircraftFilterParams& params) {
  const Gaussian<5> mixture = Combine(state.modes);
  const Eigen::Matrix2d to_ground = state.frame.ToGround(mixture.x.head<2>());
  KinematicEstimate out;
  out.position = state.frame.FromEnu(mixture.x.head<2>());
  out.v_mps = to_ground * mixture.x.segment<2>(2);
  out.sog = Speed::MetersPerSecond(out.v_mps.norm());
  out.course = Course::Radians(std::atan2(out.v_mps.x(), out.v_mps.y()));
  out.cov_m2 = to_ground * mixture.p.topLeftCorner<2, 2>() * to_ground.transpose();
  out.cov_mps2 = to_ground * mixture.p.block<2, 2>(2, 2) * to_ground.transpose();
  std::copy(state.modes.mu.begin(), state.modes.mu.end(), out.mode_probability.begin());
  if (state.vertical) {
    out.vertical = Estimate(Predict(*state.vertical, state.time, params.vertical));
  }
  return out;
}

}  // namespace pelorus
