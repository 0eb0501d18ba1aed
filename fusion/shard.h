#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/aircraft_tracks.h"
#include "fusion/picture.h"
#include "fusion/recent_payloads.h"
#include "fusion/ship_tracks.h"
#include "fusion/track_bank.h"

namespace pelorus {

/// The targets of one shard's identities, and what was heard of them lately. Used by one thread at
/// a time.
class TrackBank::Shard {
 public:
  explicit Shard(const TrackBankParams& params);
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  /// What became of a report.
  struct Taken {
    Disposition disposition = Disposition::kUsed;
    RawRef first;  ///< of the first copy of its transmission; its own when that is this
  };
  /// Takes one report; `update` is overwritten with the update that it made, or nothing.
  Taken Take(const Report& report, std::optional<TrackUpdate>& update);

  /// Ends the tracks that have been silent for longer than their kind may.
  void EndSilent(Time now);
  void EndAll();

  /// The tracks that ended since the last call are moved to the end of `out`.
  void MoveEnded(std::vector<TrackEnd>& out);

  TrackerCounts counts() const;

 private:
  void ForgetBy(Time now);
  Taken Judge(const Report& report);
  Taken JudgeAis(const Report& report);
  Taken JudgeAir(const Report& report);
  Disposition Track(const Report& report, std::optional<TrackUpdate>& update);

  const TrackBankParams& params_;
  RecentPayloads ais_;     ///< transmissions of ships
  RecentPayloads frames_;  ///< Mode S frames
  RecentPayloads rows_;    ///< aggregators' rows, which say when their claim was true
  Taken last_;  ///< the judgement on the report before, which a second report of a message shares
  std::uint64_t last_hash_ = 0;
  RawRef last_raw_;
  Time next_forget_ = Time::min();
  TrackerCounts counts_;
  ShipTracks ships_;
  AircraftTracks aircraft_;
};

}  // namespace pelorus
