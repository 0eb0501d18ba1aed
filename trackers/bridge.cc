#include "trackers/bridge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trackers/imm.h"

namespace pelorus {
namespace {

/// Ships hold to no hypothesis exactly, so its likelihood counts with this power.
constexpr double kTempered = 0.8;
/// Nearly constant velocity with at least this noise counts as manoeuvring.
constexpr double kAgitated_m2s3 = 0.05;

/// The velocity of a ship that comes to rest: it decays within `tau_s`, driven by `sigma_mps`.
BridgeModel Decaying(double tau_s, double sigma_mps, double prior) {
  return {MotionModel::OrnsteinUhlenbeck(tau_s, sigma_mps), prior, true};
}

BridgeModel Straight(double q_m2s3, double prior) {
  return {MotionModel::NearlyConstantVelocity(q_m2s3), prior, false};
}

struct Crossing {
  Gaussian<4> state;
  double log_weight = -std::numeric_limits<double>::infinity();
};

/// One hypothesis: prediction to the time asked for, then the second contact as a measurement of
/// what the state becomes by then: z = F x + w, w ~ N(0, Q + P_after).
Crossing Cross(const Gaussian<4>& before, const Gaussian<4>& after, double at_s, double gap_s,
               const BridgeModel& model) {
  const Gaussian<4> predicted = Predict(before, model.motion.Discretise(at_s));
  const Transition rest = model.motion.Discretise(gap_s - at_s);
  const Eigen::Matrix4d r = rest.Q() + after.p;
  const KalmanOutcome<4> out = Update<4, 4>(predicted, after.x, rest.F(), r);
  if (out.failed) return {predicted};
  return {out.posterior, kTempered * out.log_likelihood() + std::log(model.prior)};
}

}  // namespace

std::array<BridgeModel, kBridgeModels> BridgeModels(double gap_s) {
  return {Straight(1e-4, 0.10),
          Straight(1e-3, 0.15),
          Straight(1e-2, 0.15),
          Straight(0.1, 0.20),
          Straight(1.0, 0.20),
          Decaying(gap_s, 4.0, 0.02),
          Decaying(gap_s / 2.0, 3.0, 0.02),
          Decaying(60.0, 0.05, 0.02)};
}

BridgeState Bridge(const Gaussian<4>& before, const Gaussian<4>& after, double at_s, double gap_s) {
  const std::array<BridgeModel, kBridgeModels> models = BridgeModels(gap_s);
  std::array<Gaussian<4>, kBridgeModels> states;
  std::array<double, kBridgeModels> weight;
  for (std::size_t i = 0; i < kBridgeModels; ++i) {
    const Crossing one = Cross(before, after, at_s, gap_s, models[i]);
    states[i] = one.state;
    weight[i] = one.log_weight;
  }
  BridgeState out;
  const double top = *std::max_element(weight.begin(), weight.end());
  if (!std::isfinite(top)) {
    out.state = states.front();
    out.failed = true;
    return out;
  }
  double sum = 0.0;
  for (double& w : weight) sum += (w = std::exp(w - top));
  for (std::size_t i = 0; i < kBridgeModels; ++i) {
    weight[i] /= sum;
    if (models[i].stopping) {
      out.stopping += weight[i];
    } else if (models[i].motion.q_m2s3() >= kAgitated_m2s3) {
      out.agitated += weight[i];
    }
  }
  out.state = Combine<kBridgeModels, 4>(states, weight);
  return out;
}

}  // namespace pelorus
