#include "fusion/anomaly/off_port_stop_score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fusion/anomaly/encounter_event.h"
#include "fusion/anomaly/encounter_ship_types.h"

namespace pelorus {
namespace {

/// Before looking at the particulars: assumed, not measured; docs/FORMULAS.md says how they are
/// meant. A stop is unusual rather than not; one with a contact ashore is rare.
constexpr double kStopPrior = -0.5;
constexpr double kShorePrior = -1.5;
constexpr double kLoiteringPrior = -0.2;

double Hours(const Halt& halt) { return ToSeconds(halt.last - halt.start) / 3600.0; }
bool Mostly(std::uint32_t count, const Halt& halt) { return 2 * count > halt.positions; }

Event Blank(const HaltCase& it, EventKind kind, double prior, Time now) {
  const std::array<TargetKey, 1> keys = {it.key};
  Event event;
  event.kind = kind;
  event.id = EventId(Name(kind), keys, it.halt.start);
  event.start = it.halt.start;
  if (!it.halt.open) event.end = it.halt.last;
  event.detected_at = it.halt.open ? now : it.halt.last;
  event.at = it.halt.at;
  event.participants = {{it.key, it.identity}};
  event.prior_log_odds = prior;
  event.refs = {it.halt.first_ref, it.halt.last_ref};
  return event;
}

void AddHarbour(const HaltCase& it, Event& event) {
  if (!it.setting.charted || !it.setting.harbour) return;
  const double km = it.setting.harbour->kilometers();
  const double llr = km > 20.0 ? 1.5 : (km > 10.0 ? 1.0 : 0.0);
  AddEvidence(event, "harbour_distance", km, "km", llr, "to " + it.setting.harbour_name);
}

void AddStatus(const HaltCase& it, double anchored_llr, Event& event) {
  if (Mostly(it.halt.anchored, it.halt)) {
    AddEvidence(event, "status_anchored", 1.0, "", anchored_llr, "at anchor by its own word");
  } else if (Mostly(it.halt.fishing, it.halt)) {
    AddEvidence(event, "status_fishing", 1.0, "", -2.0, "fishing by its own word");
  }
}

void AddRole(const HaltCase& it, Event& event) {
  const ShipRole role = RoleOf(it.identity);
  double llr = 0.0;
  if (role == ShipRole::kFishing) llr = -1.5;
  if (role == ShipRole::kCargo || role == ShipRole::kTanker) llr = 0.5;
  if (role == ShipRole::kTug || role == ShipRole::kPilot || role == ShipRole::kService ||
      role == ShipRole::kPassenger || role == ShipRole::kPleasure) {
    llr = -1.0;
  }
  if (role != ShipRole::kUnknown) {
    AddEvidence(event, "ship_type", it.identity.ship_type.value_or(0), "", llr,
                std::string(Name(role)));
  }
}

/// What stops have in common, off shore or near it.
void AddStopEvidence(const HaltCase& it, Event& event) {
  AddHarbour(it, event);
  AddEvidence(event, "others_halted", it.others, "ships", -std::log((it.others + 0.5) / 1.5),
              "in the same 2 km or those around, in this run");
  const double hours = Hours(it.halt);
  AddEvidence(event, "duration", hours, "h", hours >= 48.0 ? -1.5 : (hours >= 1.0 ? 0.5 : 0.0), "");
  AddStatus(it, -1.0, event);
  AddRole(it, event);
}

std::vector<WeighedAlternative> StopAlternatives(const HaltCase& it) {
  const bool fishing = RoleOf(it.identity) == ShipRole::kFishing || it.halt.fishing > 0;
  return {{"anchorage", it.halt.anchored > 0 ? 3.0 : 1.0, "an anchorage that no list has"},
          {"waiting", 1.0 + 0.3 * it.others, "for orders, a berth, a pilot or daylight"},
          {"fishing", fishing ? 4.0 : 0.3, ""},
          {"weather", 0.5, "shelter"},
          {"breakdown", 0.5, "or work on the hull or the engine"}};
}

}  // namespace

bool IsOffPort(const PlaceSetting& setting) { return setting.charted && !setting.at_harbour(); }

Event ScoreOffPortStop(const HaltCase& it, Time now) {
  Event event = Blank(it, EventKind::kOffPortStop, kStopPrior, now);
  AddStopEvidence(it, event);
  ShareAlternatives(event, StopAlternatives(it));
  event.wording = Wording::kObserved;
  event.facts = OffPortStopFacts{it.setting.shore, it.setting.port_name};
  return event;
}

Event ScoreShipShore(const HaltCase& it, Time now) {
  Event event = Blank(it, EventKind::kRendezvous, kShorePrior, now);
  AddStopEvidence(it, event);
  if (it.setting.shore) {
    const double nm = it.setting.shore->nautical_miles();
    AddEvidence(event, "shore_distance", nm, "nm", nm < 1.5 ? 0.5 : 0.0, "");
  }
  ShareAlternatives(event, StopAlternatives(it));
  event.wording = Wording::kInferred;
  RendezvousFacts facts;
  facts.visibility = Visibility::kShipShore;
  event.facts = facts;
  return event;
}

Event ScoreLoitering(const HaltCase& it, Time now) {
  Event event = Blank(it, EventKind::kLoitering, kLoiteringPrior, now);
  const double hours = Hours(it.halt);
  AddEvidence(event, "duration", hours, "h", std::min(1.0, 0.5 * std::log(hours / 4.0)),
              "below 2 kn, without a silence over 3 h");
  if (it.setting.shore) {
    const double nm = it.setting.shore->nautical_miles();
    AddEvidence(event, "shore_distance", nm, "nm", nm >= 20.0 ? 1.0 : (nm < 3.0 ? -0.5 : 0.0), "");
  } else {
    AddEvidence(event, "open_water", 1.0, "", 0.5, "no land data reach here");
  }
  AddEvidence(event, "others_halted", it.others, "ships", -0.5 * it.others,
              "in the same 2 km or those around, in this run");
  AddStatus(it, -2.0, event);
  AddRole(it, event);
  const double unknown_h = ToSeconds(it.halt.unknown) / 3600.0;
  if (unknown_h > 0.0) {
    AddEvidence(event, "unknown_hours", unknown_h, "h", -2.0 * unknown_h / hours, "not heard");
  }
  std::vector<WeighedAlternative> others = StopAlternatives(it);
  others.push_back({"drifting", 1.5, "engine stopped to save fuel or wait"});
  ShareAlternatives(event, others);
  event.wording = Wording::kObserved;
  event.facts = LoiteringFacts{it.halt.mean_speed, it.halt.radius, it.halt.unknown};
  return event;
}

}  // namespace pelorus
