#include "geo/water_reach.h"

#include <gtest/gtest.h>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/PolygonArea.hpp>
#include <algorithm>
#include <cmath>
#include <random>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

const WaterRoutes& Routes() {
  static const WaterRoutes routes;
  return routes;
}

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

Time After(double hours) { return *TimeFromUnix(1'680'000'000) + FromSeconds(3600.0 * hours); }

PossibleArea AreaOf(GeoPoint off, GeoPoint on, double hours, double knots = 16.0,
                    double draught_m = 0.0) {
  return PossibleArea(Routes(), {off, After(0.0)}, {on, After(hours)},
                      {Speed::Knots(knots), Length::Meters(draught_m)});
}

/// Even-odd in longitude and latitude.
bool Holds(const std::vector<GeoPolygon>& polygons, GeoPoint p) {
  const auto in_ring = [p](const GeoRing& ring) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const GeoPoint a = ring[i];
      const GeoPoint b = ring[j];
      if ((a.lat_deg() > p.lat_deg()) == (b.lat_deg() > p.lat_deg())) continue;
      const double part = (p.lat_deg() - a.lat_deg()) / (b.lat_deg() - a.lat_deg());
      if (p.lon_deg() < a.lon_deg() + part * (b.lon_deg() - a.lon_deg())) inside = !inside;
    }
    return inside;
  };
  bool inside = false;
  for (const GeoPolygon& polygon : polygons) {
    if (in_ring(polygon.outer)) inside = !inside;
    for (const GeoRing& hole : polygon.holes) {
      if (in_ring(hole)) inside = !inside;
    }
  }
  return inside;
}

double GeodesicAreaKm2(const GeoRing& ring) {
  GeographicLib::PolygonArea polygon(GeographicLib::Geodesic::WGS84());
  for (const GeoPoint p : ring) polygon.AddPoint(p.lat_deg(), p.lon_deg());
  double perimeter_m = 0.0;
  double area_m2 = 0.0;
  polygon.Compute(false, true, perimeter_m, area_m2);
  return area_m2 / 1e6;
}

GeoRing Disc(GeoPoint center, Length radius) {
  GeoRing ring;
  for (int i = 0; i < 3600; ++i) {
    ring.push_back(GeodesicDirect(center, Azimuth::Degrees(-0.1 * i), radius));
  }
  return ring;
}

TEST(PossibleArea, OfAReturnInOpenWaterIsADisc) {
  for (const GeoPoint p : {P(-45.8, -60.1), P(0.0, -30.0), P(70.0, -3.0)}) {
    const PossibleArea area = AreaOf(p, p, 24.0, 20.0);
    EXPECT_EQ(area.sea(), nullptr);
    // 240 nm out and back; a regular polygon of 360 sides around it is larger by 2.5e-5.
    const double disc_km2 = GeodesicAreaKm2(Disc(p, Length::NauticalMiles(240.0)));
    EXPECT_NEAR(AreaKm2(area.Outline()), disc_km2, 3e-4 * disc_km2);
    EXPECT_GE(AreaKm2(area.Outline()), disc_km2 * (1.0 - 1e-4));
    EXPECT_NEAR(area.OpenWaterKm2(), disc_km2, 3e-4 * disc_km2);
  }
}

void ExpectEllipse(GeoPoint off, GeoPoint on, double hours, double knots) {
  const PossibleArea area = AreaOf(off, on, hours, knots);
  const std::vector<GeoPolygon> outline = area.Outline();
  const double total_m = Speed::Knots(knots).mps() * 3600.0 * hours;
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  int inside = 0;
  for (int i = 0; i < 3000; ++i) {
    const GeoPoint p = GeodesicDirect(off, Azimuth::Degrees(360.0 * u(random)),
                                      Length::Meters(0.6 * total_m * std::sqrt(u(random))));
    const double way_m =
        (GeodesicInverse(off, p).distance + GeodesicInverse(p, on).distance).meters();
    if (std::abs(way_m / total_m - 1.0) < 1e-3) continue;
    EXPECT_EQ(Holds(outline, p), way_m < total_m) << p.lat_deg() << ' ' << p.lon_deg();
    inside += way_m < total_m ? 1 : 0;
  }
  EXPECT_GT(inside, 100);
}

