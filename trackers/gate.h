#pragma once

#include <cmath>

namespace pelorus {

/// The d^2 that a chi-square variable with 2 degrees of freedom exceeds with probability `tail`, in
/// (0, 1]. Closed form: P(d^2 > x) = exp(-x/2). [AbramowitzStegun1964] 26.4.4.
inline double ChiSquareGate2(double tail) { return -2.0 * std::log(tail); }

/// The same for 4 degrees of freedom: P(d^2 > x) = exp(-x/2) (1 + x/2), solved by Newton's method
/// on ln P, which is concave, from the solution for 2 degrees of freedom (always below). Relative
/// error below 1e-12 for `tail` in [1e-300, 0.999]. [AbramowitzStegun1964] 26.4.5.
inline double ChiSquareGate4(double tail) {
  const double wanted = std::log(tail);
  double h = -wanted;  // x/2
  for (int i = 0; i < 60; ++i) {
    const double step = (std::log1p(h) - h - wanted) * (1.0 + h) / h;
    h += step;
    if (std::abs(step) <= 1e-15 * h) break;
  }
  return 2.0 * h;
}

}  // namespace pelorus
