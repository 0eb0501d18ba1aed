// Small worlds in which vessels fall silent for different reasons.
#include <gtest/gtest.h>

#include <chrono>

#include "fusion/anomaly/suspension.h"
#include "geo/places.h"
#include "tests/fusion/anomaly/silence_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

bool Within(Duration t, Duration from, Duration to) { return t > from && t < to; }

const SilenceFacts& FactsOf(const Event& event) { return std::get<SilenceFacts>(event.facts); }

std::vector<Event> DarkOnes(std::vector<Event> events) {
  std::erase_if(events, [](const Event& event) { return event.kind != EventKind::kDarkTransit; });
  return events;
}

bool IsFeasible(const Event& event, std::string_view code) {
  const std::vector<PortCall>& ports = FactsOf(event).feasible_ports;
  return std::any_of(ports.begin(), ports.end(),
                     [code](const PortCall& port) { return port.unlocode == code; });
}

TEST(SilenceScenario, OfAnOutageAndASwitchOffOnlyTheSecondIsDark) {
  const std::vector<Event> dark = DarkOnes(EventsIn(FleetDay([](auto ship, Duration t, GeoPoint) {
    return Within(t, hours{4}, hours{8}) || (ship == 6 && Within(t, hours{13}, hours{19}));
  })));
  ASSERT_EQ(dark.size(), 1U);
  EXPECT_EQ(ToString(dark.front().participants.front().key), "mmsi:211000007");
  EXPECT_EQ(dark.front().start, kWorldStart + hours{13});
}

TEST(SilenceScenario, RangeThatDuctingLentIsNotMissedLater) {
  // Beyond 50.2 E vessels are heard in the morning only.
  const ReportBatch all =
      FleetDay([](auto, Duration t, GeoPoint p) { return p.lon_deg() > 50.2 && t > hours{8}; });
  const std::vector<Event> events = EventsIn(all);
  EXPECT_GE(events.size(), 10U);
  EXPECT_TRUE(DarkOnes(events).empty());
}

TEST(SilenceScenario, AnEdgeOfCoverageThatMovesAccusesNobody) {
  const std::vector<Event> events = EventsIn(FleetDay([](auto, Duration t, GeoPoint p) {
    const double edge_deg = 50.12 + 0.02 * static_cast<double>(t / hours{1} % 5);
    return p.lon_deg() > edge_deg;
  }));
  EXPECT_GE(events.size(), 10U);
  EXPECT_TRUE(DarkOnes(events).empty());
}

TEST(SilenceScenario, MissedSatellitePassesAreNoSwitchOff) {
  // One vessel in the open ocean, heard for six minutes every 95, two passes in a row missed.
  Ship ship(211000001, minutes{2});
  ship.From(-20.0, 70.0).Steer(90.0).At(12.0_kn);
  for (int pass = 0; pass < 40; ++pass) {
    if (pass != 20 && pass != 21) {
      ship.For(minutes{6}).Silent(minutes{89});
    } else {
      ship.Silent(minutes{95});
    }
  }
  const std::vector<Event> events = EventsIn(InOrder({ship}));
  ASSERT_FALSE(events.empty());
  EXPECT_TRUE(DarkOnes(events).empty());
}

