#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/anomaly/loitering_halts.h"
#include "fusion/anomaly/off_port_setting.h"
#include "fusion/anomaly/off_port_stop_score.h"
#include "fusion/anomaly/waiting_areas.h"

namespace pelorus {

/// What is a stop: half an hour and more below half a knot.
inline constexpr HaltParams kStopParams = {.most = Speed::Knots(0.5),
                                           .least = std::chrono::minutes{30},
                                           .silence = std::chrono::hours{1},
                                           .unknown = std::chrono::minutes{30},
                                           .step = std::chrono::minutes{10},
                                           .radius = Length::NauticalMiles(1.0)};

struct LoiteringParams {
  HaltParams loitering;
  HaltParams stop = kStopParams;
};

/// Finds ships that loiter and ships that stop off port. Where five others waited is a waiting
/// area: nothing there is told, nor at known harbours and designated anchorages. Where no land data
/// reach the engine knows no ports, and tells of no off-port stops. A stop inside a time of
/// loitering is told as loitering alone.
///
/// Memory: 500 bytes a ship, 150 a halt.
class LoiteringDetector : public Detector {
 public:
  /// All outlive this.
  LoiteringDetector(const LoiteringParams& params, const IdentityBook& book,
                    const PlaceIndex& places, const ShoreIndex& shores);

  void Write(const PictureBatch& batch) override;
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

 private:
  HaltCase CaseOf(const Halt& halt, const WaitingAreas& areas) const;

  const IdentityBook& book_;
  SettingIndex settings_;
  HaltTracker loiters_;
  HaltTracker stops_;
  std::unordered_map<TargetKey, std::uint32_t> numbers_;
  std::vector<TargetKey> keys_;
};

}  // namespace pelorus
