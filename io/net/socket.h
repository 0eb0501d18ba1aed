#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/result.h"
#include "io/net/endpoint.h"

namespace pelorus {

/// A socket that is closed with its owner.
class Socket {
 public:
  Socket() = default;
  /// Takes over `fd`; a negative one is no socket.
  explicit Socket(int fd) : fd_(fd) {}
  ~Socket() { Close(); }
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  int fd() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void Close();

  /// Sets an option of type int; false when the kernel refuses.
  bool Set(int level, int name, int value) const;
  /// The port that it is bound to; 0 when it is not.
  std::uint16_t local_port() const;

 private:
  int fd_ = -1;
};

/// An address with its port, IPv4 or IPv6.
class Address {
 public:
  Address() = default;
  /// Copies `size` bytes, as the socket calls give them.
  Address(const sockaddr* address, socklen_t size);

  const sockaddr* get() const;
  socklen_t size() const { return size_; }
  int family() const { return storage_.ss_family; }
  bool is_multicast() const;
  /// A number for it, never 0: equal for equal addresses and ports, in practice only for them.
  std::uint64_t Hash() const;

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

/// The addresses of a host, in the order of preference; one line with the cause when there is none.
/// Asks the name servers when the host is a name, and waits for them.
Result<std::vector<Address>, std::string> Resolve(const Endpoint& endpoint);

/// A socket that does not block and is bound to the endpoint's host, its IPv4 address when it has
/// one. Throws InputError when the host is unknown or the address cannot be had.
struct BoundSocket {
  Socket socket;
  Address address;
};
BoundSocket Bind(const Endpoint& endpoint, int type);

/// The endpoint as a user writes it.
std::string Text(const Endpoint& endpoint);

/// Waits for one of `sockets` (fd -1: none, only time passes); false when nothing came until then
/// or a signal came first.
bool WaitFor(std::span<pollfd> sockets, std::chrono::steady_clock::time_point until);

/// Lets the kernel find out within about a minute that the other side is gone without a word.
void KeepAlive(const Socket& socket);

}  // namespace pelorus
