#include "fusion/anomaly/rendezvous_detector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "geo/land_gdal.h"
#include "tests/fusion/anomaly/rendezvous_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Two ships lie 40 m apart for three hours in the open sea; the second one came.
ReportBatch Alongside(double lat, double lon) {
  Ship host(211000001, minutes{3});
  host.From(lat, lon).At(0.0_kn).For(hours{5});
  Ship guest(211000002, seconds{30});
  guest.From(lat - 0.1, lon).Steer(0.0).At(6.0_kn).For(hours{1});
  guest.From(lat + 0.00036, lon).At(0.0_kn).For(hours{3});
  guest.Steer(0.0).At(9.0_kn).For(hours{1});
  return InOrder({host, guest});
}

TEST(RendezvousDetector, FindsTwoShipsThatLieTogetherAtSea) {
  const MeetingWorld world;
  const auto events = world.Meetings(Alongside(10.0, 65.0));
  ASSERT_EQ(events.size(), 1U);
  const Event& event = events[0];
  EXPECT_EQ(event.kind, EventKind::kRendezvous);
  EXPECT_EQ(MeetingOf(event).visibility, Visibility::kBoth);
  EXPECT_EQ(MeetingOf(event).grade_m, 50);
  EXPECT_GT(event.probability(), 0.9);
  EXPECT_EQ(event.participants.size(), 2U);
  EXPECT_EQ(event.refs.size(), 4U);
  ASSERT_TRUE(event.end);
}

TEST(RendezvousDetector, GivesProbabilitiesThatSumToOneAndTermsOfFiveNatsAtMost) {
  const MeetingWorld world;
  for (const Event& event : world.Meetings(Alongside(10.0, 65.0))) {
    double sum = event.probability();
    for (const Alternative& other : event.alternatives) sum += other.probability;
    EXPECT_NEAR(sum, 1.0, 1e-12);
    EXPECT_FALSE(event.alternatives.empty());
    for (const Evidence& item : event.evidence) EXPECT_LE(std::abs(item.llr), 5.0) << item.name;
  }
}

TEST(RendezvousDetector, HoldsATugAndAPilotToBeAtWork) {
  const MeetingWorld world;
  const ReportBatch positions = Alongside(10.0, 65.0);
  const double unknown = world.Meetings(positions).at(0).probability();
  for (const std::uint8_t type : {std::uint8_t{52}, std::uint8_t{50}}) {
    const auto events = world.Meetings(Before({Says(211000002, type, 30, 10)}, positions));
    ASSERT_EQ(events.size(), 1U);
    EXPECT_LT(events[0].probability(), unknown);
    EXPECT_EQ(events[0].alternatives.at(0).name, type == 52 ? "tug_assistance" : "pilot");
  }
}

TEST(RendezvousDetector, DoesNotTakeACrowdedAnchorageForMeetings) {
  std::vector<Ship> crowd;
  for (std::uint32_t i = 0; i < 25; ++i) {
    Ship ship(211000001 + i, minutes{3});
    // 0.1 to 0.4 nm apart in every direction.
    ship.From(10.0 + 0.003 * (i / 5) + 0.0005 * (i % 3), 65.0 + 0.003 * (i % 5)).At(0.0_kn);
    crowd.push_back(ship.For(hours{8}));
  }
  const MeetingWorld world;
  RendezvousCounts counts;
  const auto events = world.Meetings(InOrder(crowd), &counts);
  EXPECT_GT(counts.encounters, 20U);
  EXPECT_TRUE(Likely(events).empty());
}

TEST(RendezvousDetector, HoldsShipsAtAKnownPortToBeAtBerths) {
  MeetingWorld world;
  world.places.push_back(
      {"Somewhere", PlaceKind::kPort, "", "", GeoPoint::Degrees(43.0, 50.0), std::nullopt, ""});
  world.shores = EmbeddedShores(CaspianRegion());
  const auto at_port = world.Meetings(Alongside(43.0, 50.0));
  world.places.clear();
  const auto at_sea = world.Meetings(Alongside(43.0, 50.0));
  ASSERT_EQ(at_port.size(), 1U);
  ASSERT_EQ(at_sea.size(), 1U);
  EXPECT_LT(at_port[0].log_odds(), at_sea[0].log_odds() - 2.0);
}

TEST(RendezvousDetector, SaysNothingOfOneHullWithTwoIdentities) {
  MeetingWorld world;
  Event same;
  same.kind = EventKind::kOneHullTwoIdentities;
  same.start = kWorldStart;
  same.participants = {{TargetKey::Of(Mmsi(211000002)), {}}, {TargetKey::Of(Mmsi(211000001)), {}}};
  world.earlier = {same};
  EXPECT_TRUE(world.Meetings(Alongside(10.0, 65.0)).empty());
}

TEST(RendezvousDetector, CountsThePairsThatFitAsWell) {
  std::vector<Ship> three;
  for (std::uint32_t i = 0; i < 3; ++i) {
    Ship ship(211000001 + i, minutes{3});
    three.push_back(ship.From(10.0 + 0.0001 * i, 65.0).At(0.0_kn).For(hours{3}));
  }
  const MeetingWorld world;
  const auto events = world.Meetings(InOrder(three));
  ASSERT_EQ(events.size(), 3U);
  for (const Event& event : events) EXPECT_EQ(MeetingOf(event).competing_pairs, 2);
}

TEST(RendezvousDetector, FindsTheSameForAnyCutOfTheRunAndWhenAskedAgain) {
  MeetingWorld world;
  const ReportBatch reports = Alongside(10.0, 65.0);
  const auto whole = world.Meetings(reports);
  world.batch = 11;
  const auto cut = world.Meetings(reports);
  ASSERT_EQ(cut.size(), whole.size());
  for (std::size_t i = 0; i < cut.size(); ++i) {
    EXPECT_EQ(cut[i].id, whole[i].id);
    EXPECT_EQ(cut[i].log_odds(), whole[i].log_odds());
  }
}

/// 2 nm off the Dagestan coast south of Makhachkala, 30 km from any port.
TEST(RendezvousDetector, FindsAShipThatStopsOffABeach) {
  MeetingWorld world;
  world.shores = EmbeddedShores(CaspianRegion());
  world.places = EmbeddedPlaces();
  GeoPoint off = GeoPoint::Degrees(42.45, 48.5);
  while (world.shores.Distance(off)->signed_distance > 2.0_nm) {
    off = GeoPoint::Degrees(42.45, off.lon_deg() - 0.005);
  }
  Ship ship(211000001, seconds{30});
  ship.From(42.45, 49.0).Steer(270.0).At(10.0_kn).For(hours{1});
  ship.From(off.lat_deg(), off.lon_deg()).At(0.0_kn).For(hours{2});
  ship.Steer(90.0).At(10.0_kn).For(hours{1});
  const auto events =
      Likely(world.Meetings(Before({Says(211000001, 70, 120, 16)}, InOrder({ship}))));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(MeetingOf(events[0]).visibility, Visibility::kShipShore);
}

}  // namespace
}  // namespace pelorus
