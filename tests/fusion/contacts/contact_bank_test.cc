#include "fusion/contacts/contact_bank.h"

#include <gtest/gtest.h>

#include "fusion/track_bank.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
const GeoPoint kHere = GeoPoint::Degrees(42.0, 50.0);

/// A boat at 6 m/s eastward seen by one sensor every 2 s, plot by plot without noise, and a still
/// echo beside it.
ReportBatch Scenes(int scans, std::uint32_t station, bool named) {
  ReportBatch reports;
  const LocalFrame plane(kHere);
  for (int i = 0; i < scans; ++i) {
    for (int plot = 0; plot < 2; ++plot) {
      ContactReport contact;
      contact.measured_at = contact.from.received_at = kStart + std::chrono::seconds{2 * i};
      const Eigen::Vector2d p_m =
          plot == 0 ? Eigen::Vector2d(12.0 * i, 0.0) : Eigen::Vector2d(0.0, 900.0);
      contact.position = plane.FromEnu(p_m);
      contact.position_sigma = Length::Meters(3.0);
      if (named) contact.scan = static_cast<std::uint64_t>(i);
      contact.from.station = StationId(station);
      contact.from.raw.offset = static_cast<std::uint64_t>(100 * i + plot);
      contact.from.payload_hash = MixBits(contact.from.raw.offset + 1000003U * station + 1);
      reports.emplace_back(contact);
    }
  }
  return reports;
}

struct Seen {
  std::vector<TrackUpdate> updates;
  std::vector<TrackEnd> ended;
};

Seen Track(const ReportBatch& reports, std::size_t cut, int threads) {
  Executor executor(threads);
  TrackBank bank(TrackBankParams{}, executor);
  Seen seen;
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  const auto keep = [&] {
    seen.updates.insert(seen.updates.end(), picture.updates.begin(), picture.updates.end());
    seen.ended.insert(seen.ended.end(), picture.ended.begin(), picture.ended.end());
  };
  for (std::size_t i = 0; i < reports.size(); i += cut) {
    const std::size_t size = std::min(cut, reports.size() - i);
    bank.Process(std::span(reports).subspan(i, size), picture, dispositions);
    keep();
  }
  bank.Finish(picture);
  keep();
  return seen;
}

TEST(ContactBank, TracksContactsIntoThePicture) {
  for (const bool named : {true, false}) {
    const Seen seen = Track(Scenes(30, 0, named), 1000, 1);
    ASSERT_FALSE(seen.updates.empty());
    int confirmed = 0;
    for (const TrackUpdate& update : seen.updates) {
      if (update.status != TrackStatus::kConfirmed) continue;
      ++confirmed;
      EXPECT_NEAR(update.estimate.v_mps.x(), 6.0, 2.5);
    }
    EXPECT_GE(confirmed, 20);
    EXPECT_EQ(seen.updates.back().time, kStart + std::chrono::seconds{58});
    EXPECT_EQ(ToString(seen.updates.front().track.key), "contact:1:1");
    EXPECT_FALSE(seen.ended.empty());
  }
}

TEST(ContactBank, CutsAndThreadsDoNotChangeThePicture) {
  ReportBatch reports;
  const ReportBatch first = Scenes(30, 1, true), second = Scenes(30, 2, false);
  for (std::size_t i = 0; i < first.size(); ++i) {
    reports.push_back(first[i]);
    reports.push_back(second[i]);
  }
  const Seen whole = Track(reports, 1000, 1);
  for (const std::size_t cut : {1U, 7U}) {
    const Seen pieces = Track(reports, cut, 2);
    ASSERT_EQ(pieces.updates.size(), whole.updates.size());
    for (std::size_t i = 0; i < whole.updates.size(); ++i) {
      EXPECT_EQ(pieces.updates[i].track, whole.updates[i].track);
      EXPECT_EQ(pieces.updates[i].estimate.position, whole.updates[i].estimate.position);
      EXPECT_EQ(pieces.updates[i].raw, whole.updates[i].raw);
    }
    EXPECT_EQ(pieces.ended.size(), whole.ended.size());
  }
}

TEST(ContactBank, ClosesAScanWhenTheRunGoesOn) {
  ContactBank bank(ContactBankParams{});
  ContactBank::Changes out;
  bank.Take(std::get<ContactReport>(Scenes(1, 0, true)[0]), out);
  bank.Advance(kStart + std::chrono::seconds{30}, out);
  EXPECT_EQ(bank.counts().scans, 0U);
  bank.Advance(kStart + std::chrono::seconds{31}, out);
  EXPECT_EQ(bank.counts().scans, 1U);
}

}  // namespace
}  // namespace pelorus
