#pragma once

#include <optional>
#include <vector>

#include "geo/geo_point.h"
#include "io/modes/aircraft_state.h"
#include "io/modes/message.h"

namespace pelorus::modes {

/// Turns the encoded positions of aircraft into places. A pair of frames (10 s in the air; on the
/// ground 25 s, or 50 s for who moves at 25 kt or less) gives a place of its own; else one frame is
/// read against the aircraft's last good position (10 minutes), on the ground also against the
/// receiver. Surface pairs without any reference are placed at an airfield, if exactly one of the
/// places they may mean has one within 5 km.
class PositionTracker {
 public:
  /// `reference`: where the receiver stands. `airfields`: where surface positions may lie.
  PositionTracker(std::optional<GeoPoint> reference, std::vector<GeoPoint> airfields);

  /// Sets the position of `message`, which holds `cpr`, where it can be told, and marks it when the
  /// aircraft could not have come there from its last good position. Such positions do not become
  /// the reference of later ones before three in a row agree with each other.
  void Place(const CprPosition& cpr, Time now, Aircraft& aircraft, Message& message) const;

 private:
  std::optional<GeoPoint> FromPair(const CprPosition& cpr, Time now,
                                   const Aircraft& aircraft) const;
  std::optional<GeoPoint> FromOne(const CprPosition& cpr, Time now, const Aircraft& aircraft) const;
  std::optional<GeoPoint> FromAirfields(const CprPosition& even, const CprPosition& odd,
                                        bool newest_is_odd) const;

  std::optional<GeoPoint> reference_;
  std::vector<GeoPoint> airfields_;  // from south to north
};

}  // namespace pelorus::modes
