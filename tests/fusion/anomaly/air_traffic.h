#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "fusion/anomaly/air_silence_detector.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/track_bank.h"
#include "tests/support/air_world.h"

namespace pelorus {

/// Twenty-four aircraft, five minutes apart, along 42 N from 48 E eastwards at 35,000 ft, 450 kn
/// and every 20 s, for `flight`; without those reports that `lost` says.
template <class Lost>
ReportBatch Airway(Lost lost, Duration flight = std::chrono::minutes{60}) {
  std::vector<ReportBatch> lists;
  for (std::uint32_t i = 0; i < 24; ++i) {
    Aircraft aircraft(0x4b1800 + i, std::chrono::seconds{10});
    aircraft.From(42.0 + 0.03 * (i % 3), 48.0).Steer(90.0).Level(35'000.0);
    aircraft.Silent(std::chrono::minutes{5 * i}).At(Speed::Knots(450.0)).For(flight);
    lists.push_back(aircraft.reports());
  }
  ReportBatch all = Merged(lists);
  std::erase_if(all, [&lost](const Report& report) {
    const Duration t = From(report).received_at - kWorldStart;
    const auto number = static_cast<std::uint32_t>(KeyOf(report).number() - 0x4b1800);
    return lost(number, t - std::chrono::minutes{5 * number}, t);
  });
  // Offsets tell reports apart.
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::visit([i](auto& z) { z.from.raw.offset = i; }, all[i]);
  }
  return all;
}

/// What a detector makes of reports, handed over in pieces of `batch`.
inline void Show(const ReportBatch& reports, Detector& detector, IdentityBook& book,
                 std::size_t batch = 1000) {
  Executor executor(1);
  TrackBank bank({}, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  for (std::size_t i = 0; i < reports.size(); i += batch) {
    const std::size_t n = std::min(batch, reports.size() - i);
    bank.Process(std::span(reports).subspan(i, n), picture, dispositions);
    picture.reports.assign(reports.begin() + static_cast<std::ptrdiff_t>(i),
                           reports.begin() + static_cast<std::ptrdiff_t>(i + n));
    picture.dispositions = dispositions;
    book.Write(picture);
    detector.Write(picture);
  }
  picture.Clear();
  bank.Finish(picture);
  detector.Write(picture);
}

inline std::vector<Event> AirEventsIn(const ReportBatch& reports, AirfieldList airfields = {},
                                      std::size_t batch = 1000) {
  IdentityBook book;
  AirSilenceDetector detector({}, std::move(airfields), book);
  Show(reports, detector, book, batch);
  return detector.Findings(From(reports.back()).received_at, {});
}

/// The events about one aircraft.
inline std::vector<Event> About(const std::vector<Event>& events, std::uint32_t address) {
  std::vector<Event> found;
  for (const Event& event : events) {
    if (event.participants.front().key == TargetKey::Of(Icao24(address))) found.push_back(event);
  }
  return found;
}

}  // namespace pelorus
