#include "geo/water_routes.h"

#include <gtest/gtest.h>

#include <random>

#include "geo/geodesic.h"
#include "geo/water_distances.h"

namespace pelorus {
namespace {

const WaterRoutes& Routes() {
  static const WaterRoutes routes;
  return routes;
}

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

const GeoPoint kAnzali = P(37.48, 49.46);
const GeoPoint kNoshahr = P(36.66, 51.50);
const GeoPoint kAmirabad = P(36.86, 53.37);
const GeoPoint kMakhachkala = P(42.99, 47.52);
const GeoPoint kCanal = P(45.00, 47.85);
const GeoPoint kOlya = P(45.78, 47.55);

void ExpectWithin(GeoPoint from, GeoPoint to, double nm, double share) {
  const auto way = Routes().Distance(from, to);
  ASSERT_TRUE(way.has_value());
  EXPECT_NEAR(way->nautical_miles(), nm, share * nm);
}

TEST(WaterRoutes, CaspianDistancesAgreeWithTwoOtherRouters) {
  // A table made with two independent routers that agree within 1.5 %; 3 % is what is asked.
  ExpectWithin(kAnzali, kMakhachkala, 390.0, 0.03);
  ExpectWithin(kNoshahr, kMakhachkala, 440.0, 0.03);
  ExpectWithin(kAmirabad, kMakhachkala, 464.0, 0.03);
  ExpectWithin(kAnzali, kCanal, 484.0, 0.03);
  ExpectWithin(kNoshahr, kCanal, 534.0, 0.03);
  ExpectWithin(kAmirabad, kCanal, 555.0, 0.03);
  ExpectWithin(kAmirabad, kOlya, 598.0, 0.03);
}

/// Sum of geodesics along waypoints.
Length Legs(const std::vector<GeoPoint>& points) {
  Length sum;
  for (std::size_t i = 1; i < points.size(); ++i) {
    sum = sum + GeodesicInverse(points[i - 1], points[i]).distance;
  }
  return sum;
}

TEST(WaterRoutes, RedSeaDistancesLieBetweenGeodesicsAndLegsByHand) {
  // Waypoints in open water, so that a way along them exists and the shortest is not longer; the
  // legs follow the fairway, and no way can be shorter by much.
  const std::vector<std::vector<GeoPoint>> ways = {
      // Suez bay, Gulf of Suez, Jubal, mid Red Sea, off Zubair, Bab el-Mandeb, off Djibouti.
      {P(29.80, 32.53), P(28.90, 32.95), P(27.75, 33.87), P(20.00, 38.50), P(14.60, 42.00),
       P(12.62, 43.30), P(11.70, 43.25)},
      // Off Bandar Abbas, Hormuz, Gulf of Oman, Ras al-Hadd, Ras Fartak, Aden, Bab el-Mandeb,
      // Hodeidah.
      {P(27.05, 56.30), P(26.50, 56.65), P(25.30, 57.20), P(22.60, 59.95), P(20.20, 58.95),
       P(15.40, 52.30), P(12.55, 45.00), P(12.55, 43.35), P(14.80, 42.75)}};
  for (const std::vector<GeoPoint>& way : ways) {
    const Length legs = Legs(way);
    const auto found = Routes().Distance(way.front(), way.back());
    ASSERT_TRUE(found.has_value());
    EXPECT_GE(*found, GeodesicInverse(way.front(), way.back()).distance);
    EXPECT_LE(*found, legs * 1.001);
    EXPECT_GE(*found, legs * 0.97);
  }
}

TEST(WaterRoutes, DeepShipsDoNotReachTheVolga) {
  EXPECT_TRUE(Routes().Distance(kAmirabad, kOlya, Length::Meters(4.0)).has_value());
  EXPECT_FALSE(Routes().Distance(kAmirabad, kOlya, Length::Meters(5.5)).has_value());
  EXPECT_TRUE(Routes().Distance(kAmirabad, kMakhachkala, Length::Meters(5.5)).has_value());
}

TEST(WaterRoutes, KaraBogazGolIsNoPartOfTheSea) {
  EXPECT_FALSE(Routes().Distance(kAmirabad, P(41.3, 53.5)).has_value());
}

TEST(WaterRoutes, TheCaspianIsClosed) {
  EXPECT_FALSE(Routes().Distance(kAmirabad, P(43.5, 38.0)).has_value());  // Black Sea
}

TEST(WaterRoutes, OutsideTheSeasAreGeodesics) {
  const GeoPoint a = P(-45.8, -60.1);
  const GeoPoint b = P(-40.0, -52.0);
  EXPECT_EQ(Routes().SeaBetween(a, b, Length::Kilometers(2000.0)), nullptr);
  EXPECT_EQ(Routes().Distance(a, b)->meters(), GeodesicInverse(a, b).distance.meters());
}

TEST(WaterRoutes, ASeaCountsWhereAWayCanTouchIt) {
  const GeoPoint a = P(12.0, 66.0);
  const GeoPoint b = P(13.0, 66.0);
  EXPECT_EQ(Routes().SeaBetween(a, b, Length::NauticalMiles(90.0)), nullptr);
  ASSERT_NE(Routes().SeaBetween(a, b, Length::NauticalMiles(600.0)), nullptr);
  EXPECT_EQ(Routes().SeaBetween(a, b, Length::NauticalMiles(600.0))->name(), "red-sea");
}

GeoPoint RandomIn(const WaterGrid& grid, std::mt19937_64& random) {
  std::uniform_real_distribution<double> u(0.0, 1.0);
  const Region& box = grid.box();
  for (;;) {
    const GeoPoint p = P(box.south_deg() + u(random) * (box.north_deg() - box.south_deg()),
                         box.west_deg() + u(random) * box.width_deg());
    const auto cells =
        grid.ToCells(grid.raster().plane().ToEcef(*grid.raster().plane().ToPlane(p)));
    if (grid.LeafAt(*cells)) return p;
  }
}

void ExpectMetric(EmbeddedLand sea) {
  const WaterGrid& grid = Routes().Sea(sea);
  std::mt19937_64 random(3);
  for (int i = 0; i < 12; ++i) {
    const GeoPoint a = RandomIn(grid, random);
    const GeoPoint b = RandomIn(grid, random);
    const GeoPoint c = RandomIn(grid, random);
    const WaterDistances from_a(grid, a);
    const WaterDistances from_b(grid, b);
    const auto ab = from_a.To(b);
    const auto ac = from_a.To(c);
    const auto bc = from_b.To(c);
    if (!ab || !ac || !bc) continue;  // a point of the open sea beyond land
    // A tenth of the 3 % asked for, and the cell in which each end lies.
    const Length cell = Length::Kilometers(2.0);
    const Length loose = *ab * 0.003 + cell;
    EXPECT_LT((*ab - *from_b.To(a)).meters(), loose.meters());
    EXPECT_GT((*ab - *from_b.To(a)).meters(), -loose.meters());
    EXPECT_LT(*ac, (*ab + *bc) * 1.003 + cell);
    EXPECT_GE(ab->meters(), GeodesicInverse(a, b).distance.meters() - 300.0);
  }
}

TEST(WaterRoutes, WaysThereAndBackAreEqualAndDetoursLonger) {
  ExpectMetric(EmbeddedLand::kCaspian);
  ExpectMetric(EmbeddedLand::kRedSea);
}

TEST(WaterRoutes, HaveEveryPortWithinReach) {
  const WaterGrid& caspian = Routes().Sea(EmbeddedLand::kCaspian);
  const WaterDistances distances(caspian, P(42.0, 50.0));
  // Up the Volga, behind a spit, in a bay.
  for (const GeoPoint port : {kOlya, P(46.33, 48.03), P(40.00, 52.98), P(40.36, 49.90),
                              P(43.60, 51.22), P(45.39, 47.37)}) {
    EXPECT_TRUE(distances.To(port, Length::Kilometers(10.0)).has_value()) << port.lat_deg();
  }
}

}  // namespace
}  // namespace pelorus
