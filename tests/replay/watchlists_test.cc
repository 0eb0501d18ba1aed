#include "replay/watchlists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "io/bytes.h"
#include "io/export/events_json.h"
#include "replay/detectors.h"
#include "tests/io/export/pictures.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

constexpr const char* kMaritime =
    "type,caption,imo,risk,countries,flag,mmsi,id,url,datasets,aliases\n"
    "VESSEL,ALPHA STAR,IMO9074729,sanction,ir,pa,211000001,q-7,https://example.org,a;b,\n";
constexpr const char* kSdn =
    "3,\"EP-XYZ\",\"aircraft\",\"IRAN\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"Aircraft Mode S Transponder Code 730C41; Aircraft Tail Number EP-XYZ.\"\n";

TEST(Watchlists, AreNamedAsTheirFiles) {
  const TemporaryFolder folder;
  const std::vector<std::string> files = {folder.Write("maritime.csv", kMaritime).string(),
                                          folder.Write("lists/sdn.csv", kSdn).string()};
  const Watchlist lists = ReadWatchlists(files);
  Identity ship;
  ship.imo = 9074729;
  EXPECT_THAT(lists.Match(TargetKey::Of(Mmsi(422000002)), ship),
              testing::ElementsAre(WatchlistHit{"maritime", "q-7", "ALPHA STAR", "imo"}));
  EXPECT_THAT(lists.Match(TargetKey::Of(Icao24(0x730c41)), {}),
              testing::ElementsAre(WatchlistHit{"sdn", "3", "EP-XYZ", "icao"}));
  Identity aircraft;
  aircraft.registration = FixedText<10>("EP-XYZ");
  EXPECT_THAT(lists.Match(TargetKey::Of(Icao24(0x123456)), aircraft),
              testing::ElementsAre(WatchlistHit{"sdn", "3", "EP-XYZ", "registration"}));
  const std::vector<std::string> missing = {(folder / "none.csv").string()};
  EXPECT_THROW(ReadWatchlists(missing), InputError);
}

/// Findings about two ships that lie together at sea.
std::vector<Event> FindingsWith(Watchlist lists) {
  RunConfig config;
  config.session.region = Region::FromDegrees(64.0, 9.0, 66.0, 11.0);
  Executor executor(1);
  RunDetectors detectors(config, executor);
  detectors.Watch(std::move(lists));
  Ship host(211000001, std::chrono::minutes{3});
  host.From(10.0, 65.0).At(0.0_kn).For(std::chrono::hours{3});
  Ship guest(211000002, std::chrono::minutes{3});
  guest.From(10.0002, 65.0).At(0.0_kn).For(std::chrono::hours{3});
  Show(InOrder({host, guest}), detectors);
  return detectors.Findings(kWorldStart + std::chrono::hours{3});
}

TEST(Watchlists, AreTheirPublishersAllegationsAndWeighNothing) {
  const TemporaryFolder folder;
  const std::vector<std::string> files = {folder.Write("maritime.csv", kMaritime).string()};
  const std::vector<Event> plain = FindingsWith({});
  const std::vector<Event> watched = FindingsWith(ReadWatchlists(files));
  ASSERT_EQ(plain.size(), 1U);
  ASSERT_EQ(watched.size(), 1U);
  EXPECT_EQ(watched.front().log_odds(), plain.front().log_odds());
  std::string line;
  const std::vector<std::string> inputs = {"one.nmea"};
  AppendJson(line, watched.front(), inputs);
  const nlohmann::json who = nlohmann::json::parse(line).at("participants").at(0);
  EXPECT_EQ(who.at("key"), "mmsi:211000001");
  EXPECT_EQ(who.at("flag"), "DE");  // 211, by the table of the ITU
  ASSERT_EQ(who.at("watchlists").size(), 1U);
  EXPECT_EQ(who["watchlists"][0].at("matched_by"), "mmsi");
  EXPECT_EQ(who["watchlists"][0].at("note"), "an allegation by list maritime");
}

}  // namespace
}  // namespace pelorus
