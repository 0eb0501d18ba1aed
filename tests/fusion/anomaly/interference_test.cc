#include <gtest/gtest.h>

#include <chrono>

#include "fusion/anomaly/interference_detector.h"
#include "fusion/anomaly/suspension.h"
#include "tests/fusion/anomaly/identity_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// `ships` on passage in one sea; `to` is where each jumps to after half an hour, for ten minutes.
template <class To>
ReportBatch Fleet(std::uint32_t ships, To to) {
  std::vector<ReportBatch> fleet;
  for (std::uint32_t i = 0; i < ships; ++i) {
    Ship ship(211000001 + i, seconds{30});
    ship.From(42.0 + 0.1 * i, 50.0).Steer(90.0).At(12.0_kn).For(minutes{30});
    for (int n = 0; n < 20; ++n) ship.StrayReport(to(i).lat_deg(), to(i).lon_deg());
    ship.For(minutes{30});
    fleet.push_back(ReportsOf(ship));
  }
  return Mixed(fleet);
}

std::vector<Event> Interferences(const ReportBatch& reports, std::size_t cut = 100) {
  IdentityBook book;
  InterferenceDetector detector;
  return FoundBy(detector, book, reports, cut);
}

GeoPoint Airport(std::uint32_t) { return GeoPoint::Degrees(40.46, 50.05); }

TEST(Interference, ShipsThatJumpToOnePlaceShowIt) {
  const std::vector<Event> events = Interferences(Fleet(4, Airport));
  ASSERT_EQ(events.size(), 1U);
  const Event& event = events.front();
  EXPECT_EQ(event.kind, EventKind::kGnssInterference);
  EXPECT_EQ(event.participants.size(), 4U);
  EXPECT_TRUE(Contains(event.area, GeoPoint::Degrees(42.15, 50.2)));
  EXPECT_TRUE(Contains(event.area, Airport(0)));
  EXPECT_FALSE(Contains(event.area, GeoPoint::Degrees(45.0, 50.0)));
}

TEST(Interference, TwoShipsAreTooFewAndScatteredPlacesNoPlace) {
  EXPECT_TRUE(Interferences(Fleet(2, Airport)).empty());
  EXPECT_TRUE(Interferences(Fleet(4, [](std::uint32_t i) {
                return GeoPoint::Degrees(38.0 + 0.7 * i, 51.0 + 0.3 * i * i);
              })).empty());
}

TEST(Interference, ShipsThatJumpOntoOneRingShowIt) {
  const auto ring = [](std::uint32_t i) {
    return GeodesicDirect(Airport(0), Azimuth::Degrees(60.0 * i), Length::Kilometers(20.0));
  };
  EXPECT_EQ(Interferences(Fleet(6, ring)).size(), 1U);
}

/// Ten aircraft over one sea, one report a minute; `bad` of them with a NACp of 0 from half time
/// on.
ReportBatch Air(std::uint32_t bad) {
  ReportBatch reports;
  for (int minute = 0; minute < 60; ++minute) {
    for (std::uint32_t i = 0; i < 10; ++i) {
      AircraftReport z;
      z.key = TargetKey::Of(Icao24(0x400000 + i));
      z.measured_at = z.from.received_at = kWorldStart + minutes{minute} + seconds{i};
      z.from.payload_hash = MixBits(static_cast<std::uint64_t>(minute) * 100 + i);
      z.position = GeoPoint::Degrees(24.5 + 0.1 * i, 50.2 + 0.02 * minute);
      z.position_sigma = Length::Meters(10.0);
      z.nac_p = static_cast<std::uint8_t>(i < bad && minute >= 30 ? 0 : 9);
      z.nic = 8;
      reports.emplace_back(z);
    }
  }
  return reports;
}

TEST(Interference, AircraftThatLoseTheirIntegrityTogetherShowIt) {
  const std::vector<Event> events = Interferences(Air(6));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().participants.size(), 6U);
  EXPECT_EQ(events.front().start, kWorldStart + minutes{30});
  EXPECT_TRUE(Contains(events.front().area, GeoPoint::Degrees(25.0, 51.0)));
}

TEST(Interference, TwoOldTranspondersAmongTenAreNone) {
  EXPECT_TRUE(Interferences(Air(2)).empty());
}

TEST(Interference, DoesNotDependOnTheCut) {
  const ReportBatch reports = Air(6);
  const std::string whole = Summary(Interferences(reports, 100000));
  EXPECT_FALSE(whole.empty());
  EXPECT_EQ(whole, Summary(Interferences(reports, 1)));
}

Event At(EventKind kind, TargetKey key, GeoPoint at, Time start) {
  Event event;
  event.kind = kind;
  event.id = EventKind::kSilence == kind ? "s" : "e";
  event.at = at;
  event.start = start;
  event.participants = {{key, {}}};
  return event;
}

TEST(Suspension, HoldsBackWhatItAffectsAndNothingElse) {
  const TargetKey ship = TargetKey::Of(Mmsi(211000001));
  const TargetKey aircraft = TargetKey::Of(Icao24(0x400000));
  std::vector<Event> events = Interferences(Fleet(4, Airport));
  const GeoPoint inside = GeoPoint::Degrees(42.15, 50.2);
  const Time during = kWorldStart + minutes{35};
  events.push_back(At(EventKind::kPositionFault, ship, inside, during));
  events.push_back(At(EventKind::kRendezvous, ship, inside, kWorldStart + hours{9}));
  events.push_back(At(EventKind::kRendezvous, ship, GeoPoint::Degrees(45.0, 50.0), during));
  events.push_back(At(EventKind::kPositionFault, aircraft, inside, during));
  events.push_back(At(EventKind::kDarkTransit, ship, inside, during));
  events.back().facts = SilenceFacts{};
  const std::vector<Event> left = Suspend(events);
  ASSERT_EQ(left.size(), 5U);
  EXPECT_EQ(std::get<InterferenceFacts>(left[0].facts).suspended_events, 2U);
  EXPECT_FALSE(std::get<InterferenceFacts>(left[0].facts).suspended.empty());
  EXPECT_EQ(left[1].kind, EventKind::kRendezvous);
  EXPECT_EQ(left[3].kind, EventKind::kPositionFault);
  EXPECT_EQ(left[4].kind, EventKind::kSilence);
  EXPECT_EQ(std::get<SilenceFacts>(left[4].facts).reason, SilenceReason::kInterference);
}

TEST(Suspension, KnowsWhatAPolygonHolds) {
  const GeoPolygon across{{GeoPoint::Degrees(-1.0, 179.0), GeoPoint::Degrees(-1.0, -179.0),
                           GeoPoint::Degrees(1.0, -179.0), GeoPoint::Degrees(1.0, 179.0)},
                          {}};
  EXPECT_TRUE(Contains({across}, GeoPoint::Degrees(0.0, -179.9)));
  EXPECT_TRUE(Contains({across}, GeoPoint::Degrees(0.0, 179.9)));
  EXPECT_FALSE(Contains({across}, GeoPoint::Degrees(0.0, 0.0)));
  EXPECT_FALSE(Contains({across}, GeoPoint::Degrees(0.0, 178.0)));
}

}  // namespace
}  // namespace pelorus
