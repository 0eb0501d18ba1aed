#include "fusion/anomaly/formation_tracker.h"

#include <gtest/gtest.h>

#include "io/input.h"
#include "tests/fusion/anomaly/air_traffic.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Flying At(std::uint32_t address, double lat_deg, double altitude_ft, double east_mps = 200.0) {
  return {TargetKey::Of(Icao24(address)),
          GeoPoint::Degrees(lat_deg, 8.0),
          {east_mps, 0.0},
          altitude_ft};
}

/// Rounds every half minute for `span`.
void Fly(FormationTracker& tracker, Time& t, Duration span, const std::vector<Flying>& all) {
  for (const Time end = t + span; t <= end; t += seconds{30}) {
    std::vector<Flying> flying = all;
    tracker.Round(t, flying);
  }
}

TEST(Formation, IsTwoTogetherForFiveMinutes) {
  FormationTracker tracker;
  Time t = kWorldStart;
  Fly(tracker, t, minutes{4}, {At(1, 47.0, 30'000.0), At(2, 47.005, 30'200.0)});
  EXPECT_TRUE(tracker.formations().empty());
  Fly(tracker, t, minutes{3}, {At(2, 47.005, 30'200.0), At(1, 47.0, 30'000.0)});
  ASSERT_EQ(tracker.formations().size(), 1U);
  EXPECT_NEAR(tracker.formations().front().closest.meters(), 556.0, 2.0);
  EXPECT_EQ(tracker.CompanionOf(TargetKey::Of(Icao24(1)), t), TargetKey::Of(Icao24(2)));
  EXPECT_EQ(tracker.CompanionOf(TargetKey::Of(Icao24(3)), t), std::nullopt);
}

TEST(Formation, IsNoneAtDifferentLevelsOrSpeedsOrFartherOff) {
  FormationTracker tracker;
  Time t = kWorldStart;
  Fly(tracker, t, minutes{20},
      {At(1, 47.0, 30'000.0), At(2, 47.005, 31'200.0), At(3, 47.03, 30'000.0),
       At(4, 47.005, 30'000.0, 230.0)});
  EXPECT_TRUE(tracker.formations().empty());
}

TEST(Formation, IsOverAfterTwoMinutesApart) {
  FormationTracker tracker;
  Time t = kWorldStart;
  Fly(tracker, t, minutes{10}, {At(1, 47.0, 30'000.0), At(2, 47.005, 30'200.0)});
  Fly(tracker, t, minutes{10}, {At(1, 47.0, 30'000.0), At(2, 47.5, 30'200.0)});
  ASSERT_EQ(tracker.formations().size(), 1U);
  EXPECT_EQ(tracker.formations().front().until, kWorldStart + minutes{10});
  EXPECT_EQ(tracker.CompanionOf(TargetKey::Of(Icao24(1)), t), std::nullopt);
  EXPECT_EQ(tracker.CompanionOf(TargetKey::Of(Icao24(1)), kWorldStart + minutes{11}),
            TargetKey::Of(Icao24(2)));
}

TEST(Formation, TheDreamlinerAndItsGuestAreOne) {
  PELORUS_REQUIRE_DATA(file, "tracks/adsb_dreamliner_pair.csv.gz");
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file->string())), SourceId(0), {});
  ReportBatch all;
  while (reader->Read(all)) {
  }
  std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  IdentityBook book;
  AirSilenceDetector detector({}, {}, book);
  Show(all, detector, book);
  const std::vector<Formation> formations = detector.formations();
  ASSERT_GE(formations.size(), 1U);
  for (const Formation& formation : formations) {
    EXPECT_EQ(ToString(formation.aircraft.first), "icao:3900fb");
    EXPECT_EQ(ToString(formation.aircraft.second), "icao:39c424");
    // By the recording itself 404 m and 5 m; looked at every half minute they come out farther.
    EXPECT_LT(formation.closest, Length::Meters(700.0));
  }
}

}  // namespace
}  // namespace pelorus
