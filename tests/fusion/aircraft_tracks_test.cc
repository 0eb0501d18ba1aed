#include <gmock/gmock.h>

#include "fusion/track_bank.h"
#include "tests/support/air_world.h"

namespace pelorus {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// What a bank made of a list of reports.
struct Outcome {
  PictureBatch picture;
  std::vector<TrackEnd> ended;
  std::vector<Disposition> dispositions;
  TrackerCounts counts;
};

Outcome Feed(const ReportBatch& reports, const TrackBankParams& params = {}) {
  Executor executor(1);
  TrackBank bank(params, executor);
  Outcome all;
  bank.Process(reports, all.picture, all.dispositions);
  PictureBatch rest;
  bank.Finish(rest);
  all.ended = all.picture.ended;
  all.ended.insert(all.ended.end(), rest.ended.begin(), rest.ended.end());
  all.counts = bank.counts();
  return all;
}

Aircraft Airliner() {
  return Aircraft(0x4b1801).From(47.0, 8.0).Steer(90.0).At(440.0_kn).Level(35'000.0);
}

TEST(AircraftTracks, FollowPositionsVelocitiesAndAltitudes) {
  const Aircraft aircraft = Airliner().Climb(1'200.0).For(minutes{5});
  const Outcome run = Feed(aircraft.reports());
  ASSERT_EQ(run.picture.updates.size(), aircraft.reports().size());
  const TrackUpdate& last = run.picture.updates.back();
  EXPECT_EQ(ToString(last.track), "icao:4b1801.1");
  EXPECT_NEAR(last.estimate.sog.knots(), 440.0, 0.5);
  ASSERT_TRUE(last.estimate.vertical);
  EXPECT_NEAR(last.estimate.vertical->altitude.feet(), 41'000.0, 30.0);
  EXPECT_NEAR(last.estimate.vertical->climb.feet_per_minute(), 1'200.0, 30.0);
  EXPECT_FALSE(last.nis) << "a velocity alone";
  EXPECT_EQ(last.status, TrackStatus::kConfirmed);
  double sum = 0.0;
  for (const double p : last.estimate.mode_probability) sum += p;
  EXPECT_NEAR(sum, 1.0, 1e-9);
}

TEST(AircraftTracks, EndAfterHalfAnHourOfSilence) {
  const auto tracks = [](Duration silence) {
    return Feed(Airliner().For(minutes{2}).Silent(silence).For(minutes{2}).reports()).ended.size();
  };
  EXPECT_EQ(tracks(minutes{29}), 1U);
  EXPECT_EQ(tracks(minutes{31}), 2U);
}

TEST(AircraftTracks, WithoutAPositionThereIsNoTrackButEveryMessageIsAHearing) {
  Aircraft aircraft = Airliner();
  AircraftReport altitude;
  altitude.pressure_altitude_ft = 35'000;
  aircraft.Say(altitude).Silent(seconds{1}).Say({}).Silent(seconds{1}).Identify("SWR123");
  const Outcome run = Feed(aircraft.reports());
  EXPECT_TRUE(run.picture.updates.empty());
  EXPECT_TRUE(run.ended.empty());
  EXPECT_EQ(run.picture.hearings.size(), 3U);
  EXPECT_EQ(run.counts.heard_only, 2U);
  EXPECT_EQ(run.counts.identities, 1U);
}

TEST(AircraftTracks, AnAltitudeAloneShowsInTheNextUpdate) {
  Aircraft aircraft = Airliner().For(minutes{1});
  AircraftReport altitude;
  altitude.pressure_altitude_ft = 35'050;
  aircraft.Say(altitude);
  const std::size_t before = aircraft.reports().size() - 1;
  aircraft.Silent(milliseconds{500}).For(milliseconds{500});
  const Outcome run = Feed(aircraft.reports());
  EXPECT_EQ(run.picture.updates.size(), before + 1);
  EXPECT_EQ(run.counts.vertical_only, 1U);
  EXPECT_GT(run.picture.updates.back().estimate.vertical->altitude.feet(), 35'000.5);
}

TEST(AircraftTracks, KnowAtTheirEndWhatTheAircraftSaidOfItself) {
  Aircraft aircraft = Airliner().For(seconds{10}).Identify("SWR123").Silent(seconds{1});
  AircraftReport said;
  said.squawk = std::uint16_t{07700};
  said.emergency = std::uint8_t{1};
  said.on_ground = false;
  aircraft.Say(said).For(seconds{10});
  const Outcome run = Feed(aircraft.reports());
  ASSERT_EQ(run.ended.size(), 1U);
  const Identity& identity = run.ended[0].identity;
  EXPECT_EQ(identity.callsign->view(), "SWR123");
  EXPECT_EQ(identity.emitter_category, 0xA3);
  EXPECT_EQ(identity.squawk, 07700);
  EXPECT_EQ(identity.emergency, 1);
  EXPECT_EQ(identity.on_ground, false);
}

TEST(AircraftTracks, EqualFramesAreCopiesWithinTheWindowOnly) {
  ReportBatch reports = Airliner().For(seconds{20}).reports();
  const Report first = reports[20];
  for (const Duration late : {Duration{milliseconds{299}}, Duration{milliseconds{450}}}) {
    Report copy = first;
    std::visit([&](auto& r) { r.from.received_at += late; }, copy);
    std::visit([&](auto& r) { r.from.raw.offset = 10'000; }, copy);
    ReportBatch with = Merged({reports, {copy}});
    const Outcome run = Feed(with);
    const auto copies =
        std::count(run.dispositions.begin(), run.dispositions.end(), Disposition::kDuplicate);
    EXPECT_EQ(copies, late < milliseconds{300} ? 1 : 0);
    EXPECT_EQ(run.picture.hearings.size(), with.size()) << "a copy is a hearing too";
  }
}

TEST(AircraftTracks, EqualRepliesThatOneInputHearsApartAreAnswersToTwoRadars) {
  ReportBatch reports = Airliner().For(seconds{20}).reports();
  std::get<AircraftReport>(reports[20]).source = AirSource::kModeS;
  const auto copies = [&reports](Duration later, std::uint16_t input) {
    AircraftReport again = std::get<AircraftReport>(reports[20]);
    again.from.received_at += later;
    again.from.raw = {SourceId(input), 10'000};
    const Outcome run = Feed(Merged({reports, {again}}));
    return std::count(run.dispositions.begin(), run.dispositions.end(), Disposition::kDuplicate);
  };
  EXPECT_EQ(copies(milliseconds{40}, 0), 0);
  EXPECT_EQ(copies(milliseconds{1}, 0), 1);
  EXPECT_EQ(copies(milliseconds{40}, 1), 1);
}

TEST(AircraftTracks, TheSameRowOfTwoAggregatorsIsOneClaimAMinuteLater) {
  ReportBatch reports = Airliner().For(seconds{100}).reports();
  for (Report& report : reports) std::visit([](auto& r) { r.from.dated = true; }, report);
  Report copy = reports[20];
  std::visit([](auto& r) { r.from.received_at += minutes{1}; }, copy);
  std::visit([](auto& r) { r.from.raw.offset = 10'000; }, copy);
  const Outcome run = Feed(Merged({reports, {copy}}));
  EXPECT_EQ(std::count(run.dispositions.begin(), run.dispositions.end(), Disposition::kDuplicate),
            1);
}

TEST(AircraftTracks, OneWrongPositionDoesNoHarmAndInsistentOnesAreAnotherTrack) {
  Aircraft aircraft = Airliner().For(minutes{1});
  AircraftReport elsewhere;
  elsewhere.position = GeoPoint::Degrees(52.0, 4.0);
  aircraft.Say(elsewhere).Silent(milliseconds{500}).For(minutes{1});
  const Outcome once = Feed(aircraft.reports());
  EXPECT_EQ(once.counts.gated, 1U);
  EXPECT_EQ(once.ended.size(), 1U);
  for (const TrackUpdate& update : once.picture.updates) {
    ASSERT_LT(update.estimate.position.lat_deg(), 47.5);
  }
  aircraft.From(52.0, 4.0).For(minutes{1});
  const Outcome run = Feed(aircraft.reports());
  EXPECT_EQ(run.ended.size(), 2U);
  EXPECT_EQ(run.counts.reseeded, 1U);
}

TEST(AircraftTracks, PositionsMarkedAsImplausibleNeitherBeginNorMoveATrack) {
  Aircraft aircraft = Airliner();
  AircraftReport marked;
  marked.implausible = true;
  for (int i = 0; i < 10; ++i) {
    marked.position = aircraft.here();
    aircraft.Say(marked).Silent(seconds{1});
  }
  EXPECT_TRUE(Feed(aircraft.reports()).ended.empty());
  aircraft.For(minutes{1});
  for (int i = 0; i < 10; ++i) {
    marked.position = GeoPoint::Degrees(52.0, 4.0 + 0.003 * i);
    aircraft.Say(marked).Silent(seconds{1});
  }
  aircraft.For(seconds{10});
  const Outcome run = Feed(aircraft.reports());
  EXPECT_EQ(run.ended.size(), 1U);
  EXPECT_EQ(run.counts.reseeded, 0U);
  EXPECT_LT(run.picture.updates.back().estimate.position.lat_deg(), 47.5);
}

TEST(AircraftTracks, EveryReportIsCountedOnce) {
  Aircraft aircraft = Airliner().For(minutes{1}).Identify("SWR123").Silent(seconds{1});
  AircraftReport some;
  some.squawk = std::uint16_t{01234};
  aircraft.Say(some).Silent(seconds{1});
  some.pressure_altitude_ft = 35'000;
  aircraft.Say(some).Silent(seconds{1}).For(minutes{1});
  const TrackerCounts c = Feed(aircraft.reports()).counts;
  EXPECT_EQ(c.updates + c.stale + c.gated + c.numerical + c.static_reports + c.vertical_only +
                c.heard_only,
            aircraft.reports().size());
  EXPECT_EQ(c.vertical_only, 1U);
  EXPECT_EQ(c.heard_only, 1U);
}

}  // namespace
}  // namespace pelorus
