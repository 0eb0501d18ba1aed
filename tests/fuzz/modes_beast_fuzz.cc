// Any bytes as Mode-S Beast binary, by either clock: no crash, the law holds, chunks do not matter.
#include "io/modes/beast_frames.h"
#include "tests/fuzz/modes_frames_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pelorus;
  using namespace pelorus::modes;
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto kind : {std::optional<ClockKind>(), std::optional(ClockKind::kCounter),
                          std::optional(ClockKind::kGps)}) {
    const ClockOptions options{kind, Time{}, Time{}};
    BeastFrames whole(std::make_unique<MemoryBytes>(text), options);
    BeastFrames pieces(InPieces(text, 5, size), options);
    CheckSameFrames(whole, pieces, 1 + size % 5);
  }
  return 0;
}
