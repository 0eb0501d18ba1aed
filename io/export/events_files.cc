#include "io/export/events_files.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "io/export/events_json.h"
#include "io/json_text.h"

namespace pelorus {
namespace {

constexpr std::size_t kFlushBytes = 1 << 20;

/// A file that is complete or an exception.
class TextFile {
 public:
  explicit TextFile(const std::filesystem::path& path)
      : path_(path), file_(std::fopen(path.c_str(), "w")) {
    if (file_ == nullptr) Fail();
  }
  ~TextFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  std::string& text() { return text_; }
  void FlushWhenLong() {
    if (text_.size() >= kFlushBytes) Flush();
  }
  void Close() {
    Flush();
    std::FILE* file = file_;
    file_ = nullptr;
    if (std::fclose(file) != 0) Fail();
  }

 private:
  void Flush() {
    if (std::fwrite(text_.data(), 1, text_.size(), file_) != text_.size()) Fail();
    text_.clear();
  }
  [[noreturn]] void Fail() const {
    throw std::runtime_error(path_.string() + ": cannot write: " + std::strerror(errno));
  }

  std::filesystem::path path_;
  std::FILE* file_;
  std::string text_;
};

void AppendPosition(std::string& out, double lon_deg, double lat_deg) {
  out += '[';
  AppendDecimal(out, lon_deg, 7);
  out += ',';
  AppendDecimal(out, lat_deg, 7);
  out += ']';
}

void AppendCutLine(std::string& out, GeoPoint a, GeoPoint b) {
  const double edge_deg = b.lon_deg() < a.lon_deg() ? 180.0 : -180.0;
  const double to_edge_deg = std::abs(edge_deg - a.lon_deg());
  const double share = to_edge_deg / (to_edge_deg + 180.0 - std::abs(b.lon_deg()));
  const double lat_deg = a.lat_deg() + share * (b.lat_deg() - a.lat_deg());
  out += "{\"type\":\"MultiLineString\",\"coordinates\":[[";
  AppendPosition(out, a.lon_deg(), a.lat_deg());
  out += ',';
  AppendPosition(out, edge_deg, lat_deg);
  out += "],[";
  AppendPosition(out, -edge_deg, lat_deg);
  out += ',';
  AppendPosition(out, b.lon_deg(), b.lat_deg());
  out += "]]}";
}

void AppendGeometry(std::string& out, const Event& event) {
  const auto* silence = std::get_if<SilenceFacts>(&event.facts);
  if (silence == nullptr || !silence->on) {
    out += "{\"type\":\"Point\",\"coordinates\":";
    AppendPosition(out, event.at.lon_deg(), event.at.lat_deg());
    out += '}';
    return;
  }
  const GeoPoint a = silence->off.position;
  const GeoPoint b = silence->on->position;
  if (std::abs(a.lon_deg() - b.lon_deg()) > 180.0) return AppendCutLine(out, a, b);
  out += "{\"type\":\"LineString\",\"coordinates\":[";
  AppendPosition(out, a.lon_deg(), a.lat_deg());
  out += ',';
  AppendPosition(out, b.lon_deg(), b.lat_deg());
  out += "]}";
}

void AppendRing(std::string& out, const GeoRing& ring) {
  out += '[';
  for (const GeoPoint p : ring) {
    AppendPosition(out, p.lon_deg(), p.lat_deg());
    out += ',';
  }
  AppendPosition(out, ring.front().lon_deg(), ring.front().lat_deg());
  out += ']';
}

void AppendPolygons(std::string& out, const std::vector<GeoPolygon>& polygons) {
  out += "{\"type\":\"MultiPolygon\",\"coordinates\":[";
  for (const GeoPolygon& polygon : polygons) {
    out += out.back() == '[' ? "[" : ",[";
    AppendRing(out, polygon.outer);
    for (const GeoRing& hole : polygon.holes) {
      out += ',';
      AppendRing(out, hole);
    }
    out += ']';
  }
  out += "]}";
}

void WriteArea(const std::filesystem::path& path, const Event& event) {
  TextFile file(path);
  std::string& out = file.text();
  out += "{\"type\":\"Feature\",\"properties\":{\"id\":";
  AppendJsonString(out, event.id);
  out += ",\"kind\":";
  AppendJsonString(out, Name(event.kind));
  out += "},\"geometry\":";
  AppendPolygons(out, event.area);
  out += "}\n";
  file.Close();
}

}  // namespace

bool WriteEventAreas(const std::filesystem::path& folder, std::span<const Event> events) {
  bool any = false;
  for (const Event& event : events) {
    if (event.area.empty()) continue;
    const std::filesystem::path path = folder / AreaFile(event);
    if (!any) std::filesystem::create_directories(path.parent_path());
    any = true;
    WriteArea(path, event);
  }
  return any;
}

void WriteEventsJsonl(const std::filesystem::path& file, std::span<const Event> events,
                      std::span<const std::string> inputs) {
  TextFile out(file);
  for (const Event& event : events) {
    AppendJson(out.text(), event, inputs);
    out.text() += '\n';
    out.FlushWhenLong();
  }
  out.Close();
}

void WriteEventsGeojson(const std::filesystem::path& file, std::span<const Event> events,
                        std::span<const std::string> inputs) {
  TextFile out(file);
  out.text() = "{\"type\":\"FeatureCollection\",\"features\":[";
  const char* between = "\n";
  for (const Event& event : events) {
    out.text() += between;
    out.text() += "{\"type\":\"Feature\",\"geometry\":";
    AppendGeometry(out.text(), event);
    out.text() += ",\"properties\":";
    AppendJson(out.text(), event, inputs);
    out.text() += '}';
    out.FlushWhenLong();
    between = ",\n";
  }
  out.text() += "\n]}\n";
  out.Close();
}

}  // namespace pelorus
