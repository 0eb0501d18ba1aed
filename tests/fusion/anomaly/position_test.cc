#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numbers>

#include "fusion/anomaly/position_detector.h"
#include "geo/geodesic.h"
#include "tests/fusion/anomaly/identity_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Faults in one ship's reports; with land, the square of a degree about 43 N 51 E is some.
std::vector<Event> Faults(const ReportBatch& reports, std::size_t cut = 100,
                          const ShoreIndex* shores = nullptr) {
  IdentityBook book;
  PositionIntegrityDetector detector({}, shores, {});
  return FoundBy(detector, book, reports, cut);
}

ShoreIndex SquareIsland() {
  Land land{"island", *Region::FromDegrees(46.0, 38.0, 56.0, 46.0), {}, {}};
  land.rings = {{GeoPoint::Degrees(42.5, 50.5), GeoPoint::Degrees(42.5, 51.5),
                 GeoPoint::Degrees(43.5, 51.5), GeoPoint::Degrees(43.5, 50.5)}};
  land.water_tolerance = Length::Kilometers(1.5);
  ShoreIndex shores;
  shores.Add(land);
  return shores;
}

PositionFault FaultOf(const Event& event) {
  return std::get<PositionFaultFacts>(event.facts).fault;
}

/// Under way with the scatter of a receiver, so that nothing is too smooth.
ReportBatch Ordinary(Ship ship) {
  ReportBatch reports = ReportsOf(ship);
  std::uint64_t n = 0;
  for (Report& report : reports) {
    auto& z = std::get<Observation>(report);
    const auto bits = MixBits(++n);
    const double north_m = static_cast<double>(bits % 1000) / 100.0 - 5.0;
    const double east_m = static_cast<double>((bits >> 32U) % 1000) / 100.0 - 5.0;
    z.position = GeoPoint::Degrees(z.position.lat_deg() + north_m / 111e3,
                                   z.position.lon_deg() + east_m / 82e3);
  }
  return reports;
}

Ship OnPassage() {
  Ship ship(211000001, seconds{30});
  ship.From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(hours{1});
  return ship;
}

TEST(PositionIntegrity, AnOrdinaryPassageHasNoFault) {
  EXPECT_TRUE(Faults(Ordinary(OnPassage())).empty());
}

TEST(PositionIntegrity, OneStrayReportIsNone) {
  Ship ship = OnPassage();
  ship.StrayReport(43.0, 51.0).For(hours{1});
  EXPECT_TRUE(Faults(Ordinary(ship)).empty());
}

TEST(PositionIntegrity, AnExcursionThatComesBackIsAJump) {
  Ship ship = OnPassage();
  for (int i = 0; i < 12; ++i) ship.StrayReport(43.0, 51.0);
  ship.For(hours{1});
  const std::vector<Event> events = Faults(Ordinary(ship));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(FaultOf(events.front()), PositionFault::kJump);
  EXPECT_GT(events.front().probability(), 0.8);
  EXPECT_GE(std::get<PositionFaultFacts>(events.front().facts).positions.size(), 14U);
}

TEST(PositionIntegrity, AWayThatIsShiftedAndShiftsBackIsAnOffset) {
  ReportBatch reports = Ordinary(OnPassage());
  for (std::size_t i = 40; i < 80; ++i) {
    auto& z = std::get<Observation>(reports[i]);
    z.position = GeoPoint::Degrees(z.position.lat_deg() + 0.3, z.position.lon_deg());
  }
  const std::vector<Event> events = Faults(reports);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(FaultOf(events.front()), PositionFault::kOffset);
}

TEST(PositionIntegrity, OnePlaceUnderASpeedIsFrozen) {
  Ship ship = OnPassage();
  ReportBatch reports = Ordinary(ship);
  for (std::size_t i = 60; i < 110; ++i) {
    std::get<Observation>(reports[i]).position = *PositionOf(reports[60]);
  }
  const std::vector<Event> events = Faults(reports);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(FaultOf(events.front()), PositionFault::kFrozen);
  EXPECT_TRUE(events.front().end);
}

TEST(PositionIntegrity, AWayWithoutScatterIsTooSmooth) {
  const std::vector<Event> events = Faults(ReportsOf(OnPassage()));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(FaultOf(events.front()), PositionFault::kTooSmooth);
}

