#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/net/live_source.h"
#include "io/net/socket.h"

/// The other side of a live source, on this machine only. Everything runs in the test's thread: the
/// kernel's buffers hold what was sent.
namespace pelorus {

/// How long a test waits for what must come.
inline constexpr std::chrono::seconds kPatience{5};

/// An endpoint on 127.0.0.1 whose port the kernel chooses.
Endpoint Local(Endpoint::Kind kind, std::uint16_t port = 0);

/// Short waits.
LiveOptions Brief();

/// A port on which nobody listens at the moment.
std::uint16_t FreePort(Endpoint::Kind kind);

/// A UDP socket that sends to 127.0.0.1 or, when `v6`, to ::1. Not open where there is no IPv6.
Socket UdpSender(std::uint16_t port, bool v6 = false);

/// A connection to 127.0.0.1.
Socket ConnectTo(std::uint16_t port);

/// Sends all of it; fails the test when it cannot.
void Send(const Socket& socket, std::string_view text);

/// Ends a connection as a crashed host does: with a reset.
void Reset(Socket& socket);

/// True once the other side has closed the connection.
bool IsClosedByPeer(const Socket& socket);

/// A TCP server on 127.0.0.1.
class TestServer {
 public:
  explicit TestServer(std::uint16_t port = 0);
  std::uint16_t port() const { return socket_.local_port(); }
  /// Lets a client in that has connected; not open when there is none.
  Socket Accept() const;

 private:
  Socket socket_;
};

/// Reads until the source has given `size` bytes; fewer when they do not come.
std::string ReadBytes(LiveSource& source, std::size_t size);

/// Lets the source work for a while in which nothing must come.
void ExpectNothing(LiveSource& source);

/// Lets the source work until its server has accepted it.
Socket AcceptFrom(LiveSource& source, const TestServer& server);

}  // namespace pelorus
