#pragma once

#include <array>

#include "fusion/track_bank.h"
#include "replay/query.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {

/// Horizons, and lengths of gaps, whose regions are checked, in seconds.
inline constexpr std::array<double, 5> kScaleHorizons_s = {10, 30, 60, 120, 300};

/// By what factors covariances of answers about aircraft are to be multiplied so that their 90 %
/// regions hold nine in ten.
struct RegionScale {
  /// ln of the factor at each of kScaleHorizons_s: ahead of the last report, and within gaps.
  /// Fitted to the development recordings; where nothing was learned these hold.
  std::array<double, kScaleHorizons_s.size()> log_ahead = {0.0, 0.2, 0.6, 1.0, 1.4};
  std::array<double, kScaleHorizons_s.size()> log_gap = {0.0, 0.0, 0.1, 0.4, 1.4};

  /// The factor that far from the last report; between the horizons by the logarithm of both.
  double Ahead(double horizon_s) const;
  /// The factor inside a gap of that length.
  double Gap(double gap_s) const;
};

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
QueryAnswer AnswerAhead(const AircraftEnd& before, Time at, const TrackBankParams& params,
                        const RegionScale& scale);

/// The state at a time between two, of which `after` is in reversed time, from both.
QueryAnswer AnswerBetween(const AircraftEnd& before, const AircraftEnd& after, Time at,
                          const TrackBankParams& params, const RegionScale& scale);

}  // namespace pelorus
