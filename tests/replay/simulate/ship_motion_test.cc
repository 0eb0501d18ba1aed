#include "replay/simulate/ship_motion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "geo/geodesic.h"
#include "replay/simulate/lane_follower.h"

namespace pelorus {
namespace {

Handling Freighter() {
  return {Speed::Knots(12), TurnRate::DegreesPerMinute(20), TurnRate::DegreesPerMinute(20), 12,
          0.02};
}

ShipMotion At(double lat_deg, double lon_deg, double course_deg) {
  RandomSequence random(1);
  ShipMotion ship(GeoPoint::Degrees(lat_deg, lon_deg), Heading::Degrees(course_deg), Freighter(),
                  random);
  ship.Appear(GeoPoint::Degrees(lat_deg, lon_deg), Course::Degrees(course_deg), Speed::Knots(12));
  return ship;
}

TEST(RandomSequence, IsEvenAndNormalAsAsked) {
  // Mean and variance of the distributions: 3 sigma of the estimates from 100,000 draws.
  RandomSequence random(42);
  double sum = 0, squares = 0, even = 0;
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.Normal();
    sum += x;
    squares += x * x;
    even += random.Uniform();
  }
  EXPECT_NEAR(sum / kDraws, 0.0, 3.0 / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, 1.0, 3.0 * std::sqrt(2.0 / kDraws));
  EXPECT_NEAR(even / kDraws, 0.5, 3.0 / std::sqrt(12.0 * kDraws));
}

TEST(RandomSequence, WanderKeepsItsSpreadAndForgets) {
  RandomSequence random(3);
  Wander wander(2.0, 50.0, random);
  double squares = 0, lagged = 0, before = wander.value();
  constexpr int kSteps = 200000;
  for (int i = 0; i < kSteps; ++i) {
    const double now = wander.Advance(10.0, random);
    squares += now * now;
    lagged += now * before;
    before = now;
  }
  // Of 200,000 steps with correlation exp(-0.2) about 20,000 are independent.
  EXPECT_NEAR(squares / kSteps, 4.0, 4.0 * 3.0 * std::sqrt(2.0 / 20000));
  EXPECT_NEAR(lagged / squares, std::exp(-0.2), 0.01);
}

TEST(ShipMotion, SteadyCourseCoversTheGroundOfItsSpeed) {
  ShipMotion ship = At(40, 50, 60);
  const GeoPoint start = ship.position();
  for (int i = 0; i < 3600; ++i) ship.Steer(Course::Degrees(60), Speed::Knots(12));
  EXPECT_NEAR(GeodesicInverse(start, ship.position()).distance.nautical_miles(), 12.0, 0.001);
}

TEST(ShipMotion, TurnsOnTheCircleOfSpeedOverRateOfTurn) {
  ShipMotion ship = At(40, 50, 0);
  // Always far to starboard, so that the hardest rate holds.
  for (int i = 0; i < 120; ++i)
    ship.Steer(Course::Degrees(ship.cog().degrees() + 90), Speed::Knots(12));
  const GeoPoint a = ship.position();
  // Half a circle later, at 20 °/min after 540 s, it is a diameter away.
  for (int i = 0; i < 540; ++i)
    ship.Steer(Course::Degrees(ship.cog().degrees() + 90), Speed::Knots(12));
  const double radius_m =
      Speed::Knots(12).mps() / TurnRate::DegreesPerMinute(20).radians_per_second();
  EXPECT_NEAR(FastDistance(a, ship.position()).meters(), 2.0 * radius_m, 0.01 * radius_m);
}

TEST(ShipMotion, SpeedChangesAtTheBoundedRate) {
  ShipMotion ship = At(40, 50, 0);
  ship.Steer(Course::Degrees(0), Speed());
  const double first_mps = ship.sog().mps();
  ship.Steer(Course::Degrees(0), Speed());
  EXPECT_NEAR(first_mps - ship.sog().mps(), 0.02, 1e-9);
}

TEST(ShipMotion, AnchoredShipStaysOnItsScope) {
  ShipMotion ship = At(40, 50, 90);
  ship.DropAnchor(Length::Meters(200));
  const GeoPoint anchor =
      GeodesicDirect(GeoPoint::Degrees(40, 50), Azimuth::Degrees(90), Length::Meters(200));
  double fastest_kn = 0;
  for (int i = 0; i < 20000; ++i) {
    ship.HangOnAnchor(Heading::Degrees(300));
    fastest_kn = std::max(fastest_kn, ship.sog().knots());
    ASSERT_NEAR(FastDistance(ship.position(), anchor).meters(), 200.0, 0.2);
  }
  EXPECT_NEAR(ship.heading().degrees(), 300.0, 0.5);
  EXPECT_LT(fastest_kn, 0.5);
  EXPECT_GT(fastest_kn, 0.1);
}

TEST(ShipMotion, BerthingEndsAtTheBerth) {
  ShipMotion ship = At(40, 50, 200);
  for (int i = 0; i < 400; ++i) ship.Steer(Course::Degrees(200), Speed::MetersPerSecond(0.2));
  const GeoPoint berth = GeodesicDirect(ship.position(), Azimuth::Degrees(250), Length::Meters(60));
  int seconds = 0;
  while (!ship.DriftTo(berth, Heading::Degrees(280)) && seconds < 3600) {
    ASSERT_LT(ship.sog().mps(), 0.5);
    ++seconds;
  }
  EXPECT_LT(seconds, 1200);
  EXPECT_LT(FastDistance(ship.position(), berth).meters(), 0.01);
}

/// Sails a route to its end; what the worst values on the way were.
struct Voyage {
  double hardest_turn_deg_min = 0, hardest_braking_mps2 = 0, farthest_from_middle_m = 0;
  double end_error_m = 0;
  int seconds = 0;
};

Voyage SailAlong(const Route& route, double side) {
  LaneFollower follower(route, side, {true, true});
  ShipMotion ship =
      At(route[0].at.lat_deg(), route[0].at.lon_deg(), follower.first_course().degrees());
  Voyage voyage;
  for (double course = ship.cog().degrees(), speed = ship.sog().mps(); voyage.seconds < 200000;
       ++voyage.seconds) {
    const LaneFollower::Order order = follower.Next(ship);
    if (order.arrived) break;
    ship.Steer(order.course, order.speed);
    const double turn = std::abs(std::remainder(ship.cog().degrees() - course, 360.0)) * 60;
    voyage.hardest_turn_deg_min = std::max(voyage.hardest_turn_deg_min, turn);
    voyage.hardest_braking_mps2 =
        std::max(voyage.hardest_braking_mps2, std::abs(ship.sog().mps() - speed));
    course = ship.cog().degrees();
    speed = ship.sog().mps();
    double nearest_m = 1e9;  // of the middle, sampled
    for (std::size_t leg = 1; leg < route.size(); ++leg) {
      for (int i = 0; i <= 400; ++i) {
        const GeoPoint a = route[leg - 1].at, b = route[leg].at;
        const GeoPoint p = GeoPoint::Degrees(a.lat_deg() + i / 400.0 * (b.lat_deg() - a.lat_deg()),
                                             a.lon_deg() + i / 400.0 * (b.lon_deg() - a.lon_deg()));
        if (voyage.seconds % 60 == 0) {
          nearest_m = std::min(nearest_m, FastDistance(p, ship.position()).meters());
        }
      }
    }
    if (nearest_m < 1e9) {
      voyage.farthest_from_middle_m = std::max(voyage.farthest_from_middle_m, nearest_m);
    }
  }
  voyage.end_error_m = FastDistance(ship.position(), route.back().at).meters();
  return voyage;
}

TEST(LaneFollower, RoundsCornersSmoothlyAndKeepsToTheLane) {
  const auto point = [](double lat, double lon, double half_width_m) {
    return RoutePoint{GeoPoint::Degrees(lat, lon), Length::Meters(half_width_m)};
  };
  // A right angle, a turn back of 120°, and a narrow end.
  const Route route = {point(40.0, 50.0, 0), point(40.2, 50.0, 800), point(40.2, 50.3, 800),
                       point(40.05, 50.18, 300), point(40.0, 50.05, 0)};
  const Voyage voyage = SailAlong(route, 0.8);
  EXPECT_LT(voyage.seconds, 200000);
  EXPECT_LE(voyage.hardest_turn_deg_min, 20.0 + 1e-6);
  EXPECT_GT(voyage.hardest_turn_deg_min, 10.0);
  EXPECT_LE(voyage.hardest_braking_mps2, 0.02 + 1e-6);
  EXPECT_LT(voyage.farthest_from_middle_m, 1500.0);
  EXPECT_LT(voyage.end_error_m, 30.0);
}

}  // namespace
}  // namespace pelorus
