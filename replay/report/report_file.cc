#include "replay/report/report_file.h"

#include <fstream>
#include <stdexcept>
#include <vector>

#include "io/bytes.h"
#include "io/export/vector_convert.h"
#include "replay/report/browser_print.h"
#include "replay/report/flat_events.h"
#include "replay/report/report_html.h"
#include "replay/report/run_folder.h"

namespace pelorus {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json Parse(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw InputError(file.string() + ": cannot be opened");
  json value = json::parse(in, nullptr, false);
  if (value.is_discarded()) throw InputError(file.string() + ": is not JSON");
  return value;
}

/// events.geojson, or one event of it.
json EventsOf(const fs::path& folder, const std::optional<std::string>& event) {
  json all = Parse(folder / "events.geojson");
  if (!event) return all;
  json chosen = json::array();
  for (json& feature : all.at("features")) {
    if (feature.at("properties").at("id") == *event) chosen.push_back(std::move(feature));
  }
  if (chosen.empty()) throw InputError("no event has the id " + *event);
  all["features"] = std::move(chosen);
  return all;
}

json AreasOf(const fs::path& folder, const json& events) {
  json all = {{"type", "FeatureCollection"}, {"features", json::array()}};
  for (const json& feature : events.at("features")) {
    const json& properties = feature.at("properties");
    if (!properties.contains("area_file")) continue;
    all["features"].push_back(Parse(folder / properties["area_file"].get<std::string>()));
  }
  return all;
}

json TracksOf(const fs::path& folder) {
  json all = {{"type", "FeatureCollection"}, {"features", json::array()}};
  for (const RunTrack& track : ReadRunTracks(folder / "tracks.gpkg")) {
    if (track.points.size() < 2) continue;
    json line = json::array();
    for (const RunPoint& point : track.points) {
      line.push_back({point.position.lon_deg(), point.position.lat_deg()});
    }
    all["features"].push_back(
        {{"type", "Feature"},
         {"properties", {{"track", track.track}, {"key", track.key}, {"name", track.name}}},
         {"geometry", {{"type", "LineString"}, {"coordinates", std::move(line)}}}});
  }
  return all;
}

void WriteText(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error(file.string() + ": cannot write");
}

void WriteLayers(const fs::path& folder, ReportFormat format,
                 const std::optional<std::string>& event, const fs::path& file) {
  const json events = EventsOf(folder, event);
  const VectorFormat vector = format == ReportFormat::kKml    ? VectorFormat::kKml
                              : format == ReportFormat::kGpkg ? VectorFormat::kGpkg
                                                              : VectorFormat::kCsv;
  WriteVector(file, vector, {"events", FlatEvents(events).dump()}, false);
  if (vector == VectorFormat::kCsv) return;
  const json areas = AreasOf(folder, events);
  if (!areas["features"].empty()) WriteVector(file, vector, {"areas", areas.dump()}, true);
  if (vector == VectorFormat::kGpkg && !event) {
    const json tracks = TracksOf(folder);
    if (!tracks["features"].empty()) WriteVector(file, vector, {"tracks", tracks.dump()}, true);
  }
}

void WriteInto(const fs::path& folder, ReportFormat format, const std::optional<std::string>& event,
               const fs::path& file) {
  switch (format) {
    case ReportFormat::kHtml:
      WriteText(file, ReportHtml(ReadRunFolder(folder), event));
      break;
    case ReportFormat::kPdf: {
      const fs::path html = file.string() + ".html";
      WriteText(html, ReportHtml(ReadRunFolder(folder), event));
      PrintToPdf(html, file);
      fs::remove(html);
      break;
    }
    case ReportFormat::kGeojson:
      WriteText(file, EventsOf(folder, event).dump() + "\n");
      break;
    case ReportFormat::kKml:
    case ReportFormat::kGpkg:
    case ReportFormat::kCsv:
      WriteLayers(folder, format, event, file);
      break;
  }
}

/// A folder beside the file, for what is not complete yet.
class Workshop {
 public:
  explicit Workshop(const fs::path& file) : folder_(file.string() + ".partial") {
    std::error_code failed;
    fs::remove_all(folder_, failed);
    fs::create_directory(folder_, failed);
    if (failed) throw InputError(file.string() + ": cannot be written: " + failed.message());
  }
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

}  // namespace

std::string NameOf(ReportFormat format) {
  static const std::vector<std::string> kNames = {"html", "pdf", "geojson", "kml", "gpkg", "csv"};
  return kNames[static_cast<std::size_t>(format)];
}

void WriteReport(const fs::path& folder, ReportFormat format,
                 const std::optional<std::string>& event, const fs::path& file) {
  const Workshop workshop(file);
  const fs::path made = workshop.folder() / ("report." + NameOf(format));
  try {
    WriteInto(folder, format, event, made);
  } catch (const json::exception& e) {
    throw InputError(folder.string() + ": not what a run leaves: " + e.what());
  }
  fs::rename(made, file);
}

}  // namespace pelorus
