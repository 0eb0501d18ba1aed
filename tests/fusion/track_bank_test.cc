#include "fusion/track_bank.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>
#include <string>

#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// What a bank made of a list of reports, given in batches of `chunk`.
struct Outcome {
  std::vector<TrackUpdate> updates;
  std::vector<TrackEnd> ended;
  std::vector<Disposition> dispositions;
  std::vector<Hearing> hearings;
  TrackerCounts counts;
};

Outcome Feed(const ReportBatch& reports, int threads = 1, std::size_t chunk = 1000) {
  Executor executor(threads);
  TrackBank bank({}, executor);
  Outcome all;
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  const auto take = [&] {
    all.updates.insert(all.updates.end(), picture.updates.begin(), picture.updates.end());
    all.ended.insert(all.ended.end(), picture.ended.begin(), picture.ended.end());
    all.hearings.insert(all.hearings.end(), picture.hearings.begin(), picture.hearings.end());
  };
  for (std::size_t i = 0; i < reports.size(); i += chunk) {
    const std::size_t n = std::min(chunk, reports.size() - i);
    bank.Process(std::span(reports).subspan(i, n), picture, dispositions);
    all.dispositions.insert(all.dispositions.end(), dispositions.begin(), dispositions.end());
    take();
  }
  bank.Finish(picture);
  take();
  all.counts = bank.counts();
  return all;
}

TEST(TrackBank, FollowsAShipOnAGeodesic) {
  Ship ship = Ship(211000001).From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(hours{1});
  const Outcome run = Feed(InOrder({ship}));
  ASSERT_EQ(run.updates.size(), ship.reports().size());
  ASSERT_EQ(run.ended.size(), 1U);
  const TrackUpdate& last = run.updates.back();
  EXPECT_LT(GeodesicInverse(last.estimate.position, ship.reports().back().position).distance,
            10.0_m);
  EXPECT_NEAR(last.estimate.sog.knots(), 12.0, 0.05);
  EXPECT_NEAR(last.estimate.course.degrees(), 90.0, 0.5);
  EXPECT_EQ(ToString(last.track), "mmsi:211000001.1");
}

TEST(TrackBank, ConfirmsATrackOnItsThirdUpdate) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).At(12.0_kn).For(seconds{40});
  const Outcome run = Feed(InOrder({ship}));
  ASSERT_EQ(run.updates.size(), 4U);
  EXPECT_EQ(run.updates[1].status, TrackStatus::kTentative);
  EXPECT_EQ(run.updates[2].status, TrackStatus::kConfirmed);
  EXPECT_FALSE(run.updates[0].nis.has_value());
  EXPECT_TRUE(run.updates[1].nis.has_value());
}

TEST(TrackBank, BeginsAnotherTrackAfterALongSilenceOnly) {
  const Ship brief = Ship(211000001)
                         .From(42.0, 50.0)
                         .At(12.0_kn)
                         .For(minutes{10})
                         .Silent(minutes{110})
                         .For(minutes{10});
  EXPECT_EQ(Feed(InOrder({brief})).ended.size(), 1U);
  const Ship dark = Ship(211000001)
                        .From(42.0, 50.0)
                        .At(12.0_kn)
                        .For(minutes{10})
                        .Silent(minutes{130})
                        .For(minutes{10});
  const Outcome run = Feed(InOrder({dark}));
  ASSERT_EQ(run.ended.size(), 2U);
  EXPECT_EQ(ToString(run.ended[0].track), "mmsi:211000001.1");
  EXPECT_EQ(ToString(run.ended[1].track), "mmsi:211000001.2");
  EXPECT_EQ(run.ended[0].last_update, kWorldStart + minutes{10} - seconds{10});
  EXPECT_EQ(run.ended[1].first_update, kWorldStart + minutes{140});
}

TEST(TrackBank, ASingleStrayReportDoesNoHarm) {
  // As MMSI 245188000 in the Solent recording: one report lies hundreds of kilometres off.
  Ship ship = Ship(245188000).From(50.7, -1.3).Steer(200.0).At(9.0_kn).For(minutes{10});
  ship.StrayReport(53.0, 3.0).For(minutes{10});
  const Outcome run = Feed(InOrder({ship}));
  EXPECT_EQ(run.counts.gated, 1U);
  EXPECT_EQ(run.counts.tracks, 1U);
  for (const TrackUpdate& update : run.updates) {
    EXPECT_LT(std::abs(update.estimate.position.lat_deg() - 50.7), 0.2);
    EXPECT_LT(update.estimate.sog.knots(), 10.0);
  }
}

