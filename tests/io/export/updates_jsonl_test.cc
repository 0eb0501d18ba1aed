#include "io/export/updates_jsonl.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/io/export/pictures.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Json = nlohmann::json;

std::vector<Json> LinesOf(const ReportBatch& reports) {
  const TemporaryFolder folder;
  UpdatesJsonl sink(folder / "updates.jsonl");
  Show(reports, sink);
  sink.Close();
  std::vector<Json> lines;
  std::istringstream text(Slurp(folder / "updates.jsonl"));
  for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
  return lines;
}

TEST(UpdatesJsonl, HasEveryKeyOfTheInterface) {
  const Ship ship = Ship(211000001).From(42.0, 50.0).Steer(90.0).At(12.0_kn).For(minutes{5});
  const std::vector<Json> lines = LinesOf(InOrder({ship}));
  ASSERT_EQ(lines.size(), ship.reports().size());
  const Json& line = lines[10];
  EXPECT_EQ(line["key"], "mmsi:211000001");
  EXPECT_EQ(line["track"], "mmsi:211000001.1");
  EXPECT_DOUBLE_EQ(line["t"].get<double>(), 1'772'323'300.0);  // 2026-03-01T00:01:40Z
  EXPECT_NEAR(line["lat"], 42.0, 1e-3);
  EXPECT_NEAR(line["sog_kn"], 12.0, 0.1);
  EXPECT_NEAR(line["cog_deg"], 90.0, 1.0);
  const Json& cov = line["cov_m2"];
  ASSERT_EQ(cov.size(), 3U);
  EXPECT_GT(cov[0].get<double>() * cov[2].get<double>(), std::pow(cov[1].get<double>(), 2));
  double sum = 0.0;
  for (const auto& [mode, probability] : line["modes"].items()) sum += probability.get<double>();
  EXPECT_NEAR(sum, 1.0, 1e-3);
  EXPECT_GE(line["nis"].get<double>(), 0.0);
  EXPECT_TRUE(lines[0]["nis"].is_null()) << "nothing was predicted before the first report";
}

TEST(UpdatesJsonl, LinesOfAircraftHaveAltitudesAndTheirOwnModes) {
  Aircraft aircraft = Aircraft(0x4b1801).From(47.0, 8.0).Steer(90.0).At(300.0_kn).Level(5'000.0);
  const std::vector<Json> lines = LinesOf(aircraft.Climb(2'000.0).For(minutes{3}).reports());
  ASSERT_EQ(lines.size(), 360U);
  const Json& line = lines.back();
  EXPECT_EQ(line["key"], "icao:4b1801");
  EXPECT_EQ(line["track"], "icao:4b1801.1");
  EXPECT_NEAR(line["alt_ft"].get<double>(), 11'000.0, 50.0);
  EXPECT_NEAR(line["vertical_fpm"].get<double>(), 2'000.0, 100.0);
  EXPECT_TRUE(line["modes"].contains("turn"));
  EXPECT_EQ(line["modes"].size(), 3U);
  EXPECT_TRUE(line["nis"].is_null()) << "the last report was a velocity";
  EXPECT_GE(lines[358]["nis"].get<double>(), 0.0);
  const std::vector<Json> ship =
      LinesOf(InOrder({Ship(211000001).From(42.0, 50.0).For(minutes{1})}));
  EXPECT_FALSE(ship[0].contains("alt_ft"));
}

TEST(UpdatesJsonl, MarksExactlyTheLastUpdateOfEveryTrackAsEnded) {
  const Ship dark = Ship(211000001)
                        .From(42.0, 50.0)
                        .At(12.0_kn)
                        .For(minutes{10})
                        .Silent(hours{3})
                        .For(minutes{10});
  const Ship other = Ship(211000002).From(43.0, 50.0).At(12.0_kn).For(hours{4});
  const Ship once = Ship(211000003).From(43.0, 51.0).For(std::chrono::seconds{10});
  std::map<std::string, std::vector<std::string>> states;
  for (const Json& line : LinesOf(InOrder({dark, other, once}))) {
    states[line["track"]].push_back(line["state"]);
  }
  ASSERT_EQ(states.size(), 4U);
  for (const auto& [track, of] : states) {
    EXPECT_EQ(of.back(), "ended") << track;
    EXPECT_EQ(std::count(of.begin(), of.end(), "ended"), 1) << track;
  }
  EXPECT_EQ(states["mmsi:211000002.1"][0], "tentative");
  EXPECT_EQ(states["mmsi:211000002.1"][2], "confirmed");
}

TEST(UpdatesJsonl, SaysWhyItCannotWrite) {
  try {
    UpdatesJsonl sink("/nowhere/updates.jsonl");
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("/nowhere/updates.jsonl"), std::string::npos);
  }
}

}  // namespace
}  // namespace pelorus
