#pragma once

#include "fusion/track_bank.h"
#include "replay/query.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {

/// What a filter over an aircraft's reports ended with.
struct AircraftEnd {
  AircraftState state;
  Length fix_sigma;         ///< 1-sigma an axis of its last position, as claimed
  Duration fix_time_sigma;  ///< of when that position was true
};

/// Half a second at full speed and the worst position that a track begins with.
inline constexpr Length kAircraftSlack = Length::Kilometers(1.0);

/// The report as it looks when time runs backwards about the epoch.
AircraftReport Reversed(const AircraftReport& z);

/// Whether an aircraft no faster than `most` can have been at both: `after` is in reversed time.
bool CanBeOneAircraft(const AircraftState& before, const AircraftState& after, Speed most);

/// The state `before` predicted to `at`, which is not earlier.
QueryAnswer AnswerAhead(const AircraftEnd& before, Time at, const TrackBankParams& params);

/// The state at a time between two, of which `after` is in reversed time, from both.
QueryAnswer AnswerBetween(const AircraftEnd& before, const AircraftEnd& after, Time at,
                          const TrackBankParams& params);

}  // namespace pelorus
