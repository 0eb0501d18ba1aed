#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/anomaly/air_coverage.h"
#include "fusion/anomaly/event_facts.h"
#include "geo/time.h"
#include "trackers/provenance.h"

namespace pelorus {

/// From this long on a time without reports from an aircraft is a silence: at cruise 80 nm, longer
/// than the shadow of a mountain or of a turn, and three times the longest that receivers of one
/// recording usually lose an aircraft for.
inline constexpr Duration kLeastAirSilence = std::chrono::minutes{10};

/// One end of a silence: what the track said there.
struct AirEnd {
  Contact contact;
  Eigen::Vector2d v_mps = Eigen::Vector2d::Zero();  ///< over ground, [east, north]
  std::optional<double> altitude_ft;                ///< pressure altitude
  double climb_fpm = 0.0;                           ///< positive upwards
  bool on_ground = false;
  RawRef raw;
};

/// A time in which an aircraft that had been flying was not heard.
struct AirSilence {
  TargetKey key;
  Time start;               ///< of the last report of any kind
  std::optional<Time> end;  ///< of the first one after; nothing while it lasts
  AirEnd off;
  std::optional<AirEnd> on;
  std::optional<TargetKey> companion;  ///< the aircraft that it flew in formation with
};

/// What an aircraft's own messages add to the map.
struct OwnAirRecord {
  std::vector<OwnAirCell> cells;
  std::uint64_t reports = 0;
  std::uint64_t minutes = 0;  ///< with a report
};

}  // namespace pelorus
