#include <gtest/gtest.h>

#include <chrono>
#include <numeric>

#include "io/export/events_json.h"
#include "tests/fusion/anomaly/air_traffic.h"

namespace pelorus {
namespace {

using std::chrono::minutes;

bool Within(Duration t, Duration from, Duration to) { return t > from && t < to; }

SilenceReason ReasonOf(const Event& event) { return std::get<SilenceFacts>(event.facts).reason; }

TEST(AirSilences, OneThatVanishesOnABusyAirwaySwitchedOff) {
  const auto events = AirEventsIn(Airway([](auto i, Duration flown, Duration) {
    return i == 7 && Within(flown, minutes{15}, minutes{40});
  }));
  const auto found = About(events, 0x4b1807);
  ASSERT_FALSE(found.empty());
  const Event& event = found.front();
  EXPECT_EQ(event.kind, EventKind::kTransponderGap);
  EXPECT_GT(event.probability(), 0.5);
  const auto& facts = std::get<AirGapFacts>(event.facts);
  ASSERT_TRUE(facts.last_alt_ft && facts.on);
  EXPECT_NEAR(*facts.last_alt_ft, 35'000.0, 50.0);
  EXPECT_NEAR(ToSeconds(facts.on->time - facts.off.time), 1'500.0, 45.0);
  // Six reports a minute for 25 minutes would have come.
  EXPECT_NEAR(facts.expected_messages, 150.0, 40.0);
  for (const Event& other : events) {
    if (other.kind == EventKind::kTransponderGap) {
      EXPECT_EQ(other.id, event.id);
    }
  }
}

TEST(AirSilences, AHoleInCoverageIsNoSwitchOff) {
  // Nobody is heard between the 15th and the 30th minute from the beginning of the airway.
  const auto events = AirEventsIn(Airway(
      [](auto, Duration flown, Duration) { return Within(flown, minutes{15}, minutes{30}); }));
  std::size_t holes = 0;
  for (const Event& event : events) {
    EXPECT_EQ(event.kind, EventKind::kSilence) << event.id;
    if (event.end) ++holes;
  }
  EXPECT_EQ(holes, 24U);
}

TEST(AirSilences, AllAtOnceIsAnOutage) {
  const auto events = AirEventsIn(
      Airway([](auto, Duration, Duration t) { return Within(t, minutes{70}, minutes{85}); }));
  std::size_t outages = 0;
  for (const Event& event : events) {
    EXPECT_EQ(event.kind, EventKind::kSilence) << event.id;
    if (event.end && ReasonOf(event) == SilenceReason::kOutage) ++outages;
  }
  // Between the 70th and 85th minute fly those that started from the 25th on: 10, to begin with.
  EXPECT_GE(outages, 8U);
}

TEST(AirSilences, WhoFliesOutOfCoverageIsNotAccused) {
  const auto events = AirEventsIn(Airway([](auto, Duration, Duration) { return false; }));
  ASSERT_FALSE(events.empty());
  for (const Event& event : events) {
    EXPECT_EQ(event.kind, EventKind::kSilence) << event.id;
    EXPECT_FALSE(event.end);
  }
}

TEST(AirSilences, LessThanTenMinutesAreNone) {
  const auto events = AirEventsIn(Airway([](auto i, Duration flown, Duration) {
    return i == 7 && Within(flown, minutes{15}, minutes{24});
  }));
  for (const Event& event : events) EXPECT_FALSE(event.end) << event.id;
}

TEST(AirSilences, OneThatLandsIsSaidToLand) {
  ReportBatch all = Airway([](auto, Duration, Duration) { return false; });
  Aircraft lands(0x4b1900, std::chrono::seconds{10});
  lands.From(42.0, 48.5).Steer(90.0).At(Speed::Knots(180.0)).Level(4'500.0).Climb(-800.0);
  const ReportBatch descent = lands.For(minutes{4}).reports();
  const auto events = About(AirEventsIn(Merged({all, descent})), 0x4b1900);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().kind, EventKind::kSilence);
  EXPECT_EQ(ReasonOf(events.front()), SilenceReason::kLanding);
}

TEST(AirSilences, OnTheGroundNobodyIsSilent) {
  ReportBatch all = Airway([](auto, Duration, Duration) { return false; });
  Aircraft parks(0x4b1901, std::chrono::seconds{10});
  parks.From(42.0, 48.5).Steer(90.0).At(Speed::Knots(10.0)).Level(100.0);
  parks.For(minutes{2});
  AircraftReport taxiing;
  taxiing.position = parks.here();
  taxiing.pressure_altitude_ft = 100;
  taxiing.on_ground = true;
  const ReportBatch parked = parks.Say(taxiing).reports();
  EXPECT_TRUE(About(AirEventsIn(Merged({all, parked})), 0x4b1901).empty());
}

TEST(AirSilences, BatchesAndCallsInBetweenChangeNothing) {
  const ReportBatch reports = Airway([](auto i, Duration flown, Duration t) {
    return (i == 7 && Within(flown, minutes{15}, minutes{40})) ||
           Within(t, minutes{140}, minutes{152});
  });
  const std::vector<std::string> inputs = {"memory"};
  const auto text = [&inputs](const std::vector<Event>& events) {
    std::string out;
    for (const Event& event : events) AppendJson(out, event, inputs);
    return out;
  };
  const std::string whole = text(AirEventsIn(reports, {}, reports.size()));
  EXPECT_EQ(whole, text(AirEventsIn(reports, {}, 1)));
  EXPECT_EQ(whole, text(AirEventsIn(reports, {}, 377)));
  EXPECT_FALSE(whole.empty());

  IdentityBook book;
  AirSilenceDetector asked_twice({}, {}, book);
  Show(ReportBatch(reports.begin(), reports.begin() + 5'000), asked_twice, book);
  const Time now = From(reports.back()).received_at;
  EXPECT_EQ(text(asked_twice.Findings(now, {})), text(asked_twice.Findings(now, {})));
}

TEST(AirSilences, TermsAndExplanationsAddUp) {
  const auto events = AirEventsIn(Airway([](auto i, Duration flown, Duration) {
    return i == 7 && Within(flown, minutes{15}, minutes{40});
  }));
  for (const Event& event : events) {
    const double others =
        std::accumulate(event.alternatives.begin(), event.alternatives.end(), 0.0,
                        [](double sum, const Alternative& item) { return sum + item.probability; });
    EXPECT_NEAR(others + event.probability(), 1.0, 1e-9);
    EXPECT_FALSE(event.evidence.empty());
  }
}

TEST(AirSilences, AirfieldsAreFeasibleOnlyWithinTheTime) {
  const Airfield near{"Near", "AAAA", GeoPoint::Degrees(42.3, 51.0), Length::Feet(100.0)};
  const Airfield far{"Far", "BBBB", GeoPoint::Degrees(42.0, 40.0), Length::Feet(100.0)};
  const auto events = About(AirEventsIn(Airway([](auto i, Duration flown, Duration) {
                                          return i == 7 && flown > minutes{20};
                                        }),
                                        AirfieldList({near, far}, {})),
                            0x4b1807);
  ASSERT_EQ(events.size(), 1U);
  ASSERT_EQ(events.front().kind, EventKind::kTransponderGap) << events.front().probability();
  EXPECT_FALSE(events.front().end);
  const auto& fields = std::get<AirGapFacts>(events.front().facts).feasible_airfields;
  // 135 minutes at 450 kn: 1,000 nm. The far one lies 680 km = 6 min x 7.5 nm from there.
  ASSERT_FALSE(fields.empty());
  EXPECT_EQ(fields.front().icao, "AAAA");
  for (const auto& field : fields) EXPECT_GE(field.available, minutes{5});
}

}  // namespace
}  // namespace pelorus
