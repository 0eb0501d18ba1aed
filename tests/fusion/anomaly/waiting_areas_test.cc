#include "fusion/anomaly/waiting_areas.h"

#include <gtest/gtest.h>

namespace pelorus {
namespace {

TEST(WaitingAreas, AreWhereFiveOthersWaited) {
  WaitingAreas areas;
  const GeoPoint roads = GeoPoint::Degrees(42.99, 47.60);
  for (std::uint32_t i = 0; i < 5; ++i) areas.Add(i, roads);
  EXPECT_TRUE(areas.Contains(roads, 77));
  EXPECT_FALSE(areas.Contains(roads, 3));  // it is one of the five
  EXPECT_FALSE(areas.Contains(GeoPoint::Degrees(42.5, 47.60), 77));
}

TEST(WaitingAreas, CountAShipThatCameOftenOnce) {
  WaitingAreas areas;
  const GeoPoint roads = GeoPoint::Degrees(42.99, 47.60);
  for (int visit = 0; visit < 20; ++visit) areas.Add(1, roads);
  EXPECT_EQ(areas.OthersAt(roads, 2), 1);
  EXPECT_EQ(areas.OthersAt(roads, 1), 0);
}

TEST(WaitingAreas, ReachIntoTheNextCellAndOverTheAntimeridian) {
  WaitingAreas areas;
  for (std::uint32_t i = 0; i < 5; ++i) areas.Add(i, GeoPoint::Degrees(-18.0, 179.999));
  EXPECT_TRUE(areas.Contains(GeoPoint::Degrees(-18.0, -179.999), 9));
}

}  // namespace
}  // namespace pelorus
