#include "io/net/live_source.h"

#include <algorithm>
#include <cstring>

namespace pelorus {

std::size_t LiveSource::Read(char* data, std::size_t size) {
  if (left_.empty()) {
    const bool waits = paused_;
    paused_ = false;
    if (options_.stopped && options_.stopped()) return 0;
    const auto now = Clock::now();
    const Piece piece = Receive(waits ? now + options_.wait : now);
    if (piece.bytes.empty()) {
      paused_ = true;
      return 0;
    }
    left_ = piece.bytes;
    if (options_.note_times) {
      received_at_ = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    }
    sender_ = piece.sender;
  }
  const std::size_t n = std::min(size, left_.size());
  std::memcpy(data, left_.data(), n);
  left_.remove_prefix(n);
  given_ += n;
  return n;
}

}  // namespace pelorus
