#include "fusion/anomaly/descent_judge.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "fusion/anomaly/air_paths.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr Length kOffAirfield = Length::Kilometers(20.0);
/// A descent goes three miles for each thousand feet: an airfield as near as that may be its end.
constexpr Length kWayDownPerFoot = Length::Meters(3.0 * 1852.0 / 1000.0);
/// Airfields beyond say nothing about the ground below.
constexpr Length kFarthest = Length::Kilometers(300.0);
constexpr double kSinking_fpm = 300.0;
constexpr double kLow_ft = 5'000.0;
constexpr double kNearFloor_ft = 1'500.0;
/// One in ten of what begins so ends on the ground there.
constexpr double kPrior = -2.2;

/// Emitter categories of what lands anywhere: glider, balloon, parachutist, ultralight; rotorcraft.
constexpr std::uint8_t kRotorcraft = 0xA7;
bool LandsAnywhere(std::uint8_t category) { return category >= 0xB1 && category <= 0xB4; }

bool FlewOn(const AirSilence& silence) {
  return silence.on && !silence.on->on_ground && silence.on->climb_fpm < kSinking_fpm;
}

void AddAlternatives(const AirSilence& silence, std::optional<std::uint8_t> category,
                     Event& event) {
  const bool any = category && LandsAnywhere(*category);
  std::vector<Alternative> all = {
      {"helicopter", category == kRotorcraft ? 5.0 : (category ? 0.05 : 0.5), "lands anywhere"},
      {"glider_or_balloon", any ? 5.0 : (category ? 0.02 : 0.2), "lands in fields"},
      {"seaplane", 0.1, "lands on water"},
      {"unlisted_strip", 0.5, "an airstrip that the list does not hold"},
      {"missed_data", FlewOn(silence) ? 3.0 : 0.5, "levelled off below what receivers reach"},
      {"emergency", 0.1, "forced to land"},
  };
  double sum = 0.0;
  for (const Alternative& item : all) sum += item.probability;
  const double rest = 1.0 - event.probability();
  for (Alternative& item : all) item.probability *= rest / sum;
  std::stable_sort(all.begin(), all.end(), [](const Alternative& a, const Alternative& b) {
    return a.probability > b.probability;
  });
  event.alternatives = std::move(all);
}

}  // namespace

DescentJudge::DescentJudge(const AirfieldList& airfields, const AirSilenceTracker& tracker,
                           const IdentityBook& identities, Time now)
    : airfields_(airfields), tracker_(tracker), identities_(identities), now_(now) {}

std::optional<DescentJudge::Descent> DescentJudge::DescentOf(const AirSilence& silence) const {
  const AirEnd& off = silence.off;
  const GeoPoint at = off.contact.position;
  if (!off.altitude_ft || off.climb_fpm > -kSinking_fpm || !airfields_.Covers(at)) {
    return std::nullopt;
  }
  const auto near = airfields_.Nearest(at, kFarthest);
  const double ground_ft =
      near && near->distance < kFarthest / 3.0 ? near->airfield->elevation.feet() : 0.0;
  Descent descent;
  descent.height_ft = std::max(0.0, *off.altitude_ft - ground_ft);
  descent.floor_ft = tracker_.coverage().FloorAt(at, silence.key);
  const bool at_floor = descent.floor_ft && *off.altitude_ft < *descent.floor_ft + kNearFloor_ft;
  if (descent.height_ft > kLow_ft && !at_floor) return std::nullopt;
  AirEnd level = off;
  level.climb_fpm = 0.0;
  descent.touchdown = Ahead(level, FromSeconds(60.0 * descent.height_ft / -off.climb_fpm)).at;
  descent.to_airfield = near ? near->distance : kFarthest;
  if (const auto there = airfields_.Nearest(descent.touchdown, kFarthest)) {
    descent.to_airfield = std::min(descent.to_airfield, there->distance);
  }
  const Length way_down = Length::Meters(kWayDownPerFoot.meters() * descent.height_ft);
  if (descent.to_airfield <= std::max(kOffAirfield, way_down)) return std::nullopt;
  if (tracker_.IsAirfield(at) || tracker_.IsAirfield(descent.touchdown)) return std::nullopt;
  return descent;
}

void DescentJudge::AddEvidence(const AirSilence& silence, const Descent& descent,
                               Event& event) const {
  std::vector<Evidence>& out = event.evidence;
  const double rate_fpm = -silence.off.climb_fpm;
  out.push_back(
      {"descent", rate_fpm, "ft/min", std::min(2.0, rate_fpm / 500.0), "when last heard"});
  const double low = descent.height_ft < 1'500.0 ? 2.0 : (descent.height_ft < kLow_ft ? 1.0 : 0.0);
  out.push_back({"height_left", descent.height_ft, "ft", low,
                 "above the nearest airfield, or the sea where none is within 100 km"});
  const double km = descent.to_airfield.kilometers();
  out.push_back({"airfield_distance", km, "km",
                 std::clamp(std::log(km / kOffAirfield.kilometers()), 0.0, 2.0),
                 "from there or from where it was heading down to"});
  if (descent.floor_ft) {
    const double above_ft = *silence.off.altitude_ft - *descent.floor_ft;
    out.push_back({"above_coverage_floor", above_ft, "ft", above_ft < kNearFloor_ft ? 0.5 : -2.0,
                   "the lowest altitude at which others were heard around"});
  }
  const auto category = identities_.Of(silence.key).emitter_category;
  if (category == kRotorcraft) {
    out.push_back({"rotorcraft", 1.0, "", -3.0, "by its emitter category"});
  } else if (category && LandsAnywhere(*category)) {
    out.push_back({"lands_anywhere", 1.0, "", -3.0, "by its emitter category"});
  }
  if (silence.on) {
    out.push_back({"reappeared", silence.on->climb_fpm, "ft/min", FlewOn(silence) ? -4.0 : 1.0,
                   FlewOn(silence) ? "flying on" : "climbing out or on the ground"});
  }
}

std::optional<Event> DescentJudge::Judge(const AirSilence& silence) const {
  const auto descent = DescentOf(silence);
  if (!descent) return std::nullopt;
  Event event;
  event.kind = EventKind::kOffAirfieldDescent;
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(silence.start);
  event.id =
      "descent-" + ToString(silence.key) + "-" + std::to_string(ms.time_since_epoch().count());
  event.start = silence.start;
  event.end = silence.end;
  event.detected_at = silence.end.value_or(now_);
  event.at = silence.off.contact.position;
  event.participants = {{silence.key, identities_.Of(silence.key)}};
  event.prior_log_odds = kPrior;
  AddEvidence(silence, *descent, event);
  if (event.log_odds() < 0.0) return std::nullopt;
  AddAlternatives(silence, identities_.Of(silence.key).emitter_category, event);
  event.refs.push_back(silence.off.raw);
  AirGapFacts facts{silence.off.contact, {}, silence.off.altitude_ft, descent->floor_ft, 0.0, {}};
  if (silence.on) {
    event.refs.push_back(silence.on->raw);
    facts.on = silence.on->contact;
  }
  event.facts = std::move(facts);
  return event;
}

}  // namespace pelorus
