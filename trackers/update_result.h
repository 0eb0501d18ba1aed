#pragma once

#include <cstdint>

namespace pelorus {

/// What became of an observation.
enum class UpdateResult : std::uint8_t {
  kApplied,
  kOutsideGate,      ///< too unlikely in every mode: not used
  kOlderThanState,   ///< measured before the state's time: not used
  kNumericalTrouble  ///< a covariance was not positive definite: not used, the state was inflated
};

/// Whether the speed and course of an observation were used.
enum class VelocityUse : std::uint8_t { kNone, kApplied, kOutsideGate };

}  // namespace pelorus
