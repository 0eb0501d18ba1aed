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
  explicit Shard(const TrackBankParams& params)
      : params_(params), recent_(params.duplicate_window) {}

  /// Takes one report; true when it made an update, which is then in `update`.
  bool Take(const Report& report, Disposition& disposition, std::optional<TrackUpdate>& update);

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
  };
  /// All that is known of one claimed identity.
  struct Target {
    TargetKey key;
    std::uint32_t tracks = 0;  ///< tracks begun so far
    Identity identity;
    std::optional<Track> track;
  };

  Target& Find(TargetKey key);
  void Observe(Target& target, const Observation& z, std::optional<TrackUpdate>& update);
  void Begin(Target& target, const Observation& z);
  void End(Target& target);
  void Stray(Target& target, const Observation& z, std::optional<TrackUpdate>& update);
  bool CanBeOneHull(GeoPoint a, Time at_a, GeoPoint b, Time at_b) const;
  void Accepted(Target& target, const Observation& z, std::optional<double> nis,
                std::optional<TrackUpdate>& update);

  const TrackBankParams& params_;
  RecentPayloads recent_;
  std::unordered_map<TargetKey, std::uint32_t> index_;
  std::vector<Target> targets_;
  std::vector<TrackEnd> ended_;
  TrackerCounts counts_;
};

}  // namespace pelorus
