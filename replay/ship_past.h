#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/drift_table.h"
#include "fusion/track_bank.h"
#include "replay/query.h"
#include "replay/query_past.h"
#include "replay/ship_answer.h"
#include "trackers/observation.h"
#include "trackers/ship_filter.h"

namespace pelorus {

/// A filter that runs over a vessel's observations as tracking does: what lies outside the gate is
/// left out, and followed once `reseed_after` in a row agree.
class Follower {
 public:
  explicit Follower(const TrackBankParams& params) : params_(&params) {}

  void Take(const Observation& z);
  /// The state after the last observation that was applied; nothing before the first.
  const std::optional<KinematicState>& state() const { return state_; }
  /// The last applied observation alone, or the filter's state where it claims no velocity. Between
  /// two reports their own words beat what the filter makes of the ones before: docs/decisions/
  /// 0007-gap-ends.md. There must be a state.
  KinematicState AtReport() const;
  /// How speed and course have changed lately.
  const Trend& trend() const { return trend_; }

 private:
  void Begin(const Observation& z);
  void Follow(const KinematicState& next);

  const TrackBankParams* params_;
  std::optional<KinematicState> state_;
  Observation applied_;  ///< the last one
  Trend trend_;
  GeoPoint stray_;
  Time stray_at_;
  std::uint32_t strays_ = 0;
};

/// All that one vessel said, ready to be asked about. Not for several threads at once.
class ShipPast {
 public:
  /// `params` outlives it.
  ShipPast(std::vector<Observation> observations, const TrackBankParams& params);

  /// The state at query.at. Between two observations that may be used it is smoothed over both,
  /// else predicted from the last, or, where there is none before, from the next with time
  /// reversed. `outlook` is what was known of drift when the query's knowledge ends. Queries that
  /// are near each other, with the same exclusions, come cheaper one after the other.
  QueryAnswer Answer(const Query& query, const DriftOutlook& outlook);

 private:
  Follower After(const Query& query, std::size_t begin) const;

  const TrackBankParams& params_;
  QueryPast<Observation, Follower> past_;
};

}  // namespace pelorus
