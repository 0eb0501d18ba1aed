#include "io/net/socket.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "geo/ids.h"
#include "io/bytes.h"

namespace pelorus {
namespace {

std::string_view SchemeOf(Endpoint::Kind kind) {
  switch (kind) {
    case Endpoint::Kind::kUdp:
      return "udp";
    case Endpoint::Kind::kTcpClient:
      return "tcp";
    case Endpoint::Kind::kTcpListener:
      return "tcp-listen";
  }
  return "";
}

InputError CannotListen(const Endpoint& endpoint, int error) {
  return InputError("cannot listen on " + Text(endpoint) + ": " + std::strerror(error));
}

/// Whether several programs may listen on it at once.
bool IsShared(const Address& address, int type) {
  // A TCP server comes back at once though old connections linger. For plain UDP the option would
  // let a second program take the datagrams away without a word.
  return type == SOCK_STREAM || address.is_multicast();
}

}  // namespace

void Socket::Close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

bool Socket::Set(int level, int name, int value) const {
  return ::setsockopt(fd_, level, name, &value, sizeof value) == 0;
}

std::uint16_t Socket::local_port() const {
  sockaddr_storage at{};
  socklen_t size = sizeof at;
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size) != 0) return 0;
  // The port stands at the same place in both families.
  return ntohs(reinterpret_cast<const sockaddr_in*>(&at)->sin_port);
}

Address::Address(const sockaddr* address, socklen_t size)
    : size_(std::min(size, static_cast<socklen_t>(sizeof storage_))) {
  std::memcpy(&storage_, address, size_);
}

const sockaddr* Address::get() const { return reinterpret_cast<const sockaddr*>(&storage_); }

bool Address::is_multicast() const {
  if (family() == AF_INET) {
    return IN_MULTICAST(ntohl(reinterpret_cast<const sockaddr_in*>(&storage_)->sin_addr.s_addr));
  }
  const auto& v6 = reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_addr;
  return family() == AF_INET6 && v6.s6_addr[0] == 0xff;
}

std::uint64_t Address::Hash() const {
  std::uint64_t hash = 0;
  if (family() == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(&storage_);
    hash = MixBits((std::uint64_t{v4->sin_addr.s_addr} << 16) | v4->sin_port);
  } else {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&storage_);
    std::uint64_t halves[2];
    std::memcpy(halves, &v6->sin6_addr, sizeof halves);
    const std::uint64_t where = (std::uint64_t{v6->sin6_scope_id} << 16) | v6->sin6_port;
    hash = MixBits(halves[0] ^ MixBits(halves[1] ^ MixBits(where)));
  }
  return hash == 0 ? 1 : hash;
}

Result<std::vector<Address>, std::string> Resolve(const Endpoint& endpoint) {
  addrinfo hints{};
  hints.ai_socktype = endpoint.kind == Endpoint::Kind::kUdp ? SOCK_DGRAM : SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const std::string port = std::to_string(endpoint.port);
  const int error = ::getaddrinfo(endpoint.host.c_str(), port.c_str(), &hints, &list);
  if (error != 0)
    return std::string(error == EAI_SYSTEM ? std::strerror(errno) : gai_strerror(error));
  std::vector<Address> addresses;
  for (const addrinfo* at = list; at != nullptr; at = at->ai_next) {
    if (at->ai_family == AF_INET || at->ai_family == AF_INET6) {
      addresses.emplace_back(at->ai_addr, at->ai_addrlen);
    }
  }
  ::freeaddrinfo(list);
  if (addresses.empty()) return std::string("the host has no address");
  return addresses;
}

BoundSocket Bind(const Endpoint& endpoint, int type) {
  const auto found = Resolve(endpoint);
  if (!found) throw InputError("cannot listen on " + Text(endpoint) + ": " + found.error());
  const auto v4 = std::find_if(found->begin(), found->end(),
                               [](const Address& a) { return a.family() == AF_INET; });
  const Address& address = v4 != found->end() ? *v4 : found->front();
  BoundSocket bound{Socket(::socket(address.family(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
                    address};
  if (!bound.socket.open()) throw CannotListen(endpoint, errno);
  if (IsShared(address, type)) bound.socket.Set(SOL_SOCKET, SO_REUSEADDR, 1);
  // Both kinds of IPv6 settings exist on machines; [::] is to mean all addresses on each of them.
  if (address.family() == AF_INET6) bound.socket.Set(IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (::bind(bound.socket.fd(), address.get(), address.size()) != 0) {
    throw CannotListen(endpoint, errno);
  }
  return bound;
}

std::string Text(const Endpoint& endpoint) {
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  return std::string(SchemeOf(endpoint.kind)) + "://" + (v6 ? "[" : "") + endpoint.host +
         (v6 ? "]:" : ":") + std::to_string(endpoint.port) +
         (endpoint.interface.empty() ? "" : "?interface=" + endpoint.interface);
}

bool WaitFor(std::span<pollfd> sockets, std::chrono::steady_clock::time_point until) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  const auto timeout = std::clamp<std::int64_t>(left.count(), 0, 60'000);
  return ::poll(sockets.data(), sockets.size(), static_cast<int>(timeout)) > 0;
}

void KeepAlive(const Socket& socket) {
  socket.Set(SOL_SOCKET, SO_KEEPALIVE, 1);
  socket.Set(IPPROTO_TCP, TCP_KEEPIDLE, 30);
  socket.Set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
  socket.Set(IPPROTO_TCP, TCP_KEEPCNT, 3);
}

}  // namespace pelorus
