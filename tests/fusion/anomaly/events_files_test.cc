#include "io/export/events_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "io/bytes.h"
#include "io/export/coverage_csv.h"
#include "tests/fusion/anomaly/silence_world.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using std::chrono::hours;

std::vector<Event> SomeEvents() {
  return EventsIn(FleetDay([](auto ship, Duration t, GeoPoint) {
    return (ship == 3 && t > hours{9} && t < hours{15}) || (ship == 5 && t > hours{18});
  }));
}

TEST(EventsJsonl, LogOddsAreThePriorAndTheEvidence) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs = {"one.nmea"};
  WriteEventsJsonl(folder / "events.jsonl", SomeEvents(), inputs);
  std::ifstream in(folder / "events.jsonl");
  int lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    const nlohmann::json event = nlohmann::json::parse(line);
    double sum = event.at("prior_log_odds");
    for (const auto& item : event.at("evidence")) sum += item.at("llr").get<double>();
    EXPECT_NEAR(sum, event.at("log_odds").get<double>(), 1e-5);
    EXPECT_NEAR(event.at("probability").get<double>(), 1.0 / (1.0 + std::exp(-sum)), 1e-5);
    EXPECT_EQ(event.at("refs")[0].at("input"), "one.nmea");
    for (const char* key : {"id", "start", "detected_at", "lat", "lon", "participants", "patterns",
                            "wording", "off", "movement", "expected_messages"}) {
      EXPECT_TRUE(event.contains(key)) << key;
    }
    EXPECT_FALSE(event.at("alternatives").empty());
  }
  EXPECT_EQ(lines, 2);
}

TEST(EventsGeojson, ClosedSilencesAreLinesAndOpenOnesPoints) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs = {"one.nmea"};
  WriteEventsGeojson(folder / "events.geojson", SomeEvents(), inputs);
  std::ifstream in(folder / "events.geojson");
  const nlohmann::json all = nlohmann::json::parse(in);
  ASSERT_EQ(all.at("features").size(), 2U);
  EXPECT_EQ(all["features"][0]["geometry"]["type"], "LineString");
  EXPECT_EQ(all["features"][1]["geometry"]["type"], "Point");
  EXPECT_TRUE(all["features"][1]["properties"]["end"].is_null());
}

TEST(EventAreas, AreFilesOfTheirOwn) {
  Event event;
  event.id = "dark:mmsi/1";
  const auto corner = [](double lat, double lon) { return GeoPoint::Degrees(lat, lon); };
  event.area = {{{corner(40, 50), corner(40, 51), corner(41, 51)}, {}}};
  const TemporaryFolder folder;
  ASSERT_TRUE(WriteEventAreas(folder.path(), std::vector<Event>{Event{}, event}));
  std::ifstream in(folder / "areas/dark_mmsi_1.geojson");
  const nlohmann::json area = nlohmann::json::parse(in);
  EXPECT_EQ(area.at("properties").at("id"), "dark:mmsi/1");
  const nlohmann::json& ring = area.at("geometry").at("coordinates")[0][0];
  EXPECT_EQ(ring, nlohmann::json::parse("[[50,40],[51,40],[51,41],[50,40]]"));
}

TEST(EventAreas, NoAreaNoFolder) {
  const TemporaryFolder folder;
  EXPECT_FALSE(WriteEventAreas(folder.path(), std::vector<Event>{Event{}}));
  EXPECT_FALSE(std::filesystem::exists(folder / "areas"));
}

TEST(CoverageCsv, ComesBackAsItWas) {
  ReceptionMap map;
  map.Count(CellOf(GeoPoint::Degrees(42.05, 50.05)), {false, true}, {17.25, 12.5});
  map.Count(CellOf(GeoPoint::Degrees(-42.05, -150.05)), {true, false}, {3.0, 0.0});
  const TemporaryFolder folder;
  WriteCoverageCsv(folder / "coverage.csv", map);
  const std::vector<ReceptionMap::Row> rows = ReadCoverageCsv(folder / "coverage.csv").Rows();
  const std::vector<ReceptionMap::Row> expected = map.Rows();
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].cell, expected[i].cell);
    for (std::size_t kind = 0; kind < kTransmittingKinds; ++kind) {
      EXPECT_DOUBLE_EQ(rows[i].tallies[kind].trials, expected[i].tallies[kind].trials);
      EXPECT_DOUBLE_EQ(rows[i].tallies[kind].hits, expected[i].tallies[kind].hits);
    }
  }
}

TEST(CoverageCsv, ABadRowIsNamedByItsLine) {
  const TemporaryFolder folder;
  const auto file = folder.Write("coverage.csv",
                                 "lat,lon,ais_class,under_way,bins,heard,share\n"
                                 "42.05,50.05,A,1,10,9,0.9\n42.05,50.05,A,1,10,11,1.1\n");
  try {
    ReadCoverageCsv(file);
    FAIL() << "more heard than there were";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("line 3"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace pelorus
