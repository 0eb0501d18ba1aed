#include "tests/bench/autoferry.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "io/tabular/csv_fields.h"

namespace pelorus {
namespace {

using Row = PlainRow;

double Number(const std::string& text) { return ParseNumber(text).value_or(0.0); }

Time TimeOf(const std::string& text) { return ParseEpochSeconds(text).value_or(Time{}); }

/// The scans of sensor 2, the radar: time, scan, sensor, own north, own east, north, east.
std::vector<RadarScan> ReadScans(const std::filesystem::path& file, Length sigma) {
  const LocalFrame frame = AutoferryFrame();
  std::map<long, RadarScan> scans;
  std::uint64_t offset = 0;
  for (const Row& row : ReadPlainCsv(file)) {
    ++offset;
    if (row.size() < 7 || row[2] != "2") continue;
    RadarScan& scan = scans[std::stol(row[1])];
    scan.at = TimeOf(row[0]);
    if (row[5].empty()) continue;
    ContactReport plot;
    plot.from.received_at = plot.measured_at = scan.at;
    plot.from.raw.offset = offset;
    plot.position =
        frame.FromEnu({Number(row[4]) + Number(row[6]), Number(row[3]) + Number(row[5])});
    plot.position_sigma = sigma;
    scan.plots.push_back(plot);
  }
  std::vector<RadarScan> out;
  for (auto& [number, scan] : scans) out.push_back(std::move(scan));
  return out;
}

struct TruthPoint {
  Time at;
  Eigen::Vector2d p_m;
};

Eigen::Vector2d Interpolate(const std::vector<TruthPoint>& path, Time at) {
  const auto after = std::upper_bound(path.begin(), path.end(), at,
                                      [](Time t, const TruthPoint& p) { return t < p.at; });
  if (after == path.begin()) return path.front().p_m;
  if (after == path.end()) return path.back().p_m;
  const TruthPoint &a = *std::prev(after), &b = *after;
  return a.p_m + ToSeconds(at - a.at) / ToSeconds(b.at - a.at) * (b.p_m - a.p_m);
}

std::vector<MetricFrame> ReadTruth(const std::filesystem::path& file,
                                   const std::vector<RadarScan>& scans) {
  std::map<std::uint32_t, std::vector<TruthPoint>> paths;
  for (const Row& row : ReadPlainCsv(file)) {
    auto& path = paths[static_cast<std::uint32_t>(std::stoul(row[2]))];
    const Time at = TimeOf(row[0]);
    if (path.empty() || path.back().at < at) path.push_back({at, {Number(row[4]), Number(row[3])}});
  }
  std::vector<MetricFrame> frames;
  for (const RadarScan& scan : scans) {
    MetricFrame& frame = frames.emplace_back();
    for (const auto& [id, path] : paths) frame.truths.push_back({id, Interpolate(path, scan.at)});
  }
  return frames;
}

void AddReference(const std::filesystem::path& file, const std::vector<RadarScan>& scans,
                  std::vector<MetricFrame>& frames) {
  for (const Row& row : ReadPlainCsv(file)) {
    const Time at = TimeOf(row[1]);
    for (std::size_t i = 0; i < scans.size(); ++i) {
      if (std::abs(ToSeconds(scans[i].at - at)) > 1e-3) continue;
      frames[i].tracks.push_back(
          {static_cast<std::uint32_t>(std::stoul(row[0])), {Number(row[3]), Number(row[2])}});
    }
  }
}

}  // namespace

std::vector<PlainRow> ReadPlainCsv(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<PlainRow> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    if (line.ends_with('\r')) line.pop_back();
    std::istringstream fields(line);
    PlainRow row;
    std::string field;
    while (std::getline(fields, field, ',')) row.push_back(field);
    if (line.ends_with(',')) row.emplace_back();
    rows.push_back(std::move(row));
  }
  return rows;
}

LocalFrame AutoferryFrame() { return LocalFrame(GeoPoint::Degrees(63.4389029083, 10.39908278)); }

AutoferryScenario LoadAutoferry(const std::filesystem::path& folder, int number, Length sigma) {
  const std::string stem = "scenario" + std::to_string(number);
  AutoferryScenario out;
  out.number = number;
  out.scans = ReadScans(folder / (stem + "_detections.csv"), sigma);
  out.truth = ReadTruth(folder / (stem + "_truth.csv"), out.scans);
  out.reference_gnn = out.reference_jpda = out.truth;
  AddReference(folder / (stem + "_reference_gnn_tracks.csv"), out.scans, out.reference_gnn);
  AddReference(folder / (stem + "_reference_jpda_tracks.csv"), out.scans, out.reference_jpda);
  return out;
}

}  // namespace pelorus
