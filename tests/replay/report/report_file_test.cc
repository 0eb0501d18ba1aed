#include "replay/report/report_file.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "io/bytes.h"
#include "tests/replay/report/run_on_disk.h"

namespace pelorus {
namespace {

/// A run whose first event has a possible area.
class ReportFileTest : public testing::Test {
 protected:
  ReportFileTest() {
    nlohmann::json event = run_.Silence("with-area", 0.7);
    event["area_file"] = "areas/with-area.geojson";
    run_.Add(event);
    std::filesystem::create_directory(run_.folder() / "areas");
    std::ofstream(run_.folder() / "areas/with-area.geojson")
        << R"({"type":"Feature","properties":{"id":"with-area"},"geometry":{"type":"MultiPolygon",)"
           R"("coordinates":[[[[50,42],[51,42],[51,43],[50,42]]]]}})";
    nlohmann::json features = nlohmann::json::array();
    for (const nlohmann::json& one : {run_.Silence("a", 0.9), event}) {
      features.push_back({{"type", "Feature"},
                          {"properties", one},
                          {"geometry", {{"type", "Point"}, {"coordinates", {50.1, 42.0}}}}});
    }
    std::ofstream(run_.folder() / "events.geojson")
        << nlohmann::json{{"type", "FeatureCollection"}, {"features", features}}.dump();
  }

  /// Writes the report and opens it as map programs do.
  GDALDatasetUniquePtr Open(ReportFormat format, std::optional<std::string> event = {}) {
    file_ = run_.folder() / ("out." + NameOf(format));
    WriteReport(run_.folder(), format, event, file_);
    GDALAllRegister();
    return GDALDatasetUniquePtr(GDALDataset::Open(file_.c_str(), GDAL_OF_VECTOR));
  }

  RunOnDisk run_;
  std::filesystem::path file_;
};

TEST_F(ReportFileTest, EveryMapFormatHoldsEveryEvent) {
  for (const ReportFormat format :
       {ReportFormat::kGeojson, ReportFormat::kKml, ReportFormat::kGpkg, ReportFormat::kCsv}) {
    const GDALDatasetUniquePtr data = Open(format);
    ASSERT_TRUE(data) << NameOf(format);
    OGRLayer& events = *data->GetLayer(0);
    EXPECT_EQ(events.GetFeatureCount(), 2) << NameOf(format);
    const OGRFeatureUniquePtr first(events.GetNextFeature());
    EXPECT_STREQ(first->GetFieldAsString("kind"), "dark_transit") << NameOf(format);
    EXPECT_DOUBLE_EQ(first->GetFieldAsDouble("probability"), 0.9) << NameOf(format);
  }
}

TEST_F(ReportFileTest, OneEventAloneCanBePassedOn) {
  for (const ReportFormat format :
       {ReportFormat::kGeojson, ReportFormat::kKml, ReportFormat::kGpkg, ReportFormat::kCsv}) {
    const GDALDatasetUniquePtr data = Open(format, "with-area");
    ASSERT_TRUE(data);
    EXPECT_EQ(data->GetLayer(0)->GetFeatureCount(), 1);
    const OGRFeatureUniquePtr only(data->GetLayer(0)->GetNextFeature());
    EXPECT_STREQ(only->GetFieldAsString("id"), "with-area");
    EXPECT_THROW(Open(format, "none"), InputError);
  }
}

TEST_F(ReportFileTest, AGeoPackageHasAreasAndTracksToo) {
  const GDALDatasetUniquePtr data = Open(ReportFormat::kGpkg);
  ASSERT_TRUE(data->GetLayerByName("areas"));
  EXPECT_EQ(data->GetLayerByName("areas")->GetFeatureCount(), 1);
  EXPECT_EQ(data->GetLayerByName("tracks")->GetFeatureCount(), 3);
}

TEST_F(ReportFileTest, GoogleEarthGetsNamesAndTimes) {
  const GDALDatasetUniquePtr data = Open(ReportFormat::kKml);
  const OGRFeatureUniquePtr first(data->GetLayer(0)->GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("Name"),
               (std::string("Dark transit: ") + kHostileName + " (mmsi:211000001)").c_str());
  const std::string kml = Slurp(file_);
  EXPECT_NE(kml.find("<begin>2026-03-01T00:30:00Z</begin>"), std::string::npos);
  EXPECT_NE(kml.find("<end>2026-03-01T03:30:00Z</end>"), std::string::npos);
  EXPECT_NE(kml.find("<description>Not heard for 3 h 0 min"), std::string::npos);
}

TEST_F(ReportFileTest, NothingHalfWrittenIsLeft) {
  std::filesystem::remove(run_.folder() / "areas/with-area.geojson");
  EXPECT_THROW(Open(ReportFormat::kKml), InputError);
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_FALSE(std::filesystem::exists(file_.string() + ".partial"));
}

}  // namespace
}  // namespace pelorus
