#pragma once

#include <cmath>

namespace pelorus {

/// Quantile of the chi-square distribution with many degrees of freedom at a standard normal
/// quantile `z`, by Wilson and Hilferty (1931); within 1e-4 of its value from 100 degrees on.
inline double ChiSquareQuantile(double degrees, double z) {
  const double c = 2.0 / (9.0 * degrees);
  const double root = 1.0 - c + z * std::sqrt(c);
  return degrees * root * root * root;
}

/// The two-sided 95 % region of the mean of `runs` independent chi-square variables of `degrees`
/// degrees of freedom. [BarShalom2001] 5.4.2.
struct MeanRegion {
  MeanRegion(int degrees, int runs)
      : low(ChiSquareQuantile(static_cast<double>(degrees) * runs, -1.959964) / runs),
        high(ChiSquareQuantile(static_cast<double>(degrees) * runs, 1.959964) / runs) {}
  bool Holds(double mean) const { return low <= mean && mean <= high; }
  double low, high;
};

}  // namespace pelorus
