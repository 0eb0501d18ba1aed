#include "io/net/tcp_client.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pelorus {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::chrono::seconds kConnectTime{10};

std::vector<Address> LookUp(const Endpoint& endpoint) {
  auto found = Resolve(endpoint);
  if (!found) throw InputError("cannot connect to " + Text(endpoint) + ": " + found.error());
  return std::move(found.value());
}

/// True when the kernel connected the socket to itself: without a server, a port from its own range
/// can meet the client's.
bool IsSelfConnected(const Socket& socket) {
  sockaddr_storage here{};
  sockaddr_storage there{};
  socklen_t here_size = sizeof here;
  socklen_t there_size = sizeof there;
  return ::getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&here), &here_size) == 0 &&
         ::getpeername(socket.fd(), reinterpret_cast<sockaddr*>(&there), &there_size) == 0 &&
         here_size == there_size && std::memcmp(&here, &there, here_size) == 0;
}

}  // namespace

TcpClient::TcpClient(const Endpoint& endpoint, LiveOptions options, NetCounters& counters,
                     Backoff backoff)
    : LiveSource(std::move(options), counters),
      endpoint_(endpoint),
      backoff_(backoff),
      addresses_(LookUp(endpoint)),
      buffer_(kBlock) {}

LiveSource::Piece TcpClient::Receive(Clock::time_point until) {
  for (;;) {
    if (state_ == State::kDown && Clock::now() >= due_) Attempt();
    if (state_ == State::kConnecting) AwaitConnection(until);
    if (state_ == State::kConnected) {
      const Piece piece = TakeBytes();
      if (!piece.bytes.empty()) return piece;
    }
    if (Clock::now() >= until) return {};
    // A signal ends the wait and the call: the caller may have to stop.
    pollfd readable{socket_.fd(), POLLIN, 0};
    const auto end = state_ == State::kDown ? std::min(until, due_) : until;
    if (state_ != State::kConnecting && !WaitFor({&readable, 1}, end) && Clock::now() < end) {
      return {};
    }
  }
}

/// Begins to connect to the next address.
void TcpClient::Attempt() {
  if (!looked_up_) {
    // A server may have moved; while the name servers do not answer, the old addresses hold.
    if (auto found = Resolve(endpoint_)) addresses_ = std::move(found.value());
    looked_up_ = true;
  }
  const Address& to = addresses_[address_];
  socket_ = Socket(::socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (::connect(socket_.fd(), to.get(), to.size()) == 0) {
    OnConnected();
  } else if (errno == EINPROGRESS) {
    state_ = State::kConnecting;
    due_ = Clock::now() + kConnectTime;
  } else {
    NextAddress();
  }
}

void TcpClient::AwaitConnection(Clock::time_point until) {
  pollfd writable{socket_.fd(), POLLOUT, 0};
  if (!WaitFor({&writable, 1}, std::min(until, due_))) {
    if (Clock::now() >= due_) NextAddress();
    return;
  }
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket_.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
    NextAddress();
  } else {
    OnConnected();
  }
}

void TcpClient::OnConnected() {
  if (IsSelfConnected(socket_)) {
    NextAddress();
    return;
  }
  KeepAlive(socket_);
  state_ = State::kConnected;
  last_ = '\n';
  ++connection_;
  ++counters().connections;
}

/// Gives up the present address: the next one at once, or all of them again after a pause.
void TcpClient::NextAddress() {
  socket_.Close();
  state_ = State::kDown;
  due_ = Clock::now();
  if (++address_ < addresses_.size()) return;
  address_ = 0;
  looked_up_ = false;
  ++counters().failed_connects;
  due_ += backoff_.Next();
}

/// What the connection has given; nothing when there is nothing now.
LiveSource::Piece TcpClient::TakeBytes() {
  const ssize_t got = ::recv(socket_.fd(), buffer_.data(), buffer_.size(), 0);
  if (got == 0) return Lose();
  if (got < 0) return errno == EAGAIN || errno == EINTR ? Piece{} : Lose();
  const auto size = static_cast<std::size_t>(got);
  backoff_.Reset();
  counters().bytes += size;
  last_ = buffer_[size - 1];
  return {{buffer_.data(), size}, connection_};
}

/// Ends the connection; the line end that its last line lacks.
LiveSource::Piece TcpClient::Lose() {
  socket_.Close();
  state_ = State::kDown;
  address_ = 0;
  looked_up_ = false;
  due_ = Clock::now() + backoff_.Next();
  ++counters().disconnects;
  if (last_ == '\n' || last_ == '\r') return {};
  ++counters().cut_lines;
  return {"\n", connection_};
}

}  // namespace pelorus
