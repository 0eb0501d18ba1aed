#pragma once

#include <chrono>
#include <optional>

#include "geo/time.h"

namespace pelorus {

/// How fast event time may pass: `speed` seconds of it a second of wall time, or as fast as it
/// can when unset. Only the moment of output depends on it, never the output.
class Pacer {
 public:
  explicit Pacer(std::optional<double> speed) : speed_(speed) {}

  /// Event time up to which output is due now. The first call, with the run's first time, starts
  /// the clock.
  Time Due(Time first);

 private:
  std::optional<double> speed_;
  std::optional<std::chrono::steady_clock::time_point> started_;
  Time origin_;
};

}  // namespace pelorus