TEST(PossibleArea, InOpenWaterIsAGeodesicEllipse) {
  ExpectEllipse(P(-45.8, -60.1), P(-44.0, -57.0), 24.0, 20.0);
  ExpectEllipse(P(-45.8, -60.1), P(-40.8, -56.0), 17.9, 20.0);  // hardly more time than it takes
  ExpectEllipse(P(55.0, -30.0), P(54.0, -20.0), 120.0, 16.0);
  ExpectEllipse(P(42.0, 50.2), P(42.2, 50.5), 3.0, 16.0);  // in a grid, no land near
}

TEST(PossibleArea, HoldsEveryWayThatCanHaveBeenSailed) {
  const WaterRoutes& routes = Routes();
  ShoreIndex shores = EmbeddedShores();
  std::mt19937_64 random(17);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  for (const Region& box : {CaspianRegion(), RedSeaRegion()}) {
    const auto water = [&] {
      for (;;) {
        const GeoPoint p = P(box.south_deg() + u(random) * (box.north_deg() - box.south_deg()),
                             box.west_deg() + u(random) * box.width_deg());
        const auto shore = shores.Distance(p);
        if (shore && shore->signed_distance.meters() > 5e3 &&
            routes.Distance(p, box == CaspianRegion() ? P(42, 50) : P(12.5, 47))) {
          return p;
        }
      }
    };
    const auto clear = [&](GeoPoint a, GeoPoint b) {
      const Geodesic line = GeodesicInverse(a, b);
      for (double s_m = 0.0; s_m < line.distance.meters(); s_m += 500.0) {
        const GeoPoint p = GeodesicDirect(a, line.start, Length::Meters(s_m));
        if (!shores.IsWater(p).value_or(true)) return false;
      }
      return true;
    };
    for (int ship = 0; ship < 6; ++ship) {
      std::vector<GeoPoint> way = {water()};
      double way_m = 0.0;
      for (int tries = 0; way.size() < 5 && tries < 300; ++tries) {
        const GeoPoint next = GeodesicDirect(way.back(), Azimuth::Degrees(360.0 * u(random)),
                                             Length::Kilometers(30.0 + 270.0 * u(random)));
        if (!box.Contains(next) || !clear(way.back(), next)) continue;
        way_m += GeodesicInverse(way.back(), next).distance.meters();
        way.push_back(next);
      }
      const double hours = way_m / Speed::Knots(16.0).mps() / 3600.0;
      const PossibleArea area = AreaOf(way.front(), way.back(), hours);
      const std::vector<GeoPolygon> outline = area.Outline();
      double before_m = 0.0;
      for (std::size_t leg = 1; leg < way.size(); ++leg) {
        const Geodesic line = GeodesicInverse(way[leg - 1], way[leg]);
        for (double s_m = 0.0; s_m < line.distance.meters(); s_m += 5000.0) {
          const GeoPoint p = GeodesicDirect(way[leg - 1], line.start, Length::Meters(s_m));
          const Time t = After((before_m + s_m) / way_m * hours);
          EXPECT_TRUE(area.Contains(p, t)) << p.lat_deg() << ' ' << p.lon_deg();
          // The outline follows the shore and the limit within a step of its lattice.
          if (shores.Distance(p)->signed_distance.meters() < 6e3) continue;
          if (ToSeconds(area.TimeAt(p).value_or(Duration(0))) < 1800.0) continue;
          EXPECT_TRUE(Holds(outline, p)) << p.lat_deg() << ' ' << p.lon_deg();
        }
        before_m += line.distance.meters();
      }
    }
  }
}

TEST(PossibleArea, NearLandIsSmallerThanTheEllipseAndLeavesLandOut) {
  const PossibleArea area = AreaOf(P(37.2, 52.9), P(42.6, 48.2), 48.0);
  ASSERT_NE(area.sea(), nullptr);
  const std::vector<GeoPolygon> outline = area.Outline();
  EXPECT_LT(AreaKm2(outline), 0.35 * area.OpenWaterKm2());
  // The sea has some 371,000 km².
  EXPECT_LT(AreaKm2(outline), 390e3);
  EXPECT_TRUE(Holds(outline, P(40.0, 51.5)));
  EXPECT_FALSE(Holds(outline, P(40.4, 49.6)));  // Absheron
  EXPECT_FALSE(Holds(outline, P(41.3, 53.8)));  // Kara-Bogaz-Gol
  EXPECT_FALSE(Holds(outline, P(38.0, 47.0)));
}

