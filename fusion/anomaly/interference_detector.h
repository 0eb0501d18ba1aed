#pragma once

#include <unordered_map>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/interference_air.h"
#include "fusion/anomaly/position_jumps.h"

namespace pelorus {

/// What the judgement of interference takes for given.
struct InterferenceParams {
  double threshold = 0.5;         ///< probability from which it is told
  std::size_t least_vessels = 3;  ///< that jump to one place or arc
  Duration within = std::chrono::hours{1};
  Length common_place = Length::Kilometers(5.0);
};

/// One vessel's excursion, as far as interference asks.
struct JumpMark {
  TargetKey key;
  Contact from;
  Contact to;
  Time until;
  RawRef raw;
};

/// Finds when and where satellite navigation was disturbed, by what ships and aircraft suffer
/// together: vessels that jump to one place or one arc within the hour, aircraft whose integrity
/// breaks down, whose positions stand still under live messages, or whose two altitudes part. First
/// of a bank, since other findings in that area and time are no findings (Suspend).
class InterferenceDetector : public Detector {
 public:
  explicit InterferenceDetector(const InterferenceParams& params = {}) : params_(params) {}

  void Write(const PictureBatch& batch) override;
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

 private:
  static constexpr std::size_t kMostMarks = 64;  ///< of one vessel
  struct Ship {
    JumpWatch jumps;
    std::vector<JumpMark> marks;
  };
  std::vector<JumpMark> Marks() const;
  std::vector<Event> ByShips(Time now) const;

  InterferenceParams params_;
  std::unordered_map<TargetKey, Ship> ships_;
  AirIntegrity air_;
};

}  // namespace pelorus
