#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "io/format.h"
#include "io/modes/receiver_clock.h"

namespace pelorus::modes {

/// The first bytes of an input as an input of their own. They must outlive it.
class HeadView final : public ByteSource {
 public:
  explicit HeadView(std::string_view head) : left_(head) {}
  std::size_t Read(char* data, std::size_t size) override {
    const std::size_t n = std::min(size, left_.size());
    std::memcpy(data, left_.data(), n);
    left_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view left_;
};

/// The clock that `options` name, else the one that the frames in the first bytes tell, as `Source`
/// takes them apart; `bytes` then gives these bytes again. Of a live source only what has come by
/// its first pause is judged, a kilobyte at least, which it waits for.
template <class Source>
ClockKind WithClockTold(std::unique_ptr<ByteSource>& bytes, const ClockOptions& options) {
  if (options.kind) return *options.kind;
  constexpr std::size_t kEnoughLive = 1024;
  auto head = std::make_unique<HeadBytes>(std::move(bytes));
  while (head->LookFurther() || (head->paused() && head->head().size() < kEnoughLive)) {
  }
  ClockOptions any = options;
  any.kind = ClockKind::kCounter;
  Source frames(std::make_unique<HeadView>(head->head()), any);
  const ClockKind kind = JudgeClock(frames);
  bytes = std::move(head);
  return kind;
}

}  // namespace pelorus::modes
