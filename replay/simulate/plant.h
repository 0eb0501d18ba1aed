#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "replay/simulate/scripted_vessel.h"
#include "replay/simulate/transponder_plan.h"

namespace pelorus {

/// A vessel that plays in something planted, with its transponders.
struct Player {
  std::unique_ptr<ScriptedVessel> vessel;
  TransponderPlan plan;
  /// Shown by a second transponder on board; nothing when there is only one.
  std::optional<VesselIdentity> second;
};

/// A time that is known before the run, or that a step of a script begins at.
struct Moment {
  std::optional<int> at_s;
  std::size_t player = 0, step = 0;  ///< where at_s is nothing
};

/// A line `planted` of the truth; keys are those of docs/SIMULATION.md.
struct PlantRecord {
  std::string id, event, look_alike, detail;
  Moment start;
  std::optional<Moment> end;         ///< nothing: goes on at the end of the run
  std::vector<std::size_t> players;  ///< whose tracks tell place and regime; may be empty
  std::optional<GeoPoint> at;        ///< of a place that is known before
  std::optional<Length> radius;
  std::vector<std::string> participants;
  std::size_t needed = 1;
  std::vector<std::string> hidden, also;
};

/// An aircraft is to come to a vessel that drifts.
struct AirVisit {
  std::string vessel;  ///< its key
  GeoPoint at;         ///< within a few hundred metres
  int from_s = 0;
  std::string look_alike;  ///< `offshore`, `pass`; empty: a meeting
};

/// All that is planted into one run.
struct Plants {
  std::vector<Player> players;  ///< partners stand before those who need them
  std::vector<JammedArea> jammed;
  std::vector<PlantRecord> records;
  std::vector<AirVisit> visits;
};

}  // namespace pelorus
