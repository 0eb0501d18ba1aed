#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/track_bank.h"
#include "replay/aircraft_answer.h"
#include "replay/query.h"
#include "replay/query_past.h"
#include "trackers/aircraft_filter.h"
#include "trackers/aircraft_report.h"

namespace pelorus {

/// A filter that runs over an aircraft's reports as tracking does: what lies outside the gate is
/// left out, and followed once `reseed_after` in a row agree; after a silence of
/// `aircraft_end_after` it begins anew.
class AircraftFollower {
 public:
  explicit AircraftFollower(const TrackBankParams& params) : params_(&params) {}

  void Take(const AircraftReport& z);
  /// The state after the last report that was applied; nothing before the first.
  const std::optional<AircraftState>& state() const { return state_; }
  /// The same with what was claimed of the last position. There must be a state.
  AircraftEnd End() const { return {*state_, fix_.position_sigma, fix_.time_sigma}; }

 private:
  void Begin(const AircraftReport& z);
  void Stray(const AircraftReport& z);

  const TrackBankParams* params_;
  std::optional<AircraftState> state_;
  AircraftReport fix_;
  GeoPoint stray_;
  Time stray_at_;
  std::uint32_t strays_ = 0;
};

/// All that one aircraft said of its motion, ready to be asked about. Not for several threads at
/// once.
class AircraftPast {
 public:
  /// `params` outlives it. Reports that say nothing of motion are passed over.
  AircraftPast(std::vector<AircraftReport> reports, const TrackBankParams& params);

  /// The state at query.at. Between two reports that may be used it is smoothed over those before
  /// and those after, else predicted from the last, or, where there is none before, from the next
  /// with time reversed. Queries that are near each other, with the same exclusions, come cheaper
  /// one after the other. `scale` is what was known of regions when the query's knowledge ends.
  QueryAnswer Answer(const Query& query, const RegionScale& scale);

 private:
  AircraftFollower After(const Query& query, std::size_t begin) const;

  const TrackBankParams& params_;
  QueryPast<AircraftReport, AircraftFollower> past_;
};

}  // namespace pelorus
