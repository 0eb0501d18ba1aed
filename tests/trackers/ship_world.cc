#include "tests/trackers/ship_world.h"

#include <Eigen/Cholesky>

#include <cmath>

namespace pelorus {

bool IsSound(const KinematicState& state) {
  double sum = 0.0;
  for (std::size_t j = 0; j < kShipModes; ++j) {
    const Gaussian<4>& mode = state.modes.mode[j];
    if (!mode.x.allFinite() || !mode.p.allFinite()) return false;
    const Eigen::LLT<Eigen::Matrix4d> llt(mode.p);
    if (llt.info() != Eigen::Success) return false;
    if (!(state.modes.mu[j] > 0.0)) return false;
    sum += state.modes.mu[j];
  }
  return std::abs(sum - 1.0) < 1e-12;
}

}  // namespace pelorus
