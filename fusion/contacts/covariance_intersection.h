#pragma once

#include <Eigen/Core>

#include "trackers/kalman.h"

namespace pelorus {

/// Two estimates of one position whose errors are correlated to an unknown degree, as of a vessel's
/// own report and of a track that was fused from it.
struct Intersection {
  Gaussian<2> fused;
  double omega = 1.0;  ///< weight of the first, in [0, 1]
  bool ok = false;     ///< false when a covariance is not positive definite; `fused` is the first
};

/// Covariance intersection, [JulierUhlmann1997]: P^-1 = w A^-1 + (1 - w) B^-1, with the w that
/// makes det P least, found to 1e-6. Never more certain than the truth whatever the correlation.
Intersection Intersect(const Gaussian<2>& a, const Gaussian<2>& b);

}  // namespace pelorus
