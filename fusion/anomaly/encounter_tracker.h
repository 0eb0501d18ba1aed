#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/encounter.h"
#include "fusion/anomaly/encounter_pair.h"
#include "fusion/anomaly/neighbour_grid.h"
#include "fusion/picture.h"

namespace pelorus {

/// Whether a key is that of a ship: base stations and groups (00...), aids to navigation (99...),
/// aircraft (111...) and distress beacons (97...) are none.
bool IsShipKey(TargetKey key);

/// Finds ships in each other's company while the run goes on: pairs of slow ships within a mile are
/// compared at the times of each one's positions, the other one's interpolated between two of its
/// own, never beyond. So it does not matter who is the first of a pair, what day it is or how the
/// run is cut. A silence of either longer than `EncounterParams::silence` ends an encounter.
///
/// Memory: 500 bytes a ship, 900 a pair, of which a ship has at most 24, and 300 an encounter.
class EncounterTracker {
 public:
  explicit EncounterTracker(const EncounterParams& params);

  /// The next batch, in order of the run.
  void Take(const PictureBatch& batch);

  /// All encounters that lasted long enough, those that go on included, by start and keys.
  std::vector<Encounter> Found(Time now) const;

  std::size_t pairs() const { return pairs_.size() - free_.size(); }
  /// Pairs that were not looked at because either had enough others.
  std::uint64_t crowded_out() const { return crowded_out_; }

 private:
  struct Vessel {
    TargetKey key;
    bool heard = false;    ///< `last` is set
    bool has_two = false;  ///< `previous` is set, and no silence lies between
    Knot previous;
    Knot last;
    std::optional<StaticReport::Dimensions> size;
    std::optional<Time> under_way;  ///< latest knot at which it was
    std::uint32_t others = 0;       ///< at rest around, at the last knot
    std::vector<std::uint32_t> pairs;
  };
  struct Pair {
    std::array<std::uint32_t, 2> vessels{};  ///< by key
    std::optional<Time> sampled;
    Length separation;
    std::array<EncounterRun, kGrades> runs;
  };

  std::uint32_t NumberOf(TargetKey key);
  void Say(const StaticReport& said);
  void Move(const TrackUpdate& update);
  void Place(std::uint32_t number);
  void Look(std::uint32_t number);
  void TryPair(std::uint32_t a, std::uint32_t b);
  void ComparePairs(std::uint32_t number);
  bool Sample(Pair& pair, std::uint32_t mover);
  void TakeSample(Pair& pair, const EncounterSample& sample);
  EncounterSide SideOf(const Vessel& vessel, Time t) const;
  bool BreakOff(const Vessel& vessel, const Knot& next) const;
  void End(Pair& pair, std::size_t grade, std::vector<Encounter>& into) const;
  void EndAll(std::uint32_t pair);
  void Unlink(std::uint32_t vessel, std::uint32_t pair);

  EncounterParams params_;
  NeighbourGrid grid_;
  std::unordered_map<TargetKey, std::uint32_t> numbers_;
  std::vector<Vessel> vessels_;
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> free_;  ///< of pairs_
  std::vector<std::uint32_t> near_;  ///< of one search
  std::vector<Encounter> found_;
  std::uint64_t crowded_out_ = 0;
};

}  // namespace pelorus
