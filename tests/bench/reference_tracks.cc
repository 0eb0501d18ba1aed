#include "tests/bench/reference_tracks.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "geo/local_frame.h"

namespace pelorus {

ReferenceTracks::ReferenceTracks(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::vector<std::string> field;
    for (std::string one; std::getline(fields, one, ',');) field.push_back(one);
    const auto at = field.size() < 7 ? std::nullopt : ParseIso8601(field[2] + "Z");
    if (!at) continue;
    const auto number = [&field](std::size_t i) { return std::strtod(field[i].c_str(), nullptr); };
    const auto key = TargetKey::Of(Mmsi(static_cast<std::uint32_t>(number(1))));
    states_[key].push_back({*at, GeoPoint::Degrees(number(3), number(4)), number(5), number(6)});
  }
  for (auto& [key, states] : states_) {
    std::stable_sort(states.begin(), states.end(),
                     [](const State& a, const State& b) { return a.at < b.at; });
  }
}

std::optional<GeoPoint> ReferenceTracks::At(TargetKey key, Time at, Time until) const {
  const auto place = states_.find(key);
  if (place == states_.end()) return std::nullopt;
  const Time newest = std::min(until, at - std::chrono::seconds{1});
  const auto after = std::upper_bound(place->second.begin(), place->second.end(), newest,
                                      [](Time t, const State& one) { return t < one.at; });
  if (after == place->second.begin()) return std::nullopt;
  const State& state = *std::prev(after);
  const double t = ToSeconds(at - state.at);
  return LocalFrame(state.position).FromEnu({t * state.east_mps, t * state.north_mps});
}

}  // namespace pelorus
