#include "fusion/anomaly/silence_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "fusion/anomaly/silence_interference.h"
#include "fusion/anomaly/silence_paths.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Reception is modelled, not known: no silence speaks louder than this, nats.
constexpr double kLoudest = 12.0;
/// Bins of others around a cell that make its count worth half of a well-known one's.
constexpr double kHalfKnown = 20.0;
/// Bins of others in the run below which there is no map to speak of.
constexpr double kLeastMap = 50.0;
/// Bins that the prior "this transmitter is like the others" is worth.
constexpr double kUsualTransmitter = 10.0;
/// Range comes and goes with the hours for all at once: within so many hours misses hang together,
/// as if the chance of that time were drawn anew with this little weight on the mean.
constexpr double kSteadyBins = 72.0;
constexpr double kSteadiness = 2.0;
/// Passes of one satellite are missed in runs.
constexpr double kPassesInARun = 3.0;
constexpr Length kSamePlace = Length::Meters(1000.0);
constexpr Length kHarbour = Length::Kilometers(5.0);
constexpr Length kEdge = Length::NauticalMiles(10.0);
/// A change by three tenths of a metre tells, and draught is said in tenths.
constexpr double kSameDraught_m = 0.25;
constexpr double kStill_mps = 0.26;  // half a knot

/// ln of how usual such a length is among switch-offs, against the most usual: log-normal about
/// 12 h, a factor of e^1.2 either way.
double UsualLength(double hours) {
  const double z = std::log(hours / 12.0) / 1.2;
  return -0.5 * z * z;
}

/// ln of the chance to miss `bins` in a row where a share `p` is heard in the long run.
double LogMissesTogether(double bins, double p) {
  const double times = std::max(1.0, bins / kSteadyBins);
  const Chance now{kSteadiness * p, kSteadiness * (1.0 - p)};
  return times * now.LogMisses(bins / times);
}

double LogSumExp(const std::vector<std::array<double, 2>>& weighted) {
  double top = -1e300;
  for (const auto& [weight, log] : weighted) top = std::max(top, log);
  double sum = 0.0;
  for (const auto& [weight, log] : weighted) sum += weight * std::exp(log - top);
  return top + std::log(sum);
}

Movement MovementOf(const Silence& silence) {
  if (!silence.on) return Movement::kOpen;
  const Length apart = FastDistance(silence.off.contact.position, silence.on->contact.position);
  const double s = std::max(1.0, ToSeconds(silence.on->contact.time - silence.off.contact.time));
  return MovementAt(Speed::MetersPerSecond(apart.meters() / s));
}

/// What the vessel says otherwise than before; none of it says much.
void AddChanges(const Silence& silence, Event& event) {
  if (silence.before.draught && silence.after.draught) {
    const double change_m = (*silence.after.draught - *silence.before.draught).meters();
    if (std::abs(change_m) > kSameDraught_m) {
      event.evidence.push_back({"draught_change", change_m, "m", 1.0, "across the silence"});
    }
  }
  if (silence.before.destination && silence.after.destination &&
      *silence.before.destination != *silence.after.destination) {
    event.evidence.push_back({"destination_changed", 1.0, "", 0.2, "across the silence"});
  }
  if (silence.on && silence.off.status && silence.on->status &&
      *silence.off.status != *silence.on->status) {
    event.evidence.push_back({"status_changed", 1.0, "", 0.1, "across the silence"});
  }
}

/// Shares out what is left besides the event's own probability.
void AddAlternatives(const Silence& silence, const ReceptionVerdict& verdict, SilenceReason reason,
                     Event& event) {
  const double missed = verdict.in_outages + verdict.expected;
  const double outage = missed > 0.0 ? verdict.in_outages / missed : 0.0;
  const bool still = silence.off.v_mps.norm() < kStill_mps;
  const bool moored = reason == SilenceReason::kMoored;
  std::vector<Alternative> all = {
      {"reception", 0.1 + std::exp(-std::max(0.0, verdict.llr)), "not heard although transmitting"},
      {"outage", 0.02 + outage, "the receivers around did not work"},
      {"moored", moored ? 1.0 : (still ? 0.1 : 0.01), "unit switched off or shielded at a berth"},
      {"equipment_failure", 0.1, "transponder, antenna or power failed"},
      {"legal_safety_switch_off", 0.1, "the master may switch off where the ship is in danger"},
      {"weather", 0.03, "ducting, sea clutter or ice changed the range"},
      {"gnss_interference", reason == SilenceReason::kInterference ? 1.0 : 0.01,
       "its receiver, or the clock of its transponder, was disturbed"},
      {"left_area", reason == SilenceReason::kLeftArea ? 1.0 : 0.01,
       "sailed beyond the run's area"},
  };
  double sum = 0.0;
  for (const Alternative& item : all) sum += item.probability;
  const double left = 1.0 - event.probability();
  for (Alternative& item : all) item.probability *= left / sum;
  std::stable_sort(all.begin(), all.end(), [](const Alternative& a, const Alternative& b) {
    return a.probability > b.probability;
  });
  event.alternatives = std::move(all);
}

