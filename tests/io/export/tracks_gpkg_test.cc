#include "io/export/tracks_gpkg.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "tests/io/export/pictures.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class TracksGpkgTest : public testing::Test {
 protected:
  void Export(const ReportBatch& reports) {
    TracksGpkg sink(file(), rules_);
    Show(reports, sink);
    sink.Close();
    dataset_.reset(GDALDataset::Open(file().c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(dataset_);
  }
  std::string file() const { return (folder_ / "tracks.gpkg").string(); }
  OGRLayer& layer(const char* name) { return *dataset_->GetLayerByName(name); }

  TrackLine::Rules rules_;
  TemporaryFolder folder_;
  GDALDatasetUniquePtr dataset_;
};

TEST_F(TracksGpkgTest, WithoutToleranceHoldsAPointForEveryUpdate) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(hours{1});
  rules_.tolerance = 0.0_m;
  Export(InOrder({ship}));
  EXPECT_EQ(layer("track_points").GetFeatureCount(), 360);
}

TEST_F(TracksGpkgTest, ThinsToTheVerticesOfTheLines) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(hours{1});
  Export(InOrder({ship}));
  const OGRFeatureUniquePtr track(layer("tracks").GetNextFeature());
  const OGRMultiLineString* line = track->GetGeometryRef()->toMultiLineString();
  EXPECT_EQ(layer("track_points").GetFeatureCount(), line->getGeometryRef(0)->getNumPoints());
  EXPECT_LT(layer("track_points").GetFeatureCount(), 36);
}

TEST_F(TracksGpkgTest, HoldsALineForEveryTrack) {
  const Ship a = Ship(211000001)
                     .From(42.0, 50.0)
                     .Steer(90.0)
                     .At(12.0_kn)
                     .For(minutes{30})
                     .Silent(hours{3})
                     .For(minutes{30});
  ReportBatch reports = InOrder({a, Ship(211000002).From(43.0, 50.0).For(minutes{1})});
  StaticReport said;
  said.key = TargetKey::Of(Mmsi(211000001));
  said.from = From(reports.back());
  said.from.payload_hash = 1;
  said.name = FixedText<34>("EXAMPLE");
  said.dimensions = {100, 20, 8, 8};
  reports.emplace_back(said);
  Export(reports);
  OGRLayer& tracks = layer("tracks");
  ASSERT_EQ(tracks.GetFeatureCount(), 3);
  tracks.SetAttributeFilter("track = 'mmsi:211000001.2'");
  const OGRFeatureUniquePtr track(tracks.GetNextFeature());
  ASSERT_TRUE(track);
  EXPECT_STREQ(track->GetFieldAsString("name"), "EXAMPLE");
  EXPECT_EQ(track->GetFieldAsInteger("length_m"), 120);
  EXPECT_STREQ(track->GetFieldAsString("start"), "2026/03/01 03:30:00+00");
  EXPECT_NEAR(track->GetFieldAsDouble("mean_sog_kn"), 12.0, 0.1);
  EXPECT_NEAR(track->GetFieldAsDouble("cog_deg"), 90.0, 1.0);
  const OGRMultiLineString* line = track->GetGeometryRef()->toMultiLineString();
  EXPECT_NEAR(line->getGeometryRef(0)->getY(0), 42.0, 0.01) << "latitude second";
  EXPECT_NEAR(line->getGeometryRef(0)->getX(0), 50.9, 0.1);
}

TEST_F(TracksGpkgTest, PointsCarryIdentitySpeedCourseAndTime) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(minutes{5});
  Export(InOrder({ship}));
  OGRLayer& points = layer("track_points");
  const OGRFeatureUniquePtr point(points.GetFeature(points.GetFeatureCount()));
  ASSERT_TRUE(point);
  EXPECT_EQ(point->GetFieldAsInteger64("mmsi"), 211000001);
  EXPECT_STREQ(point->GetFieldAsString("time"), "2026/03/01 00:04:50+00");
  EXPECT_NEAR(point->GetFieldAsDouble("sog_kn"), 12.0, 0.1);
  EXPECT_NEAR(point->GetFieldAsDouble("cog_deg"), 90.0, 1.0);
  EXPECT_FALSE(point->IsFieldSetAndNotNull(point->GetFieldIndex("heading_deg"))) << "was not sent";
  EXPECT_TRUE(point->GetGeometryRef()->getSpatialReference()->IsGeographic());
}

