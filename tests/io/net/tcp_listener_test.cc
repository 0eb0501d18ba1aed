#include "io/net/tcp_listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/io/net/loopback.h"

namespace pelorus {
namespace {

using ::testing::HasSubstr;

constexpr auto kListen = Endpoint::Kind::kTcpListener;

/// A listener with quick clients.
class TcpListening : public ::testing::Test {
 protected:
  Socket Client() { return ConnectTo(source_.port()); }

  NetCounters net_;
  TcpListener source_{Local(kListen), Brief(), net_};
};

TEST_F(TcpListening, LinesOfTwoClientsDoNotMix) {
  const Socket a = Client();
  const Socket b = Client();
  Send(a, "aa");
  ExpectNothing(source_);
  Send(b, "bbb\nb");
  EXPECT_EQ(ReadBytes(source_, 4), "bbb\n");
  const std::uint64_t sender_b = source_.sender();
  Send(a, "aa\r\na");
  EXPECT_EQ(ReadBytes(source_, 6), "aaaa\r\n");
  EXPECT_NE(source_.sender(), sender_b);
  Send(b, "\n");
  EXPECT_EQ(ReadBytes(source_, 2), "b\n");
  EXPECT_EQ(source_.sender(), sender_b);
  EXPECT_EQ(net_.connections, 2U);
  EXPECT_EQ(net_.bytes, 13U);
}

TEST_F(TcpListening, AClientThatGoesInALineEndsIt) {
  Socket a = Client();
  const Socket b = Client();
  Send(a, "one\ntw");
  EXPECT_EQ(ReadBytes(source_, 4), "one\n");
  a.Close();
  EXPECT_EQ(ReadBytes(source_, 3), "tw\n");
  Send(b, "three\n");
  EXPECT_EQ(ReadBytes(source_, 6), "three\n");
  EXPECT_EQ(net_.disconnects, 1U);
  EXPECT_EQ(net_.cut_lines, 1U);
}

TEST_F(TcpListening, WhatCameBeforeAClientWentIsGivenWhole) {
  for (int i = 0; i < 5; ++i) {
    Socket client = Client();
    Send(client, "first\nlast");
    client.Close();
    EXPECT_EQ(ReadBytes(source_, 11), "first\nlast\n");
  }
  EXPECT_EQ(net_.disconnects, 5U);
}

TEST_F(TcpListening, AClientWithoutLineEndsIsCutOffAndOthersGoOn) {
  const Socket bad = Client();
  const Socket good = Client();
  Send(bad, std::string(TcpListener::kLongestLine + 1000, 'x'));
  EXPECT_EQ(ReadBytes(source_, TcpListener::kLongestLine + 1),
            std::string(TcpListener::kLongestLine, 'x') + "\n");
  Send(good, "good\n");
  EXPECT_EQ(ReadBytes(source_, 5), "good\n");
  EXPECT_TRUE(IsClosedByPeer(bad));
  EXPECT_FALSE(IsClosedByPeer(good));
  EXPECT_EQ(net_.cut_lines, 1U);
}

TEST_F(TcpListening, ABusyClientDoesNotKeepOthersWaiting) {
  const Socket busy = Client();
  const Socket calm = Client();
  Send(calm, "hello\n");
  EXPECT_EQ(ReadBytes(source_, 6), "hello\n");
  std::string flood;
  while (flood.size() < 300'000) flood += "flood\n";
  Send(busy, flood);
  Send(calm, "calm\n");
  const std::string text = ReadBytes(source_, flood.size() + 5);
  ASSERT_EQ(text.size(), flood.size() + 5);
  EXPECT_LE(text.find("calm\n"), 2 * TcpListener::kLongestLine);
}

TEST_F(TcpListening, ClientsBeyondTheLimitAreRefusedUntilOneGoes) {
  std::vector<Socket> clients;
  for (std::size_t i = 0; i < TcpListener::kMaxClients; ++i) {
    clients.push_back(Client());
    Send(clients.back(), "x\n");
    ASSERT_EQ(ReadBytes(source_, 2), "x\n");
  }
  const Socket refused = Client();
  ExpectNothing(source_);
  EXPECT_TRUE(IsClosedByPeer(refused));
  EXPECT_EQ(net_.refused_clients, 1U);
  clients.front().Close();
  ExpectNothing(source_);
  const Socket admitted = Client();
  Send(admitted, "y\n");
  EXPECT_EQ(ReadBytes(source_, 2), "y\n");
  EXPECT_EQ(net_.connections, TcpListener::kMaxClients + 1);
}

TEST_F(TcpListening, AnAddressInUseIsAnErrorInOneLine) {
  NetCounters net;
  try {
    const TcpListener second(Local(kListen, source_.port()), {}, net);
    FAIL() << "no error";
  } catch (const InputError& e) {
    EXPECT_THAT(e.what(), HasSubstr("in use"));
  }
}

}  // namespace
}  // namespace pelorus