std::string IdOf(TargetKey key, Time start) {
  const auto s = std::chrono::floor<std::chrono::milliseconds>(start).time_since_epoch().count();
  return "silence-" + ToString(key) + "-" + std::to_string(s);
}

}  // namespace

/// How this vessel is heard beside others in the same cells; 1 when as well, or unknown.
double SilenceJudge::OwnFactor(const OwnRecord& own) const {
  double expected = 0.0;
  double heard = 0.0;
  for (const ReceptionMap::Row& row : own.counts.Rows()) {
    for (std::size_t i = 0; i < kTransmittingKinds; ++i) {
      const Tally& tally = row.tallies[i];
      if (tally.trials == 0.0) continue;
      const Transmitting kind{i >= 2, i % 2 == 1};
      expected += tally.trials * context_.map.At(row.cell, kind, own.counts).mean();
      heard += tally.hits;
    }
  }
  return std::clamp((heard + kUsualTransmitter) / (expected + kUsualTransmitter), 0.1, 1.0);
}

ReceptionVerdict SilenceJudge::Reception(const Silence& silence, const OwnRecord& own) const {
  const double others = context_.map.total_trials() - own.counts.total_trials();
  return others >= kLeastMap ? ByMap(silence, own) : ByOwnIntervals(silence, own);
}

ReceptionVerdict SilenceJudge::ByMap(const Silence& silence, const OwnRecord& own) const {
  ReceptionVerdict verdict;
  verdict.by_map = true;
  const double factor = OwnFactor(own);
  std::vector<std::array<double, 2>> misses;
  for (const SupposedPath& path : SupposedPaths(silence, context_.now, context_.activity)) {
    double log = 0.0;
    double bins = 0.0;
    double expected = 0.0;
    for (const Stay& stay : path.stays) {
      const double others = context_.map.KnowledgeAt(stay.cell, silence.kind, own.counts);
      const double worth = factor * others / (others + kHalfKnown);
      const Chance chance = context_.map.WorstNear(stay.cell, silence.kind, own.counts);
      log += chance.LogMisses(worth * stay.working);
      bins += worth * stay.working;
      expected += worth * stay.working * chance.mean();
      verdict.in_outages += path.weight * worth * (stay.bins - stay.working) * chance.mean();
    }
    verdict.expected += path.weight * expected;
    if (bins > 0.0) log = std::max(log, LogMissesTogether(bins, expected / bins));
    misses.push_back({path.weight, log});
  }
  verdict.llr = std::clamp(-LogSumExp(misses), 0.0, kLoudest);
  verdict.testable = verdict.expected >= context_.params.enough_bins;
  return verdict;
}

ReceptionVerdict SilenceJudge::ByOwnIntervals(const Silence& silence, const OwnRecord& own) const {
  const Time end = silence.end.value_or(context_.now);
  const OwnIntervals::Tail tail =
      own.intervals.Compare(end - silence.start, silence.end.has_value());
  ReceptionVerdict verdict;
  verdict.passes = tail.regular_passes;
  verdict.expected = tail.expected;
  verdict.tested = static_cast<double>(tail.others + 1);
  const double runs = tail.regular_passes ? kPassesInARun : 1.0;
  verdict.llr = std::clamp(tail.surprise / runs, 0.0, kLoudest + std::log(verdict.tested));
  const double enough =
      tail.regular_passes ? context_.params.enough_bins : context_.params.too_few_bins;
  verdict.testable = tail.expected >= enough;
  return verdict;
}

bool SilenceJudge::LiesStill(const Silence& silence) const {
  const SilenceEnd& off = silence.off;
  if (off.v_mps.norm() > kStill_mps) return false;
  if (silence.on && FastDistance(off.contact.position, silence.on->contact.position) > kSamePlace) {
    return false;
  }
  if (off.status == NavStatus::kMoored || off.status == NavStatus::kAtAnchor) return true;
  for (const PlaceKind kind : {PlaceKind::kPort, PlaceKind::kTerminal, PlaceKind::kAnchorage}) {
    if (context_.places.Nearest(off.contact.position, {kind, kHarbour})) return true;
  }
  return false;
}

