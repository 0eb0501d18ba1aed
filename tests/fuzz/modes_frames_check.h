#pragma once

#include <cstdlib>
#include <memory>
#include <vector>

#include "tests/io/modes/frame_bytes.h"

namespace pelorus::modes {

/// Stops unless both sources give the same frames and counters, and the law holds for both.
inline void CheckSameFrames(FrameSource& whole, FrameSource& pieces, std::size_t batch) {
  const std::vector<Frame> a = AllFrames(whole, 64);
  const std::vector<Frame> b = AllFrames(pieces, batch);
  if (a.size() != b.size()) std::abort();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (HexOf(a[i]) != HexOf(b[i]) || a[i].t != b[i].t || a[i].offset != b[i].offset ||
        a[i].signal != b[i].signal || a[i].stamp != b[i].stamp) {
      std::abort();
    }
  }
  if (whole.counters().received != pieces.counters().received) std::abort();
  if (whole.counters().rejected != pieces.counters().rejected) std::abort();
  if (!Conserved(whole, a.size()) || !Conserved(pieces, b.size())) std::abort();
}

}  // namespace pelorus::modes
