#include "fusion/anomaly/silence_detector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fusion/anomaly/silence_interference.h"
#include "fusion/anomaly/silence_paths.h"

namespace pelorus {
namespace {

/// Verdicts change the map, which changes verdicts: this often.
constexpr int kRounds = 3;
/// A long silence counts for no more bins than this in one cell of the map.
constexpr double kMostBins = 48.0;

void CountMisses(const std::vector<Stay>& stays, Transmitting kind, double weight,
                 ReceptionMap& map) {
  for (const Stay& stay : stays) {
    map.Count(stay.cell, kind, {weight * std::min(stay.working, kMostBins), 0.0});
  }
}

/// A silence less likely than this to be meant gets no area: a drawing of some 30 kB.
constexpr double kWorthAnArea = 0.1;

double PriorLogOdds(double rate) { return std::log(rate / (1.0 - rate)); }

}  // namespace

SilenceDetector::SilenceDetector(const SilenceParams& params, std::vector<Place> places,
                                 const IdentityBook& identities)
    : params_(params),
      places_(std::move(places)),
      identities_(identities),
      reach_(places_.places()) {}

void SilenceDetector::Seed(const ReceptionMap& coverage) { seed_.Add(coverage); }

void SilenceDetector::Write(const PictureBatch& batch) { tracker_.Take(batch); }

SilenceDetector::Round SilenceDetector::JudgeAll(const std::vector<Silence>& silences,
                                                 std::span<const Event> interference,
                                                 const Round& before, Time now) {
  std::vector<std::vector<Stay>> stays(silences.size());
  learned_ = tracker_.map();
  for (std::size_t i = 0; i < silences.size(); ++i) {
    stays[i] = StraightStays(silences[i], now, tracker_.activity());
    CountMisses(stays[i], silences[i].kind, 1.0 - before.deliberate[i], learned_);
  }
  ReceptionMap known = learned_;
  known.Add(seed_);
  const SilenceJudge judge({params_, known, tracker_.activity(), places_, interference, now});
  Round round{std::vector<Event>(silences.size()), Weights(silences.size(), 0.0), 0.0};
  double counted = 0.0;
  double meant = 0.0;
  for (std::size_t from = 0, to = 0; from < silences.size();) {
    const std::uint32_t vessel = silences[from].vessel;
    while (to < silences.size() && silences[to].vessel == vessel) ++to;
    OwnRecord own = tracker_.RecordOf(vessel);
    own.identity = identities_.Of(own.key);
    for (std::size_t i = from; i < to; ++i) {
      CountMisses(stays[i], silences[i].kind, 1.0 - before.deliberate[i], own.counts);
    }
    for (; from < to; ++from) {
      const ReceptionVerdict verdict = judge.Reception(silences[from], own);
      const double prior =
          verdict.by_map ? before.prior_log_odds : PriorLogOdds(1.0 / params_.lone_base_silences);
      round.events[from] = judge.Judge(silences[from], own, verdict, prior);
      if (verdict.by_map && verdict.expected >= params_.too_few_bins) counted += 1.0;
      if (!verdict.testable) continue;
      round.deliberate[from] = round.events[from].probability();
      if (verdict.by_map) meant += round.deliberate[from];
    }
  }
  round.prior_log_odds = PriorLogOdds((1.0 + meant) / (params_.base_silences + counted));
  return round;
}

void SilenceDetector::Locate(const std::vector<Silence>& silences, Time now,
                             std::vector<Event>& events) {
  reach_.NextRound();
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& event = events[i];
    const bool dark = event.kind == EventKind::kDarkTransit;
    const SilenceReason reason = std::get<SilenceFacts>(event.facts).reason;
    const bool tells = reason == SilenceReason::kReception || reason == SilenceReason::kOutage ||
                       reason == SilenceReason::kInterference;
    if (!dark && !(tells && silences[i].on)) continue;
    reach_.Locate(silences[i], now, event.probability() >= kWorthAnArea, event);
  }
}

std::vector<Event> SilenceDetector::Findings(Time now, std::span<const Event> earlier) {
  tracker_.activity().Smooth();
  const std::vector<Silence> silences = tracker_.SilencesAt(now);
  const std::vector<Event> interference = InterferenceAmong(earlier);
  Round round{std::vector<Event>(silences.size()), Weights(silences.size(), 0.0),
              PriorLogOdds(1.0 / params_.base_silences)};
  for (int i = 0; i < kRounds; ++i) round = JudgeAll(silences, interference, round, now);
  Locate(silences, now, round.events);
  std::sort(round.events.begin(), round.events.end(), Before);
  return std::move(round.events);
}

}  // namespace pelorus
