#include "fusion/anomaly/loitering_detector.h"

#include <algorithm>

#include "fusion/anomaly/encounter_tracker.h"
#include "fusion/anomaly/off_port_stop_score.h"

namespace pelorus {

LoiteringDetector::LoiteringDetector(const LoiteringParams& params, const IdentityBook& book,
                                     const PlaceIndex& places, const ShoreIndex& shores)
    : book_(book), settings_(places, shores), loiters_(params.loitering), stops_(params.stop) {}

void LoiteringDetector::Write(const PictureBatch& batch) {
  for (const TrackUpdate& update : batch.updates) {
    if (!IsShipKey(update.track.key)) continue;
    const auto next = static_cast<std::uint32_t>(keys_.size());
    const auto [at, fresh] = numbers_.try_emplace(update.track.key, next);
    if (fresh) keys_.push_back(update.track.key);
    loiters_.Take(at->second, update);
    stops_.Take(at->second, update);
  }
}

HaltCase LoiteringDetector::CaseOf(const Halt& halt, const WaitingAreas& areas) const {
  const TargetKey key = keys_[halt.vessel];
  return {halt, key, book_.Of(key), settings_.At(halt.at), areas.OthersAt(halt.at, halt.vessel)};
}

std::vector<Event> LoiteringDetector::Findings(Time now, std::span<const Event> /*earlier*/) {
  const std::vector<Halt> loiters = loiters_.Found(now);
  const std::vector<Halt> stops = stops_.Found(now);
  WaitingAreas areas;
  for (const Halt& halt : stops) areas.Add(halt.vessel, halt.at);
  for (const Halt& halt : loiters) areas.Add(halt.vessel, halt.at);
  std::vector<Event> events;
  std::vector<std::vector<std::pair<Time, Time>>> told(keys_.size());
  for (const Halt& halt : loiters) {
    const HaltCase it = CaseOf(halt, areas);
    if (it.setting.at_harbour() || it.others >= WaitingAreas::kEnough) continue;
    events.push_back(ScoreLoitering(it, now));
    told[halt.vessel].emplace_back(halt.start, halt.last);
  }
  for (const Halt& halt : stops) {
    const HaltCase it = CaseOf(halt, areas);
    if (!IsOffPort(it.setting) || it.others >= WaitingAreas::kEnough) continue;
    const auto& spans = told[halt.vessel];
    const bool inside = std::any_of(spans.begin(), spans.end(), [&halt](const auto& span) {
      return span.first <= halt.start && halt.last <= span.second;
    });
    if (!inside) events.push_back(ScoreOffPortStop(it, now));
  }
  std::sort(events.begin(), events.end(), Before);
  return events;
}

}  // namespace pelorus
