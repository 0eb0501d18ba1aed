// The sentences in the eyes of a decoder that is not ours.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "replay/simulate/simulation.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// The sentences without their tag blocks, which it does not know.
void StripTags(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  for (std::string line; std::getline(in, line);) out << line.substr(line.find('!')) << '\n';
}

TEST(OtherDecoder, GpsdecodeReadsWhereTheVesselsAre) {
  if (std::system("command -v gpsdecode >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "gpsdecode is not installed (Debian: gpsd-clients)";
  }
  const TemporaryFolder folder;
  const SimulationResult made =
      Simulate({"harbour", 3, 1.0, {}}, {.nmea = folder / "nmea", .truth = folder / "truth"});
  StripTags(folder / "nmea", folder / "plain");
  const std::string command = "gpsdecode < " + (folder / "plain").string() + " > " +
                              (folder / "json").string() + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::map<std::uint32_t, std::vector<json>> tracks;
  std::ifstream truth(folder / "truth");
  for (std::string line; std::getline(truth, line);) {
    const json one = json::parse(line);
    if (one["kind"] == "position") tracks[one["mmsi"]].push_back(one);
  }
  std::ifstream decoded(folder / "json");
  std::uint64_t messages = 0;
  for (std::string line; std::getline(decoded, line);) {
    const json message = json::parse(line);
    ++messages;
    const int type = message["type"];
    if (type != 1 && type != 3 && type != 18) continue;
    double nearest_deg = 1.0;
    for (const json& place : tracks.at(message["mmsi"])) {
      nearest_deg = std::min(nearest_deg,
                             std::hypot(place["lat"].get<double>() - message["lat"].get<double>(),
                                        place["lon"].get<double>() - message["lon"].get<double>()));
    }
    // Half a minute at 26 kn is 400 m: 0.005 degrees of longitude there.
    EXPECT_LT(nearest_deg, 0.006);
  }
  // Some types take two sentences, damaged ones are refused.
  EXPECT_GT(messages, made.sentences * 8 / 10);
}

}  // namespace
}  // namespace pelorus
