#include "fusion/anomaly/air_coverage.h"

#include <gtest/gtest.h>

#include "fusion/anomaly/air_activity.h"

namespace pelorus {
namespace {

const GeoPoint kHere = GeoPoint::Degrees(42.1, 50.1);
const TargetKey kOne = TargetKey::Of(Icao24(1));
const TargetKey kTwo = TargetKey::Of(Icao24(2));

TEST(AirCoverage, BandsEndWhereTheySay) {
  EXPECT_EQ(BandOf(-200.0), 0U);
  EXPECT_EQ(BandOf(1'499.0), 0U);
  EXPECT_EQ(BandOf(1'500.0), 1U);
  EXPECT_EQ(BandOf(24'999.0), 4U);
  EXPECT_EQ(BandOf(41'000.0), 5U);
}

TEST(AirCoverage, CellsLieAroundTheirPoints) {
  for (const GeoPoint p : {kHere, GeoPoint::Degrees(-33.9, -179.9), GeoPoint::Degrees(90.0, 0.0)}) {
    const GeoPoint middle = MiddleOf(AirCellOf(p, 10'000.0));
    EXPECT_NEAR(middle.lat_deg(), p.lat_deg(), 0.1251);
    EXPECT_NEAR(middle.lon_deg(), p.lon_deg(), 0.1251);
  }
}

TEST(AirCoverage, KnowsNothingAndSaysSo) {
  const AirCoverage coverage;
  EXPECT_NEAR(coverage.At(AirCellOf(kHere, 35'000.0), {}).mean(), 0.5, 1e-12);
  EXPECT_EQ(coverage.KnowledgeAt(AirCellOf(kHere, 35'000.0), {}), 0.0);
  EXPECT_FALSE(coverage.FloorAt(kHere, kOne));
}

TEST(AirCoverage, ComesNearTheShareThatIsHeard) {
  AirCoverage coverage;
  const AirCell cell = AirCellOf(kHere, 35'000.0);
  coverage.Count(cell, {1000.0, 700.0});
  EXPECT_NEAR(coverage.At(cell, {}).mean(), 0.7, 0.01);
}

TEST(AirCoverage, WhatIsHeardLowIsHeardHighButNotTheOtherWay) {
  AirCoverage low;
  low.Count(AirCellOf(kHere, 1'000.0), {200.0, 196.0});
  EXPECT_GT(low.At(AirCellOf(kHere, 35'000.0), {}).mean(), 0.9);
  AirCoverage high;
  high.Count(AirCellOf(kHere, 35'000.0), {200.0, 200.0});
  high.Count(AirCellOf(kHere, 1'000.0), {200.0, 0.0});
  EXPECT_LT(high.At(AirCellOf(kHere, 1'000.0), {}).mean(), 0.1);
  EXPECT_GT(high.At(AirCellOf(kHere, 35'000.0), {}).mean(), 0.9);
}

TEST(AirCoverage, LeavesTheAircraftItselfOut) {
  AirCoverage coverage;
  const AirCell cell = AirCellOf(kHere, 35'000.0);
  coverage.Count(cell, {40.0, 0.0});
  coverage.Count(cell, {20.0, 20.0});
  const OwnAirCell own[] = {{cell, 20.0F, 20.0F}};
  AirCoverage others;
  others.Count(cell, {40.0, 0.0});
  EXPECT_NEAR(coverage.At(cell, own).mean(), others.At(cell, {}).mean(), 1e-12);
  EXPECT_NEAR(coverage.KnowledgeAt(cell, own), 40.0, 1e-12);
}

TEST(AirCoverage, TheFloorIsTheLowestOfAnother) {
  AirCoverage coverage;
  coverage.HearAt(kHere, 900.0, kOne);
  EXPECT_FALSE(coverage.FloorAt(kHere, kOne));
  EXPECT_EQ(coverage.FloorAt(kHere, kTwo), 900.0);
  coverage.HearAt(kHere, 3'000.0, kTwo);
  coverage.HearAt(kHere, 700.0, kOne);
  EXPECT_EQ(coverage.FloorAt(kHere, kOne), 3'000.0);
  EXPECT_EQ(coverage.FloorAt(kHere, kTwo), 700.0);
  // A neighbouring quarter of the same degree is better than nothing.
  EXPECT_EQ(coverage.FloorAt(GeoPoint::Degrees(42.4, 50.4), kTwo), 700.0);
}

TEST(AirActivity, FindsTheMinutesWithoutAnybody) {
  AirActivity activity;
  const auto out = [](Minute minute) { return minute >= 300 && minute < 330; };
  for (Minute minute = 0; minute < 720; ++minute) {
    for (int i = 0; i < 6; ++i) {
      if (!out(minute)) activity.Hear(kHere, minute);
    }
  }
  activity.Smooth();
  for (Minute minute = 0; minute < 720; ++minute) {
    const double works = activity.Working(kHere, minute);
    if (minute < 297 || minute >= 333) {
      EXPECT_GT(works, 0.99) << minute;
    }
    if (minute >= 302 && minute < 328) {
      EXPECT_LT(works, 0.05) << minute;
    }
  }
  // When all receivers of the run are out, they are out where nobody usually is, too.
  EXPECT_EQ(activity.Working(GeoPoint::Degrees(0.0, 0.0), 290), 1.0);
  EXPECT_LT(activity.Working(GeoPoint::Degrees(0.0, 0.0), 310), 0.05);
}

TEST(AirActivity, ThinTrafficSaysNothing) {
  AirActivity activity;
  for (Minute minute = 0; minute < 720; minute += 3) activity.Hear(kHere, minute);
  activity.Smooth();
  for (Minute minute = 0; minute < 720; ++minute) EXPECT_EQ(activity.Working(kHere, minute), 1.0);
}

}  // namespace
}  // namespace pelorus
