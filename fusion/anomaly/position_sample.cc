#include "fusion/anomaly/position_sample.h"

namespace pelorus {

void PositionSample::Add(const Contact& contact) {
  if (given_++ % stride_ != 0) return;
  if (kept_.size() == kMost) {
    for (std::size_t i = 0; 2 * i < kMost; ++i) kept_[i] = kept_[2 * i];
    kept_.resize(kMost / 2);
    stride_ *= 2;
    if ((given_ - 1) % stride_ != 0) return;
  }
  kept_.push_back(contact);
}

void PositionSample::Clear() { *this = PositionSample{}; }

}  // namespace pelorus
