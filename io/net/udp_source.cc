#include "io/net/udp_source.h"

#include <net/if.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>

namespace pelorus {
namespace {

constexpr std::size_t kLargest = 65536;          // no datagram is larger; one byte more for LF
constexpr int kReceiveBuffer = 8 * 1024 * 1024;  // asked for; the kernel gives net.core.rmem_max

void JoinGroup(const BoundSocket& bound, const Endpoint& endpoint) {
  group_req group{};
  std::memcpy(&group.gr_group, bound.address.get(), bound.address.size());
  if (!endpoint.interface.empty()) {
    group.gr_interface = ::if_nametoindex(endpoint.interface.c_str());
    if (group.gr_interface == 0) throw InputError(Text(endpoint) + ": there is no such interface");
  }
  const int level = bound.address.family() == AF_INET ? IPPROTO_IP : IPPROTO_IPV6;
  if (::setsockopt(bound.socket.fd(), level, MCAST_JOIN_GROUP, &group, sizeof group) != 0) {
    throw InputError("cannot join the group of " + Text(endpoint) + ": " + std::strerror(errno));
  }
  // Not what other programs on this machine joined.
  if (level == IPPROTO_IP) bound.socket.Set(level, IP_MULTICAST_ALL, 0);
}

Socket Open(const Endpoint& endpoint) {
  BoundSocket bound = Bind(endpoint, SOCK_DGRAM);
  bound.socket.Set(SOL_SOCKET, SO_RCVBUF, kReceiveBuffer);
  bound.socket.Set(SOL_SOCKET, SO_RXQ_OVFL, 1);
  if (bound.address.is_multicast()) {
    JoinGroup(bound, endpoint);
  } else if (!endpoint.interface.empty()) {
    throw InputError(Text(endpoint) + ": interface= is for multicast groups");
  }
  return std::move(bound.socket);
}

}  // namespace

UdpSource::UdpSource(const Endpoint& endpoint, LiveOptions options, NetCounters& counters)
    : LiveSource(std::move(options), counters), socket_(Open(endpoint)), buffer_(kLargest + 1) {}

LiveSource::Piece UdpSource::Receive(Clock::time_point until) {
  for (;;) {
    const Piece piece = TakeDatagram();
    if (!piece.bytes.empty()) return piece;
    pollfd readable{socket_.fd(), POLLIN, 0};
    if (!WaitFor({&readable, 1}, until)) return {};
  }
}

/// The next datagram that is not empty, with a line end; nothing when none is there.
LiveSource::Piece UdpSource::TakeDatagram() {
  for (;;) {
    sockaddr_storage from{};
    iovec place{buffer_.data(), kLargest};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(std::uint32_t))];
    msghdr header{};
    header.msg_name = &from;
    header.msg_namelen = sizeof from;
    header.msg_iov = &place;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const ssize_t got = ::recvmsg(socket_.fd(), &header, MSG_DONTWAIT);
    if (got < 0) return {};
    ++counters().datagrams;
    CountDrops(header);
    if (got == 0) continue;
    auto size = static_cast<std::size_t>(got);
    counters().bytes += size;
    const char last = buffer_[size - 1];
    if (last != '\n' && last != '\r') buffer_[size++] = '\n';
    const Address sender(reinterpret_cast<const sockaddr*>(&from), header.msg_namelen);
    return {{buffer_.data(), size}, sender.Hash()};
  }
}

/// Linux sends its count of drops along with a datagram (socket(7), SO_RXQ_OVFL).
void UdpSource::CountDrops(msghdr& header) {
  for (cmsghdr* at = CMSG_FIRSTHDR(&header); at != nullptr; at = CMSG_NXTHDR(&header, at)) {
    if (at->cmsg_level != SOL_SOCKET || at->cmsg_type != SO_RXQ_OVFL) continue;
    std::uint32_t drops = 0;
    std::memcpy(&drops, CMSG_DATA(at), sizeof drops);
    counters().kernel_drops += static_cast<std::uint32_t>(drops - told_drops_);
    told_drops_ = drops;
  }
}

}  // namespace pelorus
