#pragma once

#include <cstdint>
#include <optional>

#include "fusion/anomaly/position_incident.h"
#include "trackers/observation.h"

namespace pelorus {

/// Watches one vessel for a position that stays the same to 2 m while its speed says otherwise.
class FrozenWatch {
 public:
  /// The incident that `z` ended; nothing for most reports.
  std::optional<PositionIncident> Take(const Observation& z);
  /// What goes on; nothing when it is none yet.
  std::optional<PositionIncident> Open() const;

 private:
  std::optional<PositionIncident> Told(bool over) const;

  std::optional<Contact> held_;
  Time last_;
  RawRef first_raw_, last_raw_;
  std::uint32_t reports_ = 0;  ///< with a speed
  std::uint32_t moving_ = 0;   ///< of them, above 3 kn
  double knots_ = 0.0;         ///< sum of the speeds
};

}  // namespace pelorus
