#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "fusion/anomaly/loitering_detector.h"
#include "fusion/anomaly/rendezvous_detector.h"
#include "fusion/track_bank.h"
#include "tests/support/world.h"

namespace pelorus {

/// Tracks reports and shows the picture to a detector, cut into batches of `batch` reports.
inline void Show(const ReportBatch& reports, std::size_t batch, IdentityBook& book,
                 Detector& detector) {
  Executor executor(1);
  TrackBank bank({}, executor);
  PictureBatch picture;
  for (std::size_t i = 0; i < reports.size(); i += batch) {
    const std::span<const Report> part =
        std::span(reports).subspan(i, std::min(batch, reports.size() - i));
    bank.Process(part, picture, picture.dispositions);
    picture.reports.assign(part.begin(), part.end());
    book.Write(picture);
    detector.Write(picture);
  }
  bank.Finish(picture);
  detector.Write(picture);
}

/// What surrounds a test: shores and places of its own choice.
struct MeetingWorld {
  std::vector<Place> places;
  ShoreIndex shores;
  std::size_t batch = 1000;
  std::vector<Event> earlier;
  RendezvousParams rendezvous;
  LoiteringParams loitering;

  std::vector<Event> Meetings(const ReportBatch& reports,
                              RendezvousCounts* counts = nullptr) const {
    IdentityBook book;
    const PlaceIndex index(places);
    const WaterRoutes routes;
    RendezvousDetector detector(rendezvous, book, index, shores, routes);
    Show(reports, batch, book, detector);
    std::vector<Event> events = detector.Findings(From(reports.back()).received_at, earlier);
    if (counts != nullptr) *counts = detector.counts();
    return events;
  }
  std::vector<Event> Halts(const ReportBatch& reports) const {
    IdentityBook book;
    const PlaceIndex index(places);
    LoiteringDetector detector(loitering, book, index, shores);
    Show(reports, batch, book, detector);
    return detector.Findings(From(reports.back()).received_at, earlier);
  }
};

/// That a ship says its type and size, at the start of the world: antenna amidships.
inline StaticReport Says(std::uint32_t mmsi, std::uint8_t type, int length_m, int beam_m) {
  StaticReport said;
  said.from.received_at = kWorldStart;
  said.from.payload_hash = MixBits(mmsi);
  said.key = TargetKey::Of(Mmsi(mmsi));
  said.ship_type = type;
  const auto half_length = static_cast<std::uint16_t>(length_m / 2);
  const auto half_beam = static_cast<std::uint16_t>(beam_m / 2);
  said.dimensions = StaticReport::Dimensions{half_length, half_length, half_beam, half_beam};
  return said;
}

/// The reports with `heading` on every position of a ship.
inline ReportBatch Heading_deg(ReportBatch reports, double degrees) {
  for (Report& report : reports) {
    if (auto* z = std::get_if<Observation>(&report)) z->heading = Heading::Degrees(degrees);
  }
  return reports;
}

/// `first` and then `rest`: for what ships say of themselves.
inline ReportBatch Before(std::vector<StaticReport> first, const ReportBatch& rest) {
  ReportBatch all;
  for (const StaticReport& said : first) all.emplace_back(said);
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

inline std::vector<Event> Likely(const std::vector<Event>& events) {
  std::vector<Event> likely;
  std::copy_if(events.begin(), events.end(), std::back_inserter(likely),
               [](const Event& event) { return event.probability() >= 0.5; });
  return likely;
}

inline const RendezvousFacts& MeetingOf(const Event& event) {
  return std::get<RendezvousFacts>(event.facts);
}

}  // namespace pelorus
