#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "fusion/anomaly/position_incident.h"
#include "trackers/observation.h"

namespace pelorus {

/// Watches one vessel for a way without the scatter that receivers, waves and helmsmen give: points
/// half a minute and more apart lie on straight lines to less than the step of a message.
class SmoothWatch {
 public:
  std::optional<PositionIncident> Take(const Observation& z);
  /// What goes on; nothing when it is none yet.
  std::optional<PositionIncident> Open() const;

 private:
  std::optional<PositionIncident> Told(bool over) const;
  std::optional<PositionIncident> Break();

  std::array<Contact, 2> last_;
  int known_ = 0;  ///< of last_
  Contact first_;
  RawRef first_raw_, last_raw_;
  std::uint32_t count_ = 0;  ///< offsets from a straight line
  double sum_m2_ = 0.0;      ///< of their squares
  PositionSample positions_;
};

}  // namespace pelorus
