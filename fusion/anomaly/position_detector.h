#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/position_circle.h"
#include "fusion/anomaly/position_frozen.h"
#include "fusion/anomaly/position_jumps.h"
#include "fusion/anomaly/position_land.h"
#include "fusion/anomaly/position_smooth.h"

namespace pelorus {

/// What the judgement of positions takes for given.
struct PositionParams {
  double threshold = 0.5;  ///< probability from which a position fault is told
  /// Excursions of one vessel that follow each other sooner than this are one event.
  Duration join_within = std::chrono::hours{1};
};

/// Finds positions that a vessel sends and cannot have: jumps, shifted ways, circles, positions on
/// land, too smooth and frozen ones. Judges every position that came in, those outside the gate of
/// a track most of all. Ships only; search aircraft, aids to navigation and stations are none.
class PositionIntegrityDetector : public Detector {
 public:
  /// `shores` outlives this; without it nothing is told of land.
  PositionIntegrityDetector(const PositionParams& params, const ShoreIndex* shores,
                            std::vector<Channel> channels);

  void Write(const PictureBatch& batch) override;

  /// Jumps of an identity that `earlier` events tell to be shared are left to those.
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  /// Excursions of all vessels, told as events or not.
  std::uint64_t jumps() const { return jumps_; }

 private:
  /// Faults kept of one vessel.
  static constexpr std::size_t kMostIncidents = 64;

  struct Trail {
    JumpWatch jumps;
    FrozenWatch frozen;
    SmoothWatch smooth;
    CircleWatch circle;
    LandWatch land;
    std::vector<PositionIncident> incidents;
    std::vector<Jump> excursions;
  };
  void Take(const Observation& z);
  Event EventOf(TargetKey key, PositionIncident incident, Time now) const;
  void AddIncidents(TargetKey key, const Trail& trail, Time now, std::vector<Event>& events) const;
  void AddJumps(TargetKey key, const Trail& trail, Time now, std::vector<Event>& events) const;

  PositionParams params_;
  DryLand land_;
  std::unordered_map<TargetKey, Trail> trails_;
  std::uint64_t jumps_ = 0;
};

}  // namespace pelorus
