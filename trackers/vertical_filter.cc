#include "trackers/vertical_filter.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "trackers/measurement_model.h"

namespace pelorus {
namespace {

using Row3 = Eigen::Matrix<double, 1, 3>;
using Scalar = Eigen::Matrix<double, 1, 1>;

constexpr double kFoot_m = 0.3048;
/// 25 ft, the step of altitudes and heights. [DO-260B] 2.2.3.2.3.4
constexpr double kAltitudeStep_m = 25.0 * kFoot_m;
/// 64 ft/min, the step of vertical rates. [DO-260B] 2.2.3.2.6
constexpr double kRateStep_mps = 64.0 * kFoot_m / 60.0;
/// Faster than any aircraft climbs or dives in service; strays that differ by more disagree.
constexpr double kFastestClimb_mps = 150.0;
constexpr double kStraySlack_m = 100.0;
constexpr double kMostAltitude_m = 1e5;
constexpr double kMostRate_mps = 500.0;

/// One number that a report says: z = h x with variance r.
struct Claim {
  Row3 h;
  double z;
  double r;
};

/// The tail of a chi-square variable with one degree of freedom beyond d^2 is about that of two at
/// the same d^2 or less: P1(d^2) = erfc(sqrt(d^2/2)) < exp(-d^2/2).
bool Passes(double nis, double tail) { return nis <= -2.0 * std::log(tail); }

double GeometricSigma(const AircraftReport& report, const VerticalFilterParams& params) {
  // GVA 1 and 2: 95 % within 150 m and 45 m. [DO-260B] table 2-71
  if (report.gva == 2) return 45.0 / 1.96;
  if (report.gva == 1) return 150.0 / 1.96;
  return params.height_sigma_m;
}

std::optional<Claim> AltitudeClaim(const AircraftReport& report,
                                   const VerticalFilterParams& params) {
  if (!report.pressure_altitude_ft) return std::nullopt;
  const double z_m = kFoot_m * *report.pressure_altitude_ft;
  if (std::abs(z_m) > kMostAltitude_m) return std::nullopt;
  const double variance = params.altitude_sigma_m * params.altitude_sigma_m;
  return Claim{{1.0, 0.0, 0.0}, z_m, variance + RoundingVariance(kAltitudeStep_m)};
}

std::optional<Claim> HeightClaim(const AircraftReport& report, const VerticalFilterParams& params) {
  if (!report.geometric_height_ft) return std::nullopt;
  const double z_m = kFoot_m * *report.geometric_height_ft;
  if (std::abs(z_m) > kMostAltitude_m) return std::nullopt;
  const double sigma = GeometricSigma(report, params);
  return Claim{{1.0, 0.0, 1.0}, z_m, sigma * sigma + RoundingVariance(kAltitudeStep_m)};
}

std::optional<Claim> RateClaim(const AircraftReport& report, const VerticalFilterParams& params) {
  if (!report.vertical_rate_fpm) return std::nullopt;
  const double z_mps = kFoot_m / 60.0 * *report.vertical_rate_fpm;
  if (std::abs(z_mps) > kMostRate_mps) return std::nullopt;
  const double variance = params.rate_sigma_mps * params.rate_sigma_mps;
  return Claim{{0.0, 1.0, 0.0}, z_mps, variance + RoundingVariance(kRateStep_mps)};
}

double MixtureNis(const ImmState<kVerticalModes, 3>& modes, const Claim& claim) {
  const Gaussian<3> mean = Combine(modes);
  const double innovation = claim.z - (claim.h * mean.x).value();
  return innovation * innovation / ((claim.h * mean.p * claim.h.transpose()).value() + claim.r);
}

/// Applies a claim where a mode expected it; false leaves the modes as they were.
bool Apply(const std::optional<Claim>& claim, const VerticalFilterParams& params,
           ImmState<kVerticalModes, 3>& modes) {
  if (!claim) return true;
  const Scalar z = Scalar::Constant(claim->z), r = Scalar::Constant(claim->r);
  const ImmOutcome<kVerticalModes, 3> out = UpdateModes(
      modes, params.model.mu_floor,
      [&](const Gaussian<3>& mode, std::size_t) { return Update<3, 1>(mode, z, claim->h, r); });
  if (out.failed || !Passes(out.least_nis, params.gate_tail)) return false;
  modes = out.state;
  return true;
}

/// Nearly constant velocity on [h, hdot], random walk on the offset.
Gaussian<3> PredictMode(const Gaussian<3>& prior, double dt_s, double q_m2s3, double walk_m2ps) {
  const Transition t = MotionModel::NearlyConstantVelocity(q_m2s3).Discretise(dt_s);
  Eigen::Matrix3d f = Eigen::Matrix3d::Identity(), q = Eigen::Matrix3d::Zero();
  f(0, 1) = dt_s;
  q.topLeftCorner<2, 2>() << t.q_pp, t.q_pv, t.q_pv, t.q_vv;
  q(2, 2) = walk_m2ps * dt_s;
  return Predict<3>(prior, f, q);
}

/// Counts an altitude outside the gate; true when enough of them agree.
bool StraysInsist(VerticalState& state, double z_m, Time at, std::uint32_t enough) {
  const double since_s = std::abs(ToSeconds(at - state.stray_at));
  const bool agrees = state.strays > 0 &&
                      std::abs(z_m - state.stray_m) <= kFastestClimb_mps * since_s + kStraySlack_m;
  state.strays = agrees ? state.strays + 1 : 1;
  state.stray_m = z_m;
  state.stray_at = at;
  return state.strays >= enough;
}

VerticalOutcome OutsideGate(const VerticalState& before, const AircraftReport& report, Time at,
                            double z_m, const VerticalFilterParams& params) {
  VerticalOutcome out{before, UpdateResult::kOutsideGate};
  if (!StraysInsist(out.state, z_m, at, params.reseed_after)) return out;
  out.state = InitiateVertical(report, at, params);
  out.result = UpdateResult::kApplied;
  out.reseeded = true;
  return out;
}

}  // namespace

VerticalState InitiateVertical(const AircraftReport& first, Time at,
                               const VerticalFilterParams& params) {
  const std::optional<Claim> altitude = AltitudeClaim(first, params);
  const std::optional<Claim> height = HeightClaim(first, params);
  Gaussian<3> mode{Eigen::Vector3d::Zero(), Eigen::Matrix3d::Zero()};
  mode.x(0) = altitude ? altitude->z : height ? height->z : 0.0;
  mode.p.diagonal() << kMostAltitude_m * kMostAltitude_m,
      params.initial_rate_mps * params.initial_rate_mps,
      params.offset_sigma_m * params.offset_sigma_m;
  VerticalState state{at, {{mode, mode}, params.model.entry}, 0, 0.0, at};
  Apply(altitude, params, state.modes);
  Apply(height, params, state.modes);
  Apply(RateClaim(first, params), params, state.modes);
  return state;
}

VerticalState Predict(const VerticalState& state, Time time, const VerticalFilterParams& params) {
  VerticalState out = state;
  if (time <= state.time) return out;
  const double dt_s = ToSeconds(time - state.time);
  out.modes = Mix(state.modes, dt_s, params.model);
  for (std::size_t j = 0; j < kVerticalModes; ++j) {
    out.modes.mode[j] =
        PredictMode(out.modes.mode[j], dt_s, params.model.q_m2s3[j], params.model.offset_q_m2ps[j]);
  }
  out.time = time;
  return out;
}

VerticalOutcome Update(const VerticalState& state, const AircraftReport& report, Time at,
                       const VerticalFilterParams& params) {
  VerticalOutcome out{Predict(state, at, params)};
  const std::optional<Claim> altitude = AltitudeClaim(report, params);
  if (altitude) {
    out.nis = MixtureNis(out.state.modes, *altitude);
    if (!Apply(altitude, params, out.state.modes)) {
      return OutsideGate(state, report, at, altitude->z, params);
    }
    out.state.strays = 0;
  }
  Apply(HeightClaim(report, params), params, out.state.modes);
  Apply(RateClaim(report, params), params, out.state.modes);
  return out;
}

VerticalEstimate Estimate(const VerticalState& state) {
  const Gaussian<3> mixture = Combine(state.modes);
  return {PressureAltitude::Meters(mixture.x(0)), Speed::MetersPerSecond(mixture.x(1)),
          Length::Meters(std::sqrt(std::max(0.0, mixture.p(0, 0)))), Length::Meters(mixture.x(2)),
          Length::Meters(std::sqrt(std::max(0.0, mixture.p(2, 2))))};
}

}  // namespace pelorus
