#include "replay/detectors.h"

#include <utility>

#include "fusion/anomaly/air_sea_detector.h"
#include "fusion/anomaly/air_silence_detector.h"
#include "fusion/anomaly/identity_change.h"
#include "fusion/anomaly/identity_one_hull.h"
#include "fusion/anomaly/interference_detector.h"
#include "fusion/anomaly/loitering_detector.h"
#include "fusion/anomaly/position_detector.h"
#include "fusion/anomaly/rendezvous_detector.h"
#include "fusion/anomaly/shared_identity.h"
#include "fusion/anomaly/suspension.h"
#include "geo/airfields.h"
#include "geo/land_gdal.h"
#include "geo/places.h"
#include "geo/water_channels.h"

namespace pelorus {

RunDetectors::RunDetectors(const RunConfig& config, Executor& executor)
    : threshold_(config.silences.threshold),
      places_(EmbeddedPlaces()),
      shores_(EmbeddedShores(config.session.region)),
      bank_(Make(config), book_, executor) {}

/// Whoever uses what others found stands behind them: interference first, then who is who, who was
/// silent, who met whom.
std::vector<std::unique_ptr<Detector>> RunDetectors::Make(const RunConfig& config) {
  auto silences = std::make_unique<SilenceDetector>(config.silences, EmbeddedPlaces(), book_);
  silences_ = silences.get();
  auto unmatched = std::make_unique<UnmatchedContactDetector>(UnmatchedContactParams{}, book_,
                                                              silences_->learned());
  unmatched_ = unmatched.get();
  std::vector<std::unique_ptr<Detector>> all;
  all.push_back(std::make_unique<InterferenceDetector>());
  all.push_back(std::make_unique<SharedIdentityDetector>(SharedIdentityParams{}, book_));
  all.push_back(
      std::make_unique<PositionIntegrityDetector>(PositionParams{}, &shores_, EmbeddedChannels()));
  all.push_back(std::make_unique<OneHullDetector>(OneHullParams{}, book_));
  all.push_back(std::make_unique<IdentityChangeDetector>(IdentityChangeParams{}, book_));
  all.push_back(std::move(silences));
  all.push_back(
      std::make_unique<AirSilenceDetector>(AirSilenceParams{}, AirfieldList::Embedded(), book_));
  all.push_back(
      std::make_unique<RendezvousDetector>(RendezvousParams{}, book_, places_, shores_, routes_));
  all.push_back(std::make_unique<LoiteringDetector>(LoiteringParams{}, book_, places_, shores_));
  all.push_back(std::make_unique<AirSeaDetector>(book_));
  all.push_back(std::move(unmatched));
  return all;
}

void RunDetectors::Seed(const ReceptionMap& coverage) {
  silences_->Seed(coverage);
  unmatched_->Seed(coverage);
}

std::vector<Event> RunDetectors::Findings(Time now) {
  std::vector<Event> events = Suspend(bank_.Findings(now));
  std::erase_if(events, [this](const Event& event) {
    // What was seen is told, whatever it means: the posterior stands beside it.
    const bool seen =
        event.kind == EventKind::kSilence || event.kind == EventKind::kUnmatchedContact;
    return !seen && event.probability() < threshold_;
  });
  if (lists_.size() == 0) return events;
  for (Event& event : events) {
    for (Participant& who : event.participants) {
      who.watchlists = lists_.Match(who.key, who.identity);
    }
  }
  return events;
}

}  // namespace pelorus
