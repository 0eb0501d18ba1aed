#include "fusion/anomaly/reception_map.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pelorus {
namespace {

constexpr Transmitting kA{false, true};
constexpr Transmitting kB{true, true};

TEST(Chance, MissesInARowEqualTheProductOfPredictiveChances) {
  // Without gamma functions: after k misses the next is missed with chance (b + k)/(a + b + k).
  const Chance chance{1.7, 0.6};
  double product = 1.0;
  for (int k = 0; k < 25; ++k) product *= (0.6 + k) / (2.3 + k);
  EXPECT_NEAR(chance.LogMisses(25.0), std::log(product), 1e-10);
  EXPECT_EQ(chance.LogMisses(0.0), 0.0);
}

TEST(ReceptionMap, AnEmptyMapIsUndecided) {
  EXPECT_DOUBLE_EQ(ReceptionMap{}.At(CellOf(GeoPoint::Degrees(40, 50)), kA, {}).mean(), 0.5);
}

TEST(ReceptionMap, ManyCountsOutweighEverythingAbove) {
  ReceptionMap map;
  const Cell cell = CellOf(GeoPoint::Degrees(40.05, 50.05));
  map.Count(cell, kA, {1000.0, 250.0});
  map.Count(CellOf(GeoPoint::Degrees(40.25, 50.25)), kA, {1000.0, 1000.0});
  EXPECT_NEAR(map.At(cell, kA, {}).mean(), 0.25, 0.005);
}

TEST(ReceptionMap, AnUnseenCellTakesAfterItsSurroundings) {
  ReceptionMap map;
  map.Count(CellOf(GeoPoint::Degrees(40.05, 50.05)), kA, {500.0, 475.0});
  map.Count(CellOf(GeoPoint::Degrees(44.05, 50.05)), kA, {500.0, 25.0});
  const double good = map.At(CellOf(GeoPoint::Degrees(40.15, 50.15)), kA, {}).mean();
  const double bad = map.At(CellOf(GeoPoint::Degrees(44.15, 50.15)), kA, {}).mean();
  EXPECT_GT(good, 0.85);
  EXPECT_LT(bad, 0.15);
}

TEST(ReceptionMap, AVesselsOwnCountsAreLeftOutExactly) {
  ReceptionMap others;
  ReceptionMap own;
  ReceptionMap all;
  for (int i = 0; i < 30; ++i) {
    const Cell cell = CellOf(GeoPoint::Degrees(40.0 + 0.1 * (i % 7), 50.0 + 0.1 * (i % 5)));
    const Tally tally{8.0, static_cast<double>(i % 8)};
    (i % 3 == 0 ? own : others).Count(cell, kA, tally);
    all.Count(cell, kA, tally);
  }
  for (const ReceptionMap::Row& row : all.Rows()) {
    const Chance with = all.At(row.cell, kA, own);
    const Chance without = others.At(row.cell, kA, {});
    EXPECT_NEAR(with.alpha, without.alpha, 1e-9);
    EXPECT_NEAR(with.beta, without.beta, 1e-9);
  }
}

TEST(ReceptionMap, ClassesAreHeardApart) {
  ReceptionMap map;
  const Cell cell = CellOf(GeoPoint::Degrees(40.05, 50.05));
  map.Count(cell, kA, {200.0, 200.0});
  map.Count(cell, kB, {200.0, 10.0});
  EXPECT_GT(map.At(cell, kA, {}).mean(), 0.95);
  EXPECT_LT(map.At(cell, kB, {}).mean(), 0.1);
}

TEST(ReceptionMap, TheEdgeOfCoverageCountsForItsNeighbours) {
  ReceptionMap map;
  const Cell inside = CellOf(GeoPoint::Degrees(40.05, 50.05));
  const Cell edge = CellOf(GeoPoint::Degrees(40.05, 50.15));
  map.Count(inside, kA, {100.0, 100.0});
  map.Count(edge, kA, {100.0, 30.0});
  EXPECT_NEAR(map.WorstNear(inside, kA, {}).mean(), map.At(edge, kA, {}).mean(), 1e-12);
}

TEST(Cells, HoldTheirPointsEverywhere) {
  for (const double lat : {-90.0, -45.55, 0.0, 37.42, 89.99, 90.0}) {
    for (const double lon : {-180.0, -60.2, 0.0, 50.31, 179.99}) {
      const GeoPoint center = CenterOf(CellOf(GeoPoint::Degrees(lat, lon)));
      EXPECT_NEAR(center.lat_deg(), lat, 0.0501);
      EXPECT_NEAR(center.lon_deg(), lon, 0.0501);
    }
  }
}

}  // namespace
}  // namespace pelorus
