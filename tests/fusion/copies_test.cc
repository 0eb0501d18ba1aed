// What the track bank takes for a copy of a transmission, in small drawn worlds.
#include <gmock/gmock.h>

#include "fusion/track_bank.h"
#include "tests/support/world.h"

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;

struct Outcome {
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  TrackerCounts counts;
};

Outcome Feed(ReportBatch reports) {
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
    return From(a).received_at < From(b).received_at;
  });
  Executor executor(1);
  TrackBank bank({}, executor);
  Outcome outcome;
  bank.Process(reports, outcome.picture, outcome.dispositions);
  outcome.counts = bank.counts();
  return outcome;
}

/// A ship's reports, each in bytes of its own.
ReportBatch ReportsOf(const Ship& ship, bool dated) {
  ReportBatch reports;
  for (Observation z : ship.reports()) {
    z.from.raw.offset = 1000 * reports.size();
    z.from.station = StationId(1);
    z.from.dated = dated;
    reports.emplace_back(z);
  }
  return reports;
}

/// The same transmission, heard by station 2 so much later.
Report CopyOf(const Report& report, Duration later) {
  Report copy = report;
  std::visit(
      [&](auto& r) {
        r.from.received_at += later;
        r.from.raw.offset += 1;
        r.from.station = StationId(2);
      },
      copy);
  // Nobody can tell when a copy was measured whose second does not fit its stamp.
  if (auto* z = std::get_if<Observation>(&copy)) z->measured_at = z->from.received_at;
  return copy;
}

Ship Moored() { return Ship(211000001, seconds{1}).From(42.0, 50.0).At(0.0_kn).For(seconds{1}); }
Ship UnderWay() { return Ship(211000001).From(42.0, 50.0).At(12.0_kn).For(minutes{25}); }

TEST(Copies, AreOneObservationThatKeepsItsStationsAndStamps) {
  ReportBatch reports = ReportsOf(Moored(), true);
  reports.push_back(CopyOf(reports[0], seconds{2}));
  const Outcome outcome = Feed(reports);
  EXPECT_THAT(outcome.dispositions, ElementsAre(Disposition::kUsed, Disposition::kDuplicate));
  EXPECT_EQ(outcome.picture.updates.size(), 1U);
  ASSERT_EQ(outcome.picture.hearings.size(), 2U);
  const auto& [first, second] = std::tie(outcome.picture.hearings[0], outcome.picture.hearings[1]);
  EXPECT_EQ(first.station, StationId(1));
  EXPECT_TRUE(first.is_first());
  EXPECT_EQ(second.station, StationId(2));
  EXPECT_EQ(second.received_at, kWorldStart + seconds{2});
  EXPECT_EQ(second.raw, (RawRef{SourceId(0), 1}));
  EXPECT_EQ(second.first, first.raw);
}

TEST(Copies, TheEarliestStampIsTheOneThatCounts) {
  ReportBatch reports = ReportsOf(Moored(), true);
  reports.insert(reports.begin(), CopyOf(reports[0], seconds{2}));
  const Outcome outcome = Feed(reports);
  ASSERT_EQ(outcome.picture.updates.size(), 1U);
  EXPECT_EQ(outcome.picture.updates[0].raw, (RawRef{SourceId(0), 0}));
  EXPECT_EQ(outcome.picture.updates[0].time, kWorldStart);
}

TEST(Copies, AMooredShipThatSaysTheSameThreeMinutesLaterSaysItAnew) {
  ReportBatch reports = ReportsOf(Moored(), true);
  reports.push_back(CopyOf(reports[0], minutes{3}));
  reports.push_back(CopyOf(reports[0], minutes{1}));
  EXPECT_THAT(Feed(reports).dispositions, testing::Each(Disposition::kUsed));
}

TEST(Copies, StaticReportsAreAnewAfterFifteenSecondsAndAfterSixMinutes) {
  StaticReport said;
  said.key = TargetKey::Of(Mmsi(211000001));
  said.from.received_at = kWorldStart;
  said.from.payload_hash = 5;
  ReportBatch reports = {said};
  for (const Duration later : {Duration{seconds{5}}, Duration{seconds{15}}, Duration{minutes{6}}}) {
    reports.push_back(CopyOf(said, later));
  }
  EXPECT_THAT(Feed(reports).dispositions, ElementsAre(Disposition::kUsed, Disposition::kDuplicate,
                                                      Disposition::kUsed, Disposition::kUsed));
}

TEST(Copies, AShipThatHasMovedOnCannotHaveSentTheSameAgain) {
  for (const Duration later : {Duration{seconds{70}}, Duration{minutes{19}}}) {
    ReportBatch reports = ReportsOf(UnderWay(), true);
    const std::size_t sent = reports.size();
    reports.push_back(CopyOf(reports[10], later));
    const Outcome outcome = Feed(reports);
    EXPECT_EQ(outcome.counts.late_copies, 1U);
    EXPECT_EQ(outcome.counts.gated, 0U);
    EXPECT_EQ(outcome.picture.updates.size(), sent);
  }
}

TEST(Copies, WithoutAUtcSecondAVesselThatMovedOnIsNoProof) {
  ReportBatch reports = ReportsOf(UnderWay(), false);
  reports.push_back(CopyOf(reports[10], minutes{5}));
  EXPECT_EQ(Feed(reports).counts.late_copies, 0U);
}

TEST(Copies, AFrozenReceiverIsHeardEachTime) {
  // Claims 12 kn, yet says the same every minute.
  ReportBatch reports =
      ReportsOf(Ship(211000001).From(42.0, 50.0).At(12.0_kn).For(seconds{1}), true);
  for (int minute = 1; minute < 10; ++minute) {
    reports.push_back(CopyOf(reports[0], minutes{minute}));
  }
  EXPECT_THAT(Feed(reports).dispositions, testing::Each(Disposition::kUsed));
}

TEST(Copies, BothReportsOfOneMessageAreUsedAndHeardOnce) {
  // Type 19: a position and static data in the same bits.
  ReportBatch reports = ReportsOf(Moored(), true);
  StaticReport said;
  said.key = KeyOf(reports[0]);
  said.from = From(reports[0]);
  said.from.records = 0;
  reports.emplace_back(said);
  for (std::size_t i = 0; i < 2; ++i) reports.push_back(CopyOf(reports[i], seconds{2}));
  const Outcome outcome = Feed(reports);
  EXPECT_THAT(outcome.dispositions, ElementsAre(Disposition::kUsed, Disposition::kUsed,
                                                Disposition::kDuplicate, Disposition::kDuplicate));
  EXPECT_EQ(outcome.counts.static_reports, 1U);
  EXPECT_EQ(outcome.picture.hearings.size(), 2U);
}

}  // namespace
}  // namespace pelorus
