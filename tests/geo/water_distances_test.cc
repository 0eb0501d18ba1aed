#include "geo/water_distances.h"

#include <gtest/gtest.h>

#include <GeographicLib/Geodesic.hpp>
#include <cmath>
#include <random>

#include "tests/geo/walls.h"

namespace pelorus {
namespace {

double GeodesicM(GeoPoint a, GeoPoint b) {
  double s_m = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat_deg(), a.lon_deg(), b.lat_deg(), b.lon_deg(), s_m);
  return s_m;
}

TEST(WaterDistances, InOpenWaterAreGeodesics) {
  const WaterGrid grid = GridOf({{20.0, 30.0, 20.02, 30.02}});
  const GeoPoint from = GeoPoint::Degrees(31.1, 20.7);
  const WaterDistances distances(grid, from);
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> u(-1.0, 1.0);
  for (int i = 0; i < 500; ++i) {
    const GeoPoint to = GeoPoint::Degrees(33.2 + 1.8 * u(random), 23.0 + 1.8 * u(random));
    // FastDistance differs by less than 2 m within 500 km.
    EXPECT_NEAR(distances.To(to)->meters(), GeodesicM(from, to), 2.0);
  }
}

TEST(WaterDistances, GoOutsideTheBoxAsOverOpenWater) {
  const WaterGrid grid = GridOf({{20.0, 30.0, 20.02, 30.02}});
  const GeoPoint from = GeoPoint::Degrees(31.1, 20.7);
  const GeoPoint to = GeoPoint::Degrees(33.0, 30.5);  // 5.5° east of the box
  EXPECT_NEAR(WaterDistances(grid, from).To(to)->meters(), GeodesicM(from, to), 15.0);
}

TEST(WaterDistances, GoRoundAWallByItsCorners) {
  const WallBox wall{22.0, 30.3, 22.1, 32.0};
  const WaterGrid grid = GridOf({wall});
  const GeoPoint west = GeoPoint::Degrees(31.4, 21.0);
  const GeoPoint east = GeoPoint::Degrees(31.5, 23.4);
  const GeoPoint corner1 = GeoPoint::Degrees(32.0, 22.0);
  const GeoPoint corner2 = GeoPoint::Degrees(32.0, 22.1);
  const double round_m =
      GeodesicM(west, corner1) + GeodesicM(corner1, corner2) + GeodesicM(corner2, east);
  // Ways turn at the centre of a square within a cell's diagonal and a quarter of the corner, and a
  // turn moved by d changes a length by no more than 2 d.
  const double most_m = 2 * 2 * (std::sqrt(2.0) + 0.25) * kWallCell.meters();
  EXPECT_NEAR(WaterDistances(grid, west).To(east)->meters(), round_m, most_m);
  EXPECT_NEAR(WaterDistances(grid, east).To(west)->meters(), round_m, most_m);
}

TEST(WaterDistances, AgreeWithBruteForceAmongIslands) {
  const std::vector<WallBox> islands = RandomIslands(12, 7);
  const WaterGrid grid = GridOf(islands);
  std::mt19937_64 random(11);
  double sum_found = 0.0;
  double sum_true = 0.0;
  for (int i = 0; i < 20; ++i) {
    const GeoPoint from = RandomWater(islands, random);
    const WaterDistances distances(grid, from);
    for (int k = 0; k < 5; ++k) {
      const GeoPoint to = RandomWater(islands, random);
      const BruteForceWay truth = ShortestByCorners(islands, from, to);
      const double found_m = distances.To(to)->meters();
      const double off_m = 2.0 * (std::sqrt(2.0) + 0.25) * kWallCell.meters();
      // One bend more where a way grazes a corner.
      EXPECT_NEAR(found_m, truth.length_m, (truth.bends + 1) * off_m) << i << ' ' << k;
      sum_found += found_m;
      sum_true += truth.length_m;
    }
  }
  // Cells joined to their eight neighbours would give 3 to 5 % too much on average.
  EXPECT_NEAR(sum_found / sum_true, 1.0, 0.005);
}

TEST(WaterDistances, OfAPondAreUnknown) {
  const LandRing lake = {GeoPoint::Degrees(31.1, 21.1), GeoPoint::Degrees(31.9, 21.1),
                         GeoPoint::Degrees(31.9, 21.9), GeoPoint::Degrees(31.1, 21.9)};
  const WaterGrid grid = GridOf({{21.0, 31.0, 22.0, 32.0}}, {}, {lake});
  const WaterDistances distances(grid, GeoPoint::Degrees(33.0, 23.0));
  EXPECT_FALSE(distances.To(GeoPoint::Degrees(31.5, 21.5), Length::Kilometers(5.0)).has_value());
}

TEST(WaterDistances, LeadThroughAChannelThatTheDraughtAllows) {
  Channel cut;
  cut.name = "cut";
  cut.line = {GeoPoint::Degrees(31.05, 21.9), GeoPoint::Degrees(31.05, 22.3)};
  cut.draught = Length::Meters(4.5);
  const std::vector<WallBox> wall = {{22.0, 30.2, 22.2, 34.0}};
  const WaterGrid grid = GridOf(wall, {cut});
  const GeoPoint west = GeoPoint::Degrees(31.05, 21.5);
  const GeoPoint east = GeoPoint::Degrees(31.05, 22.7);
  WaterSearchLimits limits;
  limits.draught = Length::Meters(4.5);
  const double through_m = GeodesicM(west, east);
  EXPECT_NEAR(WaterDistances(grid, west, limits).To(east)->meters(), through_m, 0.03 * through_m);
  limits.draught = Length::Meters(4.6);
  const double round_m = 2.0 * GeodesicM(west, GeoPoint::Degrees(30.2, 22.0));
  EXPECT_GT(WaterDistances(grid, west, limits).To(east)->meters(), round_m);
}

TEST(WaterDistances, DoNotPassABar) {
  // Closes the way south of a wall that leaves a gap to an island.
  Channel bar;
  bar.name = "bar";
  bar.line = {GeoPoint::Degrees(31.05, 22.05), GeoPoint::Degrees(30.45, 22.05)};
  bar.draught = Length::Meters(0.0);
  const std::vector<WallBox> walls = {{22.0, 31.0, 22.1, 34.0}, {22.0, 30.3, 22.1, 30.5}};
  const GeoPoint west = GeoPoint::Degrees(30.8, 21.5);
  const GeoPoint east = GeoPoint::Degrees(30.8, 22.6);
  const double straight_m = GeodesicM(west, east);
  EXPECT_NEAR(WaterDistances(GridOf(walls), west).To(east)->meters(), straight_m, 2.0);
  const GeoPoint corner = GeoPoint::Degrees(30.3, 22.05);
  EXPECT_NEAR(WaterDistances(GridOf(walls, {bar}), west).To(east)->meters(),
              GeodesicM(west, corner) + GeodesicM(corner, east), 6000.0);
}

TEST(WaterDistances, FromLandBeginAtTheNearestWater) {
  const WaterGrid grid = GridOf({{21.0, 31.0, 22.0, 32.0}});
  // 10 km inland, and in the middle.
  const WaterDistances near(grid, GeoPoint::Degrees(31.5, 21.105));
  EXPECT_TRUE(near.starts());
  EXPECT_NEAR(near.To(GeoPoint::Degrees(31.5, 20.5))->meters(),
              GeodesicM(GeoPoint::Degrees(31.5, 21.105), GeoPoint::Degrees(31.5, 20.5)),
              2.0 * kWallCell.meters());
  const WaterDistances deep(grid, GeoPoint::Degrees(31.5, 21.5));
  EXPECT_FALSE(deep.starts());
  EXPECT_FALSE(deep.To(GeoPoint::Degrees(31.5, 20.5)).has_value());
}

TEST(Channels, AreReadAndFaultsNamed) {
  const auto good = ParseChannels(
      "# words\nname,lat,lon,draught_m,note\nA,1,2,4.5,x\nA,3,4,,y\nB,5,6,,\nB,7,8,,\n");
  ASSERT_TRUE(good.ok());
  ASSERT_EQ(good->size(), 2U);
  EXPECT_EQ((*good)[0].line.size(), 2U);
  EXPECT_EQ((*good)[0].draught.meters(), 4.5);
  EXPECT_TRUE(std::isinf((*good)[1].draught.meters()));
  EXPECT_EQ(ParseChannels("name,lat,lon\n").error(),
            "line 1: the header is not name,lat,lon,draught_m,note");
  EXPECT_EQ(ParseChannels("name,lat,lon,draught_m,note\nA,95,2,,\n").error(),
            "line 2: lat or lon out of range");
  EXPECT_FALSE(ParseChannels("name,lat,lon,draught_m,note\nA,5,2,,\n").ok());
  EXPECT_FALSE(EmbeddedChannels().empty());
}

}  // namespace
}  // namespace pelorus
