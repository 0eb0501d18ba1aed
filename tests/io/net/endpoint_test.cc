#include "io/net/endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/socket.h"

namespace pelorus {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Endpoint, NamesAndAddressesAreTakenApart) {
  const auto udp = ParseEndpoint("udp://0.0.0.0:4001");
  ASSERT_TRUE(udp.ok());
  EXPECT_EQ(udp->kind, Endpoint::Kind::kUdp);
  EXPECT_EQ(udp->host, "0.0.0.0");
  EXPECT_EQ(udp->port, 4001);
  const auto tcp = ParseEndpoint("tcp://ais-1.example_net.org:65535");
  ASSERT_TRUE(tcp.ok());
  EXPECT_EQ(tcp->kind, Endpoint::Kind::kTcpClient);
  EXPECT_EQ(tcp->host, "ais-1.example_net.org");
  EXPECT_EQ(tcp->port, 65535);
  const auto listen = ParseEndpoint("tcp-listen://[fe80::1%eth0]:1");
  ASSERT_TRUE(listen.ok());
  EXPECT_EQ(listen->kind, Endpoint::Kind::kTcpListener);
  EXPECT_EQ(listen->host, "fe80::1%eth0");
  EXPECT_EQ(listen->port, 1);
}

TEST(Endpoint, AMulticastGroupCanNameItsInterface) {
  const auto group = ParseEndpoint("udp://239.192.0.4:60004?interface=eth0.2");
  ASSERT_TRUE(group.ok());
  EXPECT_EQ(group->host, "239.192.0.4");
  EXPECT_EQ(group->interface, "eth0.2");
}

TEST(Endpoint, IsWrittenAsItIsRead) {
  for (const char* text : {"udp://0.0.0.0:4001", "tcp://host:1", "tcp-listen://[::1]:65535",
                           "udp://[ff12::7]:9?interface=lo"}) {
    const auto endpoint = ParseEndpoint(text);
    ASSERT_TRUE(endpoint.ok()) << text;
    EXPECT_EQ(Text(*endpoint), text);
  }
}

struct RefusedCase {
  const char* location;
  const char* words;
};

class RefusedEndpoint : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedEndpoint, SaysWhyInOneLine) {
  const auto endpoint = ParseEndpoint(GetParam().location);
  ASSERT_FALSE(endpoint.ok());
  EXPECT_THAT(endpoint.error(), HasSubstr(GetParam().location));
  EXPECT_THAT(endpoint.error(), HasSubstr(GetParam().words));
  EXPECT_THAT(endpoint.error(), Not(HasSubstr("\n")));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedEndpoint,
    ::testing::Values(RefusedCase{"udp://host", "HOST:PORT"}, RefusedCase{"udp://", "HOST:PORT"},
                      RefusedCase{"udp://[::1]", "HOST:PORT"},
                      RefusedCase{"udp://[::1:4001", "HOST:PORT"},
                      RefusedCase{"udp://:4001", "0.0.0.0"}, RefusedCase{"udp://[]:1", "0.0.0.0"},
                      RefusedCase{"udp://::1:4001", "[::1]"},
                      RefusedCase{"tcp://user@host:1", "no name"},
                      RefusedCase{"tcp://a b:1", "no name"}, RefusedCase{"tcp://host:", "port"},
                      RefusedCase{"tcp://host:0", "port"}, RefusedCase{"tcp://host:65536", "port"},
                      RefusedCase{"tcp://host:-1", "port"}, RefusedCase{"tcp://host:80/", "port"},
                      RefusedCase{"tcp://host:1?interface=lo", "only udp"},
                      RefusedCase{"udp://host:1?ttl=3", "only udp"},
                      RefusedCase{"udp://host:1?interface=", "interface"},
                      RefusedCase{"udp://host:1?interface=aaaabbbbccccdddd", "interface"},
                      RefusedCase{"zmq+tcp://host:1", "this version reads udp, tcp"},
                      RefusedCase{"host:1", "this version reads udp, tcp"}));

}  // namespace
}  // namespace pelorus
