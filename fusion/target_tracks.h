#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "fusion/hypothesis_rules.h"
#include "fusion/target_table.h"

namespace pelorus {

/// The tracks of one shard's ships, or aircraft. Used by one thread at a time.
///
/// A report that is older than the newest of its target, by `most_late` at most, is put where it
/// belongs: what was believed before is taken from a waypoint, and the reports since are taken
/// again. So reports in any order leave the same bits as in the order of their own times. Waypoints
/// are kept at least every `most_late`; where late data did come, also after 8 reports and at
/// doubling distances, so that the way back is a small multiple of the number of reports that the
/// late one overtook. docs/FORMULAS.md, "Late data".
template <class Kind>
class TargetTracks {
 public:
  using Report = typename Kind::Report;
  using Table = TargetTable<Kind>;
  using Target = typename Table::Target;

  /// `params` and `counts` outlive this.
  TargetTracks(const TrackBankParams& params, TrackerCounts& counts)
      : params_(params), counts_(counts), rules_(params) {}

  /// Takes a report that is no copy; fills `update`, empty before, when it changed where its target
  /// is believed to be. The update is of the track that the report went to, at the newest time that
  /// the track is known at: after a late report, the present as the past now shows it. Returns
  /// whether the report was applied, outside the gate or too old.
  Disposition Take(const Report& z, std::optional<TrackUpdate>& update) {
    Target& target = Find(z.key, z.from.received_at);
    const ReportOrder order{z.measured_at, z.from.payload_hash};
    const bool late = target.newest != kNone && order < target.newest_order;
    if (IsTooOld(target, order)) {
      ++counts_.stale;
      return Disposition::kStale;
    }
    Kind::Merge(target.identity, z, late);
    if (!Kind::Says(z)) {
      ++counts_.heard_only;
      return Disposition::kUsed;
    }
    const TrackStep step = late ? TakeLate(target, z, order) : TakeNext(target, z, order);
    KeepWaypoints(target);
    if ((step.marks & kMarkUpdate) != 0) Tell(target, z, step, late, update);
    return step.marks == kMarkGated ? Disposition::kStray : Disposition::kUsed;
  }

  void Take(const StaticReport& said) {
    pelorus::Merge(Find(said.key, said.from.received_at).identity, said);
  }

  /// Ends the tracks of targets unheard for so long that no late data can change them.
  void EndSilent(Time now) {
    for (Target& target : table_.targets()) SettleIfSilent(target, now);
  }
  void EndAll() {
    for (Target& target : table_.targets()) Settle(target);
  }
  /// Drops identities that are unheard for longer than `forget_after`.
  void Forget(Time now) {
    EndSilent(now);
    table_.Forget(now - params_.forget_after);
  }

  /// The tracks that ended, and that late data cannot change any more, since the last call are
  /// moved to the end of `out`.
  void MoveEnded(std::vector<TrackEnd>& out) {
    out.insert(out.end(), ended_.begin(), ended_.end());
    ended_.clear();
  }

  const Table& table() const { return table_; }

 private:
  using Journal = ReportJournal<typename Kind::Claim>;
  using Index = typename Journal::Index;
  using Waypoint = typename Table::Waypoint;
  static constexpr Index kNone = Journal::kNone;
  static constexpr std::uint32_t kStride = 8;  ///< reports between waypoints where data come late
  /// Reports between waypoints at most in any case; three such stretches are kept at most.
  static constexpr std::uint32_t kLongestStretch = 4096;
  static constexpr std::size_t kMostSpare = 16;

  Target& Find(TargetKey key, Time now) {
    Target& target = table_.Find(key, now);
    SettleIfSilent(target, now);
    if (now - target.heard_at > params_.forget_after) Table::Renew(target);
    target.heard_at = now;
    return target;
  }

  bool IsTooOld(const Target& target, const ReportOrder& order) const {
    return order.at <= target.not_before ||
           (target.newest != kNone && order.at < target.newest_order.at - params_.most_late);
  }

