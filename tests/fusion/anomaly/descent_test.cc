#include <gtest/gtest.h>

#include <chrono>
#include <numeric>

#include "geo/region.h"
#include "tests/fusion/anomaly/air_traffic.h"

namespace pelorus {
namespace {

using std::chrono::minutes;

/// Traffic overhead, and one that sinks from 4,000 ft at 180 kn and `fpm` towards the east of
/// 42 N 49.5 E, in the middle of the Caspian.
ReportBatch OneSinks(double fpm, std::uint8_t category = 0xA1) {
  Aircraft sinks(0x4b1a00, std::chrono::seconds{10});
  sinks.Identify("TEST1");
  sinks.From(42.0, 49.5).Steer(90.0).At(Speed::Knots(180.0)).Level(4'000.0).Climb(fpm);
  ReportBatch down = sinks.For(minutes{4}).reports();
  std::get<StaticReport>(down.front()).emitter_category = category;
  return Merged({Airway([](auto, Duration, Duration) { return false; }), down});
}

std::vector<Event> DescentsIn(const ReportBatch& reports, AirfieldList airfields) {
  std::vector<Event> found;
  for (const Event& event : AirEventsIn(reports, std::move(airfields))) {
    if (event.kind == EventKind::kOffAirfieldDescent) found.push_back(event);
  }
  return found;
}

TEST(OffAirfieldDescent, OverTheMiddleOfTheSeaIsFound) {
  const auto events = DescentsIn(OneSinks(-800.0), AirfieldList::Embedded());
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(ToString(events.front().participants.front().key), "icao:4b1a00");
  EXPECT_GT(events.front().probability(), 0.5);
  const auto& facts = std::get<AirGapFacts>(events.front().facts);
  EXPECT_NEAR(facts.last_alt_ft.value_or(0.0), 800.0, 200.0);
  const double others =
      std::accumulate(events.front().alternatives.begin(), events.front().alternatives.end(), 0.0,
                      [](double sum, const Alternative& item) { return sum + item.probability; });
  EXPECT_NEAR(others + events.front().probability(), 1.0, 1e-9);
}

TEST(OffAirfieldDescent, IsNoneTowardsAnAirfield) {
  // It comes down 12 nm east of 49.5 E.
  const Airfield strip{"Strip", "", GeoPoint::Degrees(42.0, 49.77), Length::Feet(0.0)};
  EXPECT_TRUE(DescentsIn(OneSinks(-800.0), AirfieldList({strip}, {CaspianRegion()})).empty());
}

TEST(OffAirfieldDescent, IsNoneInLevelFlight) {
  EXPECT_TRUE(DescentsIn(OneSinks(0.0), AirfieldList::Embedded()).empty());
}

TEST(OffAirfieldDescent, IsUsualForHelicopters) {
  const auto plane = DescentsIn(OneSinks(-800.0), AirfieldList::Embedded());
  const auto helicopter = DescentsIn(OneSinks(-800.0, 0xA7), AirfieldList::Embedded());
  ASSERT_EQ(plane.size(), 1U);
  if (!helicopter.empty()) {
    EXPECT_LT(helicopter.front().log_odds(), plane.front().log_odds() - 2.0);
    EXPECT_EQ(helicopter.front().alternatives.front().name, "helicopter");
  }
}

TEST(OffAirfieldDescent, IsNotSoughtWhereTheListIsSilent) {
  const Airfield far{"Far", "", GeoPoint::Degrees(47.0, 8.0), Length::Feet(0.0)};
  EXPECT_TRUE(DescentsIn(OneSinks(-800.0), AirfieldList({far}, {})).empty());
}

TEST(OffAirfieldDescent, OthersOnTheGroundMakeAnAirfield) {
  std::vector<ReportBatch> all = {OneSinks(-800.0)};
  for (std::uint32_t i = 0; i < 2; ++i) {
    Aircraft parked(0x4b1b00 + i, std::chrono::seconds{10});
    parked.From(42.0, 49.77);
    AircraftReport taxiing;
    taxiing.position = parked.here();
    taxiing.on_ground = true;
    taxiing.pressure_altitude_ft = 0;
    all.push_back(parked.Say(taxiing).reports());
  }
  EXPECT_TRUE(DescentsIn(Merged(all), AirfieldList::Embedded()).empty());
}

}  // namespace
}  // namespace pelorus
