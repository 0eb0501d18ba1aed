#include "fusion/anomaly/rendezvous_dark.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "fusion/anomaly/encounter_event.h"
#include "fusion/anomaly/encounter_ship_types.h"
#include "fusion/anomaly/encounter_tracker.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// That a ship that halts off port does so to meet one that is hidden, before anything else is
/// known: one in five, assumed.
constexpr double kPrior = -1.386;
/// Two hidden ships whose draughts changed oppositely: one in three, assumed.
constexpr double kBothPrior = -0.693;
/// A possible area of this size says neither for nor against, km².
constexpr double kUsualArea_km2 = 5'000.0;
/// What a hidden ship would have made on its way, had it just sailed on.
constexpr Speed kUsualSpeed = Speed::Knots(8.0);

struct Window {
  Time from;
  Time to;
  Duration length() const { return to - from; }
};

std::optional<Window> Common(Window a, Window b, Duration least) {
  const Window both{std::max(a.from, b.from), std::min(a.to, b.to)};
  if (both.length() < least) return std::nullopt;
  return both;
}

Duration Sailing(Length way, Speed speed) { return FromSeconds(way.meters() / speed.mps()); }

/// One deliberate silence, with both of its ends.
struct DarkShip {
  const Event* event;
  Sighting off;
  Sighting on;
};

std::vector<DarkShip> ShipsOf(std::span<const Event> events) {
  std::vector<DarkShip> ships;
  for (const Event& event : events) {
    const auto* facts = std::get_if<SilenceFacts>(&event.facts);
    if (event.kind != EventKind::kDarkTransit || facts == nullptr || !facts->on) continue;
    if (event.participants.empty() || !IsShipKey(event.participants[0].key)) continue;
    ships.push_back(
        {&event, {facts->off.position, facts->off.time}, {facts->on->position, facts->on->time}});
  }
  return ships;
}

/// When the ship can have been at `p`, by straight ways: never less than over water.
Window StraightWindow(const DarkShip& ship, GeoPoint p, Speed speed) {
  return {ship.off.at + Sailing(FastDistance(ship.off.position, p), speed),
          ship.on.at - Sailing(FastDistance(p, ship.on.position), speed)};
}

std::optional<Window> WaterWindow(const PossibleArea& area, GeoPoint p, Speed speed) {
  const auto from_off = area.FromOff(p);
  const auto to_on = area.ToOn(p);
  if (!from_off || !to_on) return std::nullopt;
  return Window{area.off().at + Sailing(*from_off, speed), area.on().at - Sailing(*to_on, speed)};
}

/// A halt at which a hidden ship can have been.
struct Fit {
  std::size_t ship;
  std::size_t halt;
  Window common;
  double area_km2;
  Duration spare;  ///< of the silence, beyond sailing on at the usual speed
};

std::vector<Fit> FitsOf(const std::vector<DarkShip>& ships, std::size_t number,
                        std::span<const HaltCase> halts, const WaterRoutes& routes,
                        const DarkMeetingParams& params) {
  const DarkShip& ship = ships[number];
  const Speed speed = params.reach.max_speed;
  std::vector<Fit> fits;
  std::optional<PossibleArea> area;
  for (std::size_t i = 0; i < halts.size(); ++i) {
    const Halt& halt = halts[i].halt;
    if (halts[i].key == ship.event->participants[0].key) continue;
    const Window stay{halt.start, halt.last};
    if (!Common(stay, StraightWindow(ship, halt.at, speed), params.least)) continue;
    if (!area) area.emplace(routes, ship.off, ship.on, params.reach);
    if (area->empty()) return fits;
    const auto window = WaterWindow(*area, halt.at, speed);
    const auto common = window ? Common(stay, *window, params.least) : std::nullopt;
    if (!common) continue;
    const Length way = area->shortest_way().value_or(Length());
    fits.push_back(
        {number, i, *common, area->OpenWaterKm2(), area->gap() - Sailing(way, kUsualSpeed)});
  }
  return fits;
}

double TypeLlr(ShipRole role) {
  if (role == ShipRole::kFishing || role == ShipRole::kPleasure) return -1.0;
  if (role == ShipRole::kTug || role == ShipRole::kPilot || role == ShipRole::kService) return -1.5;
  return role == ShipRole::kPassenger ? -1.0 : 0.0;
}