  /// Adds to or subtracts from the counts what a report did.
  void Tally(std::uint16_t marks, bool add) {
    const auto count = [&](std::uint16_t mark, std::uint64_t& counter) {
      if ((marks & mark) != 0) counter += add ? 1U : ~std::uint64_t{0};
    };
    count(kMarkUpdate, counts_.updates);
    count(kMarkGated, counts_.gated);
    count(kMarkReseeded, counts_.reseeded);
    count(kMarkNumerical, counts_.numerical);
    count(kMarkTrack, counts_.tracks);
    count(kMarkVertical, counts_.vertical_only);
    count(kMarkHeard, counts_.heard_only);
    count(kMarkSplit, counts_.splits);
  }

  TrackStep TakeNext(Target& target, const Report& z, const ReportOrder& order) {
    if (target.waypoints.empty()) {
      Set(target.waypoints.emplace_back(), target, kNone);
      target.waypoints.back().at = order.at;
    }
    const Index entry = journal_.Add(order, Kind::Keep(z));
    journal_[entry].earlier = target.newest;
    target.newest = entry;
    target.newest_order = order;
    const TrackStep step = rules_.Take(target.now, z, target.ends);
    ++target.taken;
    journal_[entry].marks = step.marks;
    Tally(step.marks, true);
    return step;
  }

  TrackStep TakeLate(Target& target, const Report& z, const ReportOrder& order) {
    ++counts_.rewound;
    target.late_prone = true;
    const Index entry = journal_.Add(order, Kind::Keep(z));
    std::size_t from = target.waypoints.size() - 1;
    CollectSince(target, entry, from);
    const Waypoint& start = target.waypoints[from];
    Copy(start.beliefs, target.now, Kind::Unpack);
    target.taken = start.taken;
    target.ends.resize(start.ends - target.released);
    TrackStep told;
    for (std::size_t next = from + 1; !again_.empty(); again_.pop_back()) {
      const TrackStep step = TakeAgain(target, again_.back());
      if (again_.back() == entry) told = step;
      if (next < target.waypoints.size() && target.waypoints[next].entry == again_.back()) {
        Set(target.waypoints[next++], target, again_.back());
      }
    }
    return told;
  }

  /// Puts `entry` into the target's chain and lists the entries after the last waypoint before it,
  /// newest first, it included; `from` becomes the number of that waypoint.
  void CollectSince(Target& target, Index entry, std::size_t& from) {
    again_.clear();
    const ReportOrder order = journal_[entry].order;
    bool placed = false;
    Index later = kNone;
    for (Index i = target.newest;; i = journal_[i].earlier) {
      if (!placed && (i == kNone || journal_[i].order <= order)) {
        journal_[entry].earlier = i;
        journal_[later].earlier = entry;  // there is a later one: the report is late
        again_.push_back(entry);
        placed = true;
      }
      if (i == target.waypoints[from].entry) {
        if (placed) return;
        --from;
      }
      again_.push_back(i);
      later = i;
    }
  }

  TrackStep TakeAgain(Target& target, Index i) {
    const auto& entry = journal_[i];
    const Report z = Kind::Restore(entry.claim, entry.order.at);
    const TrackStep step = rules_.Take(target.now, z, target.ends);
    ++target.taken;
    Tally(entry.marks, false);
    Tally(step.marks, true);
    journal_[i].marks = step.marks;
    return step;
  }

  static void Set(Waypoint& waypoint, const Target& target, Index entry) {
    waypoint.entry = entry;
    waypoint.taken = target.taken;
    waypoint.ends = target.released + static_cast<std::uint32_t>(target.ends.size());
    Copy(target.now, waypoint.beliefs, Kind::Pack);
  }