/// A day in which all that ship 3 sent from 9 to 15 h came at 15 h, by a late satellite: one report
/// in ten minutes.
ReportBatch DayWithALateSatellite() {
  ReportBatch all = FleetDay([](auto ship, Duration t, GeoPoint) {
    return ship == 3 && Within(t, hours{9}, hours{15}) && t / minutes{1} % 10 != 0;
  });
  for (Report& report : all) {
    auto& z = std::get<Observation>(report);
    const Duration t = z.from.received_at - kWorldStart;
    if (z.key.number() == 211000004 && Within(t, hours{9}, hours{15})) {
      z.from.received_at = kWorldStart + hours{15} - std::chrono::seconds{1};
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  return all;
}

TEST(SilenceScenario, ReportsThatASatelliteBringsLateFillTheSilence) {
  ReportBatch all = DayWithALateSatellite();
  SilenceRun run;
  run.asks_often = true;
  EXPECT_TRUE(EventsIn(all, run).empty());
  // Before they came it looked like a switch-off, and was said to last.
  std::erase_if(
      all, [](const Report& report) { return From(report).received_at > kWorldStart + hours{14}; });
  const std::vector<Event> open = EventsIn(all, run);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_FALSE(open.front().end);
}

TEST(SilenceScenario, AVesselAtItsBerthIsMoored) {
  const std::vector<Place> places = {
      {"Berth", PlaceKind::kPort, "", "", GeoPoint::Degrees(42.35, 50.2), {}, ""}};
  ReportBatch all = FleetDay([](auto, Duration, GeoPoint) { return false; });
  Ship moored(211000011, minutes{1});
  moored.From(42.35, 50.2).At(0.0_kn).For(hours{8}).Silent(hours{6}).For(hours{10});
  for (const Observation& z : moored.reports()) all.emplace_back(z);
  std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  SilenceRun run;
  run.places = places;
  const std::vector<Event> events = EventsIn(all, run);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().kind, EventKind::kSilence);
  EXPECT_EQ(FactsOf(events.front()).reason, SilenceReason::kMoored);
}

TEST(SilenceScenario, WhoSailsOutOfTheRunsAreaLeftIt) {
  SilenceRun run;
  run.params.region = Region::FromDegrees(40.0, 48.0, 44.0, 50.3);
  const std::vector<Event> events =
      EventsIn(FleetDay([](auto, Duration, GeoPoint p) { return p.lon_deg() > 50.19; }), run);
  ASSERT_GE(events.size(), 10U);
  for (const Event& event : events) {
    EXPECT_EQ(event.kind, EventKind::kSilence);
    EXPECT_EQ(FactsOf(event).reason, SilenceReason::kLeftArea);
  }
}

TEST(SilenceScenario, ADarkTransitSaysWhichPortsItCanHaveCalledAt) {
  SilenceRun run;
  run.places = EmbeddedPlaces();
  const std::vector<Event> dark =
      DarkOnes(EventsIn(FleetDay([](auto ship, Duration t, GeoPoint) {
                          return ship == 3 && t > hours{6} && t < hours{20};
                        }),
                        run));
  ASSERT_EQ(dark.size(), 1U);
  const Event& event = dark.front();
  // Aktau is 90 nm away: 14 h at 16 kn lead there and back, and leave about two and a half.
  ASSERT_TRUE(IsFeasible(event, "KZAAU"));
  EXPECT_FALSE(IsFeasible(event, "IRBAZ"));
  EXPECT_FALSE(IsFeasible(event, "RUASF"));
  ASSERT_TRUE(FactsOf(event).implied_speed);
  EXPECT_LT(*FactsOf(event).implied_speed, Speed::Knots(2.0));
  EXPECT_TRUE(Contains(event.area, GeoPoint::Degrees(43.5, 51.0)));
  EXPECT_TRUE(Contains(event.area, event.at));
  EXPECT_FALSE(Contains(event.area, GeoPoint::Degrees(37.6, 49.5)));
  EXPECT_FALSE(Contains(event.area, GeoPoint::Degrees(43.2, 53.0))) << "land";
}

TEST(SilenceScenario, WhereASilenceLastsTheAreaIsWhatCanBeReached) {
  Silence silence;
  silence.start = kWorldStart;
  silence.off.contact = {kWorldStart, GeoPoint::Degrees(42.4, 50.0)};
  Event event;
  event.participants.resize(1);
  event.facts = SilenceFacts{};
  SilenceReach reach(EmbeddedPlaces());
  // 8 h at 16 kn are 128 nm; the shores are further away to the south-east and nearer to the west.
  reach.Locate(silence, kWorldStart + hours{8}, true, event);
  EXPECT_FALSE(FactsOf(event).implied_speed);
  const auto at = [&silence](double bearing_deg, double nm) {
    return GeodesicDirect(silence.off.contact.position, Azimuth::Degrees(bearing_deg),
                          Length::NauticalMiles(nm));
  };
  EXPECT_TRUE(Contains(event.area, at(155.0, 126.0)));
  EXPECT_FALSE(Contains(event.area, at(155.0, 130.0)));
  EXPECT_FALSE(Contains(event.area, at(270.0, 126.0))) << "land";
  // Aktau, 90 nm off: five and a half hours of sailing leave two and a half.
  const std::vector<PortCall>& ports = FactsOf(event).feasible_ports;
  const auto aktau = std::find_if(ports.begin(), ports.end(),
                                  [](const PortCall& port) { return port.unlocode == "KZAAU"; });
  ASSERT_NE(aktau, ports.end());
  EXPECT_NEAR(ToSeconds(aktau->available) / 3600.0, 8.0 - 89.8 / 16.0, 0.2);
}

TEST(SilenceScenario, InterferenceExplainsWhatBeginsInIt) {
  const ReportBatch all = FleetDay(
      [](auto ship, Duration t, GeoPoint) { return ship == 3 && Within(t, hours{9}, hours{15}); });
  Event interference;
  interference.kind = EventKind::kGnssInterference;
  interference.start = kWorldStart + hours{8};
  interference.end = kWorldStart + hours{10};
  const auto corner = [](double lat, double lon) { return GeoPoint::Degrees(lat, lon); };
  interference.area = {{{corner(42, 49), corner(42, 51), corner(43, 51), corner(43, 49)}, {}}};
  SilenceRun run;
  run.earlier = {interference};
  ASSERT_EQ(EventsIn(all, run).size(), 1U);
  const Event event = EventsIn(all, run).front();
  EXPECT_EQ(event.kind, EventKind::kSilence);
  EXPECT_EQ(FactsOf(event).reason, SilenceReason::kInterference);
  const auto term = std::find_if(event.evidence.begin(), event.evidence.end(),
                                 [](const Evidence& e) { return e.name == "gnss_interference"; });
  ASSERT_NE(term, event.evidence.end());
  EXPECT_LT(term->llr, 0.0);
  run.earlier.front().end = kWorldStart + hours{8} + minutes{30};  // over before it began
  EXPECT_NE(FactsOf(EventsIn(all, run).front()).reason, SilenceReason::kInterference);
}

}  // namespace
}  // namespace pelorus
