#include "fusion/anomaly/air_sea_detector.h"

#include <gtest/gtest.h>

#include <numeric>

#include "io/input.h"
#include "tests/fusion/anomaly/air_traffic.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint32_t kCraft = 0x4b1c00;

/// Ship at 42 N 50 E at 2 kn, half an hour.
ReportBatch SlowShip(Speed speed = Speed::Knots(2.0)) {
  const Ship ship =
      Ship(211000001, seconds{30}).From(42.0, 50.0).Steer(0.0).At(speed).For(minutes{30});
  return {ship.reports().begin(), ship.reports().end()};
}

Aircraft Low(Duration after = minutes{8}) {
  return Aircraft(kCraft, seconds{2}).Silent(after).Level(500.0);
}

/// A circle of 1 km around the ship, at 90 kn, four times.
Aircraft Circling() {
  Aircraft craft = Low().From(42.0, 50.0).At(Speed::Knots(90.0));
  craft.From(42.005, 49.9879);
  for (int i = 0; i < 4 * 36; ++i) craft.Steer(10.0 * i).For(seconds{4});
  return craft;
}

std::vector<Event> MeetingsIn(const std::vector<ReportBatch>& lists, std::size_t batch = 1000) {
  ReportBatch all = Merged(lists);
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::visit([i](auto& z) { z.from.raw.offset = i; }, all[i]);
  }
  IdentityBook book;
  AirSeaDetector detector(book);
  Show(all, detector, book, batch);
  return detector.Findings(From(all.back()).received_at, {});
}

TEST(AirSea, AnAircraftThatCirclesAShipMeetsIt) {
  const auto events = MeetingsIn({SlowShip(), Circling().reports()});
  ASSERT_EQ(events.size(), 1U);
  const Event& event = events.front();
  EXPECT_EQ(event.kind, EventKind::kAirSeaRendezvous);
  ASSERT_EQ(event.participants.size(), 2U);
  EXPECT_EQ(event.participants[0].key, TargetKey::Of(Icao24(kCraft)));
  EXPECT_EQ(event.participants[1].key, TargetKey::Of(Mmsi(211000001)));
  const auto& facts = std::get<AirSeaFacts>(event.facts);
  EXPECT_EQ(facts.pattern, RelativePattern::kOrbit);
  EXPECT_LT(facts.min_distance.meters(), 2'000.0);
  EXPECT_GT(event.probability(), 0.5);
}

TEST(AirSea, AHelicopterOverAShipHovers) {
  Aircraft craft = Low().From(42.006, 50.0).Steer(0.0).At(Speed::Knots(3.0)).For(minutes{12});
  const auto events = MeetingsIn({SlowShip(), craft.reports()});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<AirSeaFacts>(events.front().facts).pattern, RelativePattern::kHover);
  const double others =
      std::accumulate(events.front().alternatives.begin(), events.front().alternatives.end(), 0.0,
                      [](double sum, const Alternative& item) { return sum + item.probability; });
  EXPECT_NEAR(others + events.front().probability(), 1.0, 1e-9);
}

TEST(AirSea, OneThatFliesPastDoesNot) {
  Aircraft craft = Low().From(42.0, 49.8).Steer(90.0).At(Speed::Knots(100.0)).For(minutes{12});
  EXPECT_TRUE(MeetingsIn({SlowShip(), craft.reports()}).empty());
}

TEST(AirSea, NeitherDoesOneThatFliesHigh) {
  Aircraft craft = Low().From(42.006, 50.0).Steer(0.0).At(Speed::Knots(3.0)).Level(2'500.0);
  EXPECT_TRUE(MeetingsIn({SlowShip(), craft.For(minutes{12}).reports()}).empty());
}

TEST(AirSea, AShipUnderWayIsNoMeetingPlace) {
  Aircraft craft = Low().From(42.03, 50.0).Steer(0.0).At(Speed::Knots(14.0)).For(minutes{12});
  EXPECT_TRUE(MeetingsIn({SlowShip(Speed::Knots(14.0)), craft.reports()}).empty());
}

TEST(AirSea, RescueAircraftOnAisAreUsuallyAtWork) {
  Ship rescue(111232501, seconds{10});
  rescue.From(42.006, 50.0).Steer(0.0).At(Speed::Knots(3.0)).For(minutes{30});
  const ReportBatch list(rescue.reports().begin(), rescue.reports().end());
  const auto events = MeetingsIn({SlowShip(), list});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events.front().participants[0].key, TargetKey::Of(Mmsi(111232501)));
  EXPECT_LT(events.front().probability(), 0.9);
  EXPECT_EQ(events.front().alternatives.front().name, "search_and_rescue");
}

TEST(AirSea, BatchesChangeNothing) {
  const auto whole = MeetingsIn({SlowShip(), Circling().reports()}, 100'000);
  const auto pieces = MeetingsIn({SlowShip(), Circling().reports()}, 7);
  ASSERT_EQ(whole.size(), pieces.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(whole[i].id, pieces[i].id);
    EXPECT_EQ(whole[i].log_odds(), pieces[i].log_odds());
    EXPECT_EQ(whole[i].start, pieces[i].start);
  }
}

}  // namespace
}  // namespace pelorus
