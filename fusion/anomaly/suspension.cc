#include "fusion/anomaly/suspension.h"

#include <algorithm>
#include <utility>

namespace pelorus {
namespace {

constexpr EventKind kOfAll[] = {EventKind::kSharedIdentity, EventKind::kOneHullTwoIdentities,
                                EventKind::kPositionFault, EventKind::kAirSeaRendezvous};
constexpr EventKind kOfShips[] = {EventKind::kDarkTransit, EventKind::kRendezvous,
                                  EventKind::kLoitering, EventKind::kOffPortStop,
                                  EventKind::kUnmatchedContact};
constexpr EventKind kOfAircraft[] = {EventKind::kTransponderGap, EventKind::kOffAirfieldDescent};

bool Affects(std::span<const Participant> affected, TargetKey::Kind kind) {
  return std::any_of(affected.begin(), affected.end(),
                     [kind](const Participant& who) { return who.key.kind() == kind; });
}

/// Even-odd rule. Longitudes are counted from p and then along the ring, so that a ring may lie
/// across the antimeridian of p.
bool InRing(const GeoRing& ring, GeoPoint p) {
  bool inside = false;
  double before_lon = ring.back().lon_deg();
  double before_x = WrapLongitudeDeg(before_lon - p.lon_deg());
  double before_y = ring.back().lat_deg() - p.lat_deg();
  for (const GeoPoint corner : ring) {
    const double x = before_x + WrapLongitudeDeg(corner.lon_deg() - before_lon);
    const double y = corner.lat_deg() - p.lat_deg();
    const bool crosses = (y > 0.0) != (before_y > 0.0);
    if (crosses && x - y * (before_x - x) / (before_y - y) > 0.0) inside = !inside;
    before_lon = corner.lon_deg();
    before_x = x;
    before_y = y;
  }
  return inside;
}

template <std::size_t N>
bool IsOneOf(EventKind kind, const EventKind (&kinds)[N]) {
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

bool Holds(const Event& interference, const Event& event) {
  const bool ships = Affects(interference.participants, TargetKey::Kind::kMmsi);
  const bool aircraft = Affects(interference.participants, TargetKey::Kind::kIcao);
  const bool of_ship =
      event.participants.empty() || Affects(event.participants, TargetKey::Kind::kMmsi);
  const bool kind = (IsOneOf(event.kind, kOfAll) && (of_ship ? ships : aircraft)) ||
                    (IsOneOf(event.kind, kOfShips) && (of_ship ? ships : aircraft)) ||
                    (IsOneOf(event.kind, kOfAircraft) && aircraft);
  if (!kind) return false;
  const bool before = event.end && *event.end < interference.start;
  const bool after = interference.end && event.start > *interference.end;
  return !before && !after && Contains(interference.area, event.at);
}

/// Silent ones are still silent: only why is open. True when the event stays.
bool KeepAsSilence(Event& event) {
  auto* silence = std::get_if<SilenceFacts>(&event.facts);
  if (event.kind != EventKind::kDarkTransit || silence == nullptr) return false;
  event.kind = EventKind::kSilence;
  event.wording = Wording::kObserved;
  silence->reason = SilenceReason::kInterference;
  return true;
}

}  // namespace

bool Contains(const std::vector<GeoPolygon>& area, GeoPoint p) {
  return std::any_of(area.begin(), area.end(), [p](const GeoPolygon& polygon) {
    if (polygon.outer.empty() || !InRing(polygon.outer, p)) return false;
    return std::none_of(polygon.holes.begin(), polygon.holes.end(),
                        [p](const GeoRing& hole) { return !hole.empty() && InRing(hole, p); });
  });
}

std::vector<std::string_view> SuspendedKinds(std::span<const Participant> affected) {
  std::vector<std::string_view> names;
  const auto add = [&names](std::span<const EventKind> kinds) {
    for (const EventKind kind : kinds) names.push_back(Name(kind));
  };
  const bool ships = Affects(affected, TargetKey::Kind::kMmsi);
  const bool aircraft = Affects(affected, TargetKey::Kind::kIcao);
  if (ships || aircraft) add(kOfAll);
  if (ships) add(kOfShips);
  if (aircraft) add(kOfAircraft);
  return names;
}

std::vector<Event> Suspend(std::vector<Event> events) {
  std::vector<std::size_t> interferences;
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto* facts = std::get_if<InterferenceFacts>(&events[i].facts);
    if (events[i].kind != EventKind::kGnssInterference || facts == nullptr) continue;
    facts->suspended = SuspendedKinds(events[i].participants);
    facts->suspended_events = 0;
    interferences.push_back(i);
  }
  std::vector<bool> held(events.size(), false);
  for (std::size_t i = 0; i < events.size(); ++i) {
    for (const std::size_t by : interferences) {
      if (!Holds(events[by], events[i])) continue;
      ++std::get<InterferenceFacts>(events[by].facts).suspended_events;
      held[i] = !KeepAsSilence(events[i]);
      break;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (held[i]) continue;
    if (kept != i) events[kept] = std::move(events[i]);
    ++kept;
  }
  events.resize(kept);
  return events;
}

}  // namespace pelorus
