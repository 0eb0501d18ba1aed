// How long a query of possible areas takes, and how large the areas of hidden real voyages are
// beside the ellipse that speed allows. Prints two tables; the second needs PELORUS_DATA.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <vector>

#include "geo/water_reach.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

/// Processor time: what else the machine does hardly matters.
double NowMs() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Query {
  const char* name;
  double off_lat, off_lon, on_lat, on_lon, hours;
};

constexpr Query kQueries[] = {
    {"Caspian, 3 h off shore", 42.0, 50.0, 42.2, 50.0, 3.0},
    {"Caspian, Amirabad to Makhachkala 48 h", 37.2, 52.9, 42.6, 48.2, 48.0},
    {"Caspian, Amirabad to Makhachkala 120 h", 37.2, 52.9, 42.6, 48.2, 120.0},
    {"Red Sea, off Hodeidah 30 h", 15.5, 41.5, 16.5, 41.0, 30.0},
    {"Persian Gulf, 48 h", 27.0, 51.0, 26.0, 53.0, 48.0},
    {"Gulf of Oman to the Red Sea, 120 h", 25.2, 57.5, 14.6, 42.2, 120.0},
    {"Gulf of Aden to Oman, 240 h", 12.2, 45.5, 24.5, 58.5, 240.0},
    {"South Atlantic, 22 h", -45.8, -60.1, -45.5, -60.5, 22.0},
};

PossibleArea AreaOf(const WaterRoutes& routes, const Query& q) {
  const Time off = *TimeFromUnix(1'680'000'000);
  return PossibleArea(routes, {GeoPoint::Degrees(q.off_lat, q.off_lon), off},
                      {GeoPoint::Degrees(q.on_lat, q.on_lon), off + FromSeconds(3600.0 * q.hours)});
}

void PrintLoading(const WaterRoutes& routes) {
  for (const EmbeddedLand sea : {EmbeddedLand::kCaspian, EmbeddedLand::kRedSea}) {
    const double start_ms = NowMs();
    const WaterGrid& grid = routes.Sea(sea);
    fmt::print("{}: land loaded and grid built in {:.0f} ms, {} squares, {:.1f} MB\n", grid.name(),
               NowMs() - start_ms, grid.leaves().size(),
               static_cast<double>(grid.memory_bytes()) / 1e6);
  }
}

void PrintTimes(const WaterRoutes& routes) {
  constexpr int kRuns = 15;
  const std::vector<Port> ports = EmbeddedPorts();
  fmt::print("\n{:42} {:>9} {:>9} {:>9} {:>12} {:>6}\n", "query at 16 kn, ms (median)", "ways",
             "outline", "ports", "km2", "ratio");
  for (const Query& query : kQueries) {
    std::vector<double> ways, outlines, calls;
    double km2 = 0.0;
    double open_km2 = 1.0;
    for (int run = 0; run < kRuns; ++run) {
      const double t0 = NowMs();
      const PossibleArea area = AreaOf(routes, query);
      const double t1 = NowMs();
      const std::vector<GeoPolygon> outline = area.Outline();
      const double t2 = NowMs();
      FeasiblePorts(area, ports, Length());
      calls.push_back(NowMs() - t2);
      ways.push_back(t1 - t0);
      outlines.push_back(t2 - t1);
      km2 = AreaKm2(outline);
      open_km2 = area.OpenWaterKm2();
    }
    const auto median = [](std::vector<double> v) {
      std::sort(v.begin(), v.end());
      return v[v.size() / 2];
    };
    fmt::print("{:42} {:9.2f} {:9.2f} {:9.2f} {:12.0f} {:6.3f}\n", query.name, median(ways),
               median(outlines), median(calls), km2, km2 / open_km2);
  }
}

struct HiddenCase {
  std::string kind;
  Time first, last;
  std::optional<Sighting> off, on;
  std::vector<Sighting> hidden;
};
using HiddenCases = std::map<std::string, HiddenCase>;

/// Calls `take` with every row of case_id,t,lat,lon.
template <class Take>
void ReadRows(const std::filesystem::path& file, HiddenCases& cases, const Take& take) {
  std::ifstream in(file);
  std::string line;
  for (std::getline(in, line); std::getline(in, line);) {
    std::istringstream row(line);
    std::string id, t, lat, lon;
    for (std::string* field : {&id, &t, &lat, &lon}) std::getline(row, *field, ',');
    const auto found = cases.find(id);
    if (found == cases.end()) continue;
    take(found->second,
         Sighting{GeoPoint::Degrees(std::stod(lat), std::stod(lon)), *ParseIso8601(t)});
  }
}

HiddenCases ReadCases(const std::filesystem::path& folder) {
  HiddenCases cases;
  std::ifstream truth(folder / "injected_truth.json");
  const nlohmann::json all = nlohmann::json::parse(truth);
  for (const auto& entry : all["cases"]) {
    const auto& gap = entry["observed_gap"];
    if (gap.is_null()) continue;
    cases[entry["case_id"]] = {entry["kind"],
                               *ParseIso8601(gap[0].get<std::string>()),
                               *ParseIso8601(gap[1].get<std::string>()),
                               {},
                               {},
                               {}};
  }
  ReadRows(folder / "injected_positions.csv", cases, [](HiddenCase& c, const Sighting& s) {
    if (s.at == c.first) c.off = s;
    if (s.at == c.last) c.on = s;
  });
  ReadRows(folder / "injected_hidden_path.csv", cases, [](HiddenCase& c, const Sighting& s) {
    if (s.at >= c.first && s.at <= c.last) c.hidden.push_back(s);
  });
  return cases;
}

void PrintHidden(const WaterRoutes& routes, const HiddenCases& cases, double knots) {
  std::size_t inside = 0, total = 0, used = 0;
  double worst = 0.0;
  double sum = 0.0;
  for (const auto& [id, c] : cases) {
    if (!c.off || !c.on) continue;
    const PossibleArea area(routes, *c.off, *c.on, {Speed::Knots(knots), Length()});
    for (const Sighting& s : c.hidden) {
      ++total;
      inside += area.Contains(s.position, s.at) ? 1U : 0U;
    }
    const double ratio = AreaKm2(area.Outline()) / area.OpenWaterKm2();
    worst = std::max(worst, ratio);
    sum += ratio;
    ++used;
  }
  fmt::print("{:6.0f} {:6} {:8} {:8} {:8.4f} {:12.4f} {:12.4f}\n", knots, used, total, inside,
             static_cast<double>(inside) / static_cast<double>(total),
             sum / static_cast<double>(used), worst);
}

}  // namespace
}  // namespace pelorus

int main() {
  const pelorus::WaterRoutes routes;
  pelorus::PrintLoading(routes);
  pelorus::PrintTimes(routes);
  const auto truth = pelorus::DataFile("events/gaps/injected_truth.json");
  if (!truth) {
    fmt::print("\nno events/gaps/injected_truth.json below PELORUS_DATA: no second table\n");
    return 0;
  }
  fmt::print("\nhidden paths of {}\n", truth->parent_path().filename().string());
  fmt::print("{:>6} {:>6} {:>8} {:>8} {:>8} {:>12} {:>12}\n", "kn", "cases", "positions", "inside",
             "share", "mean ratio", "worst ratio");
  const pelorus::HiddenCases cases = pelorus::ReadCases(truth->parent_path());
  for (const double knots : {16.0, 20.0}) pelorus::PrintHidden(routes, cases, knots);
  return 0;
}
