#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "fusion/picture.h"
#include "fusion/recent_payloads.h"
#include "fusion/track_bank.h"

namespace pelorus {

/// The tracks of one shard's identities. Used by one thread at a time.
class TrackBank::Shard {
 public:
  explicit Shard(const TrackBankParams& params);

  /// What became of a report.
  struct Taken {
    Disposition disposition = Disposition::kUsed;
    RawRef first;  ///< of the first copy of its transmission; its own when that is this
  };
  /// Takes one report; `update` is overwritten with the update that it made, or nothing.
  Taken Take(const Report& report, std::optional<TrackUpdate>& update);

  /// Ends the tracks that are silent since before `now - end_after`.
  void EndSilent(Time now);
  void EndAll();

  /// The tracks that ended since the last call are moved to the end of `out`.
  void MoveEnded(std::vector<TrackEnd>& out);

  const TrackerCounts& counts() const { return counts_; }

 private:
  /// A run of reports outside the gate that agree with each other.
  struct Strays {
    GeoPoint last;
    Time last_at;
    std::uint32_t count = 0;
  };
  struct Track {
    KinematicState state;
    Time first_update;
    std::uint32_t updates = 0;
    std::uint32_t gated = 0;
    TrackStatus status = TrackStatus::kTentative;
    Strays strays;
    GeoPoint heard;  ///< position of the last observation that was applied
    Time heard_at;
  };
  /// All that is known of one claimed identity.
  struct Target {
    TargetKey key;
    std::uint32_t tracks = 0;  ///< tracks begun so far
    Identity identity;
    std::optional<Track> track;
  };

  Target& Find(TargetKey key);
  Taken Judge(const Report& report);
  bool HasMovedOn(const Observation& z) const;
  void Observe(Target& target, const Observation& z, std::optional<TrackUpdate>& update);
  void Begin(Target& target, const Observation& z);
  void End(Target& target);
  void Stray(Target& target, const Observation& z, std::optional<TrackUpdate>& update);
  bool CanBeOneHull(GeoPoint a, Time at_a, GeoPoint b, Time at_b) const;
  void Accepted(Target& target, const Observation& z, std::optional<double> nis,
                std::optional<TrackUpdate>& update);

  const TrackBankParams& params_;
  RecentPayloads recent_;
  Taken last_;  ///< the judgement on the report before, which a second report of a message shares
  std::uint64_t last_hash_ = 0;
  RawRef last_raw_;
  std::unordered_map<TargetKey, std::uint32_t> index_;
  std::vector<Target> targets_;
  std::vector<TrackEnd> ended_;
  TrackerCounts counts_;
};

}  // namespace pelorus
