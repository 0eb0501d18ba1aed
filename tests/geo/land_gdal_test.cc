#include "geo/land_gdal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace pelorus {
namespace {

using testing::HasSubstr;

/// A GeoJSON file of polygons, removed at the end of the test.
class LandFile {
 public:
  explicit LandFile(const std::string& coordinates, const std::string& type = "Polygon")
      : LandFile(Raw{}, R"({"type":"FeatureCollection","features":[{"type":"Feature",)"
                        R"("properties":{},"geometry":{"type":")" +
                            type + R"(","coordinates":)" + coordinates + "}}]}") {}
  struct Raw {};
  LandFile(Raw, const std::string& text)
      : path_(std::filesystem::path(testing::TempDir()) /
              (std::string("land_") +
               testing::UnitTest::GetInstance()->current_test_info()->name() + ".geojson")) {
    std::ofstream(path_) << text;
  }
  ~LandFile() { std::filesystem::remove(path_); }
  LandFile(const LandFile&) = delete;
  LandFile& operator=(const LandFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

double SignedM(const Land& land, double lat_deg, double lon_deg) {
  ShoreIndex index;
  index.Add(land);
  return index.Distance(GeoPoint::Degrees(lat_deg, lon_deg))->signed_distance.meters();
}

LandOptions WithBox(double w, double s, double e, double n) {
  LandOptions options;
  options.box = Region::FromDegrees(w, s, e, n);
  return options;
}

TEST(LoadLand, ReadsPolygonsWithLakes) {
  // Rings deliberately in the wrong direction for RFC 7946: the reader must not trust it.
  const LandFile file("[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]");
  const auto land = LoadLand(file.path(), WithBox(-5, -5, 10, 10));
  ASSERT_TRUE(land.ok()) << land.error();
  EXPECT_EQ(land->rings.size(), 2U);
  EXPECT_LT(SignedM(*land, 3, 3), 0.0);
  EXPECT_GT(SignedM(*land, 1.5, 1.5), 0.0);
  EXPECT_GT(SignedM(*land, 5, 5), 0.0);
}

TEST(LoadLand, TakesTheExtentAsBoxWhenNoneIsGiven) {
  const LandFile file("[[[[0,0],[4,0],[4,4],[0,4],[0,0]]],[[[8,8],[9,8],[9,9],[8,8]]]]",
                      "MultiPolygon");
  const auto land = LoadLand(file.path());
  ASSERT_TRUE(land.ok()) << land.error();
  EXPECT_EQ(land->box, *Region::FromDegrees(0, 0, 9, 9));
  EXPECT_EQ(land->water_tolerance.meters(), 700.0);
}

TEST(LoadLand, JoinsPolygonsThatOverlap) {
  const LandFile file(
      "[[[[0,0],[4,0],[4,4],[0,4],[0,0]]],[[[3,1],[7,1],[7,3],[3,3],[3,1]]],"
      "[[[1,1],[2,1],[2,2],[1,1]]]]",
      "MultiPolygon");
  const auto land = LoadLand(file.path(), WithBox(-5, -5, 10, 10));
  ASSERT_TRUE(land.ok()) << land.error();
  EXPECT_EQ(land->rings.size(), 1U);
  EXPECT_LT(SignedM(*land, 2, 4), -100e3);
  EXPECT_LT(SignedM(*land, 1.4, 1.6), -100e3);
}

TEST(LoadLand, RepairsACrossedPolygon) {
  const LandFile file("[[[0,0],[4,4],[4,0],[0,4],[0,0]]]");  // a bow tie
  const auto land = LoadLand(file.path(), WithBox(-5, -5, 10, 10));
  ASSERT_TRUE(land.ok()) << land.error();
  EXPECT_LT(SignedM(*land, 2, 0.5), 0.0);
  EXPECT_LT(SignedM(*land, 2, 3.5), 0.0);
  EXPECT_GT(SignedM(*land, 0.5, 2), 0.0);
}

TEST(LoadLand, WrapsLongitudesBeyondTheAntimeridian) {
  const LandFile file("[[[178,-1],[182,-1],[182,1],[178,1],[178,-1]]]");
  const auto land = LoadLand(file.path(), WithBox(170, -10, -170, 10));
  ASSERT_TRUE(land.ok()) << land.error();
  EXPECT_LT(SignedM(*land, 0, 180), -100e3);
  EXPECT_LT(SignedM(*land, 0, -178.5), 0.0);
  EXPECT_GT(SignedM(*land, 0, -177), 0.0);
  EXPECT_EQ(LoadLand(file.path())->box, *Region::FromDegrees(178, -1, -178, 1));
}

TEST(LoadLand, TransformsOtherReferenceSystems) {
  // Web Mercator: 111,319.49 m is one degree on the equator.
  const LandFile file(
      LandFile::Raw{},
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},)"
      R"("features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
      R"([[[0,0],[445278,0],[445278,445278],[0,445278],[0,0]]]}}]})");
  const auto land = LoadLand(file.path(), WithBox(-5, -5, 10, 10));
  ASSERT_TRUE(land.ok()) << land.error();
  EXPECT_LT(SignedM(*land, 2, 3.5), 0.0);
  EXPECT_NEAR(SignedM(*land, 0.5, 5), 111319.49, 200.0);
}

TEST(LoadLand, SaysInOneLineWhyAFileWasRefused) {
  const auto missing = LoadLand("/no/such/land.gpkg");
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error(), HasSubstr("/no/such/land.gpkg"));
  EXPECT_EQ(missing.error().find('\n'), std::string::npos);

  const LandFile garbage(LandFile::Raw{}, "not a map");
  EXPECT_FALSE(LoadLand(garbage.path()).ok());

  const LandFile points("[1,2]", "Point");
  EXPECT_THAT(LoadLand(points.path()).error(), HasSubstr("no polygons"));

  const LandFile metres("[[[0,0],[5000,0],[5000,5000],[0,0]]]");
  EXPECT_THAT(LoadLand(metres.path()).error(), HasSubstr("not longitude and latitude"));

  const LandFile good("[[[0,0],[4,0],[4,4],[0,0]]]");
  LandOptions options;
  options.layer = "coast";
  EXPECT_THAT(LoadLand(good.path(), options).error(), HasSubstr("no layer 'coast'"));
}

TEST(EmbeddedLand, KeepsTheWholeDataBox) {
  EXPECT_EQ(LoadEmbeddedLand(EmbeddedLand::kCaspian).box, CaspianRegion());
  EXPECT_EQ(LoadEmbeddedLand(EmbeddedLand::kRedSea).box, RedSeaRegion());
  EXPECT_GT(LoadEmbeddedLand(EmbeddedLand::kRedSea).rings.size(), 3000U);
}

}  // namespace
}  // namespace pelorus
