#include "fusion/contacts/detection_curve.h"

#include <array>
#include <cmath>
#include <numbers>

namespace pelorus {
namespace {

struct Anchor {
  double length_m;
  double probability;
};
constexpr std::array<Anchor, 5> kCurve = {
    {{25.0, 0.37}, {30.0, 0.72}, {60.0, 0.90}, {100.0, 0.96}, {200.0, 0.995}}};

}  // namespace

double SarDetectionProbability(Length length) {
  const double m = length.meters();
  if (!(m > kCurve.front().length_m)) return kCurve.front().probability;
  for (std::size_t i = 1; i < kCurve.size(); ++i) {
    if (m > kCurve[i].length_m) continue;
    const Anchor &a = kCurve[i - 1], &b = kCurve[i];
    const double share = std::log(m / a.length_m) / std::log(b.length_m / a.length_m);
    return a.probability + share * (b.probability - a.probability);
  }
  return kCurve.back().probability;
}

Length SarLength::TrueOf(Length measured) const { return measured * std::exp(-log_bias); }

double SarLength::Likelihood(Length measured, Length length) const {
  if (!(measured.meters() > 0.0) || !(length.meters() > 0.0)) return 0.0;
  const double z = (std::log(measured / length) - log_bias) / log_sigma;
  return std::exp(-0.5 * z * z) / (log_sigma * std::sqrt(2.0 * std::numbers::pi));
}

}  // namespace pelorus
