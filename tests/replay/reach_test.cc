#include "replay/reach.h"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "io/bytes.h"
#include "replay/cli/reach_arguments.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using nlohmann::json;

const WaterRoutes& Routes() {
  static const WaterRoutes routes;
  return routes;
}

Sighting At(double lat_deg, double lon_deg, const std::string& time) {
  return {GeoPoint::Degrees(lat_deg, lon_deg), *ParseIso8601(time)};
}

PossibleArea Caspian(Duration gap = std::chrono::hours(48)) {
  const Sighting off = At(37.2, 52.9, "2023-03-08T00:00:00Z");
  return PossibleArea(Routes(), off, {GeoPoint::Degrees(42.6, 48.2), off.at + gap});
}

std::string Written(const TemporaryFolder& folder, const std::string& name,
                    const std::string& text) {
  const std::string path = (folder.path() / name).string();
  std::ofstream(path) << text;
  return path;
}

TEST(Reach, GeoJsonIsValidForGdal) {
  const TemporaryFolder folder;
  GDALAllRegister();
  const std::string path = Written(folder, "a.geojson", ReachGeoJson(Caspian(), {{}, {}, true}));
  const GDALDatasetUniquePtr data(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(data, nullptr);
  OGRLayer& layer = *data->GetLayer(0);
  EXPECT_EQ(layer.GetFeatureCount(), 1 + 47);
  for (const auto& feature : layer) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    ASSERT_NE(geometry, nullptr);
    EXPECT_EQ(wkbFlatten(geometry->getGeometryType()), wkbMultiPolygon);
    EXPECT_TRUE(geometry->IsValid());
  }
}

TEST(Reach, GeoJsonSaysWhatTheInterfaceNames) {
  const PossibleArea area = Caspian();
  ReachReport report;
  report.ports = FeasiblePorts(area, EmbeddedPorts(), Length());
  const json all = json::parse(ReachGeoJson(area, report));
  ASSERT_EQ(all["features"].size(), 1U);
  const json& properties = all["features"][0]["properties"];
  EXPECT_EQ(properties["land"], "caspian");
  EXPECT_EQ(properties["gap_hours"], 48);
  EXPECT_EQ(properties["max_speed_kn"], 16);
  EXPECT_FALSE(properties["empty"].get<bool>());
  EXPECT_NEAR(properties["ratio"].get<double>(),
              properties["area_km2"].get<double>() / properties["open_water_km2"].get<double>(),
              1e-4);
  ASSERT_EQ(all["feasible_ports"].size(), report.ports.size());
  EXPECT_EQ(all["feasible_ports"], properties["feasible_ports"]);
  for (const json& port : all["feasible_ports"]) {
    EXPECT_TRUE(port["name"].is_string());
    EXPECT_TRUE(port["unlocode"].is_string() || port["unlocode"].is_null());
    EXPECT_GE(port["hours_available"].get<double>(), 1.0);
  }
}

TEST(Reach, AnEmptyAreaSaysTheSpeedItWouldHaveTaken) {
  const json all = json::parse(ReachGeoJson(Caspian(std::chrono::hours(12)), {}));
  EXPECT_TRUE(all["features"][0]["geometry"].is_null());
  const json& properties = all["features"][0]["properties"];
  EXPECT_EQ(properties["reason"], "too-fast");
  EXPECT_NEAR(properties["implied_speed_kn"].get<double>(), 32.5, 0.1);
}

TEST(Reach, PortsAreReadByColumnName) {
  const TemporaryFolder folder;
  const std::string path = Written(folder, "ports.csv",
                                   "lon,name,lat,draught_m,unlocode\n"
                                   "47.52,\"Port, A\",42.99,4.5,RUMCX\n"
                                   "53.37,B,36.86,,\n"
                                   "53.37,,36.86,,\n"
                                   "1,C,91,,\n");
  const PortTable table = ReadPorts(path);
  ASSERT_EQ(table.ports.size(), 2U);
  EXPECT_EQ(table.ports[0].name, "Port, A");
  EXPECT_EQ(table.ports[0].unlocode, "RUMCX");
  EXPECT_EQ(table.ports[0].draught, Length::Meters(4.5));
  EXPECT_FALSE(table.ports[1].draught.has_value());
  EXPECT_EQ(table.faults.rows, 2U);
  EXPECT_EQ(table.faults.first, "row 3: needs a name, lat and lon");
  const std::vector<FeasiblePort> deep = FeasiblePorts(Caspian(), table.ports, Length::Meters(5.0));
  ASSERT_EQ(deep.size(), 1U);
  EXPECT_EQ(deep[0].port.name, "B");
  EXPECT_THROW(ReadPorts((folder.path() / "none.csv").string()), InputError);
  EXPECT_THROW(ReadPorts(Written(folder, "bad.csv", "name,lat\nA,1\n")), InputError);
}

