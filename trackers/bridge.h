#pragma once

#include <array>
#include <cstddef>

#include "trackers/kalman.h"
#include "trackers/motion_model.h"

namespace pelorus {

/// Motion hypotheses between two contacts, all weighed by how well they explain the second.
inline constexpr std::size_t kBridgeModels = 8;

/// One hypothesis of a bridge.
struct BridgeModel {
  MotionModel motion = MotionModel::NearlyConstantVelocity(1e-3);
  double prior = 1.0;     ///< relative, > 0
  bool stopping = false;  ///< the velocity decays within the gap
};

/// The hypotheses for a gap of `gap_s` > 0 seconds: nearly constant velocity with noise from calm
/// to violent, velocities that decay within the gap or a half of it, and a ship that lies
/// moored. docs/FORMULAS.md, "Long gaps".
std::array<BridgeModel, kBridgeModels> BridgeModels(double gap_s);

/// What lies between two contacts.
struct BridgeState {
  Gaussian<4> state;      ///< mean and covariance of the mixture of hypotheses: m, m/s, one plane
  double stopping = 0.0;  ///< probability of the hypotheses whose velocity decays
  double agitated = 0.0;  ///< of nearly constant velocity with q >= 0.05 m^2/s^3
  bool failed = false;    ///< no hypothesis could be computed; `state` is the prediction alone
};

/// The state [e, n, ve, vn] at `at_s` seconds after `before`, given also `after`, the belief at
/// `gap_s` from what came then and later only; 0 <= at_s <= gap_s, gap_s > 0. Exact for each
/// hypothesis: the prediction to `at_s` is updated with `after` as a measurement through the rest
/// of the gap. With certain ends and much noise the mean is the cubic Hermite curve.
BridgeState Bridge(const Gaussian<4>& before, const Gaussian<4>& after, double at_s, double gap_s);

}  // namespace pelorus
