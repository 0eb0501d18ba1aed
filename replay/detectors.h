#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "fusion/anomaly/detector_bank.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/anomaly/silence_detector.h"
#include "fusion/anomaly/unmatched_contact_detector.h"
#include "fusion/anomaly/watchlist.h"
#include "fusion/parallel.h"
#include "geo/place_index.h"
#include "geo/shore.h"
#include "geo/water_routes.h"
#include "replay/run_config.h"

namespace pelorus {

/// The detectors of a run, wired: the one place that knows which there are and in which order they
/// find.
class RunDetectors : public PictureSink {
 public:
  /// `executor` outlives it.
  RunDetectors(const RunConfig& config, Executor& executor);

  void Write(const PictureBatch& batch) override { bank_.Write(batch); }

  /// Begins with what other runs learned of reception; to be called before the first batch.
  void Seed(const ReceptionMap& coverage);

  /// Looks up every participant of a finding in these lists. A hit changes no probability.
  void Watch(Watchlist lists) { lists_ = std::move(lists); }

  /// What was found by `now`, in the order of a file: the events that are at least as probable as
  /// the threshold, without those that an interference suspends, and all
  /// silences and unmatched contacts.
  std::vector<Event> Findings(Time now);

  /// What was learned of reception, as of the newest Findings.
  const ReceptionMap& coverage() const { return silences_->learned(); }
  /// What every target has said of itself by now.
  const IdentityBook& identities() const { return book_; }

 private:
  std::vector<std::unique_ptr<Detector>> Make(const RunConfig& config);

  double threshold_;
  IdentityBook book_;
  PlaceIndex places_;
  ShoreIndex shores_;
  WaterRoutes routes_;
  SilenceDetector* silences_ = nullptr;            ///< the bank's
  UnmatchedContactDetector* unmatched_ = nullptr;  ///< likewise
  DetectorBank bank_;
  Watchlist lists_;
};

}  // namespace pelorus
