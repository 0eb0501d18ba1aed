// The same reports, cut, ordered and asked about in different ways.
#include <gtest/gtest.h>

#include <chrono>

#include "geo/places.h"
#include "tests/fusion/anomaly/silence_world.h"

namespace pelorus {
namespace {

using std::chrono::hours;

ReportBatch ADay() {
  return FleetDay([](auto ship, Duration t, GeoPoint) {
    const bool off = ship == 3 && t > hours{9} && t < hours{15};
    const bool outage = t > hours{3} && t < hours{6};
    return off || outage || (ship == 8 && t > hours{19});
  });
}

std::string TextOf(const ReportBatch& reports, const SilenceRun& run) {
  SilenceRun with_places = run;
  with_places.places = EmbeddedPlaces();
  return JsonOf(EventsIn(reports, with_places));
}

TEST(SilenceDeterminism, NeitherBatchesNorThreadsChangeAnything) {
  const ReportBatch all = ADay();
  const std::string whole = TextOf(all, {});
  ASSERT_NE(whole.find("dark_transit"), std::string::npos);
  for (const std::size_t batch : {std::size_t{1}, std::size_t{37}, all.size()}) {
    SilenceRun run;
    run.batch = batch;
    run.threads = batch == 37 ? 8 : 2;
    EXPECT_EQ(whole, TextOf(all, run)) << batch;
  }
}

TEST(SilenceDeterminism, TheOrderOfWhatCameAtOnceChangesNothing) {
  const ReportBatch all = ADay();
  ReportBatch turned(all.rbegin(), all.rend());
  std::stable_sort(turned.begin(), turned.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  ASSERT_NE(KeyOf(all.front()), KeyOf(turned.front()));
  EXPECT_EQ(TextOf(all, {}), TextOf(turned, {}));
}

TEST(SilenceDeterminism, BeingAskedOftenDoesNotSpoilTheLastAnswer) {
  const ReportBatch all = ADay();
  SilenceRun often;
  often.asks_often = true;
  often.batch = 2000;
  EXPECT_EQ(TextOf(all, {}), TextOf(all, often));
}

TEST(SilenceDeterminism, ASilenceKeepsItsIdentifierWhenItEnds) {
  const ReportBatch all = FleetDay(
      [](auto ship, Duration t, GeoPoint) { return ship == 3 && t > hours{9} && t < hours{15}; });
  ReportBatch morning = all;
  std::erase_if(morning, [](const Report& report) {
    return From(report).received_at > kWorldStart + hours{13};
  });
  const std::vector<Event> open = EventsIn(morning, SilenceRun{});
  const std::vector<Event> closed = EventsIn(all, SilenceRun{});
  ASSERT_EQ(open.size(), 1U);
  ASSERT_EQ(closed.size(), 1U);
  EXPECT_FALSE(open.front().end);
  EXPECT_TRUE(closed.front().end);
  EXPECT_EQ(open.front().id, closed.front().id);
}

}  // namespace
}  // namespace pelorus
