#include "io/export/run_tracks.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "io/bytes.h"

namespace pelorus {
namespace {

[[noreturn]] void Refuse(const std::filesystem::path& gpkg, const std::string& why) {
  throw InputError(gpkg.string() + ": " + why);
}

OGRLayer& LayerOf(GDALDataset& data, const char* name, const std::filesystem::path& gpkg) {
  OGRLayer* layer = data.GetLayerByName(name);
  if (layer == nullptr) Refuse(gpkg, std::string("has no layer ") + name);
  return *layer;
}

int FieldOf(OGRLayer& layer, const char* name, const std::filesystem::path& gpkg) {
  const int index = layer.GetLayerDefn()->GetFieldIndex(name);
  if (index < 0) Refuse(gpkg, std::string("has no field ") + name);
  return index;
}

Time TimeOf(const OGRFeature& feature, int field) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0.0F;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  const auto millis = std::llround(static_cast<double>(second) * 1e3);
  return Time{std::chrono::sys_days(date)} + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::milliseconds(millis);
}

using Tracks = std::map<std::string, RunTrack>;

void ReadLines(OGRLayer& layer, const std::filesystem::path& gpkg, Tracks& tracks) {
  const int track = FieldOf(layer, "track", gpkg);
  const int key = FieldOf(layer, "key", gpkg);
  const int name = FieldOf(layer, "name", gpkg);
  for (const auto& feature : layer) {
    RunTrack& one = tracks[feature->GetFieldAsString(track)];
    one.track = feature->GetFieldAsString(track);
    one.key = feature->GetFieldAsString(key);
    one.name = feature->GetFieldAsString(name);
  }
}

void ReadPoints(OGRLayer& layer, const std::filesystem::path& gpkg, Tracks& tracks) {
  const int track = FieldOf(layer, "track", gpkg);
  const int time = FieldOf(layer, "time", gpkg);
  for (const auto& feature : layer) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    const auto place = tracks.find(feature->GetFieldAsString(track));
    if (geometry == nullptr || place == tracks.end()) continue;
    const OGRPoint* at = geometry->toPoint();
    const auto position = GeoPoint::FromDegrees(at->getY(), at->getX());
    if (position) place->second.points.push_back({TimeOf(*feature, time), *position});
  }
}

void ReadHeard(OGRLayer& layer, const std::filesystem::path& gpkg, Tracks& tracks) {
  const int track = FieldOf(layer, "track", gpkg);
  const int start = FieldOf(layer, "start", gpkg);
  const int end = FieldOf(layer, "end", gpkg);
  const int updates = FieldOf(layer, "updates", gpkg);
  for (const auto& feature : layer) {
    const auto place = tracks.find(feature->GetFieldAsString(track));
    if (place == tracks.end()) continue;
    place->second.heard.push_back(
        {TimeOf(*feature, start), TimeOf(*feature, end), feature->GetFieldAsInteger64(updates)});
  }
}

}  // namespace

std::vector<RunTrack> ReadRunTracks(const std::filesystem::path& gpkg) {
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> data(
      GDALDataset::Open(gpkg.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (data == nullptr) Refuse(gpkg, "cannot be read as a GeoPackage");
  Tracks tracks;
  ReadLines(LayerOf(*data, "tracks", gpkg), gpkg, tracks);
  ReadPoints(LayerOf(*data, "track_points", gpkg), gpkg, tracks);
  ReadHeard(LayerOf(*data, "track_heard", gpkg), gpkg, tracks);
  std::vector<RunTrack> all;
  for (auto& [id, track] : tracks) {
    std::stable_sort(track.points.begin(), track.points.end(),
                     [](const RunPoint& a, const RunPoint& b) { return a.time < b.time; });
    std::stable_sort(track.heard.begin(), track.heard.end(),
                     [](const RunHeard& a, const RunHeard& b) { return a.start < b.start; });
    all.push_back(std::move(track));
  }
  return all;
}

}  // namespace pelorus