TEST(Reach, ContainsCountsPositionsAtTheirTimes) {
  const TemporaryFolder folder;
  const std::string path = Written(folder, "path.csv",
                                   "t,lat,lon\n"
                                   "2023-03-08T00:00:00Z,37.2,52.9\n"  // where it was
                                   "2023-03-08T01:00:00Z,37.2,52.6\n"  // 14 nm in an hour
                                   "2023-03-08T01:00:00Z,37.2,52.4\n"  // 24 nm in an hour
                                   "2023-03-07T23:00:00Z,37.2,52.9\n"  // before
                                   "1678402800,42.6,48.2\n"            // 2023-03-09T23:00Z
                                   "2023-03-09T00:00:00Z,38.0,47.0\n"  // on land
                                   "x,42.6,48.2\n");
  const ContainsCount count = CountInside(Caspian(), path);
  EXPECT_EQ(count.inside, 3U);
  EXPECT_EQ(count.total, 6U);
  EXPECT_EQ(count.faults.rows, 1U);
}

TEST(Reach, SightingsAreLatLonAndTime) {
  const auto sighting = ParseSighting("-45.5,-60.25,2022-01-04T09:26:54Z");
  ASSERT_TRUE(sighting.ok());
  EXPECT_EQ(sighting->position.lat_deg(), -45.5);
  EXPECT_EQ(sighting->position.lon_deg(), -60.25);
  EXPECT_EQ(ParseSighting("1,2,1641288414")->at, sighting->at);
  for (const char* bad : {"", "1", "1,2", "1,2,x", "91,2,0", "1,200,0", "a,2,0"}) {
    EXPECT_FALSE(ParseSighting(bad).ok()) << bad;
  }
}

/// The observed ends of a case: the last position before, the first after the silence.
struct HiddenCase {
  std::optional<Sighting> off, on;
  std::vector<Sighting> hidden;
};

std::map<std::string, HiddenCase> HiddenCases(const std::filesystem::path& folder) {
  std::map<std::string, HiddenCase> cases;
  std::map<std::string, std::pair<Time, Time>> gaps;
  std::ifstream truth(folder / "injected_truth.json");
  const json all = json::parse(truth);
  for (const json& entry : all["cases"]) {
    if (entry["observed_gap"].is_null()) continue;
    gaps[entry["case_id"]] = {*ParseIso8601(entry["observed_gap"][0].get<std::string>()),
                              *ParseIso8601(entry["observed_gap"][1].get<std::string>())};
  }
  const auto read = [&](const char* name, const auto& take) {
    std::ifstream in(folder / name);
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
      std::istringstream row(line);
      std::string id, t, lat, lon;
      for (std::string* field : {&id, &t, &lat, &lon}) std::getline(row, *field, ',');
      const auto gap = gaps.find(id);
      if (gap != gaps.end()) take(cases[id], gap->second, At(std::stod(lat), std::stod(lon), t));
    }
  };
  read("injected_positions.csv", [](HiddenCase& c, const auto& gap, const Sighting& s) {
    if (s.at == gap.first) c.off = s;
    if (s.at == gap.second) c.on = s;
  });
  read("injected_hidden_path.csv", [](HiddenCase& c, const auto& gap, const Sighting& s) {
    if (s.at >= gap.first && s.at <= gap.second) c.hidden.push_back(s);
  });
  return cases;
}

TEST(Reach, HiddenPathsOfRealShipsLieInside) {
  PELORUS_REQUIRE_DATA(truth, "events/gaps/injected_truth.json");
  for (const double knots : {16.0, 20.0}) {
    std::size_t inside = 0;
    std::size_t total = 0;
    for (const auto& [id, hidden] : HiddenCases(truth->parent_path())) {
      if (!hidden.off || !hidden.on) continue;
      const PossibleArea area(Routes(), *hidden.off, *hidden.on, {Speed::Knots(knots), {}});
      for (const Sighting& s : hidden.hidden) {
        ++total;
        inside += area.Contains(s.position, s.at) ? 1U : 0U;
      }
      EXPECT_LE(AreaKm2(area.Outline()), 1.15 * area.OpenWaterKm2()) << id;
    }
    EXPECT_GT(total, 1000U);
    EXPECT_GE(static_cast<double>(inside), 0.99 * static_cast<double>(total)) << knots;
  }
}

}  // namespace
}  // namespace pelorus
