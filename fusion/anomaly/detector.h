#pragma once

#include <span>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/picture.h"

namespace pelorus {

/// A finder of events. It is shown the picture batch by batch; what it finds must not depend on how
/// the run was cut into batches. Used by one thread at a time, other detectors run beside it.
class Detector : public PictureSink {
 public:
  /// All that it finds in what it has seen so far, open events included, in the order of Before.
  /// `now` is the latest time of the run; `earlier` what the detectors before it in the bank found,
  /// each detector's in order. May be called again later, after further batches: an event keeps its
  /// id for as long as it is found.
  virtual std::vector<Event> Findings(Time now, std::span<const Event> earlier) = 0;
};

}  // namespace pelorus
