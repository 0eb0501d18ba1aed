#pragma once

#include "geo/units.h"

namespace pelorus {

/// The probability that a satellite's radar shows a ship of `length`, in (0, 1). Between the
/// published shares (below 30 m 0.37, 30 to 60 m 0.72 to 0.90, above 60 m 0.92 to 1.0; EVALUATION
/// "Meetings, loitering, identity") it is interpolated in the logarithm of the length. Lengths that
/// are not finite or not positive count as the shortest.
double SarDetectionProbability(Length length);

/// What a satellite's radar measures of a hull: ln(measured / true) is normal with these moments.
/// From the 159 pairs of RADARSAT-2 detections and AIS lengths of data/events/sar.
struct SarLength {
  double log_bias = 0.31;
  double log_sigma = 0.49;
  /// The median true length of what was measured as `measured`.
  Length TrueOf(Length measured) const;
  /// Density of ln(measured) for a ship of `length`.
  double Likelihood(Length measured, Length length) const;
};

}  // namespace pelorus
