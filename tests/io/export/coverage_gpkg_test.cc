#include "io/export/coverage_gpkg.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <fstream>
#include <iterator>

#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

ReceptionMap TwoCells() {
  ReceptionMap map;
  map.Count(CellOf(GeoPoint::Degrees(42.03, 50.07)), {false, true}, {40.0, 36.0});
  map.Count(CellOf(GeoPoint::Degrees(-12.34, -45.67)), {true, false}, {10.0, 1.0});
  return map;
}

std::string BytesOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(CoverageGpkg, HoldsEachCellAsASquareWithItsCounts) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "coverage.gpkg";
  WriteCoverageGpkg(file, TwoCells(), Time{});
  GDALAllRegister();
  GDALDatasetUniquePtr read(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
  ASSERT_TRUE(read);
  OGRLayer* layer = read->GetLayerByName("coverage");
  ASSERT_NE(layer, nullptr);
  EXPECT_EQ(layer->GetFeatureCount(), 2);
  layer->SetSpatialFilterRect(50.06, 42.02, 50.08, 42.04);
  const OGRFeatureUniquePtr cell(layer->GetNextFeature());
  ASSERT_TRUE(cell);
  EXPECT_DOUBLE_EQ(cell->GetFieldAsDouble("bins_a_way"), 40.0);
  EXPECT_DOUBLE_EQ(cell->GetFieldAsDouble("heard_a_way"), 36.0);
  EXPECT_DOUBLE_EQ(cell->GetFieldAsDouble("bins_b_still"), 0.0);
  EXPECT_DOUBLE_EQ(cell->GetFieldAsDouble("known"), 40.0);
  EXPECT_NEAR(cell->GetFieldAsDouble("p_a"), 0.9, 0.03);
  OGREnvelope box;
  cell->GetGeometryRef()->getEnvelope(&box);
  EXPECT_NEAR(box.MinX, 50.0, 1e-9);
  EXPECT_NEAR(box.MaxX, 50.1, 1e-9);
  EXPECT_NEAR(box.MinY, 42.0, 1e-9);
  EXPECT_NEAR(box.MaxY, 42.1, 1e-9);
}

TEST(CoverageGpkg, IsTheSameBytesAgain) {
  const TemporaryFolder folder;
  WriteCoverageGpkg(folder.path() / "a.gpkg", TwoCells(), Time{std::chrono::hours{500'000}});
  WriteCoverageGpkg(folder.path() / "b.gpkg", TwoCells(), Time{std::chrono::hours{500'000}});
  const std::string bytes = BytesOf(folder.path() / "a.gpkg");
  EXPECT_FALSE(bytes.empty());
  EXPECT_EQ(bytes, BytesOf(folder.path() / "b.gpkg"));
}

TEST(CoverageGpkg, SaysWhereItCouldNotWrite) {
  try {
    WriteCoverageGpkg("/nowhere/coverage.gpkg", TwoCells(), Time{});
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("/nowhere/coverage.gpkg"), std::string::npos);
  }
}

}  // namespace
}  // namespace pelorus
