#include "fusion/anomaly/neighbour_grid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr Length kReach = Length::Meters(1300.0);

std::vector<std::uint32_t> Near(const NeighbourGrid& grid, GeoPoint p) {
  std::vector<std::uint32_t> found;
  grid.ForEachNear(p, [&found](std::uint32_t i) { found.push_back(i); });
  std::sort(found.begin(), found.end());
  return found;
}

/// Points within some kilometres of a place, the pole and the antimeridian included.
GeoPoint Around(GeoPoint place, std::mt19937& random) {
  std::uniform_real_distribution<double> azimuth(0.0, 360.0);
  std::uniform_real_distribution<double> far_m(0.0, 6'000.0);
  return GeodesicDirect(place, Azimuth::Degrees(azimuth(random)), Length::Meters(far_m(random)));
}

class NeighbourGridAt : public ::testing::TestWithParam<std::pair<double, double>> {};

TEST_P(NeighbourGridAt, FindsAllThatAreWithinReachAndEachOnce) {
  const GeoPoint place = GeoPoint::Degrees(GetParam().first, GetParam().second);
  std::mt19937 random(7);
  NeighbourGrid grid(kReach);
  std::vector<GeoPoint> points(600);
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      points[i] = Around(place, random);
      grid.Put(i, points[i]);
    }
    for (std::uint32_t i = 0; i < points.size(); i += 50) {
      const std::vector<std::uint32_t> found = Near(grid, points[i]);
      EXPECT_EQ(std::adjacent_find(found.begin(), found.end()), found.end());
      for (std::uint32_t j = 0; j < points.size(); ++j) {
        if (GeodesicInverse(points[i], points[j]).distance > kReach) continue;
        EXPECT_TRUE(std::binary_search(found.begin(), found.end(), j)) << i << " " << j;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Places, NeighbourGridAt,
                         ::testing::Values(std::pair{42.0, 50.0}, std::pair{0.0, 0.0},
                                           std::pair{-35.0, 180.0}, std::pair{89.99, 20.0},
                                           std::pair{-90.0, 0.0}, std::pair{71.0, -179.99}));

TEST(NeighbourGrid, LooksAtFewThatAreFarAway) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> lat(30.0, 40.0);
  std::uniform_real_distribution<double> lon(10.0, 20.0);
  NeighbourGrid grid(kReach);
  for (std::uint32_t i = 0; i < 20'000; ++i)
    grid.Put(i, GeoPoint::Degrees(lat(random), lon(random)));
  std::size_t seen = 0;
  for (int i = 0; i < 1'000; ++i) {
    seen += Near(grid, GeoPoint::Degrees(lat(random), lon(random))).size();
  }
  // A degree square holds 200; nine cells of 1.3 km by 1.3 to 1.5 km are 0.0018 of one.
  EXPECT_LT(static_cast<double>(seen) / 1'000.0, 0.6);
}

TEST(NeighbourGrid, ForgetsWhatIsRemoved) {
  NeighbourGrid grid(kReach);
  const GeoPoint p = GeoPoint::Degrees(10.0, 10.0);
  grid.Put(3, p);
  grid.Put(5, p);
  grid.Remove(3);
  grid.Remove(3);
  grid.Remove(77);
  EXPECT_EQ(Near(grid, p), std::vector<std::uint32_t>{5});
  EXPECT_EQ(grid.size(), 1U);
}

}  // namespace
}  // namespace pelorus