TEST_F(TracksGpkgTest, TellsWhenATrackWasHeard) {
  const Ship ship = Ship(211000001, std::chrono::seconds{10})
                        .From(42.0, 50.0)
                        .At(12.0_kn)
                        .For(minutes{30})
                        .Silent(hours{1})
                        .For(minutes{5});
  Export(InOrder({ship}));
  OGRLayer& heard = layer("track_heard");
  ASSERT_EQ(heard.GetFeatureCount(), 2);
  const OGRFeatureUniquePtr first(heard.GetFeature(1));
  const OGRFeatureUniquePtr second(heard.GetFeature(2));
  EXPECT_STREQ(first->GetFieldAsString("start"), "2026/03/01 00:00:00+00");
  EXPECT_STREQ(first->GetFieldAsString("end"), "2026/03/01 00:29:50+00");
  EXPECT_EQ(first->GetFieldAsInteger64("updates"), 180);
  EXPECT_STREQ(second->GetFieldAsString("start"), "2026/03/01 01:30:00+00");
  EXPECT_EQ(second->GetFieldAsInteger64("updates"), 30);
}

TEST_F(TracksGpkgTest, AircraftHaveTheirOwnColumns) {
  Aircraft aircraft = Aircraft(0x4b1801).From(47.0, 8.0).Steer(90.0).At(300.0_kn).Level(5'000.0);
  aircraft.Climb(2'000.0).For(minutes{5}).Identify("SWR123");
  AircraftReport said;
  said.squawk = std::uint16_t{01234};
  said.on_ground = false;
  aircraft.Silent(std::chrono::seconds{1}).Say(said).For(minutes{1});
  Export(aircraft.reports());
  const OGRFeatureUniquePtr track(layer("tracks").GetNextFeature());
  ASSERT_TRUE(track);
  EXPECT_STREQ(track->GetFieldAsString("key"), "icao:4b1801");
  EXPECT_STREQ(track->GetFieldAsString("icao"), "4b1801");
  EXPECT_STREQ(track->GetFieldAsString("callsign"), "SWR123");
  EXPECT_STREQ(track->GetFieldAsString("squawk"), "1234");
  EXPECT_STREQ(track->GetFieldAsString("category"), "A3");
  EXPECT_NEAR(track->GetFieldAsDouble("min_altitude_ft"), 5'000.0, 50.0);
  EXPECT_NEAR(track->GetFieldAsDouble("max_altitude_ft"), 17'000.0, 100.0);
  EXPECT_FALSE(track->IsFieldSetAndNotNull(track->GetFieldIndex("mmsi")));
  OGRLayer& points = layer("track_points");
  const OGRFeatureUniquePtr point(points.GetFeature(points.GetFeatureCount()));
  EXPECT_NEAR(point->GetFieldAsDouble("altitude_ft"), 17'000.0, 100.0);
  EXPECT_NEAR(point->GetFieldAsDouble("vertical_fpm"), 2'000.0, 100.0);
  EXPECT_EQ(point->GetFieldAsInteger("on_ground"), 0);
}

TEST_F(TracksGpkgTest, TheSameRunGivesTheSameBytes) {
  const ReportBatch reports = InOrder({Ship(1).From(42.0, 50.0).At(9.0_kn).For(hours{1})});
  Export(reports);
  dataset_.reset();
  const std::string first = Slurp(file());
  std::filesystem::remove(file());
  Export(reports);
  dataset_.reset();
  EXPECT_TRUE(first == Slurp(file()));
}

TEST_F(TracksGpkgTest, AnEmptyRunHasEmptyLayers) {
  Export({});
  EXPECT_EQ(layer("tracks").GetFeatureCount(), 0);
  EXPECT_EQ(layer("track_points").GetFeatureCount(), 0);
}

TEST_F(TracksGpkgTest, SaysWhyItCannotWrite) {
  EXPECT_THROW(TracksGpkg("/nowhere/tracks.gpkg", {}), std::runtime_error);
}

}  // namespace
}  // namespace pelorus
