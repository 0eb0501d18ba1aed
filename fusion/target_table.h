#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fusion/picture.h"
#include "fusion/track_bank.h"
#include "geo/geodesic.h"

namespace pelorus {

/// A run of reports outside the gate that agree with each other.
struct Strays {
  GeoPoint last;
  Time last_at;
  std::uint32_t count = 0;
};

/// What a track of any kind has beside its filter's state.
struct TrackLife {
  Time first_update;
  std::uint32_t updates = 0;
  std::uint32_t gated = 0;
  TrackStatus status = TrackStatus::kTentative;
  Strays strays;
  GeoPoint heard;  ///< position of the last report with one that was applied
  Time heard_at;
};

/// Whether one target can have been at `a` and at `b` without going faster than `most`; `slack` is
/// for the errors of the positions and their times.
inline bool CanBeOneTarget(GeoPoint a, Time at_a, GeoPoint b, Time at_b, Speed most, Length slack) {
  const double dt_s = std::abs(ToSeconds(at_b - at_a));
  return FastDistance(a, b).meters() <= most.mps() * dt_s + slack.meters();
}

/// Adds a report outside the gate to the run; true when `enough` of them agree. `most` and `slack`
/// as above.
inline bool StraysInsist(Strays& strays, GeoPoint at, Time t, std::uint32_t enough, Speed most,
                         Length slack) {
  const bool agrees =
      strays.count > 0 && CanBeOneTarget(strays.last, strays.last_at, at, t, most, slack);
  strays = {at, t, agrees ? strays.count + 1 : 1};
  return strays.count >= enough;
}

/// All that is known of the identities of one kind, and their tracks. `State` is a filter's state
/// with a member `time`.
template <class State>
class TargetTable {
 public:
  struct Track {
    State state;
    TrackLife life;
  };
  struct Target {
    TargetKey key;
    std::uint32_t tracks = 0;  ///< tracks begun so far
    Identity identity;
    std::optional<Track> track;
  };

  /// The target of this identity, a new one where there was none. Valid until the next Find.
  Target& Find(TargetKey key) {
    const auto [place, added] =
        index_.try_emplace(key, static_cast<std::uint32_t>(targets_.size()));
    if (added) targets_.emplace_back().key = key;
    return targets_[place->second];
  }
  /// The same, null where there is none.
  const Target* Look(TargetKey key) const {
    const auto place = index_.find(key);
    return place == index_.end() ? nullptr : &targets_[place->second];
  }
  std::size_t size() const { return targets_.size(); }

  /// Begins the next track of a target that has none.
  Track& Begin(Target& target, const State& state, GeoPoint at, Time t) {
    target.track.emplace(Track{state, {t, 0, 0, TrackStatus::kTentative, {}, at, t}});
    ++target.tracks;
    return *target.track;
  }

  /// Ends the track of a target, which must have one.
  void End(Target& target) {
    const TrackLife& life = target.track->life;
    ended_.push_back({{target.key, target.tracks},
                      life.status,
                      life.first_update,
                      target.track->state.time,
                      life.updates,
                      life.gated,
                      target.identity});
    target.track.reset();
  }
  /// Ends the tracks without an update since `since`.
  void EndSilent(Time since) {
    for (Target& target : targets_) {
      if (target.track && target.track->state.time < since) End(target);
    }
  }
  void EndAll() { EndSilent(Time::max()); }

  /// The tracks that ended since the last call are moved to the end of `out`.
  void MoveEnded(std::vector<TrackEnd>& out) {
    out.insert(out.end(), ended_.begin(), ended_.end());
    ended_.clear();
  }

 private:
  std::unordered_map<TargetKey, std::uint32_t> index_;
  std::vector<Target> targets_;
  std::vector<TrackEnd> ended_;
};

}  // namespace pelorus
