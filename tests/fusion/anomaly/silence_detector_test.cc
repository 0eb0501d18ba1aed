#include "fusion/anomaly/silence_detector.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/fusion/anomaly/silence_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

bool Within(Duration t, Duration from, Duration to) { return t > from && t < to; }

TEST(SilenceDetector, OneThatFallsSilentAmongOthersSwitchedOff) {
  const std::vector<Event> events = EventsIn(FleetDay(
      [](auto ship, Duration t, GeoPoint) { return ship == 3 && Within(t, hours{9}, hours{15}); }));
  ASSERT_EQ(events.size(), 1U);
  const Event& event = events.front();
  EXPECT_EQ(event.kind, EventKind::kDarkTransit);
  EXPECT_EQ(ToString(event.participants.front().key), "mmsi:211000004");
  EXPECT_GT(event.probability(), 0.9);
  EXPECT_EQ(event.start, kWorldStart + hours{9});
  EXPECT_EQ(event.end, kWorldStart + hours{15});
  EXPECT_EQ(event.refs.size(), 2U);
}

TEST(SilenceDetector, AllAtOnceIsAnOutage) {
  const std::vector<Event> events =
      EventsIn(FleetDay([](auto, Duration t, GeoPoint) { return Within(t, hours{9}, hours{13}); }));
  ASSERT_EQ(events.size(), 10U);
  for (const Event& event : events) {
    EXPECT_EQ(event.kind, EventKind::kSilence);
    EXPECT_EQ(std::get<SilenceFacts>(event.facts).reason, SilenceReason::kOutage);
  }
}

TEST(SilenceDetector, WhereNobodyIsHeardNobodyIsAccused) {
  // Beyond 50.3 E there is no reception: each ship falls silent there on every trip.
  const std::vector<Event> events =
      EventsIn(FleetDay([](auto, Duration, GeoPoint p) { return p.lon_deg() > 50.1; }));
  ASSERT_GE(events.size(), 10U);
  for (const Event& event : events) EXPECT_EQ(event.kind, EventKind::kSilence) << event.id;
}

TEST(SilenceDetector, ShorterThanTwoHoursIsNoSilence) {
  EXPECT_TRUE(EventsIn(FleetDay([](auto ship, Duration t, GeoPoint) {
                return ship == 3 && Within(t, hours{9}, hours{9} + minutes{115});
              })).empty());
}

TEST(SilenceDetector, ASilenceThatLastsIsReportedAsOpen) {
  const std::vector<Event> events = EventsIn(
      FleetDay([](auto ship, Duration t, GeoPoint) { return ship == 3 && t > hours{15}; }));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_FALSE(events.front().end);
  EXPECT_FALSE(std::get<SilenceFacts>(events.front().facts).on);
  EXPECT_EQ(std::get<SilenceFacts>(events.front().facts).movement, Movement::kOpen);
}

TEST(SilenceDetector, ATwoReportVesselIsUnobservable) {
  const ReportBatch all = FleetDay([](auto ship, Duration t, GeoPoint) {
    return ship != 0 || (t != hours{0} && t != hours{9});
  });
  const std::vector<Event> events = EventsIn(all);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().kind, EventKind::kSilence);
  EXPECT_EQ(std::get<SilenceFacts>(events.front().facts).reason, SilenceReason::kUnobservable);
}

TEST(SilenceDetector, TermsAndExplanationsAddUp) {
  const std::vector<Event> events = EventsIn(FleetDay([](auto ship, Duration t, GeoPoint p) {
    return (ship == 3 && Within(t, hours{9}, hours{15})) || p.lon_deg() > 50.25;
  }));
  ASSERT_FALSE(events.empty());
  for (const Event& event : events) {
    double sum = event.probability();
    for (const Alternative& item : event.alternatives) sum += item.probability;
    EXPECT_NEAR(sum, 1.0, 1e-12);
    EXPECT_FALSE(event.alternatives.empty());
  }
}

TEST(SilenceDetector, ThreadsDoNotChangeAByte) {
  const ReportBatch all = FleetDay([](auto ship, Duration t, GeoPoint p) {
    return (ship == 3 && Within(t, hours{9}, hours{15})) || p.lon_deg() > 50.25;
  });
  const std::string one = JsonOf(EventsIn(all, 1));
  EXPECT_EQ(one, JsonOf(EventsIn(all, 2)));
  EXPECT_EQ(one, JsonOf(EventsIn(all, 8)));
  EXPECT_FALSE(one.empty());
}

TEST(SilenceDetector, AVesselAloneIsMeasuredByItself) {
  const std::vector<Event> events = EventsIn(FleetDay([](auto ship, Duration t, GeoPoint) {
    return ship != 3 || (t / minutes{1}) % 40 != 0 || Within(t, hours{9}, hours{19});
  }));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().evidence.front().unit, "intervals");
  EXPECT_EQ(events.front().kind, EventKind::kDarkTransit);
}

}  // namespace
}  // namespace pelorus
