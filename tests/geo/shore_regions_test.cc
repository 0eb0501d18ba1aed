#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "geo/geodesic.h"
#include "geo/land_gdal.h"
#include "geo/shore.h"
#include "tests/geo/slow_shore.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

const Land& LandOf(EmbeddedLand which) {
  static const Land caspian = LoadEmbeddedLand(EmbeddedLand::kCaspian);
  static const Land red_sea = LoadEmbeddedLand(EmbeddedLand::kRedSea);
  return which == EmbeddedLand::kCaspian ? caspian : red_sea;
}

const ShoreIndex& Shores() {
  static const ShoreIndex shores = EmbeddedShores();
  return shores;
}

double SignedM(double lat_deg, double lon_deg) {
  return Shores().Distance(P(lat_deg, lon_deg))->signed_distance.meters();
}

TEST(EmbeddedShores, TheCaspianIsWater) {
  for (const GeoPoint p : {P(42, 50.5), P(39, 51), P(45, 50), P(37.5, 51), P(40.8, 50.9),
                           P(43.5, 48.8), P(46, 51.5), P(38.5, 49.8)}) {
    EXPECT_TRUE(*Shores().IsWater(p)) << p.lat_deg() << ' ' << p.lon_deg();
  }
  // Mid-sea: further from land than 100 km.
  EXPECT_GT(SignedM(42.0, 50.2), 50e3);
}

TEST(EmbeddedShores, HarboursAreWithinTolerance) {
  EXPECT_TRUE(*Shores().IsWaterWithinTolerance(P(42.99, 47.50)));  // Makhachkala
  EXPECT_TRUE(*Shores().IsWaterWithinTolerance(P(42.99, 47.52)));
  EXPECT_TRUE(*Shores().IsWaterWithinTolerance(P(36.86, 53.37)));  // Amirabad
  EXPECT_TRUE(*Shores().IsWaterWithinTolerance(P(15.13, 42.61)));  // Ras Isa terminal, off shore
  EXPECT_GT(SignedM(42.99, 47.50), -1500.0);
}

TEST(EmbeddedShores, TheRedSeaAndTheGulfsAreWater) {
  for (const GeoPoint p : {P(26.55, 56.50),  // Hormuz
                           P(12.60, 43.35),  // Bab el-Mandeb
                           P(20, 38.5), P(27, 51.5), P(24.5, 58.9), P(12, 47), P(15, 60)}) {
    EXPECT_TRUE(*Shores().IsWater(p)) << p.lat_deg() << ' ' << p.lon_deg();
  }
}

TEST(EmbeddedShores, InlandPlacesAreLand) {
  const std::vector<GeoPoint> cities = {P(38.08, 46.29),  // Tabriz
                                        P(43.25, 46.59),  // Khasavyurt
                                        P(24.71, 46.68),  // Riyadh
                                        P(15.35, 44.20),  // Sana'a
                                        P(29.60, 52.53),  // Shiraz
                                        P(9.03, 38.74)};  // Addis Ababa
  for (const GeoPoint p : cities) {
    EXPECT_FALSE(*Shores().IsWaterWithinTolerance(p)) << p.lat_deg() << ' ' << p.lon_deg();
  }
  // By road atlas Riyadh lies some 380 km from the Gulf; inland lakes count as shore, so less.
  EXPECT_LT(SignedM(24.71, 46.68), -5e3);
}

TEST(EmbeddedShores, IslandsAreLand) {
  for (const GeoPoint p : {P(12.50, 53.90),     // Socotra
                           P(26.80, 55.90),     // Qeshm
                           P(26.53, 53.98),     // Kish
                           P(26.05, 50.53),     // Bahrain
                           P(15.35, 42.60),     // Kamaran
                           P(20.40, 58.80)}) {  // Masirah
    EXPECT_FALSE(*Shores().IsWater(p)) << p.lat_deg() << ' ' << p.lon_deg();
  }
}

TEST(EmbeddedShores, KaraBogazGolIsWater) {
  EXPECT_TRUE(*Shores().IsWater(P(41.3, 53.5)));
  EXPECT_GT(SignedM(41.3, 53.5), 20e3);
}

TEST(EmbeddedShores, OutsideBothRegionsNothingIsKnown) {
  for (const GeoPoint p : {P(35.69, 51.39), P(0, 0), P(59, 10), P(90, 50), P(-90, 0), P(42, 180)}) {
    EXPECT_FALSE(Shores().Covers(p));
    EXPECT_FALSE(Shores().Distance(p).has_value());
    EXPECT_FALSE(Shores().IsWater(p).has_value());
    EXPECT_FALSE(Shores().IsWaterWithinTolerance(p).has_value());
    EXPECT_FALSE(Shores().WaterTolerance(p).has_value());
  }
}

TEST(EmbeddedShores, EachRegionHasItsTolerance) {
  EXPECT_EQ(Shores().WaterTolerance(P(42, 50))->meters(), 1500.0);
  EXPECT_EQ(Shores().WaterTolerance(P(20, 38))->meters(), 700.0);
}

TEST(EmbeddedShores, OnlyWhatARegionNeedsIsLoaded) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(EmbeddedShores(CaspianRegion()).names(), Names{"caspian"});
  EXPECT_EQ(EmbeddedShores(Region::FromDegrees(40, 10, 45, 15)).names(), Names{"red-sea"});
  EXPECT_EQ(EmbeddedShores(Region::FromDegrees(0, 50, 10, 60)).names(), Names{});
  EXPECT_EQ(EmbeddedShores().names(), (Names{"caspian", "red-sea"}));
}