TEST(TrackBank, InsistentReportsElsewhereBecomeATrackOfTheirOwn) {
  Ship ship = Ship(245188000).From(50.7, -1.3).Steer(200.0).At(9.0_kn).For(minutes{10});
  ship.From(53.0, 3.0).For(minutes{10});
  const Outcome run = Feed(InOrder({ship}));
  ASSERT_EQ(run.ended.size(), 2U);
  EXPECT_EQ(run.ended[0].gated, 3U);
  EXPECT_NEAR(run.updates.back().estimate.position.lat_deg(), 53.0, 0.2);
}

TEST(TrackBank, AJumpThatAHullCanMakeStaysOneTrack) {
  // 1.1 km after a minute: far outside a moored ship's gate, yet less than 60 kn allow.
  Ship ship = Ship(211000001).From(42.0, 50.0).Steer(0.0).At(0.0_kn).For(minutes{30});
  ship.Silent(seconds{60}).From(42.01, 50.0).For(minutes{30});
  const Outcome run = Feed(InOrder({ship}));
  EXPECT_EQ(run.ended.size(), 1U);
  EXPECT_EQ(run.counts.reseeded, 1U);
}

TEST(TrackBank, KeepsTheNewestStaticDataBesideTheTrack) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).At(12.0_kn).For(minutes{1});
  ReportBatch reports = InOrder({ship});
  StaticReport said;
  said.key = KeyOf(reports.front());
  said.from = From(reports.back());
  said.from.payload_hash = 1;
  said.name = FixedText<34>("FIRST NAME");
  said.imo = 9074729;
  reports.emplace_back(said);
  said.from.payload_hash = 2;
  said.name = FixedText<34>("SECOND NAME");
  said.imo.reset();
  reports.emplace_back(said);
  const Outcome run = Feed(reports);
  ASSERT_EQ(run.ended.size(), 1U);
  EXPECT_EQ(run.ended[0].identity.name->view(), "SECOND NAME");
  EXPECT_EQ(run.ended[0].identity.imo, 9074729U);
  EXPECT_EQ(run.counts.static_reports, 2U);
}

/// Everything of an update that is written, exactly.
std::string Bits(const TrackUpdate& u) {
  const KinematicEstimate& e = u.estimate;
  return ToString(u.track) + FormatIso8601(u.time) +
         std::to_string(std::hash<double>{}(e.position.lat_deg())) +
         std::to_string(std::hash<double>{}(e.position.lon_deg())) +
         std::to_string(std::hash<double>{}(e.sog.mps())) +
         std::to_string(std::hash<double>{}(e.cov_ee_m2())) +
         std::to_string(std::hash<double>{}(u.nis.value_or(-1.0)));
}

TEST(TrackBank, NeitherThreadsNorBatchesChangeABit) {
  std::vector<Ship> fleet;
  for (std::uint32_t i = 0; i < 200; ++i) {
    fleet.push_back(Ship(211000000 + i)
                        .From(36.0 + 0.05 * i, 50.0)
                        .Steer(1.7 * i)
                        .At(Speed::Knots(0.1 * i))
                        .For(minutes{5})
                        .Silent(hours{i % 4})
                        .For(minutes{5}));
  }
  const ReportBatch reports = InOrder(fleet);
  const Outcome alone = Feed(reports, 1, 1000);
  for (const auto& [threads, chunk] : {std::pair<int, std::size_t>{2, 1000}, {8, 77}, {1, 1}}) {
    const Outcome other = Feed(reports, threads, chunk);
    ASSERT_EQ(other.updates.size(), alone.updates.size());
    for (std::size_t i = 0; i < alone.updates.size(); ++i) {
      ASSERT_EQ(Bits(other.updates[i]), Bits(alone.updates[i])) << threads << " threads, " << i;
    }
    std::set<std::string> ended_alone, ended_other;
    for (const TrackEnd& e : alone.ended) ended_alone.insert(ToString(e.track));
    for (const TrackEnd& e : other.ended) ended_other.insert(ToString(e.track));
    EXPECT_EQ(ended_other, ended_alone);
  }
}

}  // namespace
}  // namespace pelorus