  void KeepWaypoints(Target& target) {
    const Waypoint& last = target.waypoints.back();
    const std::uint32_t since = target.taken - last.taken;
    if (target.newest_order.at - last.at > params_.most_late || since >= kLongestStretch ||
        (target.late_prone && since >= kStride)) {
      DropSettled(target);  // first, so that there is seldom room for a third
      Waypoint& next = target.waypoints.emplace_back();
      if (!spare_.empty()) {
        next.beliefs = std::move(spare_.back());
        spare_.pop_back();
      }
      Set(next, target, target.newest);
      next.at = target.newest_order.at;
      if (target.late_prone) Table::Thin(target);
    }
    DropSettled(target);
  }

  /// Drops the first waypoints while the next one is old, or far back, enough.
  void DropSettled(Target& target) {
    while (target.waypoints.size() > 1 &&
           (target.waypoints[1].at < target.newest_order.at - params_.most_late ||
            target.taken - target.waypoints[1].taken > 2 * kLongestStretch)) {
      BeginJournalAtSecond(target);
    }
  }

  /// Lets go of what is older than the second waypoint: it is settled.
  void BeginJournalAtSecond(Target& target) {
    Waypoint& second = target.waypoints[1];
    Index later = target.newest;
    while (journal_[later].earlier != second.entry) later = journal_[later].earlier;
    journal_[later].earlier = kNone;
    journal_.Free(std::exchange(second.entry, kNone));
    target.not_before = std::max(target.not_before, second.at);
    if (spare_.size() < kMostSpare) spare_.push_back(std::move(target.waypoints.front().beliefs));
    target.waypoints.erase(target.waypoints.begin());
    Release(target, target.waypoints.front().ends);
  }

  /// Tells the ends of tracks up to the n-th.
  void Release(Target& target, std::uint32_t n) {
    const auto count = static_cast<std::ptrdiff_t>(n - target.released);
    for (auto end = target.ends.begin(); end != target.ends.begin() + count; ++end) {
      ended_.push_back({{target.key.OfHull(end->hull), end->ordinal},
                        end->status,
                        end->first_update,
                        end->last_update,
                        end->updates,
                        end->gated,
                        target.identity});
    }
    target.ends.erase(target.ends.begin(), target.ends.begin() + count);
    target.released = n;
  }

  void SettleIfSilent(Target& target, Time now) {
    if (now - target.heard_at > Kind::EndAfter(params_) + params_.most_late) Settle(target);
  }

  /// Ends all tracks of a target; it sleeps, with as little memory as can be, until it is heard.
  void Settle(Target& target) {
    if (target.waypoints.empty()) return;
    rules_.EndBefore(target.now, Time::max(), target.ends);
    Release(target, target.released + static_cast<std::uint32_t>(target.ends.size()));
    journal_.Free(target.newest);
    target.newest = kNone;
    target.not_before = target.newest_order.at;
    target.taken = target.released = 0;
    target.late_prone = false;
    target.now.strays = {};
    std::vector<Waypoint>().swap(target.waypoints);
    target.now.live.shrink_to_fit();
  }

  void Tell(const Target& target, const Report& z, const TrackStep& step, bool late,
            std::optional<TrackUpdate>& update) const {
    for (const auto& track : target.now.live) {
      if (track.hull != step.hull || track.ordinal != step.ordinal) continue;
      update.emplace();
      update->track = {target.key.OfHull(track.hull), track.ordinal};
      update->status = track.life.status;
      update->time = track.state.time;
      update->estimate = Kind::Believed(track.state, params_);
      update->nis = step.nis;
      update->raw = z.from.raw;
      Kind::Describe(*update, z, target.identity, late);
    }
  }

  const TrackBankParams& params_;
  TrackerCounts& counts_;
  HypothesisRules<Kind> rules_;
  Table table_;
  Journal journal_;
  std::vector<Index> again_;  ///< entries to take again, newest first
  std::vector<TrackEnd> ended_;
  std::vector<typename Table::Packed> spare_;  ///< for the memory that dropped waypoints held
};

}  // namespace pelorus
