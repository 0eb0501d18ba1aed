#include "fusion/anomaly/loitering_detector.h"

#include <gtest/gtest.h>

#include <vector>

#include "geo/land_gdal.h"
#include "tests/fusion/anomaly/rendezvous_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Comes at 10 kn, drifts at 1 kn for `span`, leaves at 10 kn.
Ship Drifting(std::uint32_t mmsi, double lat, double lon, Duration span) {
  Ship ship(mmsi, minutes{2});
  ship.From(lat, lon).Steer(90.0).At(10.0_kn).For(hours{1});
  ship.Steer(45.0).At(1.0_kn).For(span);
  ship.Steer(90.0).At(10.0_kn).For(hours{1});
  return ship;
}

TEST(LoiteringDetector, FindsAShipThatDriftsForHours) {
  const MeetingWorld world;
  const auto events = world.Halts(InOrder({Drifting(211000001, -20.0, 65.0, hours{6})}));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, EventKind::kLoitering);
  EXPECT_GE(events[0].probability(), 0.5);
  const auto& facts = std::get<LoiteringFacts>(events[0].facts);
  EXPECT_NEAR(facts.mean_speed.knots(), 1.0, 0.2);
  EXPECT_NEAR(facts.radius.nautical_miles(), 3.0, 0.3);  // half of 6 nm
  EXPECT_EQ(facts.unknown, Duration{0});
  EXPECT_LT(std::abs(ToSeconds(events[0].start - kWorldStart - hours{1})), 1'200.0);
  EXPECT_LT(std::abs(ToSeconds(*events[0].end - kWorldStart - hours{7})), 1'200.0);
}

TEST(LoiteringDetector, DoesNotTakeThreeHoursForFour) {
  const MeetingWorld world;
  EXPECT_TRUE(world.Halts(InOrder({Drifting(211000001, -20.0, 65.0, hours{3})})).empty());
}

TEST(LoiteringDetector, DoesNotBridgeASilenceOfMoreThanThreeHours) {
  Ship ship(211000001, minutes{2});
  ship.From(-20.0, 65.0).Steer(45.0).At(0.5_kn).For(hours{3}).Silent(hours{3} + minutes{10});
  ship.For(hours{3});
  const MeetingWorld world;
  EXPECT_TRUE(world.Halts(InOrder({ship})).empty());
}

TEST(LoiteringDetector, CallsSilentHoursUnknown) {
  Ship ship(211000001, minutes{2});
  ship.From(-20.0, 65.0).Steer(45.0).At(0.5_kn).For(hours{3}).Silent(hours{2} + minutes{30});
  ship.For(hours{3});
  const MeetingWorld world;
  const auto events = world.Halts(InOrder({ship}));
  ASSERT_EQ(events.size(), 1U);
  // The silence less the hour that counts as usual, and at most one position's spacing.
  const double unknown_h = ToSeconds(std::get<LoiteringFacts>(events[0].facts).unknown) / 3600.0;
  EXPECT_NEAR(unknown_h, 1.5, 0.2);
}

TEST(LoiteringDetector, SaysNothingOfADesignatedAnchorage) {
  MeetingWorld world;
  const ReportBatch reports = InOrder({Drifting(211000001, -20.0, 65.0, hours{6})});
  ASSERT_EQ(world.Halts(reports).size(), 1U);
  world.places.push_back({"Roads", PlaceKind::kAnchorage, "", "", GeoPoint::Degrees(-20.0, 65.2),
                          Length::Kilometers(12.0), ""});
  EXPECT_TRUE(world.Halts(reports).empty());
}

TEST(LoiteringDetector, LearnsWhereShipsWait) {
  std::vector<Ship> ships;
  for (std::uint32_t i = 0; i < 6; ++i) {
    Ship ship(211000001 + i, minutes{2});
    ships.push_back(ship.From(-20.0 + 0.004 * i, 65.0).At(0.0_kn).For(hours{6}));
  }
  const MeetingWorld world;
  EXPECT_TRUE(world.Halts(InOrder(ships)).empty());
  ships.erase(ships.begin() + 2, ships.end());
  EXPECT_EQ(world.Halts(InOrder(ships)).size(), 2U);
}

TEST(LoiteringDetector, EndsWhenTheShipHasDriftedAway) {
  Ship ship(211000001, minutes{2});
  ship.From(-20.0, 65.0).Steer(45.0).At(1.9_kn).For(hours{48});
  const MeetingWorld world;
  for (const Event& event : world.Halts(InOrder({ship}))) {
    EXPECT_LE(std::get<LoiteringFacts>(event.facts).radius, 20.0_nm);
    EXPECT_LT(event.end.value_or(event.detected_at) - event.start, hours{24});
  }
}

TEST(LoiteringDetector, TellsOfStopsOffPortWhereItKnowsThePorts) {
  MeetingWorld world;
  world.places = EmbeddedPlaces();
  world.shores = EmbeddedShores(CaspianRegion());
  const auto stop_at = [](double lat, double lon) {
    Ship ship(211000001, minutes{2});
    ship.From(lat, lon - 0.5).Steer(90.0).At(10.0_kn).For(hours{1});
    ship.From(lat, lon).At(0.0_kn).For(hours{2});
    ship.Steer(90.0).At(10.0_kn).For(hours{1});
    return InOrder({ship});
  };
  const auto events = world.Halts(stop_at(42.0, 50.5));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, EventKind::kOffPortStop);
  EXPECT_GE(events[0].probability(), 0.5);
  const auto& facts = std::get<OffPortStopFacts>(events[0].facts);
  ASSERT_TRUE(facts.distance_to_shore);
  const double shore_m =
      world.shores.Distance(GeoPoint::Degrees(42.0, 50.5))->signed_distance.meters();
  EXPECT_NEAR(facts.distance_to_shore->meters(), shore_m, 100.0);
  EXPECT_FALSE(facts.nearest_port.empty());
  EXPECT_TRUE(world.Halts(stop_at(43.0, 47.6)).empty());   // Makhachkala roads
  EXPECT_TRUE(world.Halts(stop_at(-20.0, 65.0)).empty());  // no ports known there
}

TEST(LoiteringDetector, FindsTheSameForAnyCutOfTheRun) {
  MeetingWorld world;
  const ReportBatch reports = InOrder({Drifting(211000001, -20.0, 65.0, hours{6})});
  const auto whole = world.Halts(reports);
  world.batch = 3;
  const auto cut = world.Halts(reports);
  ASSERT_EQ(cut.size(), whole.size());
  EXPECT_EQ(cut[0].id, whole[0].id);
  EXPECT_EQ(cut[0].log_odds(), whole[0].log_odds());
}

}  // namespace
}  // namespace pelorus
