#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fusion/track_bank.h"
#include "replay/aircraft_answer.h"
#include "replay/aircraft_past.h"

namespace pelorus {

/// Learns from all aircraft of a run how large regions must be: once a minute the filter's state is
/// kept, and what comes after tells whether its predictions, and the smoother's answer for the
/// middle of what would have been a gap, held the truth. Each answer outside moves the logarithm of
/// the factor up, each inside down, by steps that balance at nine in ten and become smaller the
/// more is known (Robbins and Monro 1951). Feed it in the run's order.
///
/// Memory: at most 14 kB an aircraft heard within the last half hour.
class RegionScaleTable {
 public:
  /// `params` outlives it.
  explicit RegionScaleTable(const TrackBankParams& params) : params_(&params) {}

  void Learn(const AircraftReport& report);
  /// What is known now.
  const RegionScale& scale() const { return scale_; }

 private:
  struct Seen {
    Time at;
    GeoPoint position;
  };
  /// A state whose future is not yet over.
  struct Anchor {
    AircraftEnd end;
    std::array<std::optional<Seen>, kScaleHorizons_s.size()> middle;
    std::uint32_t scored = 0;  ///< bit h: horizon h has been compared with
  };
  struct Craft {
    AircraftFollower follower;
    std::vector<Anchor> anchors;  ///< by time
  };
  using Counts = std::array<std::uint32_t, kScaleHorizons_s.size()>;

  void Compare(Anchor& anchor, const AircraftReport& fix);
  void Step(double squared, double& log, std::uint32_t& count) const;
  void Forget(Time now);

  const TrackBankParams* params_;
  std::unordered_map<TargetKey, Craft> crafts_;
  RegionScale scale_;
  Counts ahead_{}, gap_{};
  Time next_forget_ = Time::min();
};

}  // namespace pelorus
