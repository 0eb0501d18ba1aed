#pragma once

#include <string>
#include <vector>

#include "replay/simulate/random.h"
#include "replay/simulate/scenario.h"
#include "replay/simulate/transponder_plan.h"

namespace pelorus {

/// Something about one station for a while.
struct StationTrouble {
  enum class Kind : std::uint8_t {
    kOutage,   ///< hears nothing
    kDucting,  ///< hears `amount` times as far
    kClock     ///< its stamps are `amount` seconds ahead
  };
  Kind kind = Kind::kOutage;
  std::size_t station = 0;
  Spell spell;
  double amount = 0.0;
};

/// The troubles of a run, by chance: as many as the scenario asks for, each an hour or more, none
/// in its first and last tenth.
std::vector<StationTrouble> InventTroubles(const Scenario& scenario, int seconds,
                                           RandomSequence random);

/// Whether a satellite sees the area at that time, and when what it heard comes down.
struct SatellitePass {
  int number = 0;
  int end_s = 0;
};
/// The pass of `satellite` that `now_s` lies in; false when there is none.
bool PassAt(const Satellite& satellite, double now_s, SatellitePass& pass);

}  // namespace pelorus
