#include "geo/shore.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "geo/geodesic.h"
#include "tests/geo/slow_shore.h"

namespace pelorus {
namespace {

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

Region Box(double w, double s, double e, double n) { return *Region::FromDegrees(w, s, e, n); }

ShoreIndex IndexOf(const Region& box, std::vector<LandRing> rings) {
  ShoreIndex index;
  index.Add({"test", box, std::move(rings), Length::Meters(700)});
  return index;
}

double SignedM(const ShoreIndex& index, GeoPoint p) {
  return index.Distance(p)->signed_distance.meters();
}

/// A diamond-shaped island, 2 degrees across, land on the left.
LandRing Diamond(double lat, double lon) {
  return {P(lat - 1, lon), P(lat, lon + 1), P(lat + 1, lon), P(lat, lon - 1)};
}

TEST(Shore, IsPositiveOnWaterAndNegativeOnLand) {
  const ShoreIndex index = IndexOf(Box(-10, -10, 10, 10), {Diamond(0, 0)});
  // Due east of the corner on the equator, along which the distance is a sin.
  const double degree_m = 6378137.0 * std::numbers::pi / 180.0;
  EXPECT_NEAR(SignedM(index, P(0, 3)), 2 * degree_m, 1.0);
  EXPECT_LT(SignedM(index, P(0, 0)), -70e3);
  EXPECT_FALSE(index.Distance(P(0, 3))->lower_bound);
}

TEST(Shore, ALakeInAnIslandIsWater) {
  const LandRing lake = {P(-0.2, 0), P(0, -0.2), P(0.2, 0), P(0, 0.2)};
  const ShoreIndex index = IndexOf(Box(-10, -10, 10, 10), {Diamond(0, 0), lake});
  EXPECT_GT(SignedM(index, P(0, 0)), 10e3);
  EXPECT_LT(SignedM(index, P(0, 0.5)), 0.0);
  EXPECT_GT(SignedM(index, P(0, 1.5)), 0.0);
}

TEST(Shore, TheSameAtTheAntimeridianAsElsewhere) {
  // The earth is a body of revolution: turned by 180 degrees, nothing may change.
  const ShoreIndex here = IndexOf(Box(-5, 30, 5, 40), {Diamond(35, 0)});
  const ShoreIndex there = IndexOf(Box(175, 30, -175, 40), {Diamond(35, 180)});
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> u(-5.0, 5.0);
  for (int i = 0; i < 5000; ++i) {
    const double lat = 35 + u(random);
    const double lon = u(random);
    const ShoreDistance a = *here.Distance(P(lat, lon));
    const ShoreDistance b = *there.Distance(P(lat, lon + 180));
    EXPECT_NEAR(a.signed_distance.meters(), b.signed_distance.meters(), 1e-3);
    EXPECT_EQ(a.lower_bound, b.lower_bound);
  }
  EXPECT_FALSE(there.Covers(P(35, 0)));
  EXPECT_TRUE(there.Covers(P(35, -180)));
}

TEST(Shore, PolygonsSplitAtTheAntimeridianJoin) {
  const LandRing west = {P(34, 180), P(36, 180), P(35, 179)};
  const LandRing east = {P(34, -180), P(35, -179), P(36, -180)};
  const ShoreIndex split = IndexOf(Box(175, 30, -175, 40), {west, east});
  const ShoreIndex whole = IndexOf(Box(175, 30, -175, 40), {Diamond(35, 180)});
  for (const GeoPoint p : {P(35, 180), P(35.2, 179.9), P(35.2, -179.9), P(33, 180), P(35, 177)}) {
    EXPECT_NEAR(SignedM(split, p), SignedM(whole, p), 1e-6);
  }
}

LandRing Parallel(double lat, bool eastwards) {
  LandRing ring;
  for (int i = 0; i < 72; ++i) ring.push_back(P(lat, (eastwards ? 5.0 : -5.0) * i - 180.0));
  return ring;
}

TEST(Shore, APolarCapHasThePoleAsItsMiddle) {
  const Region arctic = Box(-180, 60, 180, 90);
  const ShoreIndex land = IndexOf(arctic, {Parallel(85, true)});
  const double cap_m = GeodesicInverse(P(85, 0), P(90, 0)).distance.meters();
  for (const double lon : {-180.0, -77.0, 0.0, 123.4, 180.0}) {
    EXPECT_NEAR(SignedM(land, P(90, lon)), -cap_m, 10.0);
    EXPECT_NEAR(SignedM(land, P(89.9, lon)), -cap_m + 11169.0, 20.0);
    EXPECT_NEAR(SignedM(land, P(80, lon)),
                GeodesicInverse(P(80, lon), P(85, lon)).distance.meters(), 10.0);
  }
  const ShoreIndex sea = IndexOf(Box(-180, -90, 180, -60), {Parallel(-85, true)});
  EXPECT_NEAR(SignedM(sea, P(-90, 12)), cap_m, 10.0);  // ring runs the other way: land northwards
  EXPECT_LT(SignedM(sea, P(-80, 12)), 0.0);
}

TEST(Shore, TheWholeEarthHasNoEdge) {
  const ShoreIndex index = IndexOf(Box(-180, -90, 180, 90), {Diamond(0, 0)});
  for (const GeoPoint p : {P(10, 10), P(0, -12), P(-15, 3)}) {
    EXPECT_FALSE(index.Distance(p)->lower_bound);
    EXPECT_GT(SignedM(index, p), 900e3);
  }
}

TEST(Shore, KeepsItsErrorBoundFarFromTheShore) {
  const Land land{"test", Box(-40, -40, 40, 60), {Diamond(20, 0), Diamond(24, 3)}, Length()};
  ShoreIndex index;
  index.Add(land);
  const SlowShore slow(land);
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> u(-1.0, 1.0);
  int far = 0;
  for (int i = 0; i < 1500; ++i) {
    const GeoPoint p = P(21 + 18 * u(random), 20 * u(random));
    const double truth_m = slow.DistanceM(p);
    const double bound_m = truth_m < 200e3   ? 2.0
                           : truth_m < 500e3 ? 5.0
                           : truth_m < 1e6   ? 20.0
                                             : 100.0;
    if (truth_m > 1.8e6) continue;
    if (truth_m > 4e5) ++far;
    EXPECT_NEAR(std::abs(SignedM(index, p)), truth_m, bound_m) << p.lat_deg() << ' ' << p.lon_deg();
  }
  EXPECT_GT(far, 500);
}

TEST(Shore, BordersBetweenNeighboursAreNotShore) {
  const LandRing west = {P(-1, -2), P(-1, 0), P(0.3, 0), P(1, 0), P(1, -2)};
  const LandRing east = {P(-1, 0), P(-1, 2), P(1, 2), P(1, 0), P(0.3, 0)};
  const ShoreIndex index = IndexOf(Box(-10, -10, 10, 10), {west, east});
  EXPECT_NEAR(SignedM(index, P(0, 0)), -GeodesicInverse(P(0, 0), P(1, 0)).distance.meters(), 5.0);
}

TEST(Shore, WhereTwoIslandsTouchEachSideKeepsItsSign) {
  // Two triangles that share one vertex at the origin: four edges meet there.
  const LandRing west = {P(0, 0), P(1, -2), P(-1, -2)};
  const LandRing east = {P(0, 0), P(-1, 2), P(1, 2)};
  const ShoreIndex index = IndexOf(Box(-10, -10, 10, 10), {west, east});
  for (int degrees = 0; degrees < 360; ++degrees) {
    const double rad = degrees * std::numbers::pi / 180.0;
    const GeoPoint p = P(0.3 * std::cos(rad), 0.3 * std::sin(rad));
    const bool land = std::abs(p.lat_deg()) < 0.5 * std::abs(p.lon_deg());
    if (std::abs(std::abs(p.lat_deg()) - 0.5 * std::abs(p.lon_deg())) < 1e-3) continue;
    EXPECT_EQ(SignedM(index, p) < 0.0, land) << degrees;
  }
}

TEST(Shore, SharpCapesHaveWaterRoundTheirTip) {
  const LandRing needle = {P(0, 0), P(2, -0.01), P(2, 0.01)};
  const LandRing reversed = {P(0, 0), P(2, 0.01), P(2, -0.01)};
  const ShoreIndex cape = IndexOf(Box(-10, -10, 10, 10), {reversed});
  for (int degrees = 0; degrees < 360; degrees += 3) {
    const double rad = degrees * std::numbers::pi / 180.0;
    const GeoPoint p = P(0.05 * std::cos(rad), 0.05 * std::sin(rad));
    EXPECT_EQ(SignedM(cape, p) < 0.0, degrees == 0) << degrees;
  }
  // The same edges the other way round: a fjord.
  const ShoreIndex fjord = IndexOf(Box(-10, -10, 10, 10), {needle});
  EXPECT_LT(SignedM(fjord, P(-0.05, 0)), 0.0);
  EXPECT_GT(SignedM(fjord, P(1, 0)), 0.0);
}

TEST(Shore, LandCutAtTheDataEdgeGivesALowerBound) {
  // Land fills the northern half; the box cuts it on three sides.
  const LandRing north = {P(0, -10), P(0, 10), P(10, 10), P(10, -10)};
  const ShoreIndex index = IndexOf(Box(-10, -10, 10, 10), {north});
  const double to_edge_m = GeodesicInverse(P(9, 0), P(10, 0)).distance.meters();
  const ShoreDistance inland = *index.Distance(P(9, 0));
  EXPECT_TRUE(inland.lower_bound);
  EXPECT_NEAR(inland.signed_distance.meters(), -to_edge_m, 1.0);
  const ShoreDistance by_the_sea = *index.Distance(P(1, 0));
  EXPECT_FALSE(by_the_sea.lower_bound);
  EXPECT_NEAR(by_the_sea.signed_distance.meters(),
              -GeodesicInverse(P(1, 0), P(0, 0)).distance.meters(), 2.0);
  const ShoreDistance at_sea = *index.Distance(P(-9, 0));
  EXPECT_TRUE(at_sea.lower_bound);
  EXPECT_GT(at_sea.signed_distance.meters(), 0.0);
  // Water may be just outside the data, so a ship may be there.
  EXPECT_TRUE(*index.IsWaterWithinTolerance(P(9.999, 0)));
  EXPECT_FALSE(*index.IsWaterWithinTolerance(P(9.9, 0)));
}

TEST(Shore, ARegionMayBeAllLandOrAllWater) {
  const Region box = Box(20, 10, 30, 20);
  const ShoreIndex dry = IndexOf(box, {{P(10, 20), P(10, 30), P(20, 30), P(20, 20)}});
  EXPECT_LT(SignedM(dry, P(15, 25)), -400e3);
  EXPECT_TRUE(dry.Distance(P(15, 25))->lower_bound);
  const ShoreIndex wet = IndexOf(box, {});
  EXPECT_GT(SignedM(wet, P(15, 25)), 400e3);
  EXPECT_TRUE(wet.Distance(P(15, 25))->lower_bound);
}

TEST(Shore, ALaterRegionAnswersButNotWithLess) {
  ShoreIndex index = IndexOf(Box(-10, -10, 10, 10), {Diamond(0, 0)});
  index.Add({"own", Box(-2, -2, 2, 2), {Diamond(0, 0.5)}, Length::Meters(50)});
  EXPECT_LT(SignedM(index, P(0, 1.2)), 0.0);  // own data: land
  EXPECT_EQ(index.WaterTolerance(P(0, 1.2))->meters(), 50.0);
  EXPECT_FALSE(index.Distance(P(1.9, -1.9))->lower_bound);  // the first region knows the shore
  EXPECT_GT(SignedM(index, P(0, 5)), 0.0);
}

TEST(Shore, WithoutRegionsNothingIsKnown) {
  EXPECT_FALSE(ShoreIndex().Distance(P(0, 0)).has_value());
  EXPECT_FALSE(ShoreIndex().Covers(P(0, 0)));
}

TEST(DistanceToEdge, AgreesWithDenseSampling) {
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  for (const Region& box :
       {Box(46, 36, 55, 47.5), Box(175, -22, -176, -12), Box(10, 70, 40, 88), Box(0, -5, 120, 5)}) {
    for (int i = 0; i < 10; ++i) {
      const GeoPoint p = P(box.south_deg() + u(random) * (box.north_deg() - box.south_deg()),
                           box.west_deg() + u(random) * box.width_deg());
      const double truth_m = SlowDistanceToEdgeM(box, p, 4000);
      EXPECT_LT(DistanceToEdgeM(box, p), truth_m * 1.0001 + 20.0);
      EXPECT_GT(DistanceToEdgeM(box, p), truth_m * 0.98 - 1000.0);
    }
  }
}

TEST(DistanceToEdge, PolesAndTheFullCircleAreNoEdges) {
  const double to_south_m = GeodesicInverse(P(60, 0), P(90, 0)).distance.meters();
  EXPECT_NEAR(DistanceToEdgeM(Box(-180, 60, 180, 90), P(90, 0)), to_south_m, 1e-4 * to_south_m);
  EXPECT_TRUE(std::isinf(DistanceToEdgeM(Box(-180, -90, 180, 90), P(12, 34))));
}

}  // namespace
}  // namespace pelorus
