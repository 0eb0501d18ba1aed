#include "io/export/tracks_gpkg.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

struct Field {
  const char* name;
  OGRFieldType type;
};

namespace point {
enum {
  kTrack,
  kKey,
  kMmsi,
  kTime,
  kSog,
  kCog,
  kHeading,
  kStatus,
  kSigma,
  kNis,
  kState,
  kIcao,
  kAltitude,
  kVerticalRate,
  kOnGround
};
}
constexpr std::initializer_list<Field> kPointFields = {
    {"track", OFTString},     {"key", OFTString},         {"mmsi", OFTInteger64},
    {"time", OFTDateTime},    {"sog_kn", OFTReal},        {"cog_deg", OFTReal},
    {"heading_deg", OFTReal}, {"nav_status", OFTInteger}, {"sigma_m", OFTReal},
    {"nis", OFTReal},         {"state", OFTString},       {"icao", OFTString},
    {"altitude_ft", OFTReal}, {"vertical_fpm", OFTReal},  {"on_ground", OFTInteger}};

namespace line {
enum {
  kTrack,
  kKey,
  kMmsi,
  kName,
  kCallsign,
  kImo,
  kShipType,
  kAisClass,
  kLength,
  kWidth,
  kDraught,
  kDestination,
  kStart,
  kEnd,
  kUpdates,
  kGated,
  kState,
  kMeanSog,
  kMaxSog,
  kCog,
  kIcao,
  kRegistration,
  kAircraftModel,
  kCategory,
  kSquawk,
  kEmergency,
  kMinAltitude,
  kMaxAltitude
};
}
constexpr std::initializer_list<Field> kLineFields = {
    {"track", OFTString},          {"key", OFTString},
    {"mmsi", OFTInteger64},        {"name", OFTString},
    {"callsign", OFTString},       {"imo", OFTInteger64},
    {"ship_type", OFTInteger},     {"ais_class", OFTString},
    {"length_m", OFTInteger},      {"width_m", OFTInteger},
    {"draught_m", OFTReal},        {"destination", OFTString},
    {"start", OFTDateTime},        {"end", OFTDateTime},
    {"updates", OFTInteger64},     {"gated", OFTInteger64},
    {"state", OFTString},          {"mean_sog_kn", OFTReal},
    {"max_sog_kn", OFTReal},       {"cog_deg", OFTReal},
    {"icao", OFTString},           {"registration", OFTString},
    {"aircraft_model", OFTString}, {"category", OFTString},
    {"squawk", OFTString},         {"emergency", OFTInteger},
    {"min_altitude_ft", OFTReal},  {"max_altitude_ft", OFTReal}};

namespace heard {
enum { kTrack, kStart, kEnd, kUpdates };
}
constexpr std::initializer_list<Field> kHeardFields = {
    {"track", OFTString}, {"start", OFTDateTime}, {"end", OFTDateTime}, {"updates", OFTInteger64}};

/// Farther apart than this, two updates are not one span of being heard.
constexpr Duration kHeardTogether = std::chrono::minutes{10};

void SetTime(OGRFeature& feature, int field, Time t) {
  const auto days = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::milliseconds>(t - days)};
  const double second = std::chrono::duration<double>(clock.seconds()).count() +
                        std::chrono::duration<double>(clock.subseconds()).count();
  constexpr int kUtc = 100;  // OGR's code
  feature.SetField(
      field, static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
      static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<float>(second), kUtc);
}

void SetText(OGRFeature& feature, int field, std::string_view text) {
  feature.SetField(field, std::string(text).c_str());
}

/// Fills `track`, the two fields behind it, and `icao`.
void SetKey(OGRFeature& feature, int track, int icao, TrackId id) {
  const std::string key = ToString(id.key);
  SetText(feature, track, ToString(id));
  SetText(feature, track + 1, key);
  if (id.key.kind() == TargetKey::Kind::kMmsi) {
    feature.SetField(track + 2, static_cast<GIntBig>(id.key.number()));
  } else if (id.key.kind() == TargetKey::Kind::kIcao) {
    SetText(feature, icao, std::string_view(key).substr(key.find(':') + 1));
  }
}

