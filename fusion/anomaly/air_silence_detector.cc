#include "fusion/anomaly/air_silence_detector.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "fusion/anomaly/air_paths.h"

namespace pelorus {
namespace {

/// Verdicts change the map, which changes verdicts: this often.
constexpr int kRounds = 3;

double PriorLogOdds(double rate) { return std::log(rate / (1.0 - rate)); }

/// Numbers of the silences, aircraft by aircraft, in order.
std::vector<std::uint32_t> ByAircraft(const std::vector<AirSilence>& silences) {
  std::vector<std::uint32_t> order(silences.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&silences](std::uint32_t a, std::uint32_t b) {
    return silences[a].key < silences[b].key;
  });
  return order;
}

/// Probability that the silence is one of a flight that went on and was not received.
double Unheard(const Event& event) {
  for (const Alternative& item : event.alternatives) {
    if (item.name == "reception") return item.probability;
  }
  return 0.0;
}

}  // namespace

AirSilenceDetector::AirSilenceDetector(const AirSilenceParams& params, AirfieldList airfields,
                                       const IdentityBook& identities)
    : params_(params), airfields_(std::move(airfields)), identities_(identities) {}

void AirSilenceDetector::Write(const PictureBatch& batch) { tracker_.Take(batch); }

/// The aircraft's share of the map, that of its silences included.
OwnAirRecord AirSilenceDetector::OwnOf(std::span<const std::uint32_t> silences_of_one,
                                       TargetKey key, const std::vector<Missed>& missed,
                                       const Beliefs& before) const {
  OwnAirRecord own = tracker_.RecordOf(key);
  for (const std::uint32_t i : silences_of_one) {
    for (OwnAirCell item : missed[i].cells) {
      item.trials *= static_cast<float>(before.unheard[i]);
      own.cells.push_back(item);
    }
  }
  return own;
}

AirSilenceDetector::Beliefs AirSilenceDetector::JudgeAll(const std::vector<AirSilence>& silences,
                                                         const std::vector<Missed>& missed,
                                                         const Beliefs& before, Time now) const {
  AirCoverage known = tracker_.coverage();
  for (std::size_t i = 0; i < silences.size(); ++i) {
    for (const OwnAirCell& item : missed[i].cells) {
      known.Count(item.cell, {before.unheard[i] * static_cast<double>(item.trials), 0.0});
    }
  }
  const AirSilenceJudge judge(params_, known, tracker_.activity(), airfields_, now);
  Beliefs after{std::vector<double>(silences.size(), 0.0), 0.0,
                std::vector<Event>(silences.size())};
  double counted = 0.0;
  double meant = 0.0;
  const std::vector<std::uint32_t> order = ByAircraft(silences);
  for (auto from = order.begin(); from != order.end();) {
    const TargetKey key = silences[*from].key;
    const auto to =
        std::find_if(from, order.end(), [&](std::uint32_t i) { return silences[i].key != key; });
    const OwnAirRecord own = OwnOf({from, to}, key, missed, before);
    for (; from != to; ++from) {
      const AirVerdict verdict = judge.Reception(silences[*from], own);
      Event& event = after.events[*from];
      event = judge.Judge(silences[*from], own, verdict, before.prior_log_odds);
      after.unheard[*from] = Unheard(event);
      if (verdict.testable) counted += 1.0;
      if (verdict.testable) meant += event.probability();
    }
  }
  after.prior_log_odds = PriorLogOdds((1.0 + meant) / (params_.base_silences + counted));
  return after;
}

std::vector<Event> AirSilenceDetector::Findings(Time now, std::span<const Event> /*earlier*/) {
  tracker_.activity().Smooth();
  const std::vector<AirSilence> silences = tracker_.Silences(now);
  std::vector<Missed> missed(silences.size());
  for (std::size_t i = 0; i < silences.size(); ++i) {
    for (const AirStay& stay : LikeliestAirPath(silences[i], now, tracker_.activity()).stays) {
      missed[i].cells.push_back({stay.cell, static_cast<float>(stay.working), 0.0F});
    }
  }
  Beliefs beliefs{
      std::vector<double>(silences.size(), 0.5), PriorLogOdds(1.0 / params_.base_silences), {}};
  for (int i = 0; i < kRounds; ++i) beliefs = JudgeAll(silences, missed, beliefs, now);
  std::vector<Event> events;
  const DescentJudge descents(airfields_, tracker_, identities_, now);
  for (std::size_t i = 0; i < silences.size(); ++i) {
    if (auto descent = descents.Judge(silences[i])) events.push_back(std::move(*descent));
    const Event& event = beliefs.events[i];
    const Duration length = event.end.value_or(now) - event.start;
    if (event.kind == EventKind::kSilence && length < params_.least_reported) continue;
    events.push_back(event);
    events.back().participants.front().identity = identities_.Of(silences[i].key);
  }
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
