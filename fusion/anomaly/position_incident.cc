#include "fusion/anomaly/position_incident.h"

#include <algorithm>
#include <utility>

namespace pelorus {

std::string EventId(std::string_view what, TargetKey key, Time start) {
  std::string id(what);
  id += '-';
  AppendText(id, key);
  id += '-';
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(start).time_since_epoch().count();
  id += std::to_string(ms);
  return id;
}

void ShareOut(Event& event, std::vector<Alternative> weights) {
  double sum = 0.0;
  for (const Alternative& item : weights) sum += item.probability;
  const double left = 1.0 - event.probability();
  for (Alternative& item : weights) item.probability *= left / sum;
  event.alternatives = std::move(weights);
}

double Capped(double llr) { return std::clamp(llr, -5.0, 5.0); }

}  // namespace pelorus
