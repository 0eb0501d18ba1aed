#pragma once

#include <optional>

#include "fusion/anomaly/air_silence_tracker.h"
#include "fusion/anomaly/event.h"
#include "fusion/anomaly/identity_book.h"
#include "geo/airfields.h"

namespace pelorus {

/// Finds silences that began in a descent towards ground where no airfield is within 20 km, neither
/// listed nor one where others stood in this run. Only where the list is complete. Terms and their
/// weights: docs/FORMULAS.md, "Descents off airfields". Const; a pure function of what it was
/// given.
class DescentJudge {
 public:
  /// All outlive the judge; `now` is the latest time of the run.
  DescentJudge(const AirfieldList& airfields, const AirSilenceTracker& tracker,
               const IdentityBook& identities, Time now);

  /// The event, `off_airfield_descent`, with all evidence; nothing where the silence did not begin
  /// so, or at odds below 1 to 1.
  std::optional<Event> Judge(const AirSilence& silence) const;

 private:
  /// How the aircraft went down.
  struct Descent {
    GeoPoint touchdown;  ///< straight on at its rate
    double height_ft = 0.0;
    Length to_airfield;
    std::optional<double> floor_ft;
  };
  std::optional<Descent> DescentOf(const AirSilence& silence) const;
  void AddEvidence(const AirSilence& silence, const Descent& descent, Event& event) const;

  const AirfieldList& airfields_;
  const AirSilenceTracker& tracker_;
  const IdentityBook& identities_;
  Time now_;
};

}  // namespace pelorus