/// Three turns of ten minutes about a centre, radius 400 m.
ReportBatch Circling(bool hull_turns) {
  Ship ship(211000001, seconds{20});
  ship.From(42.0, 50.0).At(4.9_kn).For(minutes{30});
  ReportBatch reports = ReportsOf(ship);
  for (Report& report : reports) {
    auto& z = std::get<Observation>(report);
    const double turned = 2.0 * std::numbers::pi * ToSeconds(z.measured_at - kWorldStart) / 600.0;
    z.position = GeodesicDirect(GeoPoint::Degrees(42.0, 50.0), Azimuth::Radians(turned),
                                Length::Meters(400.0));
    z.sog = Speed::MetersPerSecond(400.0 * 2.0 * std::numbers::pi / 600.0);
    z.cog = Course::Radians(hull_turns ? turned + std::numbers::pi / 2.0 : 1.0);
    z.heading = Heading::Radians(hull_turns ? turned + std::numbers::pi / 2.0 : 1.0);
  }
  return reports;
}

TEST(PositionIntegrity, PositionsThatGoRoundUnderAStillHullAreACircle) {
  const std::vector<Event> events = Faults(Circling(false));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(FaultOf(events.front()), PositionFault::kCircle);
  EXPECT_LT(FastDistance(events.front().at, GeoPoint::Degrees(42.0, 50.0)), Length::Meters(20.0));
}

TEST(PositionIntegrity, AShipThatSteersInCirclesIsNoFault) {
  EXPECT_TRUE(Faults(Circling(true)).empty());
}

TEST(CircleFit, FindsTheCircleOfThreePoints) {
  // Through (1, 0), (0, 1), (-1, 0) runs the unit circle.
  const auto fit = FitCircle({{1.0, 0.0}, {0.0, 1.0}, {-1.0, 0.0}});
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->center.norm(), 0.0, 1e-12);
  EXPECT_NEAR(fit->radius, 1.0, 1e-12);
  EXPECT_FALSE(FitCircle({{0.0, 0.0}, {1.0, 1.0}, {2.0, 2.0}}));
}

TEST(PositionIntegrity, PositionsFarBehindTheShoreAreOnLand) {
  const ShoreIndex shores = SquareIsland();
  Ship inland(211000001, minutes{1});
  inland.From(43.0, 51.0).At(0.0_kn).For(hours{1});
  const std::vector<Event> events = Faults(Ordinary(inland), 100, &shores);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(FaultOf(events.front()), PositionFault::kOnLand);
  Ship in_port(211000001, minutes{1});
  in_port.From(43.0, 50.51).At(0.0_kn).For(hours{1});  // 800 m behind it
  EXPECT_TRUE(Faults(Ordinary(in_port), 100, &shores).empty());
}

TEST(PositionIntegrity, WhereSeveralSailTheDataMissesAWaterway) {
  const ShoreIndex shores = SquareIsland();
  std::vector<ReportBatch> fleet;
  for (std::uint32_t i = 0; i < 4; ++i) {
    Ship ship(211000001 + i, minutes{1});
    ship.From(43.0, 50.3 + 0.02 * i).Steer(90.0).At(10.0_kn).For(hours{4});
    fleet.push_back(Ordinary(ship));
  }
  EXPECT_TRUE(Faults(Mixed(fleet), 100, &shores).empty());
}

TEST(PositionIntegrity, DoesNotDependOnTheCut) {
  Ship ship = OnPassage();
  for (int i = 0; i < 12; ++i) ship.StrayReport(43.0, 51.0);
  ship.For(hours{1});
  const std::string whole = Summary(Faults(ReportsOf(ship), 100000));
  EXPECT_FALSE(whole.empty());
  EXPECT_EQ(whole, Summary(Faults(ReportsOf(ship), 1)));
  EXPECT_EQ(whole, Summary(Faults(ReportsOf(ship), 13)));
}

TEST(PositionSample, KeepsNoMoreThanTwoHundred) {
  PositionSample sample;
  for (int i = 0; i < 12345; ++i) sample.Add({kWorldStart + seconds{i}, GeoPoint{}});
  EXPECT_LE(sample.contacts().size(), PositionSample::kMost);
  EXPECT_GE(sample.contacts().size(), PositionSample::kMost / 2 - 5);
  EXPECT_EQ(sample.contacts().front().time, kWorldStart);
}

}  // namespace
}  // namespace pelorus
