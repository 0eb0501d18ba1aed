#pragma once

#include <vector>

#include "fusion/anomaly/air_activity.h"
#include "fusion/anomaly/air_silence.h"

namespace pelorus {

/// A place in the air.
struct AirPoint {
  GeoPoint at;
  double altitude_ft = 0.0;
};

/// Where an aircraft is some time after (before, when negative) one end, at its velocity, climbing
/// or sinking on for five minutes at most. Its altitude is taken as 0 where it is unknown.
AirPoint Ahead(const AirEnd& end, Duration after);
/// A share of the way from one end to another.
AirPoint Between(const AirEnd& a, const AirEnd& b, double share);

/// A stay in a cell on a supposed path.
struct AirStay {
  AirCell cell = 0;
  double minutes = 0.0;
  double working = 0.0;  ///< of those, with the receivers working
};

/// One way that the aircraft may have flown while it was silent.
struct AirPath {
  double weight = 0.0;  ///< those of a silence sum to 1
  std::vector<AirStay> stays;
};

/// Ways through the air, with the half hours after the one end and before the other. Between two
/// contacts: straight; on and then back, as the two velocities say, which is likelier where the
/// straight line would be slower than aircraft fly. After an open one: on, or turned. `now` is the
/// end of an open silence. Empty where the altitude is not known.
std::vector<AirPath> SupposedAirPaths(const AirSilence& silence, Time now,
                                      const AirActivity& activity);

/// The likeliest of them: where a silence counts as not heard in the map.
AirPath LikeliestAirPath(const AirSilence& silence, Time now, const AirActivity& activity);

/// The way down to `floor_ft`, straight on and at least as steep as usual: minutes in which an
/// aircraft that lands would still have been heard.
AirPath WayDown(const AirSilence& silence, Time now, double floor_ft, const AirActivity& activity);
/// Feet a minute of that descent, and of a climb out.
inline constexpr double kSteepDescent_fpm = 2'500.0;
inline constexpr double kSteepClimb_fpm = 3'000.0;

}  // namespace pelorus
