#include "fusion/contacts/plot_grid.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "fusion/contacts/clutter_map.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

ContactReport PlotAt(GeoPoint p) {
  ContactReport plot;
  plot.position = p;
  plot.position_sigma = Length::Meters(10.0);
  return plot;
}

/// Every plot within the radius must be visited, once; compared with a look at all of them.
void ExpectAllNear(GeoPoint middle, double spread_deg, Length cell, Length radius) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> around(-spread_deg, spread_deg);
  std::vector<ContactReport> plots;
  for (int i = 0; i < 400; ++i) {
    plots.push_back(PlotAt(
        GeoPoint::Degrees(middle.lat_deg() + around(random), middle.lon_deg() + around(random))));
  }
  const PlotGrid grid(plots, cell);
  for (int i = 0; i < 100; ++i) {
    const GeoPoint at =
        GeoPoint::Degrees(middle.lat_deg() + around(random), middle.lon_deg() + around(random));
    std::multiset<std::uint32_t> visited;
    grid.VisitNear(at, radius, [&](std::uint32_t p) { visited.insert(p); });
    for (std::uint32_t p = 0; p < plots.size(); ++p) {
      EXPECT_LE(visited.count(p), 1U);
      if (GeodesicInverse(at, *plots[p].position).distance > radius) continue;
      EXPECT_EQ(visited.count(p), 1U) << at.lat_deg() << " " << at.lon_deg();
    }
  }
}

TEST(PlotGrid, FindsAllThatAreNear) {
  ExpectAllNear(GeoPoint::Degrees(42.0, 50.0), 0.5, Length::Kilometers(5), Length::Kilometers(5));
}
TEST(PlotGrid, FindsThemAcrossTheDateLine) {
  ExpectAllNear(GeoPoint::Degrees(-17.0, 179.9), 0.5, Length::Kilometers(3), Length::Kilometers(9));
}
TEST(PlotGrid, FindsThemInHighLatitudes) {
  ExpectAllNear(GeoPoint::Degrees(81.0, 20.0), 2.0, Length::Kilometers(8), Length::Kilometers(20));
  ExpectAllNear(GeoPoint::Degrees(89.5, 0.0), 0.5, Length::Kilometers(5), Length::Kilometers(20));
}
TEST(PlotGrid, FindsThemWithCellsFarSmallerThanTheCircle) {
  ExpectAllNear(GeoPoint::Degrees(10.0, 10.0), 0.3, Length::Meters(50), Length::Kilometers(10));
}

TEST(PlotGrid, LeavesOutLooksThatSawNothing) {
  const std::vector<ContactReport> plots(3);
  const PlotGrid grid(plots, Length::Kilometers(1));
  int visits = 0;
  grid.VisitNear(GeoPoint{}, Length::Kilometers(5), [&](std::uint32_t) { ++visits; });
  EXPECT_EQ(visits, 0);
}

TEST(ClutterMap, LearnsWhereEchoesStayAndKeepsItsPriorElsewhere) {
  ClutterParams params;
  params.memory_scans = 1e9;
  ClutterMap map(params, Length::Meters(100.0));
  const GeoPoint pier = GeoPoint::Degrees(63.4, 10.4), open = GeoPoint::Degrees(63.5, 10.4);
  const double prior = params.prior_plots / (100.0 * 100.0);
  EXPECT_NEAR(map.DensityAt(pier), prior, 1e-15);
  for (int scan = 0; scan < 90; ++scan) {
    map.BeginScan();
    map.Add(pier, 1.0);
  }
  // 90 plots in 90 scans, with the prior's 10 scans: (90 + 0.08) / 100 a cell of 1e4 m^2.
  EXPECT_NEAR(map.DensityAt(pier), 90.08 / 100.0 / 1e4, 1e-9);
  EXPECT_NEAR(map.DensityAt(open), 0.08 / 100.0 / 1e4, 1e-12);
}

TEST(ClutterMap, StaysWithinItsMemory) {
  ClutterParams params;
  params.most_cells = 50;
  ClutterMap map(params, Length::Meters(100.0));
  map.BeginScan();
  for (int i = 0; i < 1000; ++i) map.Add(GeoPoint::Degrees(10.0 + 0.01 * i, 10.0), 1.0);
  EXPECT_GT(map.DensityAt(GeoPoint::Degrees(10.0, 10.0)), 0.0);
}

}  // namespace
}  // namespace pelorus
