#include "trackers/aircraft_smoother.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace pelorus {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr auto kTurn = static_cast<std::size_t>(AircraftMode::kTurn);

/// A mode of the backward filter in the plane of the forward one, and forwards in time.
Gaussian<5> Turned(const Gaussian<5>& mode, const LocalFrame& from, const LocalFrame& to) {
  Eigen::Vector4d x = mode.x.head<4>();
  Eigen::Matrix4d p = mode.p.topLeftCorner<4, 4>();
  if (!(from.origin() == to.origin())) Reanchor(from, to, x, p);
  Gaussian<5> out = mode;
  out.x.head<4>() = x;
  out.p.topLeftCorner<4, 4>() = p;
  Eigen::Matrix<double, 5, 1> sign;
  sign << 1.0, 1.0, -1.0, -1.0, -1.0;
  out.x = sign.asDiagonal() * out.x;
  out.p = sign.asDiagonal() * out.p * sign.asDiagonal();
  return out;
}

/// One mode of both filters joined, and ln of the integral of their product.
struct Joined {
  Gaussian<4> state;
  double log_likelihood = kImpossible;
};

Joined JoinStraight(const Gaussian<5>& f, const Gaussian<5>& b) {
  const Gaussian<4> prior{f.x.head<4>(), f.p.topLeftCorner<4, 4>()};
  const KalmanOutcome<4> out =
      Update<4, 4>(prior, b.x.head<4>(), Eigen::Matrix4d::Identity(), b.p.topLeftCorner<4, 4>());
  return {out.posterior, out.failed ? kImpossible : out.log_likelihood()};
}

/// With the turn rate, of which both filters hold the prior N(0, sigma^2); it is taken out once,
/// where the joint mean lies.
Joined JoinTurn(const Gaussian<5>& f, const Gaussian<5>& b, double omega_sigma_rps) {
  const KalmanOutcome<5> out = Update<5, 5>(f, b.x, Eigen::Matrix<double, 5, 5>::Identity(), b.p);
  const double off = out.posterior.x(4) / omega_sigma_rps;
  const double log_prior =
      -0.5 * off * off - std::log(omega_sigma_rps * std::sqrt(2.0 * std::numbers::pi));
  return {{out.posterior.x.head<4>(), out.posterior.p.topLeftCorner<4, 4>()},
          out.failed ? kImpossible : out.log_likelihood() - log_prior};
}

}  // namespace

std::optional<KinematicEstimate> Smooth(const AircraftState& forward, const AircraftState& backward,
                                        const AircraftFilterParams& params) {
  const AircraftModel& model = params.model;
  ImmState<kAircraftModes> joint;
  std::array<double, kAircraftModes> log_weight;
  bool any = false;
  for (std::size_t i = 0; i < kAircraftModes; ++i) {
    const Gaussian<5> b = Turned(backward.modes.mode[i], backward.frame, forward.frame);
    const Gaussian<5>& f = forward.modes.mode[i];
    const Joined one = i == kTurn ? JoinTurn(f, b, model.turn.omega_sigma_rps) : JoinStraight(f, b);
    joint.mode[i] = one.state;
    log_weight[i] = one.log_likelihood;
    any = any || std::isfinite(one.log_likelihood);
    // The stationary probability of a mode is as its entry times its dwell.
    joint.mu[i] = forward.modes.mu[i] * backward.modes.mu[i] / (model.entry[i] * model.dwell_s[i]);
  }
  if (!any) return std::nullopt;
  Reweigh(joint.mu, log_weight);
  const Gaussian<4> mixture = Combine(joint);
  const Eigen::Matrix2d to_ground = forward.frame.ToGround(mixture.x.head<2>());
  KinematicEstimate out;
  out.position = forward.frame.FromEnu(mixture.x.head<2>());
  out.v_mps = to_ground * mixture.x.tail<2>();
  out.sog = Speed::MetersPerSecond(out.v_mps.norm());
  out.course = Course::Radians(std::atan2(out.v_mps.x(), out.v_mps.y()));
  out.cov_m2 = to_ground * mixture.p.topLeftCorner<2, 2>() * to_ground.transpose();
  out.cov_mps2 = to_ground * mixture.p.bottomRightCorner<2, 2>() * to_ground.transpose();
  std::copy(joint.mu.begin(), joint.mu.end(), out.mode_probability.begin());
  return out;
}

}  // namespace pelorus
