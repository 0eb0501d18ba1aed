#include <gmock/gmock.h>

#include <map>
#include <set>

#include "fusion/track_bank.h"
#include "geo/geodesic.h"
#include "io/input.h"
#include "tests/support/air_world.h"
#include "tests/support/data_dir.h"
#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Outcome {
  std::vector<TrackUpdate> updates;
  std::vector<TrackEnd> ended;
  TrackerCounts counts;
  std::set<TargetKey> keys;
};

Outcome Feed(const ReportBatch& reports) {
  Executor executor(1);
  TrackBank bank({}, executor);
  Outcome all;
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  bank.Process(reports, picture, dispositions);
  all.updates = picture.updates;
  all.ended = picture.ended;
  bank.Finish(picture);
  all.ended.insert(all.ended.end(), picture.ended.begin(), picture.ended.end());
  for (const TrackUpdate& update : all.updates) all.keys.insert(update.track.key);
  all.counts = bank.counts();
  return all;
}

/// Reports of a file in the order of their own times, received at once.
ReportBatch ByTime(const std::string& file) {
  const auto reader = MakeReader(OpenInput(InputSpec::Parse(file)), SourceId(0), {});
  ReportBatch reports;
  for (ReportBatch batch; reader->Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      if (std::holds_alternative<Observation>(report)) reports.push_back(report);
    }
  }
  const auto at = [](const Report& r) { return std::get<Observation>(r).measured_at; };
  for (Report& report : reports) std::get<Observation>(report).from.received_at = at(report);
  std::stable_sort(reports.begin(), reports.end(),
                   [&](const Report& a, const Report& b) { return at(a) < at(b); });
  return reports;
}

/// Claims of two vessels as if both used the first's identity.
ReportBatch UnderOneIdentity(const Ship& a, const Ship& b) {
  std::vector<Observation> all = a.reports();
  for (Observation z : b.reports()) {
    z.from.payload_hash = MixBits(z.from.payload_hash);
    z.from.raw.offset += 100'000;
    z.key = a.reports().front().key;
    all.push_back(z);
  }
  std::stable_sort(all.begin(), all.end(), [](const Observation& x, const Observation& y) {
    return x.measured_at < y.measured_at;
  });
  return {all.begin(), all.end()};
}

TEST(SharedIdentity, TwoShipsInTurnAreTwoHulls) {
  const Ship a = Ship(244123456).From(52.0, 3.0).Steer(10.0).At(11.0_kn).For(hours{2});
  const Ship b = Ship(244123456).From(36.0, 15.0).Steer(200.0).At(17.0_kn).For(hours{2});
  const Outcome run = Feed(UnderOneIdentity(a, b));
  ASSERT_EQ(run.ended.size(), 2U);
  EXPECT_EQ(ToString(run.ended[0].track), "mmsi:244123456.1");
  EXPECT_EQ(ToString(run.ended[1].track), "mmsi:244123456#2.1");
  EXPECT_EQ(run.counts.splits, 1U);
  EXPECT_EQ(run.counts.gated, 3U) << "until they insisted";
  for (const TrackUpdate& update : run.updates) {
    const bool north = update.estimate.position.lat_deg() > 45.0;
    EXPECT_EQ(update.track.key.hull(), north ? 1U : 2U);
    EXPECT_LT(update.estimate.sog, north ? 12.0_kn : 18.0_kn);
  }
}

TEST(SharedIdentity, ShipsThatAreHeardInBurstsAreTwoHulls) {
  Ship a = Ship(244123456).From(52.0, 3.0).Steer(10.0).At(11.0_kn);
  Ship b = Ship(244123456).From(36.0, 15.0).Steer(200.0).At(17.0_kn);
  for (int i = 0; i < 6; ++i) {
    a.For(minutes{5}).Silent(minutes{5});
    b.Silent(minutes{5}).For(minutes{5});
  }
  const Outcome run = Feed(UnderOneIdentity(a, b));
  EXPECT_EQ(run.counts.splits, 1U);
  std::set<std::string> tracks;
  for (const TrackEnd& end : run.ended) tracks.insert(ToString(end.track));
  // `.2`, the fork, lasted until the first was heard again.
  EXPECT_THAT(tracks,
              testing::ElementsAre("mmsi:244123456#2.1", "mmsi:244123456.1", "mmsi:244123456.2"));
}

TEST(SharedIdentity, AVesselThatJumpsForGoodIsTheSameHull) {
  Ship ship = Ship(244123456).From(52.0, 3.0).Steer(10.0).At(11.0_kn).For(minutes{30});
  const Outcome run = Feed(InOrder({ship.From(36.0, 15.0).For(hours{3})}));
  EXPECT_EQ(run.counts.splits, 0U);
  EXPECT_EQ(run.keys.size(), 1U);
  EXPECT_EQ(run.ended.size(), 2U);
}

TEST(SharedIdentity, OutliersHoursApartNeverSplit) {
  Ship ship = Ship(244123456).From(52.0, 3.0).Steer(10.0).At(11.0_kn);
  for (int i = 0; i < 6; ++i) ship.For(minutes{40}).StrayReport(55.6, 3.5);
  const Outcome run = Feed(InOrder({ship}));
  EXPECT_EQ(run.counts.gated, 6U);
  EXPECT_EQ(run.counts.splits, 0U);
  EXPECT_EQ(run.ended.size(), 1U);
}

