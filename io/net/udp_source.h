#pragma once

#include <cstdint>
#include <vector>

#include "io/net/live_source.h"
#include "io/net/socket.h"

namespace pelorus {

/// Datagrams that come to an address, or to a multicast group, which is joined. Each datagram holds
/// whole lines: one that does not end with a line end is given one. A sender is an address with its
/// port.
class UdpSource final : public LiveSource {
 public:
  /// Throws InputError when the host is unknown, the address cannot be had or the group not joined.
  UdpSource(const Endpoint& endpoint, LiveOptions options, NetCounters& counters);

  /// Where it listens, also when the endpoint left the choice to the kernel.
  std::uint16_t port() const { return socket_.local_port(); }

 private:
  Piece Receive(Clock::time_point until) override;
  Piece TakeDatagram();
  void CountDrops(msghdr& header);

  Socket socket_;
  std::vector<char> buffer_;
  std::uint32_t told_drops_ = 0;  // the kernel's counter, which wraps
};

}  // namespace pelorus