void AddFitEvidence(const Fit& fit, const HaltCase& it, double p_dark, int candidates,
                    Event& event) {
  AddEvidence(event, "dark", p_dark, "", std::log(std::max(p_dark, 1e-6)),
              "probability that the silence was deliberate");
  const double share = ToSeconds(fit.common.length()) / ToSeconds(it.halt.last - it.halt.start);
  AddEvidence(event, "overlap", ToSeconds(fit.common.length()) / 3600.0, "h",
              std::log(std::min(1.0, share)),
              "of the halt, in which the dark ship can have been there");
  AddEvidence(event, "candidates", candidates, "", -std::log(candidates),
              "halts and silences that fit as well, this one included");
  AddEvidence(event, "possible_area", fit.area_km2, "km2",
              std::clamp(-0.5 * std::log(std::max(1.0, fit.area_km2) / kUsualArea_km2), -1.0, 1.0),
              "the larger, the more it covers by chance");
  AddEvidence(event, "spare_time", ToSeconds(fit.spare) / 3600.0, "h",
              fit.spare >= fit.common.length() ? 1.0 : -0.5,
              "of the silence, had it sailed on at 8 kn");
  AddEvidence(event, "others_halted", it.others, "ships", -std::log((it.others + 0.5) / 1.5),
              "in the same 2 km or those around, in this run");
  if (!it.setting.charted) {
    AddEvidence(event, "open_water", 1.0, "", 0.5, "no land data reach here");
  } else if (it.setting.harbour && it.setting.harbour->kilometers() > 10.0) {
    AddEvidence(event, "harbour_distance", it.setting.harbour->kilometers(), "km", 1.0,
                "to " + it.setting.harbour_name);
  }
  const ShipRole role = RoleOf(it.identity);
  if (TypeLlr(role) != 0.0) {
    AddEvidence(event, "ship_type", it.identity.ship_type.value_or(0), "", TypeLlr(role),
                std::string(Name(role)));
  }
}

Event MeetingEvent(std::array<Participant, 2> who, Window common, GeoPoint at, Visibility seen) {
  Event event;
  event.kind = EventKind::kRendezvous;
  const std::array<TargetKey, 2> keys = {who[0].key, who[1].key};
  event.id = EventId(seen == Visibility::kOneDark ? "rendezvous-dark" : "rendezvous-both-dark",
                     keys, common.from);
  event.start = common.from;
  event.end = common.to;
  event.at = at;
  event.participants.assign(who.begin(), who.end());
  event.wording = Wording::kInferred;
  RendezvousFacts facts;
  facts.visibility = seen;
  event.facts = facts;
  return event;
}

Event ScoreFit(const Fit& fit, const DarkShip& ship, const HaltCase& it, int candidates) {
  Event event = MeetingEvent({Participant{it.key, it.identity}, ship.event->participants[0]},
                             fit.common, it.halt.at, Visibility::kOneDark);
  event.detected_at = std::max(ship.event->detected_at, it.halt.last);
  event.prior_log_odds = kPrior;
  AddFitEvidence(fit, it, ship.event->probability(), candidates, event);
  const std::vector<WeighedAlternative> others = {
      {"unrelated_halt", 2.0, "waiting, repairs, shelter, fishing"},
      {"other_candidate", 0.5 * (candidates - 1), "the other of these that fit"},
      {"reception", 3.0 * (1.0 - ship.event->probability()), "the other one was only not heard"}};
  ShareAlternatives(event, others);
  event.refs = {it.halt.first_ref, it.halt.last_ref};
  event.refs.insert(event.refs.end(), ship.event->refs.begin(), ship.event->refs.end());
  std::get<RendezvousFacts>(event.facts).competing_pairs = candidates - 1;
  return event;
}

double DraughtChange_m(const Event& event) {
  for (const Evidence& item : event.evidence) {
    if (item.name == "draught_change") return item.value;
  }
  return 0.0;
}

/// Where and when two hidden ships can have met, looked for at the ends of their silences and half
/// way between any two of those.
struct MeetingPoint {
  GeoPoint at;
  Window common;
};

std::vector<GeoPoint> TriedPoints(const DarkShip& a, const DarkShip& b) {
  std::vector<GeoPoint> points = {a.off.position, a.on.position, b.off.position, b.on.position};
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = i + 1; j < 4; ++j) {
      const Geodesic line = GeodesicInverse(points[i], points[j]);
      points.push_back(GeodesicDirect(points[i], line.start, line.distance / 2.0));
    }
  }
  return points;
}

