#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/track_bank.h"
#include "tests/support/world.h"

namespace pelorus {

/// Several ships' reports and what they say of themselves, in order of reception.
inline ReportBatch Mixed(std::vector<ReportBatch> parts) {
  ReportBatch all;
  for (ReportBatch& part : parts) all.insert(all.end(), part.begin(), part.end());
  std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  return all;
}

inline ReportBatch ReportsOf(const Ship& ship) {
  return {ship.reports().begin(), ship.reports().end()};
}

/// A static report `after` the start of the world.
inline StaticReport Says(std::uint32_t mmsi, Duration after, std::string_view name,
                         std::string_view callsign = "", std::uint32_t imo = 0,
                         std::uint16_t length_m = 0) {
  StaticReport said;
  said.from.received_at = kWorldStart + after;
  said.from.payload_hash = MixBits(static_cast<std::uint64_t>(after.count()) ^ mmsi);
  said.key = TargetKey::Of(Mmsi(mmsi));
  said.name = FixedText<34>(name);
  if (!callsign.empty()) said.callsign = FixedText<8>(callsign);
  if (imo != 0) said.imo = imo;
  if (length_m != 0) {
    said.dimensions =
        StaticReport::Dimensions{static_cast<std::uint16_t>(length_m - 20), 20, 10, 10};
  }
  return said;
}

/// Tracks reports and shows them to the book and a detector, `cut` at a time.
inline std::vector<Event> FoundBy(Detector& detector, IdentityBook& book,
                                  const ReportBatch& reports, std::size_t cut = 100) {
  Executor executor(1);
  TrackBank bank({}, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  const std::span<const Report> all(reports);
  for (std::size_t i = 0; i < all.size(); i += cut) {
    const auto part = all.subspan(i, std::min(cut, all.size() - i));
    bank.Process(part, picture, dispositions);
    picture.reports.assign(part.begin(), part.end());
    picture.dispositions = dispositions;
    book.Write(picture);
    detector.Write(picture);
  }
  return detector.Findings(From(reports.back()).received_at, {});
}

/// Everything of events that a cut could change.
inline std::string Summary(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events) {
    text += event.id + " " + FormatIso8601(event.start) + " " +
            (event.end ? FormatIso8601(*event.end) : "open") + " " +
            std::to_string(event.log_odds()) + "\n";
  }
  return text;
}

}  // namespace pelorus
