#include "io/net/udp_source.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "tests/io/net/loopback.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kUdp = Endpoint::Kind::kUdp;

std::string FailureOf(const Endpoint& endpoint) {
  NetCounters net;
  try {
    const UdpSource source(endpoint, {}, net);
  } catch (const InputError& e) {
    return e.what();
  }
  return "no failure";
}

TEST(UdpSource, ADatagramWithoutLineEndDoesNotRunIntoTheNext) {
  NetCounters net;
  UdpSource source(Local(kUdp), Brief(), net);
  const Socket sender = UdpSender(source.port());
  for (const char* text : {"a", "b\n", "c\r\n", "", "d\r", "e"}) Send(sender, text);
  EXPECT_EQ(ReadBytes(source, 11), "a\nb\nc\r\nd\re\n");
  EXPECT_EQ(net.datagrams, 6U);
  EXPECT_EQ(net.bytes, 9U);
  EXPECT_EQ(net.kernel_drops, 0U);
  EXPECT_EQ(source.progress().done, 11U);
}

TEST(UdpSource, TheLargestDatagramIsWholeHoweverItIsRead) {
  NetCounters net;
  UdpSource source(Local(kUdp), Brief(), net);
  const std::string largest(65507, 'x');
  Send(UdpSender(source.port()), largest);
  std::string text;
  std::string buffer(1000, '\0');
  do {
    text.append(buffer, 0, source.Read(buffer.data(), buffer.size()));
  } while (!source.paused());
  EXPECT_EQ(text, largest + "\n");
}

TEST(UdpSource, SendersAreToldApart) {
  NetCounters net;
  UdpSource source(Local(kUdp), Brief(), net);
  const Socket a = UdpSender(source.port());
  const Socket b = UdpSender(source.port());
  std::vector<std::uint64_t> senders;
  for (const Socket* from : {&a, &b, &a}) {
    Send(*from, "x\n");
    EXPECT_EQ(ReadBytes(source, 2), "x\n");
    senders.push_back(source.sender());
  }
  EXPECT_EQ(senders[0], senders[2]);
  EXPECT_NE(senders[0], senders[1]);
  EXPECT_NE(senders[0], 0U);
}

TEST(UdpSource, PausesAtOnceThenWaitsThenEndsWhenTold) {
  NetCounters net;
  bool stop = false;
  LiveOptions options;
  options.stopped = [&stop] { return stop; };
  options.wait = std::chrono::milliseconds(40);
  UdpSource source(Local(kUdp), options, net);
  char byte = 0;
  EXPECT_EQ(source.Read(&byte, 1), 0U);
  EXPECT_TRUE(source.paused());
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(source.Read(&byte, 1), 0U);
  EXPECT_TRUE(source.paused());
  EXPECT_GE(std::chrono::steady_clock::now() - before, options.wait);
  stop = true;
  EXPECT_EQ(source.Read(&byte, 1), 0U);
  EXPECT_FALSE(source.paused());
}

TEST(UdpSource, EveryDatagramIsGivenOrCountedAsDropped) {
  NetCounters net;
  UdpSource source(Local(kUdp), Brief(), net);
  const Socket sender = UdpSender(source.port());
  // Far more than the 8 MiB that the source asks for, while nobody reads.
  constexpr std::size_t kMany = 20'000;
  const std::string text = std::string(999, 'x') + "\n";
  for (std::size_t i = 0; i < kMany; ++i) Send(sender, text);
  std::string buffer(std::size_t{1} << 16, '\0');
  while (source.Read(buffer.data(), buffer.size()) > 0) continue;
  // The kernel tells the drops with the next datagram.
  Send(sender, "last\n");
  EXPECT_EQ(ReadBytes(source, 5), "last\n");
  EXPECT_GT(net.kernel_drops, 0U);
  EXPECT_EQ(net.datagrams + net.kernel_drops, kMany + 1);
}

TEST(UdpSource, HearsIpv6) {
  NetCounters net;
  try {
    UdpSource source({kUdp, "::1", 0}, {}, net);
    Send(UdpSender(source.port(), true), "six\n");
    EXPECT_EQ(ReadBytes(source, 4), "six\n");
  } catch (const InputError& e) {
    GTEST_SKIP() << "no IPv6 on this machine: " << e.what();
  }
}

TEST(UdpSource, JoinsAMulticastGroup) {
  NetCounters net;
  Endpoint endpoint{kUdp, "239.255.77.4", 0, "lo"};
  try {
    UdpSource source(endpoint, Brief(), net);
    const Socket sender(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const in_addr loopback{htonl(INADDR_LOOPBACK)};
    ASSERT_EQ(::setsockopt(sender.fd(), IPPROTO_IP, IP_MULTICAST_IF, &loopback, sizeof loopback),
              0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(source.port());
    to.sin_addr.s_addr = ::inet_addr(endpoint.host.c_str());
    if (::sendto(sender.fd(), "group", 5, 0, reinterpret_cast<const sockaddr*>(&to), sizeof to) !=
        5) {
      GTEST_SKIP() << "this machine does not send to a group on its loopback";
    }
    EXPECT_EQ(ReadBytes(source, 6), "group\n");
    // A group can be heard by several, and what comes to the machine's own address is not it.
    NetCounters other_net;
    endpoint.port = source.port();
    UdpSource other(endpoint, Brief(), other_net);
    Send(UdpSender(source.port()), "not for the group");
    ExpectNothing(source);
    ExpectNothing(other);
  } catch (const InputError& e) {
    GTEST_SKIP() << "this machine does not let a group be joined on its loopback: " << e.what();
  }
}

TEST(UdpSource, SaysInOneLineWhyItCannotListen) {
  NetCounters net;
  const UdpSource first(Local(kUdp), Brief(), net);
  EXPECT_THAT(FailureOf(Local(kUdp, first.port())),
              AllOf(HasSubstr("udp://127.0.0.1:"), HasSubstr("in use"), Not(HasSubstr("\n"))));
  EXPECT_THAT(FailureOf({kUdp, "no-such-host.invalid", 4001}),
              AllOf(HasSubstr("udp://no-such-host.invalid:4001"), Not(HasSubstr("\n"))));
  EXPECT_THAT(FailureOf({kUdp, "192.0.2.1", 4001}), HasSubstr("cannot listen"));  // RFC 5737
  EXPECT_THAT(FailureOf({kUdp, "239.255.77.4", 0, "no-such-if"}), HasSubstr("no such interface"));
  EXPECT_THAT(FailureOf({kUdp, "127.0.0.1", 0, "lo"}), HasSubstr("multicast"));
}

}  // namespace
}  // namespace pelorus
