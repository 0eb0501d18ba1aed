#include "io/export/track_line.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TrackLine LineOf(const Ship& ship) {
  TrackLine line;
  for (const Observation& z : ship.reports()) line.Add(z.measured_at, z.position, *z.sog, *z.cog);
  return line;
}

TEST(TrackLine, AStraightLegNeedsAVertexEveryTenMinutesOnly) {
  const Ship ship = Ship(1).From(42.0, 50.0).Steer(0.0).At(12.0_kn).For(minutes{60});
  EXPECT_EQ(LineOf(ship).Vertices().size(), 7U);
}

TEST(TrackLine, StaysNearThePointsItLeavesOut) {
  Ship ship = Ship(1).From(42.0, 50.0).Steer(0.0).At(12.0_kn);
  for (int i = 0; i < 60; ++i) ship.Steer(6.0 * i).For(minutes{1});
  const std::vector<GeoPoint> kept = LineOf(ship).Vertices();
  EXPECT_LT(kept.size(), ship.reports().size() / 2);
  for (const Observation& z : ship.reports()) {
    double nearest_m = 1e9;
    for (std::size_t i = 1; i < kept.size(); ++i) {
      for (double s = 0.0; s <= 1.0; s += 0.05) {  // along the leg
        const GeoPoint p = GeoPoint::Degrees(
            kept[i - 1].lat_deg() + s * (kept[i].lat_deg() - kept[i - 1].lat_deg()),
            kept[i - 1].lon_deg() + s * (kept[i].lon_deg() - kept[i - 1].lon_deg()));
        nearest_m = std::min(nearest_m, FastDistance(z.position, p).meters());
      }
    }
    ASSERT_LT(nearest_m, 40.0);
  }
}

TEST(TrackLine, BeginsAndEndsWhereTheTrackDoes) {
  const Ship ship = Ship(1).From(42.0, 50.0).Steer(0.0).At(12.0_kn).For(minutes{25});
  const std::vector<GeoPoint> kept = LineOf(ship).Vertices();
  EXPECT_EQ(kept.front(), ship.reports().front().position);
  EXPECT_EQ(kept.back(), ship.reports().back().position);
}

TEST(TrackLine, IsCutAtTheAntimeridian) {
  const Ship ship = Ship(1).From(-17.0, 179.9).Steer(90.0).At(20.0_kn).For(minutes{60});
  const auto parts = LineOf(ship).Parts();
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].back().lon_deg, 180.0);
  EXPECT_EQ(parts[1].front().lon_deg, -180.0);
  EXPECT_EQ(parts[0].back().lat_deg, parts[1].front().lat_deg);
  for (const auto& part : parts) {
    for (std::size_t i = 1; i < part.size(); ++i) {
      EXPECT_LT(std::abs(part[i].lon_deg - part[i - 1].lon_deg), 1.0);
    }
  }
}

TEST(TrackLine, AShipThatGoesBackOverTheAntimeridianIsCutTwice) {
  const Ship ship = Ship(1)
                        .From(-17.0, 179.9)
                        .Steer(90.0)
                        .At(20.0_kn)
                        .For(minutes{60})
                        .Steer(270.0)
                        .For(minutes{60});
  EXPECT_EQ(LineOf(ship).Parts().size(), 3U);
}

TEST(TrackLine, WithoutToleranceKeepsEveryPoint) {
  const Ship ship = Ship(1).From(42.0, 50.0).Steer(0.0).At(0.0_kn).For(minutes{10});
  TrackLine line(TrackLine::Rules{0.0_m, minutes{10}});
  for (const Observation& z : ship.reports()) {
    EXPECT_TRUE(line.Add(z.measured_at, z.position, *z.sog, *z.cog));
  }
}

TEST(TrackLine, ASinglePointHasNoLine) {
  const Ship ship = Ship(1).From(42.0, 50.0).For(seconds{10});
  EXPECT_EQ(LineOf(ship).Vertices().size(), 1U);
  EXPECT_TRUE(LineOf(ship).Parts().empty());
}

}  // namespace
}  // namespace pelorus
