#include "geo/land_gdal.h"

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <span>

#include "geo/check.h"
#include "geo/embedded.h"

namespace pelorus {
namespace {

/// Keeps GDAL from printing while it lives.
class QuietGdal {
 public:
  QuietGdal() {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~QuietGdal() { CPLPopErrorHandler(); }
  QuietGdal(const QuietGdal&) = delete;
  QuietGdal& operator=(const QuietGdal&) = delete;

  /// GDAL's last words, or `otherwise`, as one line.
  static std::string Cause(const std::string& otherwise) {
    std::string cause = CPLGetLastErrorMsg();
    std::replace(cause.begin(), cause.end(), '\n', ' ');
    return cause.empty() ? otherwise : cause;
  }
};

/// Longitude first, always: the one place where the axis order of a reference system is set.
OGRSpatialReference LonLatWgs84() {
  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return wgs84;
}

using Transform = std::unique_ptr<OGRCoordinateTransformation>;

/// From the layer's system to WGS 84; null where there is nothing to do.
Result<Transform, std::string> TransformOf(const OGRLayer& layer) {
  const OGRSpatialReference* own = const_cast<OGRLayer&>(layer).GetSpatialRef();
  const OGRSpatialReference wgs84 = LonLatWgs84();
  if (own == nullptr) return Transform{};
  const std::unique_ptr<OGRSpatialReference> from(own->Clone());
  from->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (from->IsSame(&wgs84) != 0) return Transform{};
  Transform transform(OGRCreateCoordinateTransformation(from.get(), &wgs84));
  if (!transform) return "its reference system cannot be transformed: " + QuietGdal::Cause("?");
  return transform;
}

/// Collects rings and their extent.
class RingCollector {
 public:
  void Add(const OGRGeometry& geometry) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) {
      AddPolygon(*geometry.toPolygon());
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
      for (const OGRGeometry* part : *geometry.toGeometryCollection()) Add(*part);
    }
  }

  std::vector<LandRing>& rings() { return rings_; }

  /// The box around all that was added; nothing when that has no width or height.
  std::optional<Region> Extent() const {
    if (extent_.MaxX - extent_.MinX >= 360.0) {
      return Region::FromDegrees(-180.0, extent_.MinY, 180.0, extent_.MaxY);
    }
    const double east = WrapLongitudeDeg(extent_.MaxX);
    return Region::FromDegrees(WrapLongitudeDeg(extent_.MinX), extent_.MinY,
                               east == -180.0 ? 180.0 : east, extent_.MaxY);
  }

 private:
  void AddPolygon(const OGRPolygon& polygon) {
    if (polygon.IsEmpty()) return;
    AddRing(*polygon.getExteriorRing(), false);
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
      AddRing(*polygon.getInteriorRing(i), true);
    }
  }

  void AddRing(const OGRLinearRing& ring, bool is_lake) {
    LandRing points;
    for (int i = 0; i < ring.getNumPoints(); ++i) {
      const double x = ring.getX(i);
      const double y = ring.getY(i);
      extent_.Merge(x, y);
      points.push_back(GeoPoint::Degrees(y, x));
    }
    if (points.size() > 1 && points.front() == points.back()) points.pop_back();
    // Land on the left: outer rings counter-clockwise, lakes clockwise.
    if ((ring.isClockwise() != 0) != is_lake) std::reverse(points.begin(), points.end());
    if (points.size() > 2) rings_.push_back(std::move(points));
  }

  std::vector<LandRing> rings_;
  OGREnvelope extent_;
};

Result<OGRLayer*, std::string> LandLayer(GDALDataset& data, const std::string& wanted) {
  OGRLayer* layer = data.GetLayerByName(wanted.empty() ? "land" : wanted.c_str());
  if (layer == nullptr && wanted.empty() && data.GetLayerCount() == 1) layer = data.GetLayer(0);
  if (layer != nullptr) return layer;
  if (wanted.empty()) return std::string("no layer 'land', and more than one other");
  return "no layer '" + wanted + "'";
}

/// Adds the polygons of `geometry` to `out`, invalid ones repaired.
void AppendPolygons(const OGRGeometry& geometry, OGRMultiPolygon& out) {
  const auto type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    if (geometry.IsEmpty()) return;
    if (geometry.IsValid() != 0) {
      out.addGeometry(&geometry);
    } else if (const std::unique_ptr<OGRGeometry> valid(geometry.MakeValid()); valid) {
      if (valid->IsValid() != 0) AppendPolygons(*valid, out);
    }
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) AppendPolygons(*part, out);
  }
}

using Polygons = std::unique_ptr<OGRMultiPolygon>;

