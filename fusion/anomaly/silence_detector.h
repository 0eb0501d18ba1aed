#pragma once

#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/anomaly/silence_judge.h"
#include "fusion/anomaly/silence_reach.h"
#include "fusion/anomaly/silence_tracker.h"
#include "geo/place_index.h"

namespace pelorus {

/// Tells silences of ships apart: switched off, not received, receivers out, moored, or too little
/// known to say. Learns while the run goes on; each time it is asked it judges all silences anew,
/// with all that was learned by then, so that the same silence may be judged otherwise later.
class SilenceDetector : public Detector {
 public:
  /// `identities` outlives the detector.
  SilenceDetector(const SilenceParams& params, std::vector<Place> places,
                  const IdentityBook& identities);

  /// Begins with what other runs learned of reception; to be called before the first batch.
  void Seed(const ReceptionMap& coverage);

  void Write(const PictureBatch& batch) override;

  /// Every silence, judged; those that last are without an end.
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  /// What was learned in this run, with the silences that count as not heard; as of the newest
  /// Findings.
  const ReceptionMap& learned() const { return learned_; }

 private:
  using Weights = std::vector<double>;
  struct Round {
    std::vector<Event> events;  ///< by silence
    Weights deliberate;         ///< probabilities, by silence
    double prior_log_odds = 0.0;
  };
  Round JudgeAll(const std::vector<Silence>& silences, std::span<const Event> interference,
                 const Round& before, Time now);
  void Locate(const std::vector<Silence>& silences, Time now, std::vector<Event>& events);

  SilenceParams params_;
  PlaceIndex places_;
  const IdentityBook& identities_;
  SilenceReach reach_;
  SilenceTracker tracker_;
  ReceptionMap seed_;
  ReceptionMap learned_;
};

}  // namespace pelorus
