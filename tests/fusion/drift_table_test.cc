#include "fusion/drift_table.h"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/geodesic.h"
#include "tests/trackers/random.h"

namespace pelorus {
namespace {

constexpr double kQuarter_s = 900.0;

/// Ships that keep their speed and change course at random times, `turns_per_hour` on average.
class Fleet {
 public:
  Fleet(double turns_per_hour, unsigned seed) : random_(seed), turns_per_hour_(turns_per_hour) {
    for (std::uint32_t i = 0; i < 60; ++i) {
      ships_.push_back({TargetKey::Of(Mmsi(200'000'000 + i)), Time(),
                        GeoPoint::Degrees(50.0 + random_.Uniform(-1, 1), random_.Uniform(-1, 1)),
                        Speed::Knots(random_.Uniform(6, 11)),
                        Course::Degrees(random_.Uniform(0, 360))});
    }
  }

  /// A minute passes.
  void Step() {
    for (DriftFix& ship : ships_) {
      ship.at += std::chrono::minutes{1};
      ship.position = GeodesicDirect(ship.position, Azimuth::Degrees(ship.course.degrees()),
                                     Length::Meters(60.0 * ship.sog.mps()));
      if (random_.Uniform(0, 1) < turns_per_hour_ / 60.0) {
        ship.course = Course::Degrees(random_.Uniform(0, 360));
      }
    }
  }
  const std::vector<DriftFix>& ships() const { return ships_; }

 private:
  Random random_;
  double turns_per_hour_;
  std::vector<DriftFix> ships_;
};

DriftTable Learned(Fleet& fleet, int minutes) {
  DriftTable table;
  for (int i = 0; i < minutes; ++i, fleet.Step()) {
    for (const DriftFix& ship : fleet.ships()) table.Learn(ship);
  }
  return table;
}

TEST(DriftTable, KnowsNothingOfARunBeforeItBegins) {
  const DriftTable table;
  const Drift none = table.Outlook(TargetKey::Of(Mmsi(1))).At(kQuarter_s, Speed::Knots(10));
  const Drift prior = DriftOutlook().At(kQuarter_s, Speed::Knots(10));
  EXPECT_NEAR(none.fraction, prior.fraction, 1e-6);
  EXPECT_NEAR(none.along, prior.along, 1e-6);
}

TEST(DriftTable, LearnsThatShipsOfTheOpenSeaSailOn) {
  Fleet fleet(0.0, 1);
  const DriftTable table = Learned(fleet, 120);
  const Drift drift = table.Outlook(fleet.ships()[0].key).At(kQuarter_s, Speed::Knots(10));
  const Drift prior = DriftOutlook().At(kQuarter_s, Speed::Knots(10));
  EXPECT_GT(drift.fraction, 0.98);
  EXPECT_LT(drift.along, 0.4 * prior.along);
  EXPECT_LT(drift.cross, 0.6 * prior.cross);
}

TEST(DriftTable, LearnsThatShipsOfAHarbourTurnBack) {
  Fleet fleet(12.0, 2);
  const DriftTable table = Learned(fleet, 120);
  const Drift drift = table.Outlook(fleet.ships()[0].key).At(kQuarter_s, Speed::Knots(10));
  const Drift prior = DriftOutlook().At(kQuarter_s, Speed::Knots(10));
  EXPECT_LT(drift.fraction, prior.fraction);
}

TEST(DriftTable, RegionsHoldNineInTenOfShipsThatItDidNotFit) {
  for (const double turns : {1.0, 4.0}) {
    Fleet fleet(turns, 3);
    DriftTable table = Learned(fleet, 240);
    int inside = 0, all = 0;
    for (int round = 0; round < 20; ++round) {
      const std::vector<DriftFix> before = fleet.ships();
      std::vector<DriftOutlook> outlooks;
      for (const DriftFix& ship : before) outlooks.push_back(table.Outlook(ship.key));
      for (int i = 0; i < 15; ++i) {
        fleet.Step();
        for (const DriftFix& ship : fleet.ships()) table.Learn(ship);
      }
      for (std::size_t i = 0; i < before.size(); ++i) {
        const Geodesic way = GeodesicInverse(before[i].position, fleet.ships()[i].position);
        const double unit = DriftUnit_m(kQuarter_s, before[i].sog);
        const double turned =
            Angle::Degrees(way.start.degrees() - before[i].course.degrees()).radians();
        const Drift drift = outlooks[i].At(kQuarter_s, before[i].sog);
        const double a =
            (way.distance.meters() / unit * std::cos(turned) - drift.fraction) / drift.along;
        const double c = way.distance.meters() / unit * std::sin(turned) / drift.cross;
        inside += a * a + c * c < 4.605 ? 1 : 0;
        ++all;
      }
    }
    EXPECT_GT(inside, 0.85 * all) << turns;
    EXPECT_LT(inside, 0.97 * all) << turns;
  }
}

TEST(DriftTable, MoreThanOneFixAMinuteChangesNothing) {
  Fleet one(4.0, 5), other(4.0, 5);
  DriftTable sparse = Learned(one, 60), dense;
  for (int i = 0; i < 60; ++i, other.Step()) {
    for (DriftFix ship : other.ships()) {
      dense.Learn(ship);
      ship.at += std::chrono::seconds{20};
      dense.Learn(ship);
    }
  }
  const TargetKey key = one.ships()[7].key;
  for (const double h : {60.0, 300.0, 1800.0}) {
    const Drift a = sparse.Outlook(key).At(h, Speed::Knots(9));
    const Drift b = dense.Outlook(key).At(h, Speed::Knots(9));
    EXPECT_EQ(a.fraction, b.fraction);
    EXPECT_EQ(a.along, b.along);
    EXPECT_EQ(a.cross, b.cross);
  }
}

TEST(DriftOutlook, IsSoundAtAnyHorizonAndSpeed) {
  const DriftOutlook outlook;
  for (const double kn : {0.0, 3.0, 9.0, 20.0}) {
    for (const double h : {1.0, 60.0, 400.0, 9000.0, 28800.0, 1e7}) {
      const Drift drift = outlook.At(h, Speed::Knots(kn));
      EXPECT_TRUE(std::isfinite(drift.fraction) && drift.along > 0.0 && drift.cross > 0.0);
    }
  }
}

}  // namespace
}  // namespace pelorus
