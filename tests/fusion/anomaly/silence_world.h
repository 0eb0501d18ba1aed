#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "fusion/anomaly/silence_detector.h"
#include "fusion/track_bank.h"
#include "io/export/events_json.h"
#include "tests/support/world.h"

namespace pelorus {

/// Ten ships that go to and fro over one another's waters for a day, heard every minute, without
/// those reports that `lost` says.
template <class Lost>
ReportBatch FleetDay(Lost lost) {
  std::vector<Ship> fleet;
  for (std::uint32_t i = 0; i < 10; ++i) {
    Ship ship(211000001 + i, std::chrono::minutes{1});
    ship.From(42.3 + 0.02 * i, 50.02).At(10.0_kn);
    for (int leg = 0; leg < 12; ++leg) {
      ship.Steer(leg % 2 == 0 ? 90.0 : 270.0).For(std::chrono::hours{2});
    }
    fleet.push_back(ship);
  }
  ReportBatch all = InOrder(fleet);
  std::erase_if(all, [&lost](const Report& report) {
    return lost(KeyOf(report).number() - 211000001, From(report).received_at - kWorldStart,
                *PositionOf(report));
  });
  return all;
}

/// How reports are run through the detector.
struct SilenceRun {
  SilenceParams params;
  std::vector<Place> places;
  std::vector<Event> earlier;  ///< what other detectors found
  int threads = 1;
  std::size_t batch = 1000;
  /// Judges after every batch, and not only at the end.
  bool asks_often = false;
};

/// What the detector makes of reports.
inline std::vector<Event> EventsIn(const ReportBatch& reports, const SilenceRun& run) {
  Executor executor(run.threads);
  TrackBank bank({}, executor);
  IdentityBook identities;
  SilenceDetector detector(run.params, run.places, identities);
  PictureBatch picture;
  for (std::size_t i = 0; i < reports.size(); i += run.batch) {
    const std::span<const Report> part =
        std::span(reports).subspan(i, std::min(run.batch, reports.size() - i));
    bank.Process(part, picture, picture.dispositions);
    picture.reports.assign(part.begin(), part.end());
    identities.Write(picture);
    detector.Write(picture);
    if (run.asks_often) detector.Findings(From(part.back()).received_at, run.earlier);
  }
  bank.Finish(picture);
  detector.Write(picture);
  return detector.Findings(From(reports.back()).received_at, run.earlier);
}

inline std::vector<Event> EventsIn(const ReportBatch& reports, int threads = 1,
                                   const SilenceParams& params = {}) {
  SilenceRun run;
  run.threads = threads;
  run.params = params;
  return EventsIn(reports, run);
}

inline std::string JsonOf(const std::vector<Event>& events) {
  const std::vector<std::string> inputs = {"memory"};
  std::string text;
  for (const Event& event : events) {
    AppendJson(text, event, inputs);
    text += '\n';
  }
  return text;
}

}  // namespace pelorus
