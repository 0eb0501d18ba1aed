#include "replay/simulate/random.h"

#include <cmath>
#include <numbers>

namespace pelorus {

double RandomSequence::Normal() {
  const double u = 1.0 - Uniform();  // (0, 1]
  const double angle = 2.0 * std::numbers::pi * Uniform();
  return std::sqrt(-2.0 * std::log(u)) * std::cos(angle);
}

double RandomSequence::LogNormal(double median, double sigma) {
  return median * std::exp(sigma * Normal());
}

Wander::Wander(double sigma, double tau_s, RandomSequence& random)
    : sigma_(sigma), tau_s_(tau_s), value_(sigma * random.Normal()) {}

double Wander::Advance(double dt_s, RandomSequence& random) {
  if (dt_s != known_dt_s_) {
    known_dt_s_ = dt_s;
    decay_ = std::exp(-dt_s / tau_s_);
    kick_ = sigma_ * std::sqrt(1.0 - decay_ * decay_);
  }
  value_ = decay_ * value_ + kick_ * random.Normal();
  return value_;
}

}  // namespace pelorus
