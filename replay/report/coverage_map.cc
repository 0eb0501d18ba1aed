#include "replay/report/coverage_map.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "io/export/coverage_csv.h"
#include "replay/report/svg_map.h"

namespace pelorus {
namespace {

constexpr int kSteps = 5;
constexpr double kHalfCell_deg = 0.05;

Tally AllOf(const ReceptionMap::Row& row) {
  Tally all;
  for (const Tally& tally : row.tallies) {
    all.trials += tally.trials;
    all.hits += tally.hits;
  }
  return all;
}

GeoPolygon SquareAt(GeoPoint center) {
  GeoPolygon square;
  for (const auto& [north, east] : {std::pair{-1, -1}, {-1, 1}, {1, 1}, {1, -1}}) {
    square.outer.push_back(GeoPoint::Degrees(center.lat_deg() + north * kHalfCell_deg,
                                             center.lon_deg() + east * kHalfCell_deg));
  }
  return square;
}

std::string Legend() {
  std::string out = "<ul class=\"legend\" aria-label=\"Share heard\">";
  for (int step = 0; step < kSteps; ++step) {
    out += fmt::format("<li><span class=\"swatch heard{0}\"></span>{1} to {2} %</li>", step,
                       step * 100 / kSteps, (step + 1) * 100 / kSteps);
  }
  return out + "</ul>";
}

}  // namespace

std::string CoverageMap(const std::filesystem::path& folder, std::span<const Land> lands) {
  const std::filesystem::path file = folder / "coverage.csv";
  if (!std::filesystem::exists(file)) return "";
  std::vector<GeoPoint> places;
  std::array<std::vector<GeoPolygon>, kSteps> cells;
  for (const ReceptionMap::Row& row : ReadCoverageCsv(file).Rows()) {
    const Tally all = AllOf(row);
    if (!(all.trials > 0.0)) continue;
    const auto step = std::min(kSteps - 1, static_cast<int>(kSteps * all.hits / all.trials));
    places.push_back(CenterOf(row.cell));
    cells[static_cast<std::size_t>(step)].push_back(SquareAt(places.back()));
  }
  if (places.empty()) return "";
  const MapFrame frame = FrameAround(places, 1.0, {0.7, 1.6});
  SvgMap map(frame, WidthFor(frame, 560.0, 960.0), "Map of reception, as learned in this run");
  map.AddLand(lands);
  for (int step = 0; step < kSteps; ++step) {
    map.AddArea(cells[static_cast<std::size_t>(step)], fmt::format("heard{}", step));
  }
  map.AddGrid();
  map.AddScaleBar();
  return map.Finish() + Legend();
}

}  // namespace pelorus
