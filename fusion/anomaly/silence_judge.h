#pragma once

#include <optional>
#include <span>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/receiver_activity.h"
#include "fusion/anomaly/reception_map.h"
#include "fusion/anomaly/silence.h"
#include "geo/place_index.h"
#include "geo/region.h"

namespace pelorus {

/// What a verdict depends on; sources in docs/FORMULAS.md, "Silences".
struct SilenceParams {
  double threshold = 0.5;     ///< probability from which on a silence is a `dark_transit`
  double enough_bins = 14.0;  ///< expected bins with a report below which nothing is concluded
  double too_few_bins = 3.0;  ///< below it the silence is unobservable
  /// Before any is judged, one of so many silences is meant;
  double base_silences = 20.0;
  /// the same for a vessel that is alone in its run, and stays so.
  double lone_base_silences = 8.0;
  std::optional<Region> region;  ///< of the run: what leaves it falls silent for us
};

/// What reception alone says of a silence.
struct ReceptionVerdict {
  bool by_map = false;      ///< else by the vessel's own intervals
  double expected = 0.0;    ///< bins, or own intervals, that should have held a report
  double in_outages = 0.0;  ///< bins that would have been expected, had receivers worked
  double llr = 0.0;         ///< for "it did not transmit", nats
  double tested = 0.0;      ///< own intervals that could have been the longest
  double least_h = 0.0;     ///< how long the vessel's usual interval asks a silence to be
  bool passes = false;      ///< heard by one satellite's passes
  bool testable = false;    ///< enough to conclude anything
};

/// What silences are judged with; all of it outlives the judge.
struct SilenceContext {
  const SilenceParams& params;
  const ReceptionMap& map;
  const ReceiverActivity& activity;
  const PlaceIndex& places;
  std::span<const Event> interference;  ///< with satellite navigation, known by now
  Time now;
};

/// Judges silences once the map is known. Const; a pure function of what it was given.
class SilenceJudge {
 public:
  explicit SilenceJudge(const SilenceContext& context) : context_(context) {}

  /// `own` is the vessel's share of the map, with that of its silences.
  ReceptionVerdict Reception(const Silence& silence, const OwnRecord& own) const;

  /// The event, with all evidence; `prior_log_odds` from the run's base rate.
  Event Judge(const Silence& silence, const OwnRecord& own, const ReceptionVerdict& reception,
              double prior_log_odds) const;

 private:
  ReceptionVerdict ByMap(const Silence& silence, const OwnRecord& own) const;
  ReceptionVerdict ByOwnIntervals(const Silence& silence, const OwnRecord& own) const;
  bool LiesStill(const Silence& silence) const;
  bool LeavesRegion(const Silence& silence) const;
  bool BeginsInInterference(const Silence& silence) const;
  void AddReceptionEvidence(const ReceptionVerdict& verdict, Event& event) const;
  void AddCircumstances(const Silence& silence, Event& event) const;
  SilenceReason ReasonOf(const Silence& silence, const ReceptionVerdict& verdict) const;
  double OwnFactor(const OwnRecord& own) const;

  SilenceContext context_;
};

}  // namespace pelorus
