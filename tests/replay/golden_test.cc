#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "replay/cli/commands.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using Json = nlohmann::json;

/// What a run of the whole engine left behind.
struct EngineRun {
  Json summary;
  std::string updates;
  std::string events;  ///< empty without detection
};

EngineRun Replay(std::vector<std::string> inputs, int threads, bool detect = true) {
  spdlog::set_level(spdlog::level::err);
  const TemporaryFolder folder;
  ReplayArguments arguments;
  arguments.inputs = std::move(inputs);
  arguments.out = (folder / "out").string();
  arguments.updates = true;
  arguments.detect = detect;
  CommonArguments common;
  common.threads = threads;
  common.quiet = true;
  EXPECT_EQ(RunReplay(arguments, common), 0);
  return {Json::parse(Slurp(folder / "out/run.json")), Slurp(folder / "out/updates.jsonl"),
          detect ? Slurp(folder / "out/events.jsonl") : ""};
}

/// received == used + rejected + duplicate + late + dropped, for every input and the total.
void ExpectConserved(const Json& summary) {
  for (const auto& [name, c] : summary["counters"].items()) {
    std::uint64_t rejected = 0;
    for (const auto& [cause, n] : c["rejected"].items()) rejected += n.get<std::uint64_t>();
    EXPECT_EQ(c["received"].get<std::uint64_t>(),
              c["used"].get<std::uint64_t>() + rejected + c["duplicate"].get<std::uint64_t>() +
                  c["late"].get<std::uint64_t>() + c["dropped"].get<std::uint64_t>())
        << name;
  }
}

/// The counters of a run and the last state of each of its tracks.
Json Essence(const EngineRun& run) {
  Json tracks = Json::object();
  std::istringstream lines(run.updates);
  for (std::string line; std::getline(lines, line);) {
    const Json update = Json::parse(line);
    Json& track = tracks[update["track"].get<std::string>()];
    track["updates"] = track.is_null() ? 1 : track["updates"].get<int>() + 1;
    for (const char* key : {"t", "lat", "lon", "sog_kn"}) track[key] = update[key];
  }
  return {{"counters", run.summary["counters"]["total"]},
          {"tracker", run.summary["tracker"]},
          {"tracks", tracks}};
}

/// Equal but for the last digits, in which processors' own sine and exponential may differ.
void ExpectSame(const Json& now, const Json& golden) {
  EXPECT_EQ(now["counters"], golden["counters"]);
  EXPECT_EQ(now["tracker"], golden["tracker"]);
  ASSERT_EQ(now["tracks"].size(), golden["tracks"].size());
  for (const auto& [id, track] : golden["tracks"].items()) {
    ASSERT_TRUE(now["tracks"].contains(id)) << id;
    const Json& other = now["tracks"][id];
    EXPECT_EQ(other["updates"], track["updates"]) << id;
    EXPECT_EQ(other["t"], track["t"]) << id;
    EXPECT_NEAR(other["lat"].get<double>(), track["lat"].get<double>(), 2e-6) << id;
    EXPECT_NEAR(other["lon"].get<double>(), track["lon"].get<double>(), 2e-6) << id;
    EXPECT_NEAR(other["sog_kn"].get<double>(), track["sog_kn"].get<double>(), 0.01) << id;
  }
}

/// Holds a run against its golden file; writes it instead where PELORUS_UPDATE_GOLDEN is set.
void ExpectGolden(const EngineRun& run, const std::string& name) {
  const std::string path = std::string(PELORUS_SOURCE_DIR) + "/tests/golden/" + name + ".json";
  ExpectConserved(run.summary);
  if (std::getenv("PELORUS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << Essence(run).dump(1) << '\n';
  }
  ExpectSame(Essence(run), Json::parse(Slurp(path)));
}

/// The same bytes with 1, 2 and 8 threads; gives the run.
EngineRun ReplayOnAnyThreads(const std::vector<std::string>& inputs) {
  EngineRun alone = Replay(inputs, 1);
  const EngineRun two = Replay(inputs, 2);
  EXPECT_TRUE(two.updates == alone.updates);
  EXPECT_TRUE(two.events == alone.events);
  EXPECT_TRUE(Replay(inputs, 8, false).updates == alone.updates);
  return alone;
}

TEST(Golden, SolentShips) {
  PELORUS_REQUIRE_DATA(file, "ais/csv/solent-20160112.csv.gz");
  const EngineRun run = ReplayOnAnyThreads({file->string()});
  ExpectGolden(run, "solent-20160112");
  EXPECT_EQ(run.summary["counters"]["total"]["received"], 18'623);
  EXPECT_EQ(run.summary["tracker"]["identities"], 91) << "as PROVENANCE.md says, less the header";
}

TEST(Golden, DanishWatersHeardByManyStations) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/dma-multistation-20131112.txt.gz");
  const EngineRun run = ReplayOnAnyThreads({file->string()});
  ExpectGolden(run, "dma-multistation-20131112");
  EXPECT_EQ(run.summary["counters"]["total"]["received"], 26'146);
}

TEST(Golden, PanamaWithoutStamps) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/panama-28736.nmea.gz");
  const EngineRun run = ReplayOnAnyThreads({file->string()});
  ExpectGolden(run, "panama-28736");
  EXPECT_EQ(run.summary["counters"]["total"]["received"], 28'736);
}

TEST(Golden, ShipsAndAircraftInOneRun) {
  PELORUS_REQUIRE_DATA(ships, "ais/nmea/dma-multistation-20131112.txt.gz");
  PELORUS_REQUIRE_DATA(frames, "adsb/rawhex/lfbo_400f99_20240606_part1.jsonl.gz");
  PELORUS_REQUIRE_DATA(rows, "adsb/readsb/brc_1hr_20230829.jsonl.gz");
  const EngineRun run = ReplayOnAnyThreads({ships->string(), frames->string(), rows->string()});
  EXPECT_TRUE(Replay({rows->string(), ships->string(), frames->string()}, 2, false).updates ==
              run.updates);
  ExpectConserved(run.summary);
  std::map<std::string, int> lines;
  std::istringstream text(run.updates);
  for (std::string line; std::getline(text, line);) {
    const Json update = Json::parse(line);
    ++lines[update["key"].get<std::string>().substr(0, 4)];
    EXPECT_EQ(update.contains("alt_ft"), update["key"].get<std::string>().starts_with("icao"));
  }
  EXPECT_EQ(lines["mmsi"], 24'680) << "as the ships alone";
  EXPECT_GT(lines["icao"], 20'000);
}

TEST(Golden, TheOrderOfTheInputsDoesNotMatter) {
  PELORUS_REQUIRE_DATA(a, "ais/nmea/dma-multistation-20131112.txt.gz");
  PELORUS_REQUIRE_DATA(b, "ais/nmea/kystverket-1000-tagblock-c.nm4");
  PELORUS_REQUIRE_DATA(c, "ais/csv/solent-20160112.csv.gz");
  const EngineRun one = Replay({a->string(), b->string(), c->string()}, 2, false);
  const EngineRun other = Replay({c->string(), a->string(), b->string()}, 1, false);
  EXPECT_TRUE(one.updates == other.updates);
  ExpectConserved(one.summary);
}

}  // namespace
}  // namespace pelorus
