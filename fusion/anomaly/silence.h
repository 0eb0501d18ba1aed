#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/own_intervals.h"
#include "fusion/anomaly/reception_map.h"

namespace pelorus {

/// From this long on a time without reports is a silence.
inline constexpr Duration kLeastSilence = std::chrono::hours{2};

/// What is said about a voyage, where it is said.
struct VoyageClaims {
  std::optional<Length> draught;
  std::optional<FixedText<20>> destination;
};

/// One end of a silence.
struct SilenceEnd {
  Contact contact;                                  ///< last or first position
  Eigen::Vector2d v_mps = Eigen::Vector2d::Zero();  ///< over ground, [east, north]
  std::optional<NavStatus> status;
  RawRef raw;  ///< of the report
};

/// A time of two hours or more in which a vessel was not heard, between what was heard.
struct Silence {
  std::uint32_t vessel = 0;  ///< number of the vessel in its tracker
  Time start;                ///< of the last report of any kind
  std::optional<Time> end;   ///< of the first one after; nothing while it lasts
  SilenceEnd off;
  std::optional<SilenceEnd> on;
  Transmitting kind;  ///< before it
  VoyageClaims before;
  VoyageClaims after;
};

/// Transit from 6 kn on, dwell below 2 kn, ambiguous between.
constexpr Movement MovementAt(Speed implied) {
  if (implied >= Speed::Knots(6.0)) return Movement::kTransit;
  return implied < Speed::Knots(2.0) ? Movement::kDwell : Movement::kAmbiguous;
}

/// What a vessel's own messages say, over the run.
struct OwnRecord {
  TargetKey key;
  Identity identity;  ///< the newest
  OwnIntervals intervals;
  std::uint64_t reports = 0;
  std::uint64_t bins = 0;  ///< ten-minute bins with a report
  ReceptionMap counts;     ///< its share of the map
};

}  // namespace pelorus