/// As it is written: `A3`, `7700`.
void SetAircraftIdentity(OGRFeature& feature, const Identity& identity) {
  if (identity.registration) SetText(feature, line::kRegistration, identity.registration->view());
  if (identity.aircraft_model) {
    SetText(feature, line::kAircraftModel, identity.aircraft_model->view());
  }
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (identity.emitter_category) {
    const unsigned category = *identity.emitter_category;
    SetText(feature, line::kCategory,
            std::string{kDigits[category >> 4U], kDigits[category & 15U]});
  }
  if (identity.squawk) {
    const unsigned squawk = *identity.squawk;
    std::string text;
    for (const unsigned shift : {9U, 6U, 3U, 0U}) text += kDigits[(squawk >> shift) & 7U];
    SetText(feature, line::kSquawk, text);
  }
  if (identity.emergency) {
    feature.SetField(line::kEmergency, static_cast<int>(*identity.emergency));
  }
}

void SetIdentity(OGRFeature& feature, const Identity& identity) {
  if (identity.name) SetText(feature, line::kName, identity.name->view());
  if (identity.callsign) SetText(feature, line::kCallsign, identity.callsign->view());
  if (identity.destination) SetText(feature, line::kDestination, identity.destination->view());
  if (identity.imo) feature.SetField(line::kImo, static_cast<GIntBig>(*identity.imo));
  if (identity.ship_type) feature.SetField(line::kShipType, static_cast<int>(*identity.ship_type));
  if (identity.draught) feature.SetField(line::kDraught, identity.draught->meters());
  if (identity.ais_class != AisClass::kUnknown) {
    SetText(feature, line::kAisClass, identity.ais_class == AisClass::kA ? "A" : "B");
  }
  if (identity.dimensions) {
    const StaticReport::Dimensions& d = *identity.dimensions;
    feature.SetField(line::kLength, d.to_bow_m + d.to_stern_m);
    feature.SetField(line::kWidth, d.to_port_m + d.to_starboard_m);
  }
}

void SetVertical(OGRFeature& feature, const TrackUpdate& update) {
  if (const std::optional<VerticalEstimate>& vertical = update.estimate.vertical) {
    feature.SetField(point::kAltitude, vertical->altitude.feet());
    feature.SetField(point::kVerticalRate, vertical->climb.feet_per_minute());
  }
  if (update.on_ground) feature.SetField(point::kOnGround, *update.on_ground ? 1 : 0);
}

/// The largest standard deviation in any horizontal direction.
double LargestSigma(const KinematicEstimate& e) {
  const double mean = 0.5 * (e.cov_ee_m2() + e.cov_nn_m2());
  const double half = 0.5 * (e.cov_ee_m2() - e.cov_nn_m2());
  return std::sqrt(std::max(0.0, mean + std::hypot(half, e.cov_en_m2())));
}

}  // namespace

struct TracksGpkg::Impl {
  struct Growing {
    Growing(const TrackLine::Rules& thinning, const TrackUpdate& first)
        : line(thinning), newest(first), heard_from(first.time), heard_to(first.time) {}
    TrackLine line;
    TrackUpdate newest;
    bool newest_written = false;
    Time heard_from, heard_to;  ///< the newest span
    std::int64_t heard_updates = 0;
    double sog_sum_kn = 0.0;
    double sog_max_kn = 0.0;
    std::optional<double> lowest_ft, highest_ft;
  };

