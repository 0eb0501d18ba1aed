#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fusion/hypotheses.h"
#include "fusion/key_index.h"
#include "fusion/picture.h"
#include "fusion/report_journal.h"

namespace pelorus {

/// All that is known of the identities of one kind, and their tracks. `Kind` as of HypothesisRules.
template <class Kind>
class TargetTable {
 public:
  using Beliefs = Kinematics<typename Kind::State>;
  using Packed = Kinematics<typename Kind::Packed>;
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xffffffffU;

  /// What was believed right after a report: where replaying can begin.
  struct Waypoint {
    Time at;                  ///< of that report
    Index entry = kNone;      ///< that report in the journal, none where it is not there any more
    std::uint32_t taken = 0;  ///< reports taken by then
    std::uint32_t ends = 0;   ///< tracks ended by then
    Packed beliefs;
  };
  struct Target {
    TargetKey key;
    Identity identity;
    Beliefs now;
    std::vector<Waypoint> waypoints;  ///< oldest first; the first is where the journal begins
    std::vector<EndedTrack> ends;     ///< that late data could still undo
    Index newest = kNone;             ///< the target's chain in the journal
    std::uint32_t taken = 0;          ///< reports on the way to `now`, since the target woke
    std::uint32_t released = 0;       ///< ends that were told, since the target woke
    bool late_prone = false;          ///< late data came: keep waypoints for short ways back
    ReportOrder newest_order;         ///< of `newest`
    Time not_before = Time::min();    ///< what was true then or earlier is settled
    Time heard_at = Time::min();      ///< when the last report came in
  };

  /// The target of this identity, a new one heard at `now` where there was none. Valid until the
  /// next Find or Forget.
  Target& Find(TargetKey key, Time now) {
    const Index known = index_.Find(key);
    if (known != kNone) return targets_[known];
    index_.Put(key, static_cast<Index>(targets_.size()));
    Target& target = targets_.emplace_back();
    target.key = key;
    target.heard_at = now;
    Number(target.now, TracksOf(key));
    return target;
  }
  /// The same, null where there is none.
  const Target* Look(TargetKey key) const {
    const Index known = index_.Find(key);
    return known == kNone ? nullptr : &targets_[known];
  }
  std::deque<Target>& targets() { return targets_; }
  /// Identities that were ever seen.
  std::uint64_t identities() const { return identities_; }

  /// Makes a target without tracks new again, but for the numbers of its tracks.
  static void Renew(Target& target) {
    const TargetKey key = target.key;
    const std::uint32_t tracks = MostTracks(target);
    target = Target{};
    target.key = key;
    Number(target.now, tracks);
  }

  /// Drops waypoints where the ones beside them are near enough to each other for how far back
  /// they are: what is left doubles in distance.
  static void Thin(Target& target) {
    auto& points = target.waypoints;
    for (std::size_t i = points.size() - 1; i-- > 1;) {
      const std::uint32_t apart = points[i + 1].taken - points[i - 1].taken;
      const std::uint32_t back = target.taken - points[i + 1].taken;
      if (apart <= back) points.erase(points.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  /// Drops the targets that were last heard before `since`, but for the numbers of their tracks,
  /// which must have ended.
  void Forget(Time since) {
    const std::size_t before = targets_.size();
    for (std::size_t i = targets_.size(); i-- > 0;) {
      if (targets_[i].heard_at >= since) continue;
      Remember(targets_[i]);
      if (i + 1 < targets_.size()) targets_[i] = std::move(targets_.back());
      targets_.pop_back();
    }
    if (targets_.size() == before) return;
    index_.Clear();
    for (Index i = 0; i < targets_.size(); ++i) index_.Put(targets_[i].key, i);
  }

 private:
  /// So many forgotten identities keep the numbers of their tracks; where there are more, all new
  /// ones number theirs from above the highest.
  static constexpr std::size_t kMostRemembered = 1U << 16;

  static std::uint32_t MostTracks(const Target& target) {
    std::uint32_t most = target.now.first.tracks;
    for (const Berth& berth : target.now.others) most = std::max(most, berth.tracks);
    return most;
  }
  static void Number(Beliefs& beliefs, std::uint32_t tracks) {
    beliefs.first.tracks = tracks;
    beliefs.forgotten = tracks;
  }

  std::uint32_t TracksOf(TargetKey key) {
    const auto place = tracks_of_.find(key);
    if (place == tracks_of_.end()) {
      ++identities_;
      return floor_;
    }
    const std::uint32_t tracks = place->second;
    tracks_of_.erase(place);
    return tracks;
  }

  void Remember(const Target& target) {
    if (tracks_of_.size() == kMostRemembered) {
      for (const auto& [key, tracks] : tracks_of_) floor_ = std::max(floor_, tracks);
      tracks_of_.clear();
    }
    tracks_of_[target.key] = MostTracks(target);
  }

  KeyIndex index_;
  std::deque<Target> targets_;
  std::unordered_map<TargetKey, std::uint32_t> tracks_of_;  ///< of the forgotten
  std::uint32_t floor_ = 0;
  std::uint64_t identities_ = 0;
};

}  // namespace pelorus
