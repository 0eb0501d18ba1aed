#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/io/net/loopback.h"
#include "tests/io/net/program.h"
#include "tests/io/recording/recordings.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using Kind = Endpoint::Kind;

std::string ShipText(std::uint32_t mmsi) {
  AisPositionA ship;
  ship.mmsi = mmsi;
  ship.lat = 57 * 600000;
  ship.lon = 11 * 600000;
  return AisText(ship.Bits());
}

/// What `pelorus decode` prints of an input.
std::string Decoded(const std::string& input) {
  Program decode({"decode", input});
  EXPECT_EQ(decode.Finish(), 0);
  return decode.Out("");
}

TEST(Record, KeepsAnInputSoThatItDecodesToTheSameBytes) {
  PELORUS_REQUIRE_DATA(file, "ais/nmea/uscg-nais-20060715.ais");
  const TemporaryFolder folder;
  Program record({"record", "--input", file->string(), "--out", (folder / "r").string()});
  EXPECT_EQ(record.Finish(), 0);
  const std::string direct = Decoded(file->string());
  EXPECT_GT(direct.size(), 10'000U);
  EXPECT_EQ(Decoded((folder / "r").string()), direct);
}

TEST(Record, KeepsLiveSourcesUntilItIsTold) {
  const TemporaryFolder folder;
  const std::uint16_t udp = FreePort(Kind::kUdp);
  const std::uint16_t listen = FreePort(Kind::kTcpListener);
  Program record({"record", "--input", Location("udp", udp), "--input",
                  Location("tcp-listen", listen), "--out", folder.path().string()});
  record.Err(": open", 2);
  const Socket client = ConnectTo(listen);
  Send(client, ShipText(244660001));
  Send(UdpSender(udp), ShipText(244660002));
  // Both are there once the recorder has given them to the kernel.
  const auto limit = std::chrono::steady_clock::now() + kPatience;
  std::size_t bytes = 0;
  while (bytes < 2 && std::chrono::steady_clock::now() < limit) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    bytes = 0;
    if (FilesIn(folder.path()).empty()) continue;
    for (const auto& channel : RawChannels(FilesIn(folder.path())))
      bytes += PiecesOf(channel).size();
  }
  EXPECT_EQ(record.Stop(SIGINT), 130);
  const std::string decoded = Decoded(folder.path().string());
  EXPECT_THAT(decoded, HasSubstr("\"mmsi\":244660001"));
  EXPECT_THAT(decoded, HasSubstr("\"mmsi\":244660002"));
  EXPECT_THAT(decoded, Not(HasSubstr("\"t\":null")));
}

/// Sends numbered lines, one each millisecond, and kills the recorder at `kill_after_ms`; gives the
/// time between the last line that was kept and the kill.
std::chrono::milliseconds LossOfAKill(int kill_after_ms) {
  const TemporaryFolder folder;
  const std::uint16_t udp = FreePort(Kind::kUdp);
  const Socket sender = UdpSender(udp);
  std::vector<std::chrono::steady_clock::time_point> sent;
  {
    Program record({"record", "nmea@" + Location("udp", udp), "--out", folder.path().string()});
    record.Err(": open");
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(kill_after_ms)) {
      Send(sender, "line " + std::to_string(sent.size()) + "\n");
      sent.push_back(std::chrono::steady_clock::now());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(record.Stop(SIGKILL), -1);
  }
  const auto killed = sent.back();
  const auto channels = RawChannels(FilesIn(folder.path()));
  EXPECT_THAT(channels, SizeIs(1));
  std::string all;
  for (const GivenPiece& piece : PiecesOf(channels[0])) all += piece.bytes;
  // Nothing is missing in between: the lines count up from 0.
  std::string expected;
  std::size_t lines = 0;
  while (expected.size() < all.size()) expected += "line " + std::to_string(lines++) + "\n";
  EXPECT_EQ(all, expected);
  EXPECT_GT(lines, 0U);
  if (lines == 0) return std::chrono::hours(1);
  return std::chrono::duration_cast<std::chrono::milliseconds>(killed - sent.at(lines - 1));
}

TEST(Record, AKillLosesAtMostTheLastSecond) {
  for (const int ms : {900, 1234, 1777, 2500}) {
    EXPECT_LT(LossOfAKill(ms), std::chrono::milliseconds(1000)) << "killed after " << ms << " ms";
  }
}

TEST(Record, SaysWhatIsWrongWithItsArguments) {
  const TemporaryFolder folder;
  const std::string location = Location("udp", FreePort(Kind::kUdp));
  Program twice({"record", location, location, "--out", folder.path().string()});
  EXPECT_EQ(twice.Finish(), 2);
  EXPECT_THAT(twice.Err(""), HasSubstr("given twice"));
  const auto file = folder.Write("file", "");
  Program nowhere({"record", location, "--out", (file / "x").string()});
  EXPECT_EQ(nowhere.Finish(), 2);
  EXPECT_THAT(nowhere.Err(""), HasSubstr("cannot make the folder"));
}

}  // namespace
}  // namespace pelorus
