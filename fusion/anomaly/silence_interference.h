#pragma once

#include <span>
#include <vector>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// The events of `earlier` that tell of interference with satellite navigation.
std::vector<Event> InterferenceAmong(std::span<const Event> earlier);

/// The first of these whose area and time cover a place and time; null where none does. One that
/// lasts has no end.
const Event* InterferenceAt(std::span<const Event> interference, GeoPoint p, Time at);

}  // namespace pelorus
