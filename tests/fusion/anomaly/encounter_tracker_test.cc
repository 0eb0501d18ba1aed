#include "fusion/anomaly/encounter_tracker.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/fusion/anomaly/rendezvous_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::vector<Encounter> EncountersIn(const ReportBatch& reports, std::size_t batch = 1000) {
  Executor executor(1);
  TrackBank bank({}, executor);
  EncounterTracker tracker({});
  PictureBatch picture;
  for (std::size_t i = 0; i < reports.size(); i += batch) {
    const auto part = std::span(reports).subspan(i, std::min(batch, reports.size() - i));
    bank.Process(part, picture, picture.dispositions);
    picture.reports.assign(part.begin(), part.end());
    tracker.Take(picture);
  }
  return tracker.Found(From(reports.back()).received_at);
}

Ship Waiting(std::uint32_t mmsi, double lat, double lon, Duration every, Duration span) {
  Ship ship(mmsi, every);
  ship.From(lat, lon).At(0.0_kn).For(span);
  return ship;
}

/// `visitor` comes from 6 nm to the south, lies 40 m off for `stay`, and leaves.
Ship Visiting(std::uint32_t mmsi, Duration stay) {
  Ship ship(mmsi, seconds{30});
  ship.From(39.9, 50.0).Steer(0.0).At(6.0_kn).For(hours{1});
  ship.Steer(0.0).At(0.0_kn).For(stay);
  ship.Steer(180.0).At(9.0_kn).For(hours{2});
  return ship;
}

/// 40 m north of where the visitor stops: 6 nm are 0.10004 degrees of latitude there.
Ship Host(std::uint32_t mmsi) {
  const Ship visitor = Ship(1).From(39.9, 50.0).Steer(0.0).At(6.0_kn).For(hours{1});
  return Waiting(mmsi, visitor.here().lat_deg() + 0.00036, 50.0, minutes{3}, hours{6});
}

TEST(EncounterTracker, TellsWhenAShipCameAndLeft) {
  const auto found = EncountersIn(InOrder({Host(211000001), Visiting(211000002, hours{2})}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].grade, 0U);
  EXPECT_FALSE(found[0].open);
  EXPECT_TRUE(found[0].approached);
  EXPECT_NEAR(found[0].median_separation.meters(), 40.0, 2.0);
  // To the time between two positions of the slower reporter, and one that the filter takes to
  // see that the ship has stopped.
  EXPECT_LT(std::abs(ToSeconds(found[0].start - (kWorldStart + hours{1}))), 480.0);
  EXPECT_LT(std::abs(ToSeconds(found[0].last - (kWorldStart + hours{3}))), 480.0);
}

TEST(EncounterTracker, FindsTheSameWhoeverIsTheFirstOfAPair) {
  const auto one = EncountersIn(InOrder({Host(211000001), Visiting(211000002, hours{2})}));
  const auto two = EncountersIn(InOrder({Host(211000002), Visiting(211000001, hours{2})}));
  ASSERT_EQ(one.size(), 1U);
  ASSERT_EQ(two.size(), 1U);
  EXPECT_EQ(one[0].start, two[0].start);
  EXPECT_EQ(one[0].last, two[0].last);
  EXPECT_NEAR(one[0].median_separation.meters(), two[0].median_separation.meters(), 1e-3);
}

TEST(EncounterTracker, FindsTheSameForAnyCutOfTheRun) {
  const ReportBatch reports = InOrder({Host(211000001), Visiting(211000002, hours{2})});
  const auto whole = EncountersIn(reports, 100'000);
  for (const std::size_t batch : {1UL, 7UL, 100UL}) {
    const auto cut = EncountersIn(reports, batch);
    ASSERT_EQ(cut.size(), whole.size());
    EXPECT_EQ(cut[0].start, whole[0].start);
    EXPECT_EQ(cut[0].last, whole[0].last);
    EXPECT_EQ(cut[0].samples, whole[0].samples);
  }
}

TEST(EncounterTracker, DoesNotCareForMidnight) {
  ReportBatch reports = InOrder({Waiting(211000001, 40.0, 50.0, minutes{3}, hours{1}),
                                 Waiting(211000002, 40.0003, 50.0, minutes{3}, hours{1})});
  for (Report& report : reports) {
    auto& z = std::get<Observation>(report);
    z.measured_at += hours{23} + minutes{30};
    z.from.received_at = z.measured_at;
  }
  const auto found = EncountersIn(reports);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].last - found[0].start, minutes{57});
}

