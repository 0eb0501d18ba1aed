#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/io/net/loopback.h"
#include "tests/io/net/program.h"
#include "tests/support/ais_encoder.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Kind = Endpoint::Kind;

std::string ShipText(std::uint32_t mmsi) {
  AisPositionA ship;
  ship.mmsi = mmsi;
  ship.lat = 57 * 600000;
  ship.lon = 11 * 600000;
  return "1452468551.5 " + AisText(ship.Bits());
}

TEST(LiveDecode, PrintsMessagesAsTheyComeUntilItIsTold) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  const TemporaryFolder folder;
  const std::string summary = (folder / "summary.json").string();
  Program decode({"decode", Location("udp", port), "--format", "jsonl", "--summary", summary});
  EXPECT_THAT(decode.Err("open"), HasSubstr(Location("udp", port) + ": open"));
  const Socket sender = UdpSender(port);
  Send(sender, ShipText(244660001));
  EXPECT_THAT(decode.Out("\n"), HasSubstr("\"mmsi\":244660001"));
  Send(sender, ShipText(244660002));
  EXPECT_THAT(decode.Out("\n", 2), HasSubstr("\"mmsi\":244660002"));
  EXPECT_EQ(decode.Stop(SIGTERM), 130);
  EXPECT_THAT(decode.Err(""), HasSubstr("datagrams 2"));
  const auto counters = nlohmann::json::parse(Slurp(summary));
  EXPECT_EQ(counters["total"]["received"], 2);
  EXPECT_EQ(counters["total"]["used"], 2);
}

TEST(LiveDecode, ReadsSeveralSourcesAtOnceAsATable) {
  const std::uint16_t listen = FreePort(Kind::kTcpListener);
  const std::uint16_t udp = FreePort(Kind::kUdp);
  const TestServer server;
  Program decode({"decode", "nmea@" + Location("tcp-listen", listen), Location("udp", udp),
                  Location("tcp", server.port()), "--format", "csv"});
  decode.Err(": open", 3);
  // One is silent, one sends bytes that say nothing of their format: neither holds up the third.
  Send(UdpSender(udp), "?");
  const Socket client = ConnectTo(listen);
  Send(client, ShipText(244660001));
  EXPECT_THAT(decode.Out("244660001"), HasSubstr("244660001"));
  Socket peer = server.Accept();
  for (int i = 0; i < 100 && !peer.open(); ++i) {
    ::usleep(20'000);
    peer = server.Accept();
  }
  Send(peer, ShipText(244660002));
  EXPECT_THAT(decode.Out("244660002"), HasSubstr("244660002"));
  EXPECT_EQ(decode.Stop(SIGINT), 130);
}

TEST(LiveDecode, AnInputThatCannotBeHadEndsItWithOneLine) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  const Socket holder = Bind(Local(Kind::kUdp, port), SOCK_DGRAM).socket;
  Program taken({"decode", Location("udp", port)});
  EXPECT_EQ(taken.Finish(), 2);
  EXPECT_THAT(taken.Err(""), AllOf(HasSubstr(Location("udp", port)), HasSubstr("in use")));
  Program zmq({"decode", "zmq+tcp://127.0.0.1:1"});
  EXPECT_EQ(zmq.Finish(), 2);
  EXPECT_THAT(zmq.Err(""), HasSubstr("this version reads udp, tcp and tcp-listen"));
}

TEST(LiveDecode, AFormatThatItDoesNotReadFromTheNetworkEndsIt) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  Program decode({"decode", Location("udp", port)});
  decode.Err(": open");
  Send(UdpSender(port), "t,mmsi,lat,lon\n");
  EXPECT_EQ(decode.Finish(), 2);
  EXPECT_THAT(decode.Err(""), HasSubstr("nmea, beast, avr and sbs from the network, not csv"));
}

}  // namespace
}  // namespace pelorus
