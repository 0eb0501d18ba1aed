#pragma once

#include <cstddef>
#include <cstdint>

#include "geo/ids.h"

namespace pelorus {

/// Chance that is the same on every machine: SplitMix64 (Steele, Lea and Flood 2014) and own
/// distributions, because those of the standard library differ between libraries.
class RandomSequence {
 public:
  /// The sequence of `seed`, or one of its many independent sub-sequences.
  explicit RandomSequence(std::uint64_t seed, std::uint64_t stream = 0)
      : state_(MixBits(seed + kGamma) ^ MixBits(~stream)) {}

  std::uint64_t Next() { return MixBits(state_ += kGamma); }

  /// Even in [0, 1), in steps of 2^-53.
  double Uniform() { return static_cast<double>(Next() >> 11U) * 0x1.0p-53; }
  /// Even in [low, high).
  double Uniform(double low, double high) { return low + (high - low) * Uniform(); }
  /// True with probability `p`; takes one number from the sequence whatever `p` is.
  bool Chance(double p) { return Uniform() < p; }
  /// Even in 0 .. n - 1, n in 1 .. 2^32.
  std::size_t Below(std::size_t n) {
    return static_cast<std::size_t>(((Next() >> 32U) * static_cast<std::uint64_t>(n)) >> 32U);
  }

  /// Standard normal (Box and Muller 1958, Ann. Math. Statist. 29); takes two numbers.
  double Normal();
  /// Median times e to a normal of standard deviation `sigma`: for times that are never negative.
  double LogNormal(double median, double sigma);

 private:
  static constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15ULL;
  std::uint64_t state_;
};

/// A quantity that wanders about zero and forgets (Ornstein-Uhlenbeck, exactly discretised).
class Wander {
 public:
  /// Standard deviation in the long run and time over which it forgets, seconds; starts at a draw
  /// of the long run.
  Wander(double sigma, double tau_s, RandomSequence& random);

  double value() const { return value_; }
  /// Lets `dt_s` pass and returns the new value.
  double Advance(double dt_s, RandomSequence& random);

 private:
  double sigma_;
  double tau_s_;
  double value_;
  double known_dt_s_ = -1.0;  ///< for which decay_ and kick_ hold
  double decay_ = 0.0;
  double kick_ = 0.0;
};

}  // namespace pelorus
