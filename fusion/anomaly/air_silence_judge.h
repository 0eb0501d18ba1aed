#pragma once

#include <optional>
#include <span>
#include <vector>

#include "fusion/anomaly/air_activity.h"
#include "fusion/anomaly/air_coverage.h"
#include "fusion/anomaly/air_paths.h"
#include "fusion/anomaly/air_silence.h"
#include "fusion/anomaly/event.h"
#include "geo/airfields.h"
#include "geo/region.h"

namespace pelorus {

/// What a verdict on an aircraft's silence depends on; sources in docs/FORMULAS.md, "Silences of
/// aircraft".
struct AirSilenceParams {
  double threshold = 0.5;       ///< probability from which on a silence is a `transponder_gap`
  double enough_minutes = 6.0;  ///< expected minutes with a report below which nothing is concluded
  double too_few_minutes = 3.0;  ///< below it the silence is unobservable
  /// Before any is judged, one of so many silences of which something can be told is meant.
  double base_silences = 50.0;
  /// Shorter silences that are not judged deliberate are counted in the base rate but not reported.
  Duration least_reported = kLeastAirSilence;
  std::optional<Region> region;  ///< of the run: what leaves it falls silent for us
};

/// What coverage and the way down say of a silence.
struct AirVerdict {
  double expected = 0.0;        ///< minutes that should have held a report, had it flown on
  double in_outages = 0.0;      ///< minutes that would have been expected, had receivers worked
  double llr = 0.0;             ///< for "it did not transmit", nats
  double landing_llr = 0.0;     ///< what a landing takes of that, nats, 0 or less
  double landing_weight = 0.0;  ///< chance that a flight ends there, before reception is looked at
  double minutes_down = 0.0;    ///< minutes of that descent that should have held a report
  bool landing_likelier = false;  ///< than flying on unheard
  std::optional<double> floor_ft;
  std::vector<AirGapFacts::Airfield> airfields;  ///< in reach, the longest stay first
  bool testable = false;                         ///< enough to conclude anything
};

/// Judges silences of aircraft once coverage is known. Const; a pure function of what it was given.
class AirSilenceJudge {
 public:
  AirSilenceJudge(const AirSilenceParams& params, const AirCoverage& coverage,
                  const AirActivity& activity, const AirfieldList& airfields, Time now);

  /// `own` is the aircraft's share of the map, with that of its silences.
  AirVerdict Reception(const AirSilence& silence, const OwnAirRecord& own) const;

  /// The event, with all evidence; `prior_log_odds` from the run's base rate.
  Event Judge(const AirSilence& silence, const OwnAirRecord& own, const AirVerdict& verdict,
              double prior_log_odds) const;

 private:
  struct Misses {
    double log = 0.0;  ///< ln of the chance to hear nothing
    double expected = 0.0;
    double in_outages = 0.0;
  };
  Misses Unheard(const AirPath& path, const OwnAirRecord& own, double factor) const;
  double OwnFactor(const OwnAirRecord& own) const;
  double LandingWeight(const AirSilence& silence, const AirVerdict& verdict) const;
  std::vector<AirGapFacts::Airfield> InReach(const AirSilence& silence) const;
  double GroundAt(GeoPoint p) const;
  bool LeavesRegion(const AirSilence& silence) const;
  SilenceReason ReasonOf(const AirSilence& silence, const AirVerdict& verdict) const;
  void AddEvidence(const AirSilence& silence, const AirVerdict& verdict, Event& event) const;
  void AddFacts(const AirSilence& silence, const OwnAirRecord& own, const AirVerdict& verdict,
                Event& event) const;

  const AirSilenceParams& params_;
  const AirCoverage& coverage_;
  const AirActivity& activity_;
  const AirfieldList& airfields_;
  Time now_;
};

}  // namespace pelorus
