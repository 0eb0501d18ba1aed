#include "io/export/coverage_gpkg.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <array>
#include <stdexcept>
#include <string>

namespace pelorus {
namespace {

constexpr double kHalfCell_deg = 0.05;
/// Fields in the order of the layer: two chances, the sum, then a pair for each kind.
constexpr int kKnown = 2;
constexpr int kFirstPair = 3;
constexpr std::array<const char*, kTransmittingKinds> kKinds = {"a_still", "a_way", "b_still",
                                                                "b_way"};

[[noreturn]] void Fail(const std::string& path) {
  throw std::runtime_error(path + ": cannot write: " + CPLGetLastErrorMsg());
}

void AddNumber(OGRLayer& layer, const std::string& name, const std::string& path) {
  OGRFieldDefn field(name.c_str(), OFTReal);
  if (layer.CreateField(&field) != OGRERR_NONE) Fail(path);
}

void AddFields(OGRLayer& layer, const std::string& path) {
  for (const char* name : {"p_a", "p_b", "known"}) AddNumber(layer, name, path);
  for (const char* kind : kKinds) {
    AddNumber(layer, std::string("bins_") + kind, path);
    AddNumber(layer, std::string("heard_") + kind, path);
  }
}

OGRPolygon SquareAround(GeoPoint center) {
  OGRLinearRing ring;
  const double west = center.lon_deg() - kHalfCell_deg;
  const double east = center.lon_deg() + kHalfCell_deg;
  const double south = center.lat_deg() - kHalfCell_deg;
  const double north = center.lat_deg() + kHalfCell_deg;
  ring.addPoint(west, south);
  ring.addPoint(east, south);
  ring.addPoint(east, north);
  ring.addPoint(west, north);
  ring.closeRings();
  OGRPolygon square;
  square.addRing(&ring);
  return square;
}

void Fill(const ReceptionMap::Row& row, const ReceptionMap& map, OGRFeature& feature) {
  const ReceptionMap nobody;
  feature.SetField(0, map.At(row.cell, {false, true}, nobody).mean());
  feature.SetField(1, map.At(row.cell, {true, true}, nobody).mean());
  double known = 0.0;
  for (std::size_t i = 0; i < kTransmittingKinds; ++i) {
    const int field = kFirstPair + 2 * static_cast<int>(i);
    feature.SetField(field, row.tallies[i].trials);
    feature.SetField(field + 1, row.tallies[i].hits);
    known += row.tallies[i].trials;
  }
  feature.SetField(kKnown, known);
  const OGRPolygon square = SquareAround(CenterOf(row.cell));
  feature.SetGeometry(&square);
}

void WriteCells(GDALDataset& dataset, const ReceptionMap& map, const std::string& path) {
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayer* layer = dataset.CreateLayer("coverage", &wgs84, wkbPolygon, nullptr);
  if (layer == nullptr) Fail(path);
  AddFields(*layer, path);
  if (dataset.StartTransaction() != OGRERR_NONE) Fail(path);
  for (const ReceptionMap::Row& row : map.Rows()) {
    OGRFeature feature(layer->GetLayerDefn());
    Fill(row, map, feature);
    if (layer->CreateFeature(&feature) != OGRERR_NONE) Fail(path);
  }
  if (dataset.CommitTransaction() != OGRERR_NONE) Fail(path);
}

}  // namespace

void WriteCoverageGpkg(const std::filesystem::path& file, const ReceptionMap& map, Time as_of) {
  CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  // The file's own date is that of the data: the same run gives the same bytes on any day.
  const std::string date = FormatIso8601(std::chrono::floor<std::chrono::seconds>(as_of));
  CPLConfigOptionSetter dated("OGR_CURRENT_DATE", date.c_str(), false);
  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  const std::string path = file.string();
  if (driver == nullptr) Fail(path);
  GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset) Fail(path);
  WriteCells(*dataset, map, path);
  CPLErrorReset();
  dataset.reset();
  if (CPLGetLastErrorType() == CE_Failure) Fail(path);
}

}  // namespace pelorus