bool SilenceJudge::LeavesRegion(const Silence& silence) const {
  if (!context_.params.region) return false;
  const auto at_edge = [this](GeoPoint p) {
    const Region& box = *context_.params.region;
    const double north_m =
        111'000.0 * std::min(p.lat_deg() - box.south_deg(), box.north_deg() - p.lat_deg());
    const double east_m =
        111'000.0 * std::cos(p.lat().radians()) *
        std::min(box.EastOfWestEdgeDeg(p), box.width_deg() - box.EastOfWestEdgeDeg(p));
    return std::min(north_m, east_m) < kEdge.meters();
  };
  if (at_edge(silence.off.contact.position)) return true;
  return silence.on && at_edge(silence.on->contact.position);
}

void SilenceJudge::AddReceptionEvidence(const ReceptionVerdict& verdict, Event& event) const {
  std::vector<Evidence>& out = event.evidence;
  out.push_back({"missed_reports", verdict.expected, verdict.by_map ? "10-min bins" : "intervals",
                 verdict.llr,
                 verdict.by_map ? "expected from how others were heard on the way"
                                : "expected from this vessel's own intervals"});
  if (!verdict.by_map) {
    out.push_back({"intervals_tested", verdict.tested, "", -std::log(std::max(1.0, verdict.tested)),
                   "the longest of many intervals is long by chance"});
  }
  if (!verdict.testable) {
    double told = 0.0;
    for (const Evidence& item : out) told += std::max(0.0, item.llr);
    out.push_back({"too_few_expected", verdict.expected, "", -told,
                   "too few reports were to be expected to conclude anything"});
  }
}

bool SilenceJudge::BeginsInInterference(const Silence& silence) const {
  return InterferenceAt(context_.interference, silence.off.contact.position, silence.start) !=
         nullptr;
}

void SilenceJudge::AddCircumstances(const Silence& silence, Event& event) const {
  const double hours = ToSeconds(silence.end.value_or(context_.now) - silence.start) / 3600.0;
  event.evidence.push_back({"length", hours, "h", std::max(-5.0, UsualLength(hours)),
                            "against the usual length of switch-offs"});
  // What was switched off at a berth, or fell silent with its receiver, hid no voyage.
  const auto rules_out = [&event](std::string_view name, std::string_view note) {
    const double llr = std::min(-4.0, -4.0 - event.log_odds());
    event.evidence.push_back({name, 1.0, "", llr, std::string(note)});
  };
  if (BeginsInInterference(silence)) {
    rules_out("gnss_interference", "began where satellite navigation was disturbed");
  }
  if (LiesStill(silence)) rules_out("lies_still", "moored, anchored or off a port");
  if (LeavesRegion(silence)) {
    event.evidence.push_back({"edge_of_area", kEdge.nautical_miles(), "nm", -5.0,
                              "the run does not use what lies beyond"});
  }
}

SilenceReason SilenceJudge::ReasonOf(const Silence& silence,
                                     const ReceptionVerdict& verdict) const {
  if (LeavesRegion(silence)) return SilenceReason::kLeftArea;
  if (BeginsInInterference(silence)) return SilenceReason::kInterference;
  if (verdict.in_outages > verdict.expected && verdict.in_outages >= context_.params.too_few_bins) {
    return SilenceReason::kOutage;
  }
  if (LiesStill(silence)) return SilenceReason::kMoored;
  if (verdict.expected < context_.params.too_few_bins) return SilenceReason::kUnobservable;
  return SilenceReason::kReception;
}

Event SilenceJudge::Judge(const Silence& silence, const OwnRecord& own,
                          const ReceptionVerdict& reception, double prior_log_odds) const {
  Event event;
  event.id = IdOf(own.key, silence.start);
  event.start = silence.start;
  event.end = silence.end;
  event.detected_at = silence.end.value_or(context_.now);
  event.at = silence.off.contact.position;
  event.participants = {{own.key, own.identity}};
  event.prior_log_odds = prior_log_odds;
  AddReceptionEvidence(reception, event);
  AddCircumstances(silence, event);
  AddChanges(silence, event);
  const bool dark = reception.testable && event.probability() >= context_.params.threshold;
  event.kind = dark ? EventKind::kDarkTransit : EventKind::kSilence;
  event.wording = dark ? Wording::kInferred : Wording::kObserved;
  const SilenceReason reason = dark ? SilenceReason::kNone : ReasonOf(silence, reception);
  AddAlternatives(silence, reception, reason, event);
  event.refs.push_back(silence.off.raw);
  if (silence.on) event.refs.push_back(silence.on->raw);
  const double per_bin =
      static_cast<double>(own.reports) / static_cast<double>(std::max<std::uint64_t>(1, own.bins));
  SilenceFacts& facts = event.facts.emplace<SilenceFacts>();
  facts.off = silence.off.contact;
  if (silence.on) facts.on = silence.on->contact;
  facts.movement = MovementOf(silence);
  facts.reason = reason;
  facts.expected_messages = reception.expected * per_bin;
  return event;
}

}  // namespace pelorus