TEST(SharedIdentity, AHullIsKnownAgainByWhereItWas) {
  Ship a = Ship(244123456).From(52.0, 3.0).Steer(10.0).At(1.0_kn).For(minutes{20});
  Ship b = Ship(244123456).From(16.0, 55.0).Steer(200.0).At(1.0_kn).For(minutes{20});
  a.Silent(hours{3} + minutes{5}).For(minutes{20});
  b.Silent(hours{3}).For(minutes{20});  // the second hull comes back first
  const Outcome run = Feed(UnderOneIdentity(a, b));
  for (const TrackUpdate& update : run.updates) {
    EXPECT_EQ(update.track.key.hull(), update.estimate.position.lat_deg() > 45.0 ? 1U : 2U);
  }
  EXPECT_EQ(run.keys.size(), 2U);
}

TEST(SharedIdentity, TwoAircraftWithOneAddressAreTwo) {
  const Aircraft a = Aircraft(0x4b1801).From(47.0, 8.0).Steer(90.0).At(440.0_kn).For(minutes{10});
  const Aircraft b = Aircraft(0x4b1801).From(57.0, 8.0).Steer(10.0).At(120.0_kn).For(minutes{10});
  ReportBatch second = b.reports();
  for (Report& report : second) {
    auto& z = std::get<AircraftReport>(report);
    z.from.payload_hash = MixBits(z.from.payload_hash);
    z.from.received_at += std::chrono::milliseconds{250};
    z.measured_at = z.from.received_at;
  }
  const Outcome run = Feed(Merged({a.reports(), second}));
  EXPECT_EQ(run.counts.splits, 1U);
  ASSERT_EQ(run.ended.size(), 2U);
  EXPECT_EQ(ToString(run.ended[1].track), "icao:4b1801#2.1");
  for (const TrackUpdate& update : run.updates) {
    const bool south = update.estimate.position.lat_deg() < 52.0;
    EXPECT_EQ(update.track.key.hull(), south ? 1U : 2U);
    if (update.time > kWorldStart + seconds{5}) {
      EXPECT_NEAR(update.estimate.sog.knots(), south ? 440.0 : 120.0, 10.0);
    }
  }
}

TEST(SharedIdentity, ManyVesselsWithOneMmsiAreSplitAndNoneIsTornAcrossTheSea) {
  PELORUS_REQUIRE_DATA(file, "events/identity/many_vessels_one_mmsi_416000000_201401.csv");
  const ReportBatch reports = ByTime(file->string());
  std::map<RawRef, const Observation*> said;
  for (const Report& report : reports) said[From(report).raw] = &std::get<Observation>(report);
  const Outcome run = Feed(reports);
  EXPECT_GE(run.keys.size(), 3U);
  EXPECT_GT(run.counts.splits, 0U);
  EXPECT_LT(run.counts.gated, reports.size() / 10);
  std::map<TrackId, const Observation*> last;
  for (const TrackUpdate& update : run.updates) {
    const Observation& z = *said.at(update.raw);
    EXPECT_LT(FastDistance(update.estimate.position, z.position), 2.0_km);
    const Observation*& before = last[update.track];
    if (before != nullptr) {
      const double allowed_m =
          Speed::Knots(60.0).mps() * ToSeconds(z.measured_at - before->measured_at) + 500.0;
      EXPECT_LT(FastDistance(before->position, z.position).meters(), allowed_m)
          << ToString(update.track) << ' ' << FormatIso8601(z.measured_at);
    }
    before = &z;
  }
}

TEST(SharedIdentity, SolentVesselsHaveOneTrackEachAndAFarReportDoesNoDamage) {
  PELORUS_REQUIRE_DATA(file, "ais/csv/solent-20160112.csv.gz");
  const ReportBatch reports = ByTime(file->string());
  const TargetKey odd = TargetKey::Of(Mmsi(245188000));
  std::set<TargetKey> vessels;
  std::map<TargetKey, std::vector<const Observation*>> heard;
  std::size_t believable = 0;
  for (const Report& report : reports) {
    const auto& z = std::get<Observation>(report);
    auto& list = heard[z.key];
    // What EVALUATION calls a real gap begins another track rightly.
    if (list.empty() || z.measured_at - list.back()->measured_at > minutes{30}) ++believable;
    list.push_back(&z);
  }
  const Outcome run = Feed(reports);
  EXPECT_EQ(run.counts.splits, 0U);
  EXPECT_LE(static_cast<double>(run.counts.tracks), 1.03 * static_cast<double>(heard.size()));
  EXPECT_LE(run.counts.tracks, believable);
  const GeoPoint home = heard.at(odd).front()->position;
  std::size_t far = 0;
  for (const Observation* z : heard.at(odd)) {
    far += FastDistance(home, z->position) > 300.0_km ? 1U : 0U;
  }
  EXPECT_EQ(far, 1U);
  for (const TrackUpdate& update : run.updates) {
    if (update.track.key != odd) continue;
    EXPECT_LT(FastDistance(home, update.estimate.position), 60.0_km);
    EXPECT_EQ(update.track.ordinal, 1U);
  }
}

}  // namespace
}  // namespace pelorus
