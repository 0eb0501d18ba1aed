#pragma once

#include <vector>

#include "fusion/anomaly/receiver_activity.h"
#include "fusion/anomaly/silence.h"

namespace pelorus {

/// A stay in a cell on a supposed path.
struct Stay {
  Cell cell = 0;
  double bins = 0.0;     ///< ten minutes each
  double working = 0.0;  ///< of those, with the receivers working
};

/// One way the vessel may have taken while it was silent.
struct SupposedPath {
  double weight = 0.0;      ///< those of a silence sum to 1
  std::vector<Stay> stays;  ///< by cell
  GeoPoint last;            ///< where it ends
};

/// Ways from the one contact to the other, with the time between: straight at an even pace; waiting
/// first or last; to either side. After an open silence: on, slowing down, or staying. At most
/// three days are looked at, in at most 144 places. `now` is the end of an open silence.
std::vector<SupposedPath> SupposedPaths(const Silence& silence, Time now,
                                        const ReceiverActivity& activity);

/// The straight one alone: where a silence counts as not heard in the map.
std::vector<Stay> StraightStays(const Silence& silence, Time now, const ReceiverActivity& activity);

}  // namespace pelorus
