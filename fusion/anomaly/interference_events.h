#pragma once

#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/interference_air.h"
#include "fusion/anomaly/interference_detector.h"

namespace pelorus {

/// The interferences that cells of the air show: strong ones, with the neighbours in place and time
/// that are weak, one event for each connected group.
std::vector<Event> EventsOfCells(const std::map<IntegrityCell, AirIntegrity::Cell>& cells,
                                 Time now);

/// Groups of marks, by number, that came to one place, or to one circle, within the time that the
/// parameters say, of as many vessels. `marks` in order of `to.time`.
std::vector<std::vector<std::size_t>> CommonJumps(const std::vector<JumpMark>& marks,
                                                  const InterferenceParams& params);

/// The event of one group of marks.
Event EventOfJumps(const std::vector<JumpMark>& marks, const std::vector<std::size_t>& group,
                   Time now);

}  // namespace pelorus
