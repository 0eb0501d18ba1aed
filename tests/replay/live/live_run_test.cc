#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "tests/io/feed/feed_world.h"
#include "tests/io/net/loopback.h"
#include "tests/io/net/program.h"
#include "tests/replay/live/drawn_sea.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> Live(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"live", "--region", kDrawnSeaRegion};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

/// The newest line of each event in a log of a live run, by id, without what only that log has.
std::map<std::string, std::string> NewestEvents(const std::filesystem::path& file) {
  std::map<std::string, std::string> newest;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    nlohmann::json event = nlohmann::json::parse(line);
    if (!event.contains("id")) continue;
    const auto id = event["id"].get<std::string>();
    if (event.contains("withdrawn")) {
      newest.erase(id);
      continue;
    }
    event.erase("signature");
    newest[id] = event.dump();
  }
  return newest;
}

TEST(Live, KilledTwentyTimesItSaysWhatTheUninterruptedRunSays) {
  const TemporaryFolder folder;
  const std::string input = folder.Write("sea.nmea", DrawnSea()).string();
  Program whole(Live({"--input", input, "--state", (folder / "whole").string()}));
  ASSERT_EQ(whole.Finish(), 0);
  const std::string expected = Slurp(folder / "whole" / "events.jsonl");
  ASSERT_GT(NewestEvents(folder / "whole" / "events.jsonl").size(), 3U);

  std::mt19937 random(20160111);
  std::uniform_int_distribution<int> pause_ms(0, 60);
  int kills = 0;
  for (; kills < 20; ++kills) {
    Program live(Live({"--input", input, "--state", (folder / "state").string()}));
    live.Err("\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms(random)));
    ASSERT_LE(live.Stop(SIGKILL), 0);  // -1: killed; 0: it was done before
  }
  Program last(Live({"--input", input, "--state", (folder / "state").string()}));
  ASSERT_EQ(last.Finish(), 0);
  EXPECT_EQ(Slurp(folder / "state" / "events.jsonl"), expected);
}

TEST(Live, SaysWhatAReplayOfTheSameInputSays) {
  const TemporaryFolder folder;
  const std::string input = folder.Write("sea.nmea", DrawnSea()).string();
  Program live(Live({"--input", input, "--state", (folder / "state").string(), "--record",
                     (folder / "recording").string()}));
  ASSERT_EQ(live.Finish(), 0);
  const auto said = NewestEvents(folder / "state" / "events.jsonl");
  for (const std::string& again : {input, (folder / "recording").string()}) {
    for (const char* threads : {"1", "8"}) {
      Program replay({"replay", again, "--region", kDrawnSeaRegion, "--threads", threads, "--out",
                      (folder / "run").string(), "--force"});
      ASSERT_EQ(replay.Finish(), 0);
      EXPECT_EQ(NewestEvents(folder / "run" / "events.jsonl"), said) << again << ' ' << threads;
    }
  }
}

TEST(Live, ARecordingOfSeveralSourcesGivesTheBytesThatTheRunGave) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/dma-multistation-20131112.txt.gz");
  const TemporaryFolder folder;
  // What comes late and is dropped depends on the order of arrival, which the recording keeps.
  Program live({"live", "--region", "5,50,20,60", "--input", file->string(), "--record",
                (folder / "recording").string()});
  ASSERT_EQ(live.Finish(), 0);
  const std::string words = live.Err("");
  Program replay({"replay", (folder / "recording").string(), "--region", "5,50,20,60", "--out",
                  (folder / "run").string()});
  ASSERT_EQ(replay.Finish(), 0);
  const auto run = nlohmann::json::parse(Slurp(folder / "run" / "run.json"));
  const nlohmann::json& total = run["counters"]["total"];
  EXPECT_THAT(words,
              HasSubstr(fmt::format("{} records, {} used, {} late", total["received"].get<int>(),
                                    total["used"].get<int>(), total["late"].get<int>())));
}

TEST(Live, TwoProcessesOnOneStateAreRefused) {
  const TemporaryFolder folder;
  const std::string state = (folder / "state").string();
  const std::uint16_t port = FreePort(Endpoint::Kind::kUdp);
  Program first(Live({"--input", Location("udp", port), "--state", state}));
  ASSERT_THAT(first.Err("ready"), HasSubstr("ready"));
  Program second(Live({"--input", Location("udp", port), "--state", state}));
  EXPECT_EQ(second.Finish(), 2);
  const std::string words = second.Err("");
  EXPECT_THAT(words, HasSubstr("uses this state already"));
  EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 1);
  EXPECT_EQ(first.Stop(SIGTERM), 0);
}

TEST(Live, GoesOnWithItsNumbersAndTracksAfterAKill) {
  const TemporaryFolder folder;
  const std::uint16_t port = FreePort(Endpoint::Kind::kUdp);
  const std::uint16_t feed_port = FreePort(Endpoint::Kind::kTcpListener);
  const std::uint16_t snapshot_port = FreePort(Endpoint::Kind::kTcpListener);
  const auto arguments =
      Live({"--input", Location("udp", port), "--state", (folder / "state").string(), "--publish",
            Location("tcp", feed_port), "--snapshot", Location("tcp", snapshot_port)});
  const auto listen = [&] {
    feed::SubscriberOptions options;
    options.endpoint = Location("tcp", feed_port);
    options.snapshot = Location("tcp", snapshot_port);
    return feed::Subscriber(options);
  };
  std::uint64_t epoch = 0;
  std::uint64_t last = 0;
  {
    Program live(arguments);
    feed::Subscriber subscriber = listen();
    live.Err("ready");
    const Socket sender = UdpSender(port);
    Send(sender, DrawnSea(30, 90));
    const auto track = feed::Await(subscriber, feed::IsTrack);
    ASSERT_TRUE(track);
    EXPECT_FALSE(track->header.replay);
    for (auto more = track; more; more = subscriber.Next(std::chrono::milliseconds(300))) {
      epoch = more->header.stream_epoch;
      last = more->header.sequence;
    }
    EXPECT_EQ(live.Stop(SIGKILL), -1);
  }
  Program live(arguments);
  feed::Subscriber subscriber = listen();
  EXPECT_THAT(live.Err("resumed"), HasSubstr("resumed"));
  const auto track = feed::Await(subscriber, [](const feed::Received& received) {
    return received.from_snapshot && feed::IsTrack(received);
  });
  ASSERT_TRUE(track);
  EXPECT_EQ(track->header.stream_epoch, epoch);
  EXPECT_GT(track->header.sequence, last);
  EXPECT_EQ(live.Stop(SIGTERM), 0);
}

}  // namespace
}  // namespace pelorus
