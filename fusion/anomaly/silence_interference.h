#pragma once

#include <span>
#include <vector>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// Whether a point lies within polygons; what lies on an edge may count as either. Polygons must
/// not cross the antimeridian.
bool Covers(const std::vector<GeoPolygon>& area, GeoPoint p);

/// The events of `earlier` that tell of interference with satellite navigation.
std::vector<Event> InterferenceAmong(std::span<const Event> earlier);

/// The first of these whose area and time cover a place and time; null where none does. One that
/// lasts has no end.
const Event* InterferenceAt(std::span<const Event> interference, GeoPoint p, Time at);

}  // namespace pelorus
