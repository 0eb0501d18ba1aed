#include "replay/pacer.h"

namespace pelorus {

Time Pacer::Due(Time first) {
  if (!speed_) return Time::max();
  const auto now = std::chrono::steady_clock::now();
  if (!started_) {
    started_ = now;
    origin_ = first;
  }
  const double elapsed_s = std::chrono::duration<double>(now - *started_).count();
  const Duration passed = FromSeconds(elapsed_s * *speed_);
  return passed >= Time::max() - origin_ ? Time::max() : origin_ + passed;
}

}  // namespace pelorus
