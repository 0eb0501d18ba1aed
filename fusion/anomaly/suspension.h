#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// Holds back, inside the area and time of every interference among `events`, what positions that
/// are not to be trusted would tell there: position faults, shared identities, meetings, loitering
/// and stops of the kind of target (ships, aircraft) that the interference is known to affect.
/// Silences stay, but those that count as switched off become silences for the reason of
/// interference. Each interference is told the kinds that it suspended and how many events; one
/// event in two interferences counts in the first. What comes back keeps its order.
std::vector<Event> Suspend(std::vector<Event> events);

/// Names of the kinds that an interference suspends which affects these targets.
std::vector<std::string_view> SuspendedKinds(std::span<const Participant> affected);

/// Whether `p` lies inside one of the polygons. Edges are straight in longitude and latitude; holes
/// are outside.
bool Contains(const std::vector<GeoPolygon>& area, GeoPoint p);

}  // namespace pelorus