TEST(PossibleArea, HourByHourLiesInsideTheWhole) {
  const PossibleArea area = AreaOf(P(15.5, 41.5), P(16.5, 41.0), 12.0);
  const double whole_km2 = AreaKm2(area.Outline());
  for (int hour = 1; hour < 12; ++hour) {
    const double hour_km2 = AreaKm2(area.OutlineAt(After(hour)));
    EXPECT_GT(hour_km2, 100.0);
    EXPECT_LT(hour_km2, whole_km2);
  }
  EXPECT_TRUE(area.OutlineAt(After(12.5)).empty());
}

TEST(PossibleArea, IsEmptyWhenEvenTheShortestWayIsTooFast) {
  const PossibleArea straight = AreaOf(P(37.2, 52.9), P(42.6, 48.2), 12.0);
  EXPECT_TRUE(straight.empty());
  EXPECT_TRUE(straight.Outline().empty());
  EXPECT_NEAR(straight.implied_speed()->knots(), 389.6 / 12.0, 0.1);
  // Straight across Absheron 51 nm, round it more than 64.
  const PossibleArea round = AreaOf(P(39.9, 49.6), P(40.75, 49.6), 4.0);
  EXPECT_TRUE(round.empty());
  EXPECT_GT(round.implied_speed()->knots(), 16.0);
  const PossibleArea nowhere = AreaOf(P(42.0, 50.0), P(43.5, 38.0), 96.0);
  EXPECT_TRUE(nowhere.empty());
  EXPECT_FALSE(nowhere.shortest_way().has_value());
}

TEST(PossibleArea, IsCutAtTheAntimeridianAndHoldsThePole) {
  const PossibleArea across = AreaOf(P(-40.0, 179.5), P(-40.5, -179.0), 24.0);
  const PossibleArea elsewhere = AreaOf(P(-40.0, 149.5), P(-40.5, 151.0), 24.0);
  EXPECT_EQ(across.Outline().size(), 2U);
  EXPECT_NEAR(AreaKm2(across.Outline()), AreaKm2(elsewhere.Outline()), 1.0);
  EXPECT_TRUE(Holds(across.Outline(), P(-40.0, 179.9)));
  EXPECT_TRUE(Holds(across.Outline(), P(-40.0, -179.9)));
  EXPECT_FALSE(Holds(across.Outline(), P(-40.0, 0.0)));
  const PossibleArea polar = AreaOf(P(89.0, 0.0), P(89.0, 0.0), 24.0);
  const double disc_km2 = GeodesicAreaKm2(Disc(P(89.0, 0.0), Length::NauticalMiles(192.0)));
  EXPECT_NEAR(AreaKm2(polar.Outline()), disc_km2, 0.005 * disc_km2);
  EXPECT_TRUE(Holds(polar.Outline(), P(89.9, 100.0)));
}

TEST(FeasiblePorts, HaveTheTimeThatTheWaysLeave) {
  const PossibleArea area = AreaOf(P(37.2, 52.9), P(42.6, 48.2), 60.0);
  const std::vector<FeasiblePort> ports = FeasiblePorts(area, EmbeddedPorts(), Length());
  ASSERT_GT(ports.size(), 5U);
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const double sailing_h = (ports[i].from_off + ports[i].to_on).nautical_miles() / 16.0;
    EXPECT_NEAR(ToSeconds(ports[i].available) / 3600.0, 60.0 - sailing_h, 1e-6);
    EXPECT_GE(ports[i].available, std::chrono::hours(1));
    EXPECT_LE(ports[i].available, ports[i == 0 ? 0 : i - 1].available);
    EXPECT_TRUE(CaspianRegion().Contains(ports[i].port.position));
  }
  const auto has = [](const std::vector<FeasiblePort>& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(),
                       [&](const FeasiblePort& port) { return port.port.name == name; });
  };
  // 598 nm to Olya from Amirabad; from here some 30 less, and 190 back: 48 h of the 60.
  EXPECT_TRUE(has(ports, "Olya"));
  const PossibleArea deep = AreaOf(P(37.2, 52.9), P(42.6, 48.2), 60.0, 16.0, 6.0);
  EXPECT_FALSE(has(FeasiblePorts(deep, EmbeddedPorts(), Length::Meters(6.0)), "Olya"));
  EXPECT_TRUE(has(FeasiblePorts(deep, EmbeddedPorts(), Length::Meters(6.0)), "Makhachkala"));
}

}  // namespace
}  // namespace pelorus
