#pragma once

#include <optional>

#include "fusion/target_table.h"
#include "trackers/ship_filter.h"

namespace pelorus {

/// The ships of one shard and their tracks. Used by one thread at a time.
class ShipTracks {
 public:
  /// `params` and `counts` outlive this.
  ShipTracks(const TrackBankParams& params, TrackerCounts& counts)
      : params_(params), counts_(counts) {}

  /// Takes a report that is no copy; fills `update`, empty before, with what it made of it.
  Disposition Take(const Observation& z, std::optional<TrackUpdate>& update);
  void Take(const StaticReport& said) { Merge(targets_.Find(said.key).identity, said); }

  /// True when a report that claims to be under way comes from where the vessel cannot be since the
  /// last one. One that lies still, or whose receiver is frozen, may well send the same again.
  bool HasMovedOn(const Observation& z) const;

  TargetTable<KinematicState>& targets() { return targets_; }
  const TargetTable<KinematicState>& targets() const { return targets_; }

 private:
  using Target = TargetTable<KinematicState>::Target;
  void Begin(Target& target, const Observation& z);
  void Stray(Target& target, const Observation& z, std::optional<TrackUpdate>& update);
  void Accepted(Target& target, const Observation& z, std::optional<double> nis,
                std::optional<TrackUpdate>& update);

  const TrackBankParams& params_;
  TrackerCounts& counts_;
  TargetTable<KinematicState> targets_;
};

}  // namespace pelorus
