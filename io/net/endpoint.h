#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace pelorus {

/// Where a network input comes from.
struct Endpoint {
  enum class Kind : std::uint8_t {
    kUdp,         ///< datagrams that come to an address of this machine, or to a multicast group
    kTcpClient,   ///< a server that is connected to
    kTcpListener  ///< clients that connect to an address of this machine
  };

  Kind kind = Kind::kUdp;
  std::string host;        ///< a name or an address, IPv6 without brackets
  std::uint16_t port = 0;  ///< 0: the kernel chooses (never from ParseEndpoint)
  std::string interface =
      {};  ///< udp: where a multicast group is joined; empty: the kernel chooses
};

/// Reads `udp://HOST:PORT[?interface=NAME]`, `tcp://HOST:PORT` or `tcp-listen://HOST:PORT`; HOST is
/// a name, an IPv4 address or an IPv6 address in brackets, PORT 1 to 65535. Otherwise one line that
/// says what is wrong. Does not ask whether the host exists.
Result<Endpoint, std::string> ParseEndpoint(std::string_view location);

}  // namespace pelorus
