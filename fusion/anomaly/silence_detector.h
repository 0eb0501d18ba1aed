#pragma once

#include <vector>

#include "fusion/anomaly/silence_judge.h"
#include "fusion/anomaly/silence_tracker.h"
#include "fusion/picture.h"
#include "geo/place_index.h"

namespace pelorus {

/// Tells silences of ships apart: switched off, not received, receivers out, moored, or too little
/// known to say. Learns while the run goes on and judges at its end, with all that was learned.
class SilenceDetector : public PictureSink {
 public:
  SilenceDetector(const SilenceParams& params, std::vector<Place> places);

  /// Begins with what other runs learned of reception; to be called before the first batch.
  void Seed(const ReceptionMap& coverage);

  void Write(const PictureBatch& batch) override;

  /// Judges every silence; `now` is the last time of the run. Events in the order of a file. To be
  /// called once, after the last batch.
  std::vector<Event> Finish(Time now);

  /// What was learned in this run, with the silences that count as not heard; after Finish.
  const ReceptionMap& learned() const { return learned_; }

 private:
  using Weights = std::vector<double>;
  struct Round {
    std::vector<Event> events;
    Weights deliberate;  ///< probabilities, by silence
    double prior_log_odds = 0.0;
  };
  Round JudgeAll(const Round& before, Time now);

  SilenceParams params_;
  PlaceIndex places_;
  SilenceTracker tracker_;
  ReceptionMap seed_;
  ReceptionMap learned_;
};

}  // namespace pelorus
