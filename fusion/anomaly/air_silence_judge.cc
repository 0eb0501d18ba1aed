#include "fusion/anomaly/air_silence_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Reception is modelled, not known: no silence speaks louder than this, nats.
constexpr double kLoudest = 12.0;
/// Minutes of others around a cell that make its count worth half of a well-known one's.
constexpr double kHalfKnown = 20.0;
/// Minutes that the prior "this transmitter is like the others" is worth.
constexpr double kUsualTransmitter = 10.0;
/// Within so many minutes misses hang together (the shadow of a hill, of the own wing), as if the
/// chance of that time were drawn anew with this little weight on the mean.
constexpr double kSteadyMinutes = 30.0;
constexpr double kSteadiness = 2.0;
/// A climb or descent rather than the waver of a level flight.
constexpr double kVertical_fpm = 300.0;
constexpr double kLow_ft = 3'000.0;
constexpr double kNearFloor_ft = 1'500.0;
constexpr double kApproach_ft = 15'000.0;
constexpr Duration kOnGround = std::chrono::minutes{5};
constexpr std::size_t kMostAirfields = 20;
constexpr Length kElevationFrom = Length::Kilometers(100.0);
constexpr Length kFarthest = Length::Kilometers(3'000.0);
constexpr double kWithCompanion = -3.0;

double LogMissesTogether(double minutes, double p) {
  const double times = std::max(1.0, minutes / kSteadyMinutes);
  const Chance now{kSteadiness * p, kSteadiness * (1.0 - p)};
  return times * now.LogMisses(minutes / times);
}

/// Time to come down to, and up again from, `ground_ft`, and to stay there.
Duration LeastStop(const AirSilence& silence, double ground_ft) {
  const double down_ft = std::max(0.0, silence.off.altitude_ft.value_or(0.0) - ground_ft);
  Duration time = FromSeconds(60.0 * down_ft / kSteepDescent_fpm);
  if (silence.on && !silence.on->on_ground) {
    const double up_ft = std::max(0.0, silence.on->altitude_ft.value_or(0.0) - ground_ft);
    time += kOnGround + FromSeconds(60.0 * up_ft / kSteepClimb_fpm);
  }
  return time;
}

/// Shares out what is left besides the event's own probability.
void AddAlternatives(const AirSilence& silence, const AirVerdict& verdict, SilenceReason reason,
                     Event& event) {
  const double missed = verdict.in_outages + verdict.expected;
  const double flying = (1.0 - verdict.landing_weight) * std::exp(-verdict.llr);
  const double landing =
      std::clamp(std::exp(-verdict.llr - verdict.landing_llr) - flying, 0.0, 1.0);
  const bool left = reason == SilenceReason::kLeftArea;
  std::vector<Alternative> all = {
      {"reception", 0.1 + flying, "flew on where it is not heard reliably"},
      {"landing", 0.01 + landing, "landed below or beyond what receivers reach"},
      {"outage", 0.02 + (missed > 0.0 ? verdict.in_outages / missed : 0.0),
       "the receivers around did not work"},
      {"equipment_failure", 0.1, "transponder, antenna or power failed"},
      {"formation", silence.companion ? 1.0 : 0.01, "in a formation only the leader transmits"},
      {"legal_switch_off", 0.05, "state aircraft may fly without"},
      {"left_area", left ? 5.0 : 0.01, "flew beyond the run's area"},
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

std::string IdOf(TargetKey key, Time start) {
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(start).time_since_epoch().count();
  return "air-silence-" + ToString(key) + "-" + std::to_string(ms);
}

}  // namespace

AirSilenceJudge::AirSilenceJudge(const AirSilenceParams& params, const AirCoverage& coverage,
                                 const AirActivity& activity, const AirfieldList& airfields,
                                 Time now)
    : params_(params), coverage_(coverage), activity_(activity), airfields_(airfields), now_(now) {}

/// How this aircraft is heard beside others in the same cells; 1 when as well, or unknown.
double AirSilenceJudge::OwnFactor(const OwnAirRecord& own) const {
  double expected = 0.0;
  double heard = 0.0;
  for (const OwnAirCell& item : own.cells) {
    expected += static_cast<double>(item.trials) * coverage_.At(item.cell, own.cells).mean();
    heard += static_cast<double>(item.hits);
  }
  return std::clamp((heard + kUsualTransmitter) / (expected + kUsualTransmitter), 0.1, 1.0);
}

AirSilenceJudge::Misses AirSilenceJudge::Unheard(const AirPath& path, const OwnAirRecord& own,
                                                 double factor) const {
  Misses misses;
  double minutes = 0.0;
  for (const AirStay& stay : path.stays) {
    if (params_.region && !params_.region->Contains(MiddleOf(stay.cell))) continue;
    const double others = coverage_.KnowledgeAt(stay.cell, own.cells);
    const double worth = factor * others / (others + kHalfKnown);
    const Chance chance = coverage_.WorstNear(stay.cell, own.cells);
    misses.log += chance.LogMisses(worth * stay.working);
    minutes += worth * stay.working;
    misses.expected += worth * stay.working * chance.mean();
    misses.in_outages += worth * (stay.minutes - stay.working) * chance.mean();
  }
  if (minutes > 0.0) {
    misses.log = std::max(misses.log, LogMissesTogether(minutes, misses.expected / minutes));
  }
  return misses;
}

AirVerdict AirSilenceJudge::Reception(const AirSilence& silence, const OwnAirRecord& own) const {
  AirVerdict verdict;
  verdict.floor_ft = coverage_.FloorAt(silence.off.contact.position, silence.key);
  const double factor = OwnFactor(own);
  double unheard = 0.0;
  for (const AirPath& path : SupposedAirPaths(silence, now_, activity_)) {
    const Misses misses = Unheard(path, own, factor);
    unheard += path.weight * std::exp(misses.log);
    verdict.expected += path.weight * misses.expected;
    verdict.in_outages += path.weight * misses.in_outages;
  }
  if (unheard <= 0.0) unheard = 1.0;  // no path: the altitude is not known
  verdict.llr = std::clamp(-std::log(unheard), 0.0, kLoudest);
  verdict.airfields = InReach(silence);
  verdict.landing_weight = LandingWeight(silence, verdict);
  const double ground_ft = GroundAt(silence.off.contact.position);
  const Misses down =
      Unheard(WayDown(silence, now_, ground_ft + kNearFloor_ft, activity_), own, factor);
  verdict.minutes_down = down.expected;
  const double landed = verdict.landing_weight * std::exp(down.log);
  const double flown = (1.0 - verdict.landing_weight) * std::exp(-verdict.llr);
  verdict.landing_llr = std::min(0.0, -std::log(landed + flown) - verdict.llr);
  verdict.landing_likelier = landed > flown;
  verdict.testable = verdict.expected >= params_.enough_minutes;
  return verdict;
}

/// Elevation of the country around, by its nearest airfield; the sea where none is known.
double AirSilenceJudge::GroundAt(GeoPoint p) const {
  const auto near = airfields_.Nearest(p, kElevationFrom);
  return near ? near->airfield->elevation.feet() : 0.0;
}

/// Airfields between the two contacts: there and on in time, with a stay.
std::vector<AirGapFacts::Airfield> AirSilenceJudge::InReach(const AirSilence& silence) const {
  std::vector<AirGapFacts::Airfield> fields;
  const Duration gap = silence.end.value_or(now_) - silence.start;
  double speed_mps = silence.off.v_mps.norm();
  if (silence.on) speed_mps = std::max(speed_mps, silence.on->v_mps.norm());
  if (speed_mps < 1.0) return fields;
  const Length radius = std::min(kFarthest, Length::Meters(speed_mps * ToSeconds(gap)));
  for (const NearAirfield& near : airfields_.Within(silence.off.contact.position, radius)) {
    Length way = near.distance;
    if (silence.on) way = way + FastDistance(near.airfield->position, silence.on->contact.position);
    const Duration flown = FromSeconds(way.meters() / speed_mps);
    const Duration least = LeastStop(silence, near.airfield->elevation.feet());
    if (std::max(flown, least - kOnGround) + kOnGround > gap) continue;
    fields.push_back({near.airfield->name, near.airfield->icao,
                      gap - std::max(flown, least > kOnGround ? least - kOnGround : least)});
  }
  std::stable_sort(fields.begin(), fields.end(),
                   [](const auto& a, const auto& b) { return a.available > b.available; });
  if (fields.size() > kMostAirfields) fields.resize(kMostAirfields);
  return fields;
}

/// Chance that a flight that was last seen so is about to land, from how it flew alone.
double AirSilenceJudge::LandingWeight(const AirSilence& silence, const AirVerdict& verdict) const {
  const AirEnd& off = silence.off;
  if (silence.on && silence.on->on_ground) return 0.95;
  if (!off.altitude_ft) return 0.5;
  const double ground_ft = GroundAt(off.contact.position);
  if (silence.end && *silence.end - silence.start < LeastStop(silence, ground_ft)) return 1e-3;
  const bool sinks = off.climb_fpm < -kVertical_fpm;
  const bool at_floor = verdict.floor_ft && *off.altitude_ft < *verdict.floor_ft + kNearFloor_ft;
  const bool low = *off.altitude_ft < ground_ft + kLow_ft || (sinks && at_floor);
  double weight = 0.05;
  if (off.climb_fpm > kVertical_fpm) {
    weight = low ? 0.3 : 0.02;
  } else if (low) {
    weight = 0.9;
  } else if (sinks) {
    weight = *off.altitude_ft < ground_ft + kApproach_ft ? 0.8 : 0.5;
  }
  const bool nowhere = airfields_.Covers(off.contact.position) && verdict.airfields.empty();
  return nowhere ? 0.1 * weight : weight;
}

bool AirSilenceJudge::LeavesRegion(const AirSilence& silence) const {
  if (!params_.region) return false;
  return !params_.region->Contains(Ahead(silence.off, kLeastAirSilence).at) ||
         (silence.on && !params_.region->Contains(Ahead(*silence.on, -kLeastAirSilence).at));
}

SilenceReason AirSilenceJudge::ReasonOf(const AirSilence& silence,
                                        const AirVerdict& verdict) const {
  if (silence.on && silence.on->on_ground) return SilenceReason::kLanding;
  if (LeavesRegion(silence)) return SilenceReason::kLeftArea;
  if (verdict.in_outages > verdict.expected && verdict.in_outages >= params_.too_few_minutes) {
    return SilenceReason::kOutage;
  }
  if (verdict.landing_likelier) return SilenceReason::kLanding;
  if (verdict.expected < params_.too_few_minutes) return SilenceReason::kUnobservable;
  return SilenceReason::kReception;
}

void AirSilenceJudge::AddEvidence(const AirSilence& silence, const AirVerdict& verdict,
                                  Event& event) const {
  std::vector<Evidence>& out = event.evidence;
  out.push_back({"missed_minutes", verdict.expected, "min", verdict.llr,
                 "expected from how others were heard on the way at that altitude"});
  out.push_back({"landing", verdict.landing_weight, "", verdict.landing_llr,
                 "from how it flew last; " + std::to_string(verdict.airfields.size()) +
                     " listed airfields in reach"});
  if (silence.companion) {
    out.push_back(
        {"in_formation", 1.0, "", kWithCompanion, "flew with " + ToString(*silence.companion)});
  }
  if (LeavesRegion(silence)) {
    out.push_back({"edge_of_area", 1.0, "", -5.0, "the run does not use what lies beyond"});
  }
  if (!verdict.testable) {
    double told = 0.0;
    for (const Evidence& item : out) told += item.llr;
    out.push_back({"too_few_expected", verdict.expected, "min", -std::max(0.0, told),
                   "too few reports were to be expected to conclude anything"});
  }
}

void AirSilenceJudge::AddFacts(const AirSilence& silence, const OwnAirRecord& own,
                               const AirVerdict& verdict, Event& event) const {
  const double per_minute = static_cast<double>(own.reports) /
                            static_cast<double>(std::max<std::uint64_t>(1, own.minutes));
  std::optional<Contact> on;
  if (silence.on) on = silence.on->contact;
  if (event.kind == EventKind::kTransponderGap) {
    event.facts = AirGapFacts{silence.off.contact,           on,
                              silence.off.altitude_ft,       verdict.floor_ft,
                              verdict.expected * per_minute, verdict.airfields};
    return;
  }
  SilenceFacts facts;
  facts.off = silence.off.contact;
  facts.on = on;
  facts.reason = ReasonOf(silence, verdict);
  facts.expected_messages = verdict.expected * per_minute;
  if (on) {
    const double s = std::max(1.0, ToSeconds(on->time - facts.off.time));
    const Length way = FastDistance(facts.off.position, on->position);
    facts.implied_speed = Speed::MetersPerSecond(way.meters() / s);
    facts.movement = *facts.implied_speed >= Speed::Knots(6.0)  ? Movement::kTransit
                     : *facts.implied_speed < Speed::Knots(2.0) ? Movement::kDwell
                                                                : Movement::kAmbiguous;
  }
  event.facts = std::move(facts);
}

Event AirSilenceJudge::Judge(const AirSilence& silence, const OwnAirRecord& own,
                             const AirVerdict& verdict, double prior_log_odds) const {
  Event event;
  event.id = IdOf(silence.key, silence.start);
  event.start = silence.start;
  event.end = silence.end;
  event.detected_at = silence.end.value_or(now_);
  event.at = silence.off.contact.position;
  event.participants = {{silence.key, {}}};
  event.prior_log_odds = prior_log_odds;
  AddEvidence(silence, verdict, event);
  const bool dark = verdict.testable && event.probability() >= params_.threshold;
  event.kind = dark ? EventKind::kTransponderGap : EventKind::kSilence;
  event.wording = dark ? Wording::kInferred : Wording::kObserved;
  AddAlternatives(silence, verdict, dark ? SilenceReason::kNone : ReasonOf(silence, verdict),
                  event);
  event.refs.push_back(silence.off.raw);
  if (silence.on) event.refs.push_back(silence.on->raw);
  AddFacts(silence, own, verdict, event);
  return event;
}

}  // namespace pelorus
