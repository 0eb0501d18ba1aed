#include "trackers/ship_filter.h"

#include <algorithm>
#include <cmath>

#include "geo/ellipsoid.h"
#include "trackers/gate.h"

namespace pelorus {
namespace {

/// A prediction moves the ship at most this far in one plane.
constexpr double kLongestLeg_m = 100e3;
/// Legs of one prediction; what is left after them (a broken clock) is done in one.
constexpr int kMostLegs = 256;

Eigen::Vector2d MeanPosition(const KinematicState& state) {
  Eigen::Vector2d p_enu = Eigen::Vector2d::Zero();
  for (std::size_t j = 0; j < kShipModes; ++j) {
    p_enu += state.modes.mu[j] * state.modes.mode[j].x.head<2>();
  }
  return p_enu;
}

Eigen::Vector2d MeanVelocity(const KinematicState& state) {
  Eigen::Vector2d v_enu = Eigen::Vector2d::Zero();
  for (std::size_t j = 0; j < kShipModes; ++j) {
    v_enu += state.modes.mu[j] * state.modes.mode[j].x.tail<2>();
  }
  return v_enu;
}

void KeepPlaneNear(KinematicState& state, const ShipFilterParams& params) {
  const Eigen::Vector2d p_enu = MeanPosition(state);
  if (p_enu.squaredNorm() <= params.reanchor_beyond_m * params.reanchor_beyond_m) return;
  const LocalFrame to(state.frame.FromEnu(p_enu));
  for (Gaussian<4>& mode : state.modes.mode) Reanchor(state.frame, to, mode.x, mode.p);
  state.frame = to;
}

/// Whether `p` lies beyond the horizon of a plane at `origin`, where the plane's coordinates would
/// fold back. The spherical angle decides; no plane is used that far out.
bool IsBeyondHorizon(GeoPoint origin, GeoPoint p) {
  const double d_lat_deg = std::abs(p.lat_deg() - origin.lat_deg());
  const double d_lon_deg = std::abs(WrapLongitudeDeg(p.lon_deg() - origin.lon_deg()));
  if (d_lat_deg < 30.0 && d_lon_deg < 30.0) return false;  // at most 43 degrees of arc
  const double d_lon = Angle::Degrees(d_lon_deg).radians();
  const double lat_0 = origin.lat().radians(), lat_1 = p.lat().radians();
  return std::sin(lat_0) * std::sin(lat_1) + std::cos(lat_0) * std::cos(lat_1) * std::cos(d_lon) <
         std::cos(Angle::Degrees(70.0).radians());
}

/// Applies the velocity that `z` claims, where it claims one and the gate lets it through.
void ApplyVelocity(const Observation& z, const ShipFilterParams& params, double gate,
                   UpdateOutcome& out) {
  const std::optional<PlaneMeasurement> ground = VelocityOverGround(z, params.velocity);
  if (!ground) return;
  KinematicState& state = out.state;
  const PlaneMeasurement v = GroundToPlane(*ground, state.frame.FromGround(MeanPosition(state)));
  const ImmOutcome<kShipModes> updated = UpdatePair<2>(state.modes, v.z, v.r, params.modes);
  if (!(updated.least_nis <= gate)) {
    out.velocity = VelocityUse::kOutsideGate;
    return;
  }
  state.modes = updated.state;
  out.log_likelihood += updated.log_likelihood;
  out.velocity = VelocityUse::kApplied;
}

UpdateOutcome OlderThanState(const KinematicState& state) {
  UpdateOutcome out{state};
  out.result = UpdateResult::kOlderThanState;
  return out;
}

UpdateOutcome OutsideGate(const KinematicState& state, double nis, double log_likelihood) {
  UpdateOutcome out{state};
  out.result = UpdateResult::kOutsideGate;
  out.nis = nis;
  out.log_likelihood = log_likelihood;
  return out;
}

PlaneMeasurement PositionInPlane(const Observation& z, const KinematicState& state,
                                 const ShipFilterParams& params) {
  // R is isotropic but for the part along the plane's own velocity, and the plane's scale is within
  // 1.2e-5 of the ground's where the filter works: no conversion.
  return {state.frame.ToEnu(z.position),
          PositionCovariance(z.position_sigma.meters(), ToSeconds(z.time_sigma),
                             MeanVelocity(state), params.position)};
}

}  // namespace

ImmModel<kShipModes> DefaultShipModes() {
  return {{MotionModel::OrnsteinUhlenbeck(60.0, 0.05), MotionModel::NearlyConstantVelocity(1e-3),
           MotionModel::NearlyConstantVelocity(0.25)},
          {3600.0, 100.0, 60.0},
          {0.02, 0.49, 0.49}};
}

KinematicState Initiate(const Observation& first, const ShipFilterParams& params) {
  // At the plane's origin, plane and ground are the same.
  const std::optional<PlaneMeasurement> v = VelocityOverGround(first, params.velocity);
  const Eigen::Vector2d v_mps = v ? v->z : Eigen::Vector2d(Eigen::Vector2d::Zero());
  KinematicState state{LocalFrame(first.position), first.measured_at, {}};
  for (std::size_t j = 0; j < kShipModes; ++j) {
    const bool moored = j == static_cast<std::size_t>(ShipMode::kMoored);
    const double sigma_mps = moored ? params.moored_speed_mps : params.initial_speed_mps;
    Gaussian<4>& mode = state.modes.mode[j];
    mode.x.setZero();
    mode.p.setZero();
    mode.p.topLeftCorner<2, 2>() = PositionCovariance(
        first.position_sigma.meters(), ToSeconds(first.time_sigma), v_mps, params.position);
    mode.p.diagonal().tail<2>().setConstant(sigma_mps * sigma_mps);
    state.modes.mu[j] = params.modes.entry[j];
  }
  if (!v) return state;
  const ImmOutcome<kShipModes> updated = UpdatePair<2>(state.modes, v->z, v->r, params.modes);
  if (!updated.failed) state.modes = updated.state;
  return state;
}

KinematicState Predict(const KinematicState& state, Time time, const ShipFilterParams& params) {
  KinematicState out = state;
  if (time <= state.time) return out;
  double left_s = ToSeconds(time - state.time);
  for (int leg = 1; left_s > 0.0; ++leg) {
    const double speed_mps = MeanVelocity(out).norm();
    const bool whole = leg == kMostLegs || speed_mps * left_s <= kLongestLeg_m;
    const double dt_s = whole ? left_s : kLongestLeg_m / speed_mps;
    out.modes = Predict(out.modes, dt_s, params.modes);
    KeepPlaneNear(out, params);
    left_s = whole ? 0.0 : left_s - dt_s;
  }
  out.time = time;
  return out;
}

UpdateOutcome Update(const KinematicState& state, const Observation& z,
                     const ShipFilterParams& params) {
  if (z.measured_at < state.time) return OlderThanState(state);
  UpdateOutcome out{Predict(state, z.measured_at, params)};
  const PlaneMeasurement position = PositionInPlane(z, out.state, params);
  const Gaussian<2> prior = CombinedPair<0>(out.state.modes);
  const Ldl2 s(prior.p + position.r);
  const ImmOutcome<kShipModes> updated =
      UpdatePair<0>(out.state.modes, position.z, position.r, params.modes);
  out.state.modes = updated.state;
  if (!s.ok() || updated.failed) {
    out.result = UpdateResult::kNumericalTrouble;
    return out;
  }
  const bool beyond = IsBeyondHorizon(out.state.frame.origin(), z.position);
  out.nis = s.SquaredNorm(beyond ? Eigen::Vector2d(kWgs84A_m, 0.0) : position.z - prior.x);
  const double gate = ChiSquareGate2(params.gate_tail);
  if (beyond || updated.least_nis > gate) {
    return OutsideGate(state, out.nis, LogNormal2(s, out.nis));
  }
  out.log_likelihood = updated.log_likelihood;
  ApplyVelocity(z, params, gate, out);
  KeepPlaneNear(out.state, params);
  return out;
}

KinematicEstimate Estimate(const KinematicState& state) {
  const Gaussian<4> mixture = Combine(state.modes);
  const Eigen::Matrix2d to_ground = state.frame.ToGround(mixture.x.head<2>());
  KinematicEstimate out;
  out.position = state.frame.FromEnu(mixture.x.head<2>());
  out.v_mps = to_ground * mixture.x.tail<2>();
  out.sog = Speed::MetersPerSecond(out.v_mps.norm());
  out.course = Course::Radians(std::atan2(out.v_mps.x(), out.v_mps.y()));
  out.cov_m2 = to_ground * mixture.p.topLeftCorner<2, 2>() * to_ground.transpose();
  out.cov_mps2 = to_ground * mixture.p.bottomRightCorner<2, 2>() * to_ground.transpose();
  std::copy(state.modes.mu.begin(), state.modes.mu.end(), out.mode_probability.begin());
  return out;
}

}  // namespace pelorus
