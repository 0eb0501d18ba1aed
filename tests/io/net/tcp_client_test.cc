#include "io/net/tcp_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "tests/io/net/loopback.h"

namespace pelorus {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kClient = Endpoint::Kind::kTcpClient;

/// Pauses that suit a test.
Backoff Quick() { return Backoff(milliseconds(10), milliseconds(40)); }

TEST(Backoff, DoublesUpToHalfAMinuteAndBeginsAnew) {
  Backoff backoff;
  std::vector<std::int64_t> pauses;
  for (int i = 0; i < 9; ++i) pauses.push_back(backoff.Next().count());
  EXPECT_EQ(pauses,
            (std::vector<std::int64_t>{500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000}));
  backoff.Reset();
  EXPECT_EQ(backoff.Next(), milliseconds(500));
}

TEST(TcpClient, GivesWhatTheServerSends) {
  const TestServer server;
  NetCounters net;
  TcpClient source(Local(kClient, server.port()), Brief(), net);
  const Socket peer = AcceptFrom(source, server);
  Send(peer, "one\ntw");
  EXPECT_EQ(ReadBytes(source, 6), "one\ntw");
  ExpectNothing(source);
  Send(peer, "o\n");
  EXPECT_EQ(ReadBytes(source, 2), "o\n");
  EXPECT_EQ(net.bytes, 8U);
  EXPECT_EQ(net.connections, 1U);
}

TEST(TcpClient, AServerThatDiesInALineAndComesBackBeginsANewLine) {
  std::optional<TestServer> server(std::in_place);
  const std::uint16_t port = server->port();
  NetCounters net;
  TcpClient source(Local(kClient, port), Brief(), net, Quick());
  Socket peer = AcceptFrom(source, *server);
  Send(peer, "one\ntwo is cu");
  EXPECT_EQ(ReadBytes(source, 13), "one\ntwo is cu");
  const std::uint64_t before = source.sender();
  peer.Close();
  server.reset();
  EXPECT_EQ(ReadBytes(source, 1), "\n");
  EXPECT_EQ(source.sender(), before);
  while (net.failed_connects < 2) ExpectNothing(source);

  server.emplace(port);
  peer = AcceptFrom(source, *server);
  Send(peer, "three\n");
  EXPECT_EQ(ReadBytes(source, 6), "three\n");
  EXPECT_NE(source.sender(), before);
  EXPECT_EQ(net.connections, 2U);
  EXPECT_EQ(net.disconnects, 1U);
  EXPECT_EQ(net.cut_lines, 1U);
  EXPECT_EQ(net.bytes, 19U);
}

TEST(TcpClient, AConnectionThatIsResetAtALineEndCutsNothing) {
  const TestServer server;
  NetCounters net;
  TcpClient source(Local(kClient, server.port()), Brief(), net, Quick());
  Socket peer = AcceptFrom(source, server);
  Send(peer, "one\r\n");
  EXPECT_EQ(ReadBytes(source, 5), "one\r\n");
  Reset(peer);
  peer = AcceptFrom(source, server);
  Send(peer, "two\n");
  EXPECT_EQ(ReadBytes(source, 4), "two\n");
  EXPECT_EQ(net.disconnects, 1U);
  EXPECT_EQ(net.cut_lines, 0U);
}

TEST(TcpClient, AServerThatIsDownAtTheStartIsTriedAgain) {
  const std::uint16_t port = FreePort(kClient);
  NetCounters net;
  TcpClient source(Local(kClient, port), Brief(), net, Quick());
  while (net.failed_connects < 3) ExpectNothing(source);
  const TestServer server(port);
  const Socket peer = AcceptFrom(source, server);
  Send(peer, "late\n");
  EXPECT_EQ(ReadBytes(source, 5), "late\n");
}

TEST(TcpClient, AServerThatHangsUpAtOnceIsNotHammered) {
  const TestServer server;
  NetCounters net;
  TcpClient source(Local(kClient, server.port()), Brief(), net,
                   Backoff(milliseconds(20), milliseconds(10'000)));
  const auto begun = std::chrono::steady_clock::now();
  while (net.disconnects < 4) {
    server.Accept();  // and closed again
    ExpectNothing(source);
  }
  // 20 + 40 + 80 ms lie between the four connections.
  EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(140));
}

TEST(TcpClient, AnUnknownHostIsAnErrorAtTheStart) {
  NetCounters net;
  try {
    const TcpClient source({kClient, "no-such-host.invalid", 4001}, {}, net);
    FAIL() << "no error";
  } catch (const InputError& e) {
    EXPECT_THAT(e.what(),
                AllOf(HasSubstr("tcp://no-such-host.invalid:4001"), Not(HasSubstr("\n"))));
  }
}

}  // namespace
}  // namespace pelorus
