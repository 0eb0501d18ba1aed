#pragma once

#include <vector>

#include "fusion/anomaly/air_silence_judge.h"
#include "fusion/anomaly/air_silence_tracker.h"
#include "fusion/anomaly/descent_judge.h"
#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "geo/airfields.h"

namespace pelorus {

/// Tells silences of aircraft apart: switched off (`transponder_gap`), or not received, landed,
/// receivers out, too little known to say (`silence`); and finds descents towards ground where no
/// airfield is (`off_airfield_descent`). Learns while the run goes on; each time it is asked it
/// judges all silences anew, with all that was learned by then.
class AirSilenceDetector : public Detector {
 public:
  /// `identities` outlives the detector.
  AirSilenceDetector(const AirSilenceParams& params, AirfieldList airfields,
                     const IdentityBook& identities);

  void Write(const PictureBatch& batch) override;

  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  /// Pairs of aircraft that flew together: no event of their own, evidence in those of silences.
  std::vector<Formation> formations() const { return tracker_.formations().formations(); }
  double flight_hours() const { return tracker_.flight_hours(); }

 private:
  /// What is believed of each silence after a round of judging.
  struct Beliefs {
    std::vector<double> unheard;  ///< probability that it flew on and was not received
    double prior_log_odds = 0.0;
    std::vector<Event> events;  ///< by silence
  };
  struct Missed {
    std::vector<OwnAirCell> cells;
  };
  Beliefs JudgeAll(const std::vector<AirSilence>& silences, const std::vector<Missed>& missed,
                   const Beliefs& before, Time now) const;
  OwnAirRecord OwnOf(std::span<const std::uint32_t> silences_of_one, TargetKey key,
                     const std::vector<Missed>& missed, const Beliefs& before) const;

  AirSilenceParams params_;
  AirfieldList airfields_;
  const IdentityBook& identities_;
  AirSilenceTracker tracker_;
};

}  // namespace pelorus
