#include "fusion/anomaly/encounter_event.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace pelorus {
namespace {

constexpr double kLoudest = 5.0;

}  // namespace

void AddEvidence(Event& event, std::string_view name, double value, std::string_view unit,
                 double llr, std::string note) {
  event.evidence.push_back(
      {name, value, unit, std::clamp(llr, -kLoudest, kLoudest), std::move(note)});
}

void ShareAlternatives(Event& event, std::span<const WeighedAlternative> weighed) {
  double sum = 0.0;
  for (const WeighedAlternative& item : weighed) sum += item.weight;
  const double left = 1.0 - event.probability();
  for (const WeighedAlternative& item : weighed) {
    if (item.weight <= 0.0) continue;
    event.alternatives.push_back({item.name, left * item.weight / sum, item.note});
  }
  std::stable_sort(
      event.alternatives.begin(), event.alternatives.end(),
      [](const Alternative& a, const Alternative& b) { return a.probability > b.probability; });
}

std::string EventId(std::string_view kind, std::span<const TargetKey> keys, Time start) {
  std::string id(kind);
  for (const TargetKey key : keys) id += "-" + ToString(key);
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(start).time_since_epoch().count();
  return id + "-" + std::to_string(ms);
}

}  // namespace pelorus
