#include "fusion/anomaly/interference_events.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "fusion/anomaly/position_circle.h"
#include "fusion/anomaly/position_incident.h"
#include "geo/geodesic.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr std::size_t kMostRefs = 20;
/// Share of aircraft with a sign where nothing is wrong, and where something is: of 11,289 states
/// of the whole world 1.7 % and 0.4 % had one; of those in disturbed cells about half.
constexpr double kOrdinary = 0.02;
constexpr double kDisturbed = 0.5;
/// A circle of destinations: this round, of this size.
constexpr double kRoundness = 0.1;
constexpr Length kWidestRing = Length::Kilometers(50.0);

/// What shows a group of cells.
struct Found {
  std::map<TargetKey, std::uint8_t> signs;
  std::set<TargetKey> all;
  std::vector<RawRef> refs;
  double llr = 0.0;
};

void Take(const AirIntegrity::Cell& cell, Found& found) {
  for (const AirIntegrity::Seen& one : cell.aircraft) {
    found.all.insert(one.key);
    if (one.signs == 0) continue;
    if (found.signs[one.key] == 0 && found.refs.size() < kMostRefs) found.refs.push_back(one.raw);
    found.signs[one.key] |= one.signs;
  }
}

void AddSign(std::string_view name, std::uint8_t sign, const Found& found, Event& event) {
  const auto count = std::count_if(found.signs.begin(), found.signs.end(),
                                   [sign](const auto& one) { return (one.second & sign) != 0; });
  if (count == 0) return;
  event.evidence.push_back(
      {name, static_cast<double>(count), "aircraft", count > 1 ? 1.0 : 0.0, ""});
}

/// A row of cells of one latitude as one rectangle.
GeoPolygon Rectangle(double west, double south, double east, double north) {
  return {{GeoPoint::Degrees(south, west), GeoPoint::Degrees(south, east),
           GeoPoint::Degrees(north, east), GeoPoint::Degrees(north, west)},
          {}};
}

std::vector<GeoPolygon> AreaOf(const std::vector<IntegrityCell>& cells) {
  std::set<std::pair<int, int>> squares;
  for (const IntegrityCell& cell : cells) squares.insert({cell.row, cell.column});
  std::vector<GeoPolygon> area;
  for (auto square = squares.begin(); square != squares.end();) {
    const auto [row, column] = *square;
    int end = column;
    for (; square != squares.end() && *square == std::pair(row, end); ++square) ++end;
    const double south = row * 2.0 - 90.0;
    area.push_back(Rectangle(column * 2.0 - 180.0, south, std::min(end * 2.0 - 180.0, 179.999999),
                             std::min(south + 2.0, 90.0)));
  }
  return area;
}

GeoPoint MiddleOf(const std::vector<IntegrityCell>& cells) {
  double lat = 0.0;
  double lon = 0.0;
  for (const IntegrityCell& cell : cells) {
    lat += cell.south_deg() + 1.0;
    // Counted from the first, so that a group may lie across the antimeridian.
    lon += WrapLongitudeDeg(cell.west_deg() - cells.front().west_deg());
  }
  const auto n = static_cast<double>(cells.size());
  return GeoPoint::Degrees(lat / n, cells.front().west_deg() + 1.0 + lon / n);
}

Event EventOfGroup(const std::vector<IntegrityCell>& group,
                   const std::map<IntegrityCell, AirIntegrity::Cell>& cells, Time now) {
  Found found;
  for (const IntegrityCell& at : group) Take(cells.at(at), found);
  Event event;
  event.kind = EventKind::kGnssInterference;
  const auto [first, last] = std::minmax_element(group.begin(), group.end());
  event.start = first->start();
  if (last->end() <= now) event.end = last->end();
  event.detected_at = std::min(now, last->end());
  event.at = MiddleOf(group);
  event.id = EventId("interference", found.signs.begin()->first, event.start);
  event.prior_log_odds = -4.0;
  const auto bad = static_cast<double>(found.signs.size());
  const double good = static_cast<double>(found.all.size()) - bad;
  event.evidence = {{"aircraft_affected", bad, "aircraft",
                     Capped(bad * std::log(kDisturbed / kOrdinary) +
                            good * std::log((1.0 - kDisturbed) / (1.0 - kOrdinary))),
                     "of " + std::to_string(found.all.size()) + " there"}};
  AddSign("integrity_collapse", kSignCollapse, found, event);
  AddSign("stale_positions", kSignStale, found, event);
  AddSign("altitude_split", kSignSplit, found, event);
  event.wording = Wording::kInferred;
  event.refs = std::move(found.refs);
  event.area = AreaOf(group);
  for (const auto& [key, signs] : found.signs) event.participants.push_back({key, {}});
  event.facts = InterferenceFacts{static_cast<int>(found.signs.size()), {}, 0};
  ShareOut(event, {{"network_delay", 0.6, "the provider's rows came late"},
                   {"coverage_edge", 0.3, ""},
                   {"old_equipment", 0.1, ""}});
  return event;
}

std::vector<IntegrityCell> Neighbours(const IntegrityCell& at) {
  std::vector<IntegrityCell> all;
  for (int bin = -1; bin <= 1; ++bin) {
    for (int row = -1; row <= 1; ++row) {
      for (int column = -1; column <= 1; ++column) {
        const int round = (at.column + column + 180) % 180;
        all.push_back({at.bin + bin, static_cast<std::int16_t>(at.row + row),
                       static_cast<std::int16_t>(round)});
      }
    }
  }
  return all;
}