/// Points of every kind: anywhere, close to the shore, round small islands, at the data's edge.
std::vector<GeoPoint> PointsOf(const Land& land, std::size_t count) {
  std::mt19937_64 random(2026);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  std::vector<const LandRing*> small;
  for (const LandRing& ring : land.rings) {
    if (ring.size() < 12) small.push_back(&ring);
  }
  const Region& box = land.box;
  const double height = box.north_deg() - box.south_deg();
  std::vector<GeoPoint> points;
  while (points.size() < count) {
    const double across =
        points.size() % 4 == 3 ? std::round(u(random)) + 0.01 * (u(random) - 0.5) : u(random);
    GeoPoint p = P(box.south_deg() + u(random) * height, box.west_deg() + across * box.width_deg());
    if (points.size() % 4 == 1 || points.size() % 4 == 2) {
      const LandRing& ring =
          points.size() % 4 == 1
              ? land.rings[static_cast<std::size_t>(u(random) *
                                                    static_cast<double>(land.rings.size()))]
              : *small[static_cast<std::size_t>(u(random) * static_cast<double>(small.size()))];
      const GeoPoint vertex =
          ring[static_cast<std::size_t>(u(random) * static_cast<double>(ring.size()))];
      p = GeodesicDirect(vertex, Azimuth::Degrees(360.0 * u(random)),
                         Length::Meters(std::pow(10.0, 4.3 * u(random))));
    }
    if (box.Contains(p)) points.push_back(p);
  }
  return points;
}

/// Largest error stated in geo/shore.h at this distance.
double StatedBoundM(double distance_m) {
  return distance_m < 200e3 ? 2.0 : distance_m < 500e3 ? 5.0 : 20.0;
}

void AgreesWithBruteForce(EmbeddedLand which) {
  const Land& land = LandOf(which);
  ShoreIndex index;
  index.Add(land);
  const SlowShore slow(land);
  for (const GeoPoint p : PointsOf(land, 1000)) {
    const ShoreDistance got = *index.Distance(p);
    const double magnitude = std::abs(got.signed_distance.meters());
    const double truth = slow.DistanceM(p);
    const std::string where = std::to_string(p.lat_deg()) + ' ' + std::to_string(p.lon_deg());
    if (got.lower_bound) {
      EXPECT_LT(magnitude, truth + StatedBoundM(truth)) << where;
    } else {
      EXPECT_NEAR(magnitude, truth, StatedBoundM(truth)) << where;
    }
    // The sign is judged where it is not a matter of the metre between chord and straight line.
    if (truth > 2.0) {
      EXPECT_EQ(got.signed_distance.meters() < 0.0, slow.OnLand(p)) << where;
    }
  }
}

TEST(EmbeddedShores, CaspianAgreesWithBruteForceOverGeodesics) {
  AgreesWithBruteForce(EmbeddedLand::kCaspian);
}

TEST(EmbeddedShores, RedSeaAgreesWithBruteForceOverGeodesics) {
  AgreesWithBruteForce(EmbeddedLand::kRedSea);
}

TEST(EmbeddedShores, SignAgreesWithTheEvenOddRuleEverywhere) {
  for (const EmbeddedLand which : {EmbeddedLand::kCaspian, EmbeddedLand::kRedSea}) {
    const Land& land = LandOf(which);
    const SlowShore slow(land);
    int judged = 0;
    for (const GeoPoint p : PointsOf(land, 6000)) {
      const double d = Shores().Distance(p)->signed_distance.meters();
      if (std::abs(d) < 2.0) continue;
      ++judged;
      EXPECT_EQ(d < 0.0, slow.OnLand(p)) << p.lat_deg() << ' ' << p.lon_deg() << ' ' << d;
    }
    EXPECT_GT(judged, 5000);
  }
}

TEST(EmbeddedShores, DoesNotTakeTheDataEdgeForShore) {
  // Beside the eastern edge in the open Arabian Sea the shore is hundreds of kilometres off.
  const ShoreDistance at_edge = *Shores().Distance(P(15.0, 61.99));
  EXPECT_TRUE(at_edge.lower_bound);
  EXPECT_GT(at_edge.signed_distance.meters(), 0.0);
  EXPECT_NEAR(at_edge.signed_distance.meters(), 0.01 * 107550.0, 2.0);
  // Land at the edge: far from water inside, unknown outside.
  const ShoreDistance inland = *Shores().Distance(P(10.5, 32.01));
  EXPECT_LE(std::abs(inland.signed_distance.meters()), 0.01 * 109500.0);
  EXPECT_FALSE(Shores().Distance(P(42.0, 50.5))->lower_bound);
}

TEST(EmbeddedShores, AgreesWithGshhgAwayFromTheShore) {
  PELORUS_REQUIRE_DATA(file, "geo/redsea_gulf.gpkg");
  LandOptions options;
  options.layer = "land_gshhg";
  options.box = RedSeaRegion();
  const auto gshhg = LoadLand(*file, options);
  ASSERT_TRUE(gshhg.ok()) << gshhg.error();
  ShoreIndex other;
  other.Add(*gshhg);
  int judged = 0;
  int differing = 0;
  for (const GeoPoint p : PointsOf(LandOf(EmbeddedLand::kRedSea), 8000)) {
    const double d = Shores().Distance(p)->signed_distance.meters();
    if (std::abs(d) < 10e3)
      continue;  // the two shorelines differ by up to 2.9 km nine times in ten
    ++judged;
    if ((d > 0.0) != *other.IsWater(p)) ++differing;
  }
  EXPECT_GT(judged, 1500);
  EXPECT_LT(differing, judged / 500) << judged;
}

}  // namespace
}  // namespace pelorus