  Impl(const std::filesystem::path& file, const TrackLine::Rules& line_rules)
      : path(file.string()), rules(line_rules) {
    RegisterOGRGeoPackage();  // not all drivers: that takes 30 ms
    CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    CPLConfigOptionSetter date("OGR_CURRENT_DATE", kNoDate, false);
    // A cut run leaves no file under its final name, so nothing needs to survive a power cut.
    CPLConfigOptionSetter no_sync("OGR_SQLITE_SYNCHRONOUS", "OFF", false);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr) throw std::runtime_error(path + ": GDAL has no GPKG driver");
    dataset.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) Fail();
    points = NewLayer("track_points", wkbPoint, kPointFields);
    lines = NewLayer("tracks", wkbMultiLineString, kLineFields);
    heard_spans = NewLayer("track_heard", wkbNone, kHeardFields);
    point_feature.reset(OGRFeature::CreateFeature(points->GetLayerDefn()));
    if (dataset->StartTransaction() != OGRERR_NONE) Fail();
  }

  OGRLayer* NewLayer(const char* name, OGRwkbGeometryType type,
                     std::initializer_list<Field> fields) {
    OGRSpatialReference wgs84;
    wgs84.SetWellKnownGeogCS("WGS84");
    wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRLayer* layer = dataset->CreateLayer(name, type == wkbNone ? nullptr : &wgs84, type, nullptr);
    if (layer == nullptr) Fail();
    for (const Field& field : fields) {
      OGRFieldDefn definition(field.name, field.type);
      if (layer->CreateField(&definition) != OGRERR_NONE) Fail();
    }
    return layer;
  }

  void WritePoint(const TrackUpdate& update) {
    OGRFeature& feature = *point_feature;
    feature.Reset();
    const KinematicEstimate& e = update.estimate;
    SetKey(feature, point::kTrack, point::kIcao, update.track);
    SetTime(feature, point::kTime, update.time);
    feature.SetField(point::kSog, e.sog.knots());
    feature.SetField(point::kCog, e.course.degrees());
    if (update.heading) feature.SetField(point::kHeading, update.heading->degrees());
    if (update.nav_status) feature.SetField(point::kStatus, static_cast<int>(*update.nav_status));
    feature.SetField(point::kSigma, LargestSigma(e));
    if (update.nis) feature.SetField(point::kNis, *update.nis);
    SetText(feature, point::kState, Name(update.status));
    SetVertical(feature, update);
    OGRPoint position(e.position.lon_deg(), e.position.lat_deg());
    feature.SetGeometry(&position);
    if (points->CreateFeature(&feature) != OGRERR_NONE) Fail();
  }

  void WriteHeard(const TrackId& track, const Growing& growth) {
    const std::unique_ptr<OGRFeature> feature(
        OGRFeature::CreateFeature(heard_spans->GetLayerDefn()));
    SetText(*feature, heard::kTrack, ToString(track));
    SetTime(*feature, heard::kStart, growth.heard_from);
    SetTime(*feature, heard::kEnd, growth.heard_to);
    feature->SetField(heard::kUpdates, static_cast<GIntBig>(growth.heard_updates));
    if (heard_spans->CreateFeature(feature.get()) != OGRERR_NONE) Fail();
  }

  void Hear(const TrackUpdate& update, Growing& track) {
    if (update.time > track.heard_to + kHeardTogether) {
      WriteHeard(update.track, track);
      track.heard_from = update.time;
      track.heard_updates = 0;
    }
    track.heard_to = std::max(track.heard_to, update.time);
    ++track.heard_updates;
  }

  void Grow(const TrackUpdate& update) {
    Growing& track = growing.try_emplace(update.track, rules, update).first->second;
    const KinematicEstimate& e = update.estimate;
    Hear(update, track);
    track.newest = update;
    track.newest_written = track.line.Add(update.time, e.position, e.sog, e.course);
    if (track.newest_written) WritePoint(update);
    track.sog_sum_kn += e.sog.knots();
    track.sog_max_kn = std::max(track.sog_max_kn, e.sog.knots());
    if (e.vertical) {
      const double feet = e.vertical->altitude.feet();
      track.lowest_ft = std::min(track.lowest_ft.value_or(feet), feet);
      track.highest_ft = std::max(track.highest_ft.value_or(feet), feet);
    }
    if (update.time > newest) newest = update.time;
  }

  void WriteLine(const TrackEnd& end) {
    const auto place = growing.find(end.track);
    if (place == growing.end()) return;
    const Growing& track = place->second;
    if (!track.newest_written) WritePoint(track.newest);
    WriteHeard(end.track, track);
    const std::unique_ptr<OGRFeature> feature(OGRFeature::CreateFeature(lines->GetLayerDefn()));
    SetKey(*feature, line::kTrack, line::kIcao, end.track);
    SetIdentity(*feature, end.identity);
    SetAircraftIdentity(*feature, end.identity);
    SetTime(*feature, line::kStart, end.first_update);
    SetTime(*feature, line::kEnd, end.last_update);
    feature->SetField(line::kUpdates, static_cast<GIntBig>(end.updates));
    feature->SetField(line::kGated, static_cast<GIntBig>(end.gated));
    SetText(*feature, line::kState, Name(end.status));
    feature->SetField(line::kMeanSog, track.sog_sum_kn / end.updates);
    feature->SetField(line::kMaxSog, track.sog_max_kn);
    if (track.lowest_ft) feature->SetField(line::kMinAltitude, *track.lowest_ft);
    if (track.highest_ft) feature->SetField(line::kMaxAltitude, *track.highest_ft);
    SetCourseMadeGood(*feature, track.line);
    SetLine(*feature, track.line);
    if (lines->CreateFeature(feature.get()) != OGRERR_NONE) Fail();
    growing.erase(place);
  }

  /// Left empty for a target that went nowhere.
  static void SetCourseMadeGood(OGRFeature& feature, const TrackLine& track) {
    const std::vector<GeoPoint> vertices = track.Vertices();
    const Geodesic way = GeodesicInverse(vertices.front(), vertices.back());
    if (way.distance > Length::Meters(100.0)) {
      feature.SetField(line::kCog, way.start.degrees());
    }
  }

  /// No geometry for a track of a single point: it stands in track_points.
  static void SetLine(OGRFeature& feature, const TrackLine& track) {
    OGRMultiLineString parts;
    for (const std::vector<TrackLine::Vertex>& vertices : track.Parts()) {
      OGRLineString part;
      for (const TrackLine::Vertex& v : vertices) part.addPoint(v.lon_deg, v.lat_deg);
      parts.addGeometry(&part);
    }
    if (!parts.IsEmpty()) feature.SetGeometry(&parts);
  }

  [[noreturn]] void Fail() const {
    throw std::runtime_error(path + ": cannot write: " + CPLGetLastErrorMsg());
  }

  static constexpr const char* kNoDate = "1970-01-01T00:00:00.000Z";
  std::string path;
  TrackLine::Rules rules;
  GDALDatasetUniquePtr dataset;
  OGRLayer* points = nullptr;
  OGRLayer* lines = nullptr;
  OGRLayer* heard_spans = nullptr;
  std::unique_ptr<OGRFeature> point_feature;
  std::unordered_map<TrackId, Growing> growing;
  Time newest{};
};

TracksGpkg::TracksGpkg(const std::filesystem::path& file, const TrackLine::Rules& rules)
    : impl_(std::make_unique<Impl>(file, rules)) {}

TracksGpkg::~TracksGpkg() = default;

void TracksGpkg::Write(const PictureBatch& batch) {
  CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  for (const TrackUpdate& update : batch.updates) impl_->Grow(update);
  for (const TrackEnd& end : batch.ended) impl_->WriteLine(end);
}

void TracksGpkg::Close() {
  CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  // The file's own date is that of the data: the same run gives the same bytes on any day.
  const std::string date = FormatIso8601(std::chrono::floor<std::chrono::seconds>(impl_->newest));
  CPLConfigOptionSetter as_of("OGR_CURRENT_DATE", date.c_str(), false);
  if (impl_->dataset->CommitTransaction() != OGRERR_NONE) impl_->Fail();
  CPLErrorReset();
  impl_->point_feature.reset();
  impl_->dataset.reset();
  if (CPLGetLastErrorType() == CE_Failure) impl_->Fail();
}

}  // namespace pelorus