std::vector<GeoPoint> Circle(GeoPoint center, Length radius) {
  std::vector<GeoPoint> ring;
  for (int i = 0; i < 24; ++i) {
    ring.push_back(GeodesicDirect(center, Azimuth::Degrees(-15.0 * i), radius));
  }
  return ring;
}

/// The smallest of circles about the mean of places that holds them, and `margin` more.
GeoPolygon Around(const std::vector<GeoPoint>& places, Length margin) {
  const LocalFrame frame(places.front());
  Eigen::Vector2d mean = Eigen::Vector2d::Zero();
  for (const GeoPoint& p : places) mean += frame.ToEnu(p) / static_cast<double>(places.size());
  const GeoPoint center = frame.FromEnu(mean);
  Length radius;
  for (const GeoPoint& p : places) radius = std::max(radius, FastDistance(center, p));
  return {Circle(center, radius + margin), {}};
}

std::size_t Vessels(const std::vector<JumpMark>& marks, const std::vector<std::size_t>& group) {
  std::set<TargetKey> keys;
  for (const std::size_t i : group) keys.insert(marks[i].key);
  return keys.size();
}

bool OnOneRing(const std::vector<JumpMark>& marks, const std::vector<std::size_t>& group) {
  const LocalFrame frame(marks[group.front()].to.position);
  std::vector<Eigen::Vector2d> points;
  for (const std::size_t i : group) points.push_back(frame.ToEnu(marks[i].to.position));
  const auto fit = FitCircle(points);
  return fit && fit->radius < kWidestRing.meters() && fit->rms < kRoundness * fit->radius;
}

/// Marks from `first` on, not taken yet, within the time and `reach` of its destination.
std::vector<std::size_t> Near(const std::vector<JumpMark>& marks, std::size_t first,
                              const std::vector<bool>& taken, Duration within, Length reach) {
  std::vector<std::size_t> group;
  for (std::size_t i = first; i < marks.size(); ++i) {
    if (marks[i].to.time - marks[first].to.time > within) break;
    if (taken[i]) continue;
    if (FastDistance(marks[first].to.position, marks[i].to.position) <= reach) group.push_back(i);
  }
  return group;
}

}  // namespace

std::vector<Event> EventsOfCells(const std::map<IntegrityCell, AirIntegrity::Cell>& cells,
                                 Time now) {
  std::vector<Event> events;
  std::set<IntegrityCell> taken;
  for (const auto& [seed, cell] : cells) {
    if (!cell.strong() || taken.contains(seed)) continue;
    std::vector<IntegrityCell> group = {seed};
    taken.insert(seed);
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (const IntegrityCell& next : Neighbours(group[i])) {
        const auto place = cells.find(next);
        if (place == cells.end() || !place->second.weak()) continue;
        if (taken.insert(next).second) group.push_back(next);
      }
    }
    events.push_back(EventOfGroup(group, cells, now));
  }
  return events;
}

std::vector<std::vector<std::size_t>> CommonJumps(const std::vector<JumpMark>& marks,
                                                  const InterferenceParams& params) {
  std::vector<std::vector<std::size_t>> groups;
  std::vector<bool> taken(marks.size(), false);
  for (std::size_t first = 0; first < marks.size(); ++first) {
    if (taken[first]) continue;
    std::vector<std::size_t> group = Near(marks, first, taken, params.within, params.common_place);
    if (Vessels(marks, group) < params.least_vessels) {
      // Three points always lie on a circle: a ring takes two more.
      group = Near(marks, first, taken, params.within, kWidestRing * 2.0);
      if (Vessels(marks, group) < params.least_vessels + 2 || !OnOneRing(marks, group)) continue;
    }
    for (const std::size_t i : group) taken[i] = true;
    groups.push_back(std::move(group));
  }
  return groups;
}

Event EventOfJumps(const std::vector<JumpMark>& marks, const std::vector<std::size_t>& group,
                   Time now) {
  Event event;
  event.kind = EventKind::kGnssInterference;
  std::set<TargetKey> keys;
  std::vector<GeoPoint> from;
  std::vector<GeoPoint> to;
  event.start = marks[group.front()].to.time;
  Time until = event.start;
  for (const std::size_t i : group) {
    const JumpMark& mark = marks[i];
    keys.insert(mark.key);
    from.push_back(mark.from.position);
    to.push_back(mark.to.position);
    event.start = std::min(event.start, mark.from.time);
    until = std::max(until, mark.until);
    if (event.refs.size() < kMostRefs) event.refs.push_back(mark.raw);
  }
  if (until < now) event.end = until;
  event.detected_at = marks[group.back()].to.time;
  event.at = from.front();
  event.id = EventId("interference", *keys.begin(), event.start);
  event.prior_log_odds = -4.0;
  const auto n = static_cast<double>(keys.size());
  event.evidence = {{"vessels_jumped_together", n, "vessels", Capped(1.8 * n),
                     "to one place or one ring within the hour"}};
  event.wording = Wording::kInferred;
  event.area = {Around(from, Length::Kilometers(20.0)), Around(to, Length::Kilometers(5.0))};
  for (const TargetKey key : keys) event.participants.push_back({key, {}});
  event.facts = InterferenceFacts{static_cast<int>(keys.size()), {}, 0};
  ShareOut(event, {{"receiver_fault", 0.5, "a station that garbles positions"},
                   {"shared_identities", 0.3, ""},
                   {"coincidence", 0.2, ""}});
  return event;
}

}  // namespace pelorus