template <class WindowA, class WindowB>
std::optional<MeetingPoint> BestPoint(const DarkShip& a, const DarkShip& b, Duration least,
                                      const WindowA& window_a, const WindowB& window_b) {
  std::optional<MeetingPoint> best;
  for (const GeoPoint p : TriedPoints(a, b)) {
    const std::optional<Window> at_a = window_a(p);
    const std::optional<Window> at_b = window_b(p);
    if (!at_a || !at_b) continue;
    const auto common = Common(*at_a, *at_b, least);
    if (common && (!best || common->length() > best->common.length())) best = {p, *common};
  }
  return best;
}

std::optional<Event> ScoreBothDark(const DarkShip& a, const DarkShip& b, const WaterRoutes& routes,
                                   const DarkMeetingParams& params) {
  const double change_a = DraughtChange_m(*a.event);
  const double change_b = DraughtChange_m(*b.event);
  if (change_a * change_b >= 0.0) return std::nullopt;
  const Speed speed = params.reach.max_speed;
  const PossibleArea area_a(routes, a.off, a.on, params.reach);
  const PossibleArea area_b(routes, b.off, b.on, params.reach);
  const auto met = BestPoint(
      a, b, params.least, [&](GeoPoint p) { return WaterWindow(area_a, p, speed); },
      [&](GeoPoint p) { return WaterWindow(area_b, p, speed); });
  if (!met) return std::nullopt;
  Event event = MeetingEvent({a.event->participants[0], b.event->participants[0]}, met->common,
                             met->at, Visibility::kBothDark);
  event.detected_at = std::max(a.event->detected_at, b.event->detected_at);
  event.prior_log_odds = kBothPrior;
  const double p_dark = a.event->probability() * b.event->probability();
  AddEvidence(event, "dark", p_dark, "", std::log(std::max(p_dark, 1e-6)), "both silences");
  AddEvidence(event, "draught_changes", std::min(std::abs(change_a), std::abs(change_b)), "m", 1.0,
              "one rose, one sank");
  ShareAlternatives(event, std::vector<WeighedAlternative>{
                               {"port_calls", 2.0, "each loaded or discharged in port"},
                               {"draught_entry", 1.0, "draughts are typed in by hand"}});
  event.refs = a.event->refs;
  event.refs.insert(event.refs.end(), b.event->refs.begin(), b.event->refs.end());
  return event;
}

void FindBothDark(const std::vector<DarkShip>& ships, const WaterRoutes& routes,
                  const DarkMeetingParams& params, DarkMeetings& found) {
  const Speed speed = params.reach.max_speed;
  for (std::size_t i = 0; i < ships.size(); ++i) {
    for (std::size_t j = i + 1; j < ships.size(); ++j) {
      const DarkShip& a = ships[i];
      const DarkShip& b = ships[j];
      if (a.event->participants[0].key == b.event->participants[0].key) continue;
      if (!Common({a.off.at, a.on.at}, {b.off.at, b.on.at}, params.least)) continue;
      const auto straight = [speed](const DarkShip& ship) {
        return [&ship, speed](GeoPoint p) {
          return std::optional<Window>(StraightWindow(ship, p, speed));
        };
      };
      if (!BestPoint(a, b, params.least, straight(a), straight(b))) continue;
      ++found.both_dark;
      if (auto event = ScoreBothDark(a, b, routes, params)) found.events.push_back(*event);
    }
  }
}

}  // namespace

DarkMeetings FindDarkMeetings(std::span<const Event> dark, std::span<const HaltCase> halts,
                              const WaterRoutes& routes, const DarkMeetingParams& params) {
  const std::vector<DarkShip> ships = ShipsOf(dark);
  DarkMeetings found;
  std::vector<std::vector<Fit>> by_ship(ships.size());
  std::vector<int> of_halt(halts.size(), 0);
  for (std::size_t i = 0; i < ships.size(); ++i) {
    by_ship[i] = FitsOf(ships, i, halts, routes, params);
    for (const Fit& fit : by_ship[i]) ++of_halt[fit.halt];
    found.one_dark += by_ship[i].size();
  }
  for (const std::vector<Fit>& fits : by_ship) {
    std::vector<Event> events;
    for (const Fit& fit : fits) {
      const int candidates = static_cast<int>(fits.size()) + of_halt[fit.halt] - 1;
      Event event = ScoreFit(fit, ships[fit.ship], halts[fit.halt], candidates);
      if (event.probability() >= params.least_probability) events.push_back(std::move(event));
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return a.log_odds() > b.log_odds(); });
    if (events.size() > params.most) events.resize(params.most);
    std::move(events.begin(), events.end(), std::back_inserter(found.events));
  }
  FindBothDark(ships, routes, params, found);
  return found;
}

}  // namespace pelorus
