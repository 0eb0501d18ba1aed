#include "tests/io/net/loopback.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cerrno>

namespace pelorus {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in LoopbackAt(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool Connect(const Socket& socket, std::uint16_t port) {
  const sockaddr_in to = LoopbackAt(port);
  return ::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
}

}  // namespace

Endpoint Local(Endpoint::Kind kind, std::uint16_t port) { return {kind, "127.0.0.1", port}; }

LiveOptions Brief() {
  LiveOptions options;
  options.wait = std::chrono::milliseconds(20);
  return options;
}

std::uint16_t FreePort(Endpoint::Kind kind) {
  const int type = kind == Endpoint::Kind::kUdp ? SOCK_DGRAM : SOCK_STREAM;
  return Bind(Local(kind), type).socket.local_port();
}

Socket UdpSender(std::uint16_t port, bool v6) {
  if (!v6) {
    Socket socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    EXPECT_TRUE(Connect(socket, port));
    return socket;
  }
  Socket socket(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in6 to{};
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(port);
  to.sin6_addr = in6addr_loopback;
  if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) return {};
  return socket;
}

Socket ConnectTo(std::uint16_t port) {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_TRUE(Connect(socket, port));
  return socket;
}

void Send(const Socket& socket, std::string_view text) {
  ASSERT_EQ(::send(socket.fd(), text.data(), text.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(text.size()));
}

void Reset(Socket& socket) {
  const linger at_once{1, 0};
  ::setsockopt(socket.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket.Close();
}

bool IsClosedByPeer(const Socket& socket) {
  char byte = 0;
  const ssize_t got = ::recv(socket.fd(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
  return got == 0 || (got < 0 && errno == ECONNRESET);
}

TestServer::TestServer(std::uint16_t port)
    : socket_(Bind(Local(Endpoint::Kind::kTcpListener, port), SOCK_STREAM).socket) {
  EXPECT_EQ(::listen(socket_.fd(), 8), 0);
}

Socket TestServer::Accept() const { return Socket(::accept(socket_.fd(), nullptr, nullptr)); }

std::string ReadBytes(LiveSource& source, std::size_t size) {
  const auto limit = Clock::now() + kPatience;
  std::string text;
  std::string buffer(std::size_t{1} << 16, '\0');
  while (text.size() < size && Clock::now() < limit) {
    text.append(buffer, 0, source.Read(buffer.data(), buffer.size()));
  }
  return text;
}

void ExpectNothing(LiveSource& source) {
  char byte = 0;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(source.Read(&byte, 1), 0U) << byte;
    EXPECT_TRUE(source.paused());
  }
}

Socket AcceptFrom(LiveSource& source, const TestServer& server) {
  const auto limit = Clock::now() + kPatience;
  Socket socket = server.Accept();
  char byte = 0;
  while (!socket.open() && Clock::now() < limit && source.Read(&byte, 1) == 0) {
    socket = server.Accept();
  }
  EXPECT_TRUE(socket.open());
  return socket;
}

}  // namespace pelorus