/// All polygons of the layer, in longitude and latitude.
Result<Polygons, std::string> ReadPolygons(OGRLayer& layer) {
  auto transform = TransformOf(layer);
  if (!transform) return transform.error();
  auto all = std::make_unique<OGRMultiPolygon>();
  for (const auto& feature : layer) {
    OGRGeometry* own = feature->GetGeometryRef();
    if (own == nullptr) continue;
    const std::unique_ptr<OGRGeometry> geometry(own->getLinearGeometry());
    if (transform.value() && geometry->transform(transform.value().get()) != OGRERR_NONE) {
      return "feature " + std::to_string(feature->GetFID()) + " cannot be transformed to WGS 84";
    }
    OGREnvelope extent;
    geometry->getEnvelope(&extent);
    const bool on_earth = extent.MinX >= -360.0 && extent.MaxX <= 360.0 && extent.MinY >= -90.0 &&
                          extent.MaxY <= 90.0;
    if (!geometry->IsEmpty() && !on_earth) {
      return "feature " + std::to_string(feature->GetFID()) +
             ": coordinates are not longitude and latitude";
    }
    AppendPolygons(*geometry, *all);
  }
  if (all->IsEmpty()) return std::string("no polygons in the layer");
  return all;
}

Result<RingCollector, std::string> ReadRings(OGRLayer& layer, bool dissolve) {
  const auto polygons = ReadPolygons(layer);
  if (!polygons) return polygons.error();
  RingCollector collector;
  if (!dissolve) {
    collector.Add(**polygons);
    return collector;
  }
  const std::unique_ptr<OGRGeometry> joined((*polygons)->UnionCascaded());
  if (!joined) return "polygons cannot be joined: " + QuietGdal::Cause("geometry fault");
  collector.Add(*joined);
  return collector;
}

Result<Land, std::string> ReadLand(const std::string& gdal_name, const std::string& name,
                                   const LandOptions& options) {
  static std::once_flag registered;
  std::call_once(registered, [] { GDALAllRegister(); });
  const QuietGdal quiet;
  const std::string about = name + ": ";
  const GDALDatasetUniquePtr data(
      GDALDataset::Open(gdal_name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!data) return about + QuietGdal::Cause("cannot be opened");
  const auto layer = LandLayer(*data, options.layer);
  if (!layer) return about + layer.error();
  auto rings = ReadRings(*layer.value(), options.dissolve);
  if (!rings) return about + rings.error();
  const auto box = options.box ? options.box : rings->Extent();
  if (!box) return about + "the land has no extent";
  return Land{name, *box, std::move(rings.value().rings()), options.water_tolerance};
}

/// GDAL reads the embedded bytes in place; the name stays for the life of the program.
std::string MemoryFile(const std::string& name, std::span<const unsigned char> bytes) {
  const std::string path = "/vsimem/pelorus/" + name;
  VSILFILE* file =
      VSIFileFromMemBuffer(path.c_str(), const_cast<unsigned char*>(bytes.data()),
                           static_cast<vsi_l_offset>(bytes.size()), /*bTakeOwnership=*/FALSE);
  PELORUS_CHECK(file != nullptr, path);
  VSIFCloseL(file);
  return path;
}

}  // namespace

Result<Land, std::string> LoadLand(const std::filesystem::path& file, const LandOptions& options) {
  return ReadLand(file.string(), file.string(), options);
}

Land LoadEmbeddedLand(EmbeddedLand which) {
  static const std::array<std::string, 2> paths = {
      MemoryFile("caspian.gpkg", EmbeddedCaspianGpkg()),
      MemoryFile("redsea_gulf.gpkg", EmbeddedRedSeaGpkg())};
  const bool caspian = which == EmbeddedLand::kCaspian;
  LandOptions options;
  options.dissolve = false;  // done when the files were made
  options.box = caspian ? CaspianRegion() : RedSeaRegion();
  options.water_tolerance = Length::Kilometers(caspian ? 1.5 : 0.7);
  auto land = ReadLand(paths[caspian ? 0 : 1], caspian ? "caspian" : "red-sea", options);
  PELORUS_CHECK(land.ok(), land.error());
  return std::move(land.value());
}

ShoreIndex EmbeddedShores(const std::optional<Region>& region) {
  ShoreIndex shores;
  for (const EmbeddedLand which : {EmbeddedLand::kCaspian, EmbeddedLand::kRedSea}) {
    const Region box = which == EmbeddedLand::kCaspian ? CaspianRegion() : RedSeaRegion();
    if (!region || region->Overlaps(box)) shores.Add(LoadEmbeddedLand(which));
  }
  return shores;
}

}  // namespace pelorus
