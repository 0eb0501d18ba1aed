#pragma once

#include <cstdint>

namespace pelorus {

/// What happened on the network side of a live input.
struct NetCounters {
  std::uint64_t bytes = 0;         ///< received; line ends that a source added do not count
  std::uint64_t datagrams = 0;     ///< UDP, empty ones included
  std::uint64_t kernel_drops = 0;  ///< datagrams that the kernel had no room for, as far as it told
  std::uint64_t connections = 0;   ///< TCP: made by or accepted from the other side
  std::uint64_t disconnects = 0;   ///< TCP: ended by the other side or the network
  std::uint64_t failed_connects = 0;  ///< TCP client: attempts on all addresses of the host in vain
  std::uint64_t refused_clients = 0;  ///< TCP listener: no place or no descriptor left
  std::uint64_t cut_lines = 0;        ///< lines that were ended here: connection lost, or too long

  /// Calls `visit(name, value)` for each, in the order above.
  template <class Visitor>
  void Visit(Visitor&& visit) const {
    visit("bytes", bytes);
    visit("datagrams", datagrams);
    visit("kernel_drops", kernel_drops);
    visit("connections", connections);
    visit("disconnects", disconnects);
    visit("failed_connects", failed_connects);
    visit("refused_clients", refused_clients);
    visit("cut_lines", cut_lines);
  }

  NetCounters& operator+=(const NetCounters& other) {
    bytes += other.bytes;
    datagrams += other.datagrams;
    kernel_drops += other.kernel_drops;
    connections += other.connections;
    disconnects += other.disconnects;
    failed_connects += other.failed_connects;
    refused_clients += other.refused_clients;
    cut_lines += other.cut_lines;
    return *this;
  }
};

}  // namespace pelorus
