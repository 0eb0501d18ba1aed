#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "io/feed/curve_keys.h"
#include "tests/io/feed/feed_world.h"
#include "tests/io/net/loopback.h"
#include "tests/io/net/program.h"
#include "tests/replay/live/drawn_sea.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = Endpoint::Kind;

std::vector<std::string> Live(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"live", "--region", kDrawnSeaRegion};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

/// What an HTTP server on this machine answers.
std::string Get(std::uint16_t port, const std::string& path) {
  const Socket client = ConnectTo(port);
  Send(client, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::string text;
  char block[4096];
  for (ssize_t n = 0; (n = ::recv(client.fd(), block, sizeof block, 0)) > 0;) {
    text.append(block, static_cast<std::size_t>(n));
  }
  return text;
}

/// Asks until the answer has `words`; what it was in the end.
std::string GetUntil(std::uint16_t port, const std::string& path, const std::string& words) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text = Get(port, path);
    if (text.find(words) != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return text;
}

TEST(LiveFaults, ASourceThatComesAndGoesIsConnectedToAgain) {
  const TestServer server;
  const std::uint16_t metrics = FreePort(Kind::kTcpListener);
  Program live(
      Live({"--input", Location("tcp", server.port()), "--metrics", std::to_string(metrics)}));
  for (int flap = 0; flap < 3; ++flap) {
    Socket peer = server.Accept();
    for (int i = 0; i < 250 && !peer.open(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      peer = server.Accept();
    }
    ASSERT_TRUE(peer.open());
    Send(peer, DrawnSea(30, 30));
    Reset(peer);
  }
  const std::string text = GetUntil(
      metrics, "/metrics", "disconnects_total{input=\"" + Location("tcp", server.port()) + "\"} 3");
  EXPECT_THAT(text, HasSubstr("pelorus_source_disconnects_total{input=\"" +
                              Location("tcp", server.port()) + "\"} 3"));
  EXPECT_THAT(Get(metrics, "/health"), HasSubstr("200 OK"));
  EXPECT_EQ(live.Stop(SIGTERM), 0);
}

TEST(LiveFaults, AClockThatJumpsIsCountedAndDoesNotStopTheOthers) {
  const TemporaryFolder folder;
  std::string sea = DrawnSea(30, 600);
  // Amid the right stamps two of 2038.
  const std::string sentence = sea.substr(sea.find(' ') + 1, sea.find('\n') - sea.find(' '));
  for (const std::size_t part : {2U, 3U}) {
    const std::size_t at = sea.find('\n', sea.size() / part) + 1;
    sea = sea.substr(0, at) + "2147483000 " + sentence + sea.substr(at);
  }
  const std::string input = folder.Write("sea.nmea", sea).string();
  Program live(Live({"--input", input}));
  EXPECT_EQ(live.Finish(), 0);
  EXPECT_THAT(live.Err(""), HasSubstr("602 records, 600 used, 0 late"));
}

TEST(LiveFaults, ADiskThatIsFullCostsTheRecordingAndNothingElse) {
  const TemporaryFolder folder;
  const std::string sea = DrawnSea();
  const std::string input = folder.Write("sea.nmea", sea).string();
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{20'000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);  // the program inherits it: a write beyond it fails
  Program live(Live({"--input", input, "--record", (folder / "recording").string()}));
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(live.Finish(), 0);
  EXPECT_THAT(live.Err(""), HasSubstr("the run goes on"));
  const auto lines = std::count(sea.begin(), sea.end(), '\n');
  EXPECT_THAT(live.Err(""), HasSubstr(fmt::format("{0} records, {0} used", lines)));
}

TEST(LiveFaults, ASubscriberThatNeverReadsSlowsNobodyDown) {
  const TemporaryFolder folder;
  const std::uint16_t port = FreePort(Kind::kTcpListener);
  const std::uint16_t feed_port = FreePort(Kind::kTcpListener);
  Program live(
      Live({"--input", Location("tcp-listen", port), "--publish", Location("tcp", feed_port)}));
  live.Err("ready");
  feed::SubscriberOptions options;
  options.endpoint = Location("tcp", feed_port);
  feed::Subscriber reads(options);
  options.queue = 1;
  const feed::Subscriber never_reads(options);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const Socket sender = ConnectTo(port);
  std::thread feeder([&sender] { Send(sender, DrawnSea()); });
  int tracks = 0;
  while (tracks < 5000 && feed::Await(reads, feed::IsTrack)) ++tracks;
  feeder.join();
  EXPECT_EQ(tracks, 5000);
  EXPECT_EQ(reads.counts().lost, 0U);
  EXPECT_EQ(live.Stop(SIGTERM), 0);
}

TEST(LiveFaults, AWrongKeyHearsNothingUntilItIsAllowed) {
  const TemporaryFolder folder;
  feed::WriteNewKeys(folder.path(), "server");
  feed::WriteNewKeys(folder.path(), "client");
  const TemporaryFolder stranger;
  feed::WriteNewKeys(stranger.path(), "stranger");
  const std::uint16_t port = FreePort(Kind::kTcpListener);
  Program live(Live({"--input", Location("udp", FreePort(Kind::kUdp)), "--publish",
                     Location("tcp", port), "--curve-keys", folder.path().string()}));
  live.Err("ready");
  feed::SubscriberOptions options;
  options.endpoint = Location("tcp", port);
  options.server_key = folder / "server.key";
  options.client_key = stranger / "stranger.key_secret";
  feed::Subscriber subscriber(options);
  EXPECT_FALSE(subscriber.Next(std::chrono::milliseconds(1300)));  // not even a heartbeat
  std::filesystem::copy_file(stranger / "stranger.key", folder / "stranger.key");
  live.Signal(SIGHUP);
  EXPECT_THAT(live.Err("read again"), HasSubstr("read again: keys"));
  feed::Subscriber allowed(options);
  EXPECT_TRUE(allowed.Next(std::chrono::milliseconds(3000)));
  EXPECT_EQ(live.Stop(SIGTERM), 0);
}

TEST(LiveFaults, MetricsAreWhatPrometheusReads) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  const std::uint16_t metrics = FreePort(Kind::kTcpListener);
  Program live(Live(
      {"--input", Location("udp", port), "--metrics", "127.0.0.1:" + std::to_string(metrics)}));
  live.Err("ready");
  Send(UdpSender(port), DrawnSea(30, 30));
  const std::string used = "pelorus_used_total{input=\"" + Location("udp", port) + "\"} 30";
  const std::string text = GetUntil(metrics, "/metrics", used);
  EXPECT_THAT(text, HasSubstr(used));
  EXPECT_THAT(text, HasSubstr("text/plain; version=0.0.4"));
  // Each sample follows the HELP and TYPE lines of its name.
  const std::size_t body = text.find("\r\n\r\n") + 4;
  std::istringstream lines(text.substr(body));
  std::string name;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) name = line.substr(7, line.find(' ', 7) - 7);
    if (line.starts_with("# TYPE ")) {
      EXPECT_EQ(line.substr(7, line.find(' ', 7) - 7), name);
    }
    if (!line.starts_with("#")) {
      EXPECT_TRUE(line.starts_with(name)) << line;
    }
  }
  EXPECT_THAT(Get(metrics, "/secret"), HasSubstr("404"));
  EXPECT_EQ(live.Stop(SIGTERM), 0);
}

