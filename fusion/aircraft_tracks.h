#pragma once

#include <optional>

#include "fusion/target_table.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {

/// The aircraft of one shard and their tracks. Used by one thread at a time.
class AircraftTracks {
 public:
  /// `params` and `counts` outlive this.
  AircraftTracks(const TrackBankParams& params, TrackerCounts& counts)
      : params_(params), counts_(counts) {}

  /// Takes a report that is no copy; fills `update`, empty before, when it changed where its
  /// aircraft is believed to be. An altitude alone moves the vertical filter and shows in the next
  /// update. A track begins with a position that the decoder did not mark as implausible.
  Disposition Take(const AircraftReport& z, std::optional<TrackUpdate>& update);
  void Take(const StaticReport& said) { Merge(targets_.Find(said.key).identity, said); }

  TargetTable<AircraftState>& targets() { return targets_; }
  const TargetTable<AircraftState>& targets() const { return targets_; }

 private:
  using Target = TargetTable<AircraftState>::Target;
  void Begin(Target& target, const AircraftReport& z);
  void Applied(Target& target, const AircraftReport& z, std::optional<double> nis,
               std::optional<TrackUpdate>& update);
  void Stray(Target& target, const AircraftReport& z, std::optional<TrackUpdate>& update);
  void Accepted(Target& target, const AircraftReport& z, std::optional<double> nis,
                std::optional<TrackUpdate>& update);

  const TrackBankParams& params_;
  TrackerCounts& counts_;
  TargetTable<AircraftState> targets_;
};

}  // namespace pelorus
