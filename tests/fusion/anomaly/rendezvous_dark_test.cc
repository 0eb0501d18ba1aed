#include "fusion/anomaly/rendezvous_dark.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Event Dark(std::uint32_t mmsi, GeoPoint off, Time t_off, GeoPoint on, Time t_on,
           double draught_change_m = 0.0) {
  Event event;
  event.kind = EventKind::kDarkTransit;
  event.start = t_off;
  event.end = t_on;
  event.detected_at = t_on;
  event.at = off;
  event.participants = {{TargetKey::Of(Mmsi(mmsi)), {}}};
  event.prior_log_odds = 5.0;
  if (draught_change_m != 0.0) {
    event.evidence.push_back({"draught_change", draught_change_m, "m", 0.0, ""});
  }
  SilenceFacts facts;
  facts.off = {t_off, off};
  facts.on = Contact{t_on, on};
  event.facts = facts;
  return event;
}

HaltCase HaltAt(std::uint32_t mmsi, GeoPoint p, Time start, Duration span) {
  HaltCase it;
  it.key = TargetKey::Of(Mmsi(mmsi));
  it.halt.at = p;
  it.halt.start = start;
  it.halt.last = start + span;
  return it;
}

GeoPoint At(double lat, double lon) { return GeoPoint::Degrees(lat, lon); }

// In the open ocean, where straight ways count. 10 degrees of latitude south of the seas with land.
TEST(DarkMeetings, AreWhereTheDarkShipCanHaveBeenLongEnough) {
  const WaterRoutes routes;
  // 60 nm apart and 12 h: at 16 kn there are 132 nm to spare.
  const auto dark =
      Dark(211000002, At(-20.0, 65.0), kWorldStart, At(-21.0, 65.0), kWorldStart + hours{12});
  const std::vector<Event> events = {dark};
  const std::vector<HaltCase> near = {
      HaltAt(211000001, At(-20.5, 65.1), kWorldStart + hours{4}, hours{3})};
  const DarkMeetings found = FindDarkMeetings(events, near, routes, {});
  ASSERT_EQ(found.events.size(), 1U);
  const auto& facts = std::get<RendezvousFacts>(found.events[0].facts);
  EXPECT_EQ(facts.visibility, Visibility::kOneDark);
  EXPECT_EQ(facts.competing_pairs, 0);
  EXPECT_GT(found.events[0].probability(), 0.5);
  EXPECT_EQ(found.events[0].start, kWorldStart + hours{4});
  EXPECT_EQ(found.events[0].end, kWorldStart + hours{7});
}

TEST(DarkMeetings, BeginWhenTheDarkShipCanHaveArrived) {
  const WaterRoutes routes;
  const std::vector<Event> events = {
      Dark(211000002, At(0.0, 70.0), kWorldStart, At(0.0, 70.0), kWorldStart + hours{12})};
  // One degree of longitude on the equator, 111,319.5 m, at 16 kn: 13,524.2 s each way.
  const std::vector<HaltCase> halts = {HaltAt(211000001, At(0.0, 71.0), kWorldStart, hours{12})};
  const DarkMeetings found = FindDarkMeetings(events, halts, routes, {});
  ASSERT_EQ(found.events.size(), 1U);
  EXPECT_NEAR(ToSeconds(found.events[0].start - kWorldStart), 13'524.2, 1.0);
  EXPECT_NEAR(ToSeconds(*found.events[0].end - kWorldStart), 43'200.0 - 13'524.2, 1.0);
}

TEST(DarkMeetings, NeedThePlaceAndTheTime) {
  const WaterRoutes routes;
  const std::vector<Event> events = {
      Dark(211000002, At(-20.0, 65.0), kWorldStart, At(-21.0, 65.0), kWorldStart + hours{5})};
  const std::vector<HaltCase> halts = {
      HaltAt(211000001, At(-20.5, 66.5), kWorldStart + hours{1}, hours{3}),     // too far
      HaltAt(211000003, At(-20.5, 65.0), kWorldStart + hours{6}, hours{3}),     // too late
      HaltAt(211000004, At(-20.5, 65.0), kWorldStart + hours{2}, minutes{20}),  // too short
      HaltAt(211000002, At(-20.5, 65.0), kWorldStart + hours{2}, hours{1})};    // itself
  const DarkMeetings found = FindDarkMeetings(events, halts, routes, {});
  EXPECT_EQ(found.one_dark, 0U);
  EXPECT_TRUE(found.events.empty());
}

TEST(DarkMeetings, AreTheLessLikelyTheMoreFit) {
  const WaterRoutes routes;
  const std::vector<Event> events = {
      Dark(211000002, At(-20.0, 65.0), kWorldStart, At(-21.0, 65.0), kWorldStart + hours{12})};
  std::vector<HaltCase> halts = {
      HaltAt(211000001, At(-20.5, 65.0), kWorldStart + hours{4}, hours{2})};
  const double alone = FindDarkMeetings(events, halts, routes, {}).events.at(0).log_odds();
  halts.push_back(HaltAt(211000003, At(-20.4, 65.1), kWorldStart + hours{5}, hours{2}));
  const DarkMeetings two = FindDarkMeetings(events, halts, routes, {});
  ASSERT_EQ(two.events.size(), 2U);
  for (const Event& event : two.events) {
    EXPECT_NEAR(event.log_odds(), alone - std::log(2.0), 1e-9);
  }
}

TEST(DarkMeetings, OfTwoDarkShipsAreCountedAndToldOnlyWithAThirdCue) {
  const WaterRoutes routes;
  const auto pair = [](double change_a, double change_b) {
    return std::vector<Event>{Dark(211000002, At(-20.0, 65.0), kWorldStart, At(-21.0, 65.0),
                                   kWorldStart + hours{12}, change_a),
                              Dark(211000003, At(-20.5, 64.5), kWorldStart + hours{1},
                                   At(-20.5, 65.5), kWorldStart + hours{13}, change_b)};
  };
  const DarkMeetings silent = FindDarkMeetings(pair(0.0, 0.0), {}, routes, {});
  EXPECT_EQ(silent.both_dark, 1U);
  EXPECT_TRUE(silent.events.empty());
  EXPECT_TRUE(FindDarkMeetings(pair(1.0, 1.5), {}, routes, {}).events.empty());
  const DarkMeetings cued = FindDarkMeetings(pair(1.0, -1.5), {}, routes, {});
  ASSERT_EQ(cued.events.size(), 1U);
  EXPECT_EQ(std::get<RendezvousFacts>(cued.events[0].facts).visibility, Visibility::kBothDark);
}

TEST(DarkMeetings, KeepLandBetweenShipsApart) {
  const WaterRoutes routes;
  // A silence in the Red Sea and a halt in the Gulf, 600 nm by air, a peninsula apart: at 16 kn the
  // ellipse in the air covers it in 100 h, the way by sea, more than 1,900 nm, does not.
  const std::vector<Event> events = {
      Dark(211000002, At(22.0, 38.0), kWorldStart, At(22.5, 37.8), kWorldStart + hours{110})};
  const std::vector<HaltCase> halts = {
      HaltAt(211000001, At(26.0, 52.5), kWorldStart + hours{50}, hours{10})};
  EXPECT_EQ(FindDarkMeetings(events, halts, routes, {}).one_dark, 0U);
}

}  // namespace
}  // namespace pelorus
