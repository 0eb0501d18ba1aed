#include "fusion/anomaly/unmatched_contact_detector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "fusion/track_bank.h"
#include "geo/local_frame.h"
#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kKnot_mps = 1852.0 / 3600.0;

/// Ten ships at 12 kn a mile apart on parallel courses, heard every 10 s for an hour.
std::vector<Ship> Fleet() {
  std::vector<Ship> ships;
  for (int i = 0; i < 10; ++i) {
    Ship ship(211000001U + static_cast<std::uint32_t>(i));
    ship.From(42.0 + i / 30.0, 50.0).Steer(90.0).At(Speed::Knots(12.0)).For(minutes{60});
    ships.push_back(ship);
  }
  return ships;
}

ContactReport ContactAt(GeoPoint p, Time at, std::uint64_t row) {
  ContactReport contact;
  contact.measured_at = contact.from.received_at = at;
  contact.from.raw = {SourceId(1), 100 * row};
  contact.from.payload_hash = MixBits(row + 1);
  contact.position = p;
  contact.position_sigma = Length::Meters(20.0);
  contact.length = Length::Meters(150.0);
  contact.row = row;
  return contact;
}

/// Each ship where it really is at `at`, and two strangers: rows 11 and 12.
std::vector<ContactReport> Scene(Time at, std::uint64_t first_row = 1) {
  std::vector<ContactReport> contacts;
  const double east_m = 12.0 * kKnot_mps * ToSeconds(at - kWorldStart);
  for (int i = 0; i < 10; ++i) {
    const LocalFrame frame(GeoPoint::Degrees(42.0 + i / 30.0, 50.0));
    contacts.push_back(ContactAt(frame.FromEnu({east_m, 0.0}), at, first_row + contacts.size()));
  }
  contacts.push_back(ContactAt(GeoPoint::Degrees(42.1, 50.6), at, first_row + 10));
  contacts.push_back(ContactAt(GeoPoint::Degrees(41.9, 49.9), at, first_row + 11));
  return contacts;
}

ReportBatch InOneRun(const std::vector<ContactReport>& contacts) {
  ReportBatch reports = InOrder(Fleet());
  reports.insert(reports.end(), contacts.begin(), contacts.end());
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  return reports;
}

std::vector<Event> Find(const ReportBatch& reports, std::size_t cut, int threads) {
  Executor executor(threads);
  TrackBank bank(TrackBankParams{}, executor);
  const IdentityBook book;
  ReceptionMap heard;
  for (int i = 0; i < 10; ++i) {
    const Cell cell = CellOf(GeoPoint::Degrees(42.0 + i / 30.0, 50.1));
    heard.Count(cell, {false, true}, {200.0, 198.0});
    heard.Count(cell, {false, false}, {200.0, 198.0});
  }
  UnmatchedContactDetector detector(UnmatchedContactParams{}, book, heard);
  PictureBatch picture;
  for (std::size_t i = 0; i < reports.size(); i += cut) {
    const auto piece = std::span(reports).subspan(i, std::min(cut, reports.size() - i));
    bank.Process(piece, picture, picture.dispositions);
    picture.reports.assign(piece.begin(), piece.end());
    detector.Write(picture);
  }
  bank.Finish(picture);
  detector.Write(picture);
  return detector.Findings(From(reports.back()).received_at, {});
}

std::set<std::uint64_t> RowsOf(const std::vector<Event>& events) {
  std::set<std::uint64_t> rows;
  for (const Event& event : events) rows.insert(std::get<UnmatchedContactFacts>(event.facts).row);
  return rows;
}

TEST(UnmatchedContactDetector, NamesTheStrangersOfASceneAndNoneOfTheHeard) {
  const std::vector<Event> events =
      Find(InOneRun(Scene(kWorldStart + minutes{30} + seconds{5})), 500, 1);
  EXPECT_EQ(RowsOf(events), (std::set<std::uint64_t>{11, 12}));
  for (const Event& event : events) {
    EXPECT_EQ(std::get<UnmatchedContactFacts>(event.facts).nearest_tracks.size(), 3U);
    ASSERT_EQ(event.participants.size(), 1U);
    EXPECT_EQ(event.participants[0].key.kind(), TargetKey::Kind::kContact);
    double sum = event.prior_log_odds;
    for (const Evidence& term : event.evidence) sum += term.llr;
    EXPECT_NEAR(sum, event.log_odds(), 1e-9);
  }
}

TEST(UnmatchedContactDetector, AtTheEndOfARunGoesByWhatCameBefore) {
  const std::vector<Event> events = Find(InOneRun(Scene(kWorldStart + minutes{60})), 500, 1);
  EXPECT_EQ(RowsOf(events), (std::set<std::uint64_t>{11, 12}));
}

TEST(UnmatchedContactDetector, CutsAndThreadsDoNotChangeWhatItFinds) {
  const ReportBatch reports = InOneRun(Scene(kWorldStart + minutes{30} + seconds{5}));
  const std::vector<Event> whole = Find(reports, reports.size(), 1);
  for (const std::size_t cut : {7U, 1000U}) {
    const std::vector<Event> cut_up = Find(reports, cut, 3);
    ASSERT_EQ(cut_up.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      EXPECT_EQ(cut_up[i].id, whole[i].id);
      EXPECT_EQ(cut_up[i].log_odds(), whole[i].log_odds());
      EXPECT_EQ(cut_up[i].participants[0].key, whole[i].participants[0].key);
    }
  }
}

TEST(UnmatchedContactDetector, LeavesASensorThatStaresToItsTracker) {
  std::vector<ContactReport> contacts;
  for (int scan = 0; scan < 5; ++scan) {
    const auto seen = Scene(kWorldStart + minutes{30} + seconds{3 * scan},
                            1U + 100U * static_cast<std::uint64_t>(scan));
    contacts.insert(contacts.end(), seen.begin(), seen.end());
  }
  EXPECT_TRUE(Find(InOneRun(contacts), 500, 1).empty());
}

TEST(ContactScene, CoversAcrossTheDateLine) {
  ContactScene scene;
  scene.south = -10.0;
  scene.north = -9.0;
  scene.west = 179.5;
  scene.east = 180.5;
  EXPECT_TRUE(scene.Covers(GeoPoint::Degrees(-9.5, -179.9), Length::Meters(1.0)));
  EXPECT_TRUE(scene.Covers(GeoPoint::Degrees(-9.5, 179.9), Length::Meters(1.0)));
  EXPECT_FALSE(scene.Covers(GeoPoint::Degrees(-9.5, 0.0), Length::Kilometers(50.0)));
  EXPECT_FALSE(scene.Covers(GeoPoint::Degrees(-9.5, -178.9), Length::Kilometers(1.0)));
}

}  // namespace
}  // namespace pelorus
