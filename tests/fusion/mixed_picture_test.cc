// Ships and aircraft in one bank: the picture is the same bit for bit for any number of threads and
// any batches.
#include <gtest/gtest.h>

#include <bit>

#include "fusion/track_bank.h"
#include "tests/support/air_world.h"

namespace pelorus {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

ReportBatch MixedWorld() {
  std::vector<ReportBatch> lists;
  for (std::uint32_t i = 0; i < 60; ++i) {
    lists.push_back(InOrder({Ship(211000000 + i)
                                 .From(36.0 + 0.1 * i, 50.0)
                                 .Steer(7.0 * i)
                                 .At(Speed::Knots(0.3 * i))
                                 .For(minutes{40})}));
    Aircraft aircraft(0x4b0000 + i, seconds{1});
    aircraft.From(36.0 + 0.1 * i, 49.0).Steer(6.0 * i).At(Speed::Knots(100.0 + 6.0 * i));
    aircraft.Climb(40.0 * i).For(minutes{2}).Identify("TEST" + std::to_string(i));
    aircraft.Steer(6.0 * i + 60.0).Level(9'000.0).For(minutes{2});
    aircraft.Silent(minutes{28 + (i % 5)}).For(minutes{1});
    lists.push_back(aircraft.reports());
  }
  return Merged(lists);
}

/// The numbers of an update as bits.
std::string Bits(const TrackUpdate& u) {
  std::string bits = ToString(u.track) + FormatIso8601(u.time);
  const KinematicEstimate& e = u.estimate;
  for (const double v : {e.position.lat_deg(), e.position.lon_deg(), e.sog.mps(), e.cov_ee_m2(),
                         e.mode_probability[2], u.nis.value_or(-1.0),
                         e.vertical ? e.vertical->altitude.meters() : -1.0}) {
    bits += std::to_string(std::bit_cast<std::uint64_t>(v)) + " ";
  }
  return bits;
}

std::vector<std::string> PictureOf(const ReportBatch& reports, int threads, std::size_t chunk) {
  Executor executor(threads);
  TrackBank bank({}, executor);
  std::vector<std::string> lines;
  std::vector<TrackId> ended;
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  const auto take = [&] {
    for (const TrackUpdate& update : picture.updates) lines.push_back(Bits(update));
    for (const TrackEnd& end : picture.ended) ended.push_back(end.track);
  };
  for (std::size_t i = 0; i < reports.size(); i += chunk) {
    bank.Process(std::span(reports).subspan(i, std::min(chunk, reports.size() - i)), picture,
                 dispositions);
    take();
  }
  bank.Finish(picture);
  take();
  std::sort(ended.begin(), ended.end());
  for (const TrackId& id : ended) lines.push_back(ToString(id));
  return lines;
}

TEST(MixedPicture, NeitherThreadsNorBatchesChangeABit) {
  const ReportBatch reports = MixedWorld();
  const std::vector<std::string> alone = PictureOf(reports, 1, 1000);
  EXPECT_GT(alone.size(), 30'000U);
  EXPECT_TRUE(PictureOf(reports, 2, 1000) == alone);
  EXPECT_TRUE(PictureOf(reports, 8, 77) == alone);
  EXPECT_TRUE(PictureOf(reports, 1, 1) == alone);
}

TEST(MixedPicture, HoldsShipsAndAircraftInOrderOfTime) {
  const ReportBatch reports = MixedWorld();
  Executor executor(2);
  TrackBank bank({}, executor);
  PictureBatch picture;
  std::vector<Disposition> dispositions;
  bank.Process(reports, picture, dispositions);
  std::size_t ships = 0, aircraft = 0;
  for (std::size_t i = 0; i < picture.updates.size(); ++i) {
    const bool ship = picture.updates[i].track.key.kind() == TargetKey::Kind::kMmsi;
    (ship ? ships : aircraft) += 1;
    EXPECT_EQ(picture.updates[i].estimate.vertical.has_value(), !ship);
    const TrackUpdate& before = picture.updates[i == 0 ? 0 : i - 1];
    ASSERT_LE(before.time, picture.updates[i].time);
  }
  EXPECT_GT(ships, 10'000U);
  EXPECT_GT(aircraft, 10'000U);
}

// A ship's track is its own: aircraft in the same bank change nothing of it.
TEST(MixedPicture, ShipsAreAsTheyAreAlone) {
  const ReportBatch mixed = MixedWorld();
  ReportBatch ships;
  for (const Report& report : mixed) {
    if (KeyOf(report).kind() == TargetKey::Kind::kMmsi) ships.push_back(report);
  }
  std::vector<std::string> among = PictureOf(mixed, 2, 500);
  std::erase_if(among, [](const std::string& line) { return line.starts_with("icao"); });
  EXPECT_TRUE(among == PictureOf(ships, 2, 500));
}

}  // namespace
}  // namespace pelorus
