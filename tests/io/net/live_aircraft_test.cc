#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/io/modes/frame_bytes.h"
#include "tests/io/net/loopback.h"
#include "tests/io/net/program.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Kind = Endpoint::Kind;

// Two aircraft: identification of 4840d6 ([Sun2021] section 3.1), position of 40621d (section 5.2).
constexpr const char* kIdentity = "8d4840d6202cc371c32ce0576098";
constexpr const char* kPosition = "8d40621d58c382d690c8ac2863a7";

/// As many records as it takes to be known for Beast, and for the clock to be told.
std::string BeastFrames(int n, const char* frame) {
  std::string bytes;
  for (int i = 1; i <= n; ++i) {
    bytes += modes::BeastFrame(static_cast<std::uint64_t>(i) * 1'200'000, 0x40, frame);
  }
  return bytes;
}

Socket Awaited(const TestServer& server) {
  Socket peer = server.Accept();
  for (int i = 0; i < 250 && !peer.open(); ++i) {
    ::usleep(20'000);
    peer = server.Accept();
  }
  return peer;
}

TEST(LiveAircraft, BeastGoesOnAfterAConnectionThatBreaksInsideAFrame) {
  const TestServer server;
  const TemporaryFolder folder;
  const std::string summary = (folder / "summary.json").string();
  Program decode({"decode", Location("tcp", server.port()), "--summary", summary});
  Socket first = Awaited(server);
  Send(first, BeastFrames(50, kIdentity) + BeastFrames(1, kIdentity).substr(0, 11));
  EXPECT_THAT(decode.Out("4840d6"), HasSubstr("\"callsign\":\"KLM1023\""));
  first.Close();
  const Socket second = Awaited(server);
  Send(second, BeastFrames(1, kPosition));
  EXPECT_THAT(decode.Out("40621d"), HasSubstr("\"alt_baro_ft\":38000"));
  EXPECT_EQ(decode.Stop(SIGTERM), 130);
  const auto total = nlohmann::json::parse(Slurp(summary))["total"];
  EXPECT_EQ(total["received"], 52);
  EXPECT_EQ(total["used"], 51);
  EXPECT_EQ(total["rejected"]["truncated"], 1);
}

TEST(LiveAircraft, BeastOfTwoClientsAtOnceIsTakenApart) {
  const std::uint16_t port = FreePort(Kind::kTcpListener);
  const TemporaryFolder folder;
  const std::string summary = (folder / "summary.json").string();
  Program decode({"decode", "beast@" + Location("tcp-listen", port), "--summary", summary});
  decode.Err(": open");
  const Socket one = ConnectTo(port);
  const Socket two = ConnectTo(port);
  const std::string record = BeastFrames(1, kIdentity);
  const std::string other = BeastFrames(1, kPosition);
  for (int i = 0; i < 100; ++i) {
    Send(one, record.substr(0, 9));
    Send(two, other.substr(0, 17));
    Send(one, record.substr(9));
    Send(two, other.substr(17));
    if (i % 10 == 0) ::usleep(1000);
  }
  // The last record of each may go on and waits for the next.
  decode.Out("4840d6", 99);
  decode.Out("40621d", 99);
  EXPECT_EQ(decode.Stop(SIGTERM), 130);
  const auto total = nlohmann::json::parse(Slurp(summary))["total"];
  EXPECT_GE(total["used"], 198);
  EXPECT_EQ(total["used"], total["received"]);
}

TEST(LiveAircraft, AvrAndSbsAreReadFromDatagrams) {
  const std::uint16_t avr = FreePort(Kind::kUdp);
  const std::uint16_t sbs = FreePort(Kind::kUdp);
  Program decode({"decode", Location("udp", avr), Location("udp", sbs)});
  decode.Err(": open", 2);
  const Socket to_avr = UdpSender(avr);
  // The clock of AVR stamps is told from the first kilobyte.
  for (int i = 0; i < 40; ++i) Send(to_avr, std::string("*") + kIdentity + ";\n");
  EXPECT_THAT(decode.Out("4840d6"), HasSubstr("KLM1023"));
  Send(UdpSender(sbs),
       "MSG,3,1,1,4CA1B2,1,2020/01/01,00:00:00.000,2020/01/01,00:00:00.000,,3000,,,1.5,2.5,,,0,0,0,"
       "0\n");
  EXPECT_THAT(decode.Out("4ca1b2"), AllOf(HasSubstr("\"lat\":1.5"), HasSubstr("\"lon\":2.5")));
  EXPECT_EQ(decode.Stop(SIGTERM), 130);
}

TEST(LiveAircraft, ATableOfAircraftNeedsTheFormatNamed) {
  const std::uint16_t port = FreePort(Kind::kUdp);
  Program unnamed({"decode", Location("udp", port), "--format", "csv"});
  unnamed.Err(": open");
  Send(UdpSender(port), BeastFrames(50, kIdentity));
  EXPECT_EQ(unnamed.Finish(), 2);
  EXPECT_THAT(unnamed.Err(""), HasSubstr("beast@" + Location("udp", port)));
  Program named({"decode", "beast@" + Location("udp", port), "--format", "csv"});
  named.Err(": open");
  Send(UdpSender(port), BeastFrames(50, kIdentity));
  EXPECT_THAT(named.Out("KLM1023"), AllOf(HasSubstr("t,icao,"), HasSubstr(",4840d6,")));
  EXPECT_EQ(named.Stop(SIGTERM), 130);
}

}  // namespace
}  // namespace pelorus
