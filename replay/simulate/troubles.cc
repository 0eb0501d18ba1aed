#include "replay/simulate/troubles.h"

#include <algorithm>
#include <cmath>

namespace pelorus {
namespace {

StationTrouble Invent(StationTrouble::Kind kind, double median_h, double amount,
                      std::size_t stations, int seconds, RandomSequence& random) {
  StationTrouble trouble;
  trouble.kind = kind;
  trouble.station = random.Below(stations);
  trouble.spell.from_s = static_cast<int>(random.Uniform(0.1, 0.7) * seconds);
  const double hours = std::max(1.0, random.LogNormal(median_h, 0.3));
  trouble.spell.to_s =
      std::min(trouble.spell.from_s + static_cast<int>(hours * 3600.0), seconds * 9 / 10);
  trouble.amount = amount;
  return trouble;
}

}  // namespace

std::vector<StationTrouble> InventTroubles(const Scenario& scenario, int seconds,
                                           RandomSequence random) {
  using enum StationTrouble::Kind;
  const std::size_t stations = scenario.stations.size();
  std::vector<StationTrouble> all;
  for (int i = 0; i < scenario.troubles.outages; ++i) {
    all.push_back(Invent(kOutage, 3.0, 0.0, stations, seconds, random));
  }
  for (int i = 0; i < scenario.troubles.ductings; ++i) {
    const double farther = random.Uniform(1.3, 1.7);
    all.push_back(Invent(kDucting, 4.0, farther, stations, seconds, random));
  }
  for (int i = 0; i < scenario.troubles.clock_faults; ++i) {
    const double ahead_s = random.Uniform(20.0, 60.0);
    all.push_back(Invent(kClock, 2.0, ahead_s, stations, seconds, random));
  }
  return all;
}

bool PassAt(const Satellite& satellite, double now_s, SatellitePass& pass) {
  const double since_s = now_s - satellite.first_s;
  if (since_s < 0.0) return false;
  pass.number = static_cast<int>(since_s / satellite.period_s);
  const double begun_s = pass.number * satellite.period_s;
  pass.end_s = static_cast<int>(satellite.first_s + begun_s + satellite.pass_s);
  return since_s - begun_s < satellite.pass_s;
}

}  // namespace pelorus
