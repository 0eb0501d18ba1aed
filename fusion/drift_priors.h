#pragma once

#include <array>
#include <cstddef>

namespace pelorus {

/// Horizons at which drift is known, s; between them it is interpolated in ln h.
inline constexpr std::array<double, 10> kDriftHorizons_s = {60,   120,  300,  600,   900,
                                                            1800, 3600, 7200, 14400, 28800};
inline constexpr std::size_t kDriftHorizons = kDriftHorizons_s.size();
/// Classes of speed: below 1 kn, 1 to 5, 5 to 12, and above.
inline constexpr std::size_t kDriftClasses = 4;
/// Kinds of water: a harbour with its approaches, a waterway with ports of call, the open sea.
inline constexpr std::size_t kWaters = 3;

/// How far ships come within a horizon, in units of what they would sail at their speed (at least
/// 1 kn) on their course.
struct Drift {
  double fraction = 1.0;  ///< centre of what is sailed along the course
  double along = 0.0;     ///< deviation of it; the 90 % ellipse with `cross` holds 90 % of ships
  double cross = 0.0;     ///< deviation across the course
};

using DriftPriors =
    std::array<std::array<std::array<Drift, kDriftHorizons>, kDriftClasses>, kWaters>;

/// What was learned from recordings of each water, before any run.
const DriftPriors& FittedDriftPriors();

}  // namespace pelorus
