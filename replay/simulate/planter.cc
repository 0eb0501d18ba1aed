#include "replay/simulate/planter.h"

#include <algorithm>

namespace pelorus {
namespace {

/// Scripts need time to sail somewhere, do something and come home.
constexpr int kShortestRun_s = 12 * 3600;

template <class Plant>
void Repeat(int times, const Plant& plant) {
  for (int i = 0; i < times; ++i) plant();
}

}  // namespace

Planter::Planter(Waters& waters, int seconds, std::size_t taken, const RandomSequence& random)
    : waters_(waters), seconds_(seconds), next_index_(taken), random_(random) {}

Plants Planter::Take() {
  const PlantCounts& counts = waters_.scenario.plants;
  if (seconds_ < kShortestRun_s) return {};
  Repeat(counts.transits, [this] { PlantTransit(); });
  Repeat(counts.hidden_calls, [this] { PlantHiddenCall(); });
  Repeat(counts.meetings, [this] {
    PlantMeeting(false, false);
    PlantMeeting(false, true);
    PlantMeeting(true, true);
    if (!waters_.scenario.coves.empty()) PlantShoreMeeting();
  });
  Repeat(counts.look_alikes, [this] {
    PlantPilot();
    PlantTow();
    PlantBunkering();
    PlantPairTrawl();
    PlantQueue();
    PlantNeighbours(true);
    PlantNeighbours(false);
  });
  Repeat(counts.identities, [this] {
    PlantShared(false);
    PlantShared(true);
    PlantChange();
    PlantTwoIdentities();
  });
  Repeat(counts.position_faults, [this] {
    for (const FixFault::Kind kind : {FixFault::Kind::kJump, FixFault::Kind::kCircle,
                                      FixFault::Kind::kFrozen, FixFault::Kind::kOnLand}) {
      PlantFault(kind);
    }
  });
  Repeat(counts.jammed_areas, [this] { PlantJamming(); });
  Repeat(counts.stops, [this] { PlantStop(); });
  Repeat(counts.loiterers, [this] { PlantLoiterer(); });
  Repeat(counts.air, [this] {
    for (const char* look_alike : {"", "offshore", "pass"}) PlantAirVisit(look_alike);
  });
  return std::move(plants_);
}

}  // namespace pelorus