TEST(EncounterTracker, IsBrokenByASilenceAndBridgesNone) {
  Ship host = Waiting(211000001, 40.0, 50.0, minutes{3}, hours{6});
  Ship guest(211000002, minutes{3});
  guest.From(40.0003, 50.0).At(0.0_kn).For(hours{1}).Silent(minutes{45}).For(hours{1});
  const auto found = EncountersIn(InOrder({host, guest}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_LE(found[0].last, kWorldStart + hours{1});
  EXPECT_GE(found[1].start, kWorldStart + hours{1} + minutes{45});
}

TEST(EncounterTracker, GoesOnOverAShorterSilence) {
  Ship host = Waiting(211000001, 40.0, 50.0, minutes{3}, hours{3});
  Ship guest(211000002, minutes{3});
  guest.From(40.0003, 50.0).At(0.0_kn).For(hours{1}).Silent(minutes{20}).For(hours{1});
  const auto found = EncountersIn(InOrder({host, guest}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_GT(found[0].last - found[0].start, hours{2});
}

TEST(EncounterTracker, HasNoEndWhileItLasts) {
  const auto found =
      EncountersIn(InOrder({Waiting(211000001, 40.0, 50.0, minutes{3}, hours{1}),
                            Waiting(211000002, 40.0003, 50.0, minutes{3}, hours{1})}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].open);
}

TEST(EncounterTracker, DoesNotTakePassingForMeeting) {
  Ship host = Waiting(211000001, 40.0, 50.0, minutes{3}, hours{3});
  Ship slow(211000002, seconds{30});
  slow.From(39.97, 50.0003).Steer(0.0).At(4.0_kn).For(hours{2});
  EXPECT_TRUE(EncountersIn(InOrder({host, slow})).empty());
}

TEST(EncounterTracker, FindsShipsThatSailTogether) {
  Ship a(211000001, seconds{10});
  Ship b(211000002, seconds{10});
  a.From(40.0, 50.0).Steer(90.0).At(5.0_kn).For(hours{1});
  b.From(40.0003, 50.0).Steer(90.0).At(5.0_kn).For(hours{1});
  const auto found = EncountersIn(InOrder({a, b}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].speed.knots(), 5.0, 0.3);
  Ship fast_a(211000001, seconds{10});
  Ship fast_b(211000002, seconds{10});
  fast_a.From(40.0, 50.0).Steer(90.0).At(12.0_kn).For(hours{1});
  fast_b.From(40.0003, 50.0).Steer(90.0).At(12.0_kn).For(hours{1});
  EXPECT_TRUE(EncountersIn(InOrder({fast_a, fast_b})).empty());
}

TEST(EncounterTracker, GradesByHullsAndNotByAntennas) {
  // Two hulls of 200 m by 32 m in line, antennas amidships 230 m apart: 30 m of water between.
  const double apart_deg = 230.0 / 111'035.0;  // of latitude at 40 N
  const ReportBatch positions =
      Heading_deg(InOrder({Waiting(211000001, 40.0, 50.0, minutes{1}, hours{1}),
                           Waiting(211000002, 40.0 + apart_deg, 50.0, minutes{1}, hours{1})}),
                  0.0);
  const auto points = EncountersIn(positions);
  ASSERT_EQ(points.size(), 1U);
  EXPECT_EQ(points[0].grade, 2U);
  const auto hulls =
      EncountersIn(Before({Says(211000001, 80, 200, 32), Says(211000002, 80, 200, 32)}, positions));
  ASSERT_EQ(hulls.size(), 1U);
  EXPECT_EQ(hulls[0].grade, 0U);
  EXPECT_TRUE(hulls[0].sized);
  EXPECT_NEAR(hulls[0].min_hull_separation.meters(), 30.0, 2.0);
}

TEST(EncounterTracker, IsBoundedInACrowd) {
  std::vector<Ship> crowd;
  for (std::uint32_t i = 0; i < 60; ++i) {
    crowd.push_back(Waiting(211000001 + i, 40.0 + 0.0001 * i, 50.0, minutes{3}, hours{1}));
  }
  Executor executor(1);
  TrackBank bank({}, executor);
  EncounterTracker tracker({});
  PictureBatch picture;
  const ReportBatch reports = InOrder(crowd);
  bank.Process(reports, picture, picture.dispositions);
  picture.reports = reports;
  tracker.Take(picture);
  EXPECT_LE(tracker.pairs(), 60U * 24U / 2U);
  EXPECT_GT(tracker.crowded_out(), 0U);
}

}  // namespace
}  // namespace pelorus