TEST(ReplayFaults, AControlSocketPausesAReplayAndEndsIt) {
  const TemporaryFolder folder;
  const std::string input = folder.Write("sea.nmea", DrawnSea(30, 600)).string();
  const std::string path = (folder / "control").string();
  Program replay({"replay", input, "--region", kDrawnSeaRegion, "--out", (folder / "run").string(),
                  "--speed", "1", "--control", path});
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const Socket socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  for (int i = 0; i < 250; ++i) {
    if (::connect(socket.fd(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const auto ask = [&socket](const std::string& command) {
    Send(socket, command + "\n");
    char block[300];
    const ssize_t n = ::recv(socket.fd(), block, sizeof block, 0);
    return std::string(block, static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  };
  for (int i = 0; i < 250 && ask("status").starts_with("error"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_THAT(ask("pause"), HasSubstr("paused"));
  EXPECT_THAT(ask("seek +300"), HasSubstr("seeks 2016-01-11T00:05:"));
  EXPECT_THAT(ask("speed warp"), HasSubstr("error"));
  EXPECT_THAT(ask("seek 2016-01-11T00:00:00Z"), HasSubstr("seeks"));
  ask("status");
  for (int i = 0; i < 250 && ask("speed max").starts_with("error"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  for (int i = 0; i < 100 && ask("resume").ends_with("paused\n"); ++i) {
  }
  EXPECT_EQ(replay.Finish(), 0);
  EXPECT_FALSE(std::filesystem::exists(path));
  const auto run = nlohmann::json::parse(Slurp(folder / "run" / "run.json"));
  EXPECT_EQ(run["counters"]["total"]["used"], 600);
}

}  // namespace
}  // namespace pelorus
