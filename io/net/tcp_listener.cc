#include "io/net/tcp_listener.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace pelorus {
namespace {

// How long nobody is accepted after the process ran out of descriptors.
constexpr std::chrono::seconds kAcceptPause{1};

Socket Open(const Endpoint& endpoint) {
  BoundSocket bound = Bind(endpoint, SOCK_STREAM);
  if (::listen(bound.socket.fd(), SOMAXCONN) != 0) {
    throw InputError("cannot listen on " + Text(endpoint) + ": " + std::strerror(errno));
  }
  return std::move(bound.socket);
}

}  // namespace

TcpListener::TcpListener(const Endpoint& endpoint, LiveOptions options, NetCounters& counters)
    : LiveSource(std::move(options), counters), socket_(Open(endpoint)) {}

LiveSource::Piece TcpListener::Receive(Clock::time_point until) {
  for (;;) {
    // Those that went were kept until their last bytes were given. Their places are free again
    // before the next ones are let in.
    std::erase_if(clients_, [](const Client& client) { return !client.socket.open(); });
    if (std::exchange(somebody_waits_, false)) AcceptAll();
    if (!Wait(until)) return {};
    somebody_waits_ = polled_[0].revents != 0;
    const Piece piece = TakeFromReady();
    if (!piece.bytes.empty()) return piece;
  }
}

bool TcpListener::Wait(Clock::time_point until) {
  const bool accepts = Clock::now() >= accept_from_;
  polled_.clear();
  polled_.push_back({accepts ? socket_.fd() : -1, POLLIN, 0});
  for (const Client& client : clients_) polled_.push_back({client.socket.fd(), POLLIN, 0});
  return WaitFor(polled_, until);
}

void TcpListener::AcceptAll() {
  for (;;) {
    Socket socket(::accept4(socket_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.open()) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN) return;
      ++counters().refused_clients;
      accept_from_ = Clock::now() + kAcceptPause;
      return;
    }
    if (clients_.size() >= kMaxClients) {
      ++counters().refused_clients;
      continue;
    }
    KeepAlive(socket);
    Client& client = clients_.emplace_back();
    client.socket = std::move(socket);
    client.sender = ++accepted_;
    ++counters().connections;
    client.buffer.resize(kLongestLine + 1);
  }
}

/// Lines of the first client in turn that has some.
LiveSource::Piece TcpListener::TakeFromReady() {
  const std::size_t count = clients_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = (turn_ + i) % count;
    if (polled_[at + 1].revents == 0) continue;
    const Piece piece = TakeFrom(clients_[at]);
    if (piece.bytes.empty()) continue;
    turn_ = at + 1;
    return piece;
  }
  return {};
}

/// All whole lines that the client has sent.
LiveSource::Piece TcpListener::TakeFrom(Client& client) {
  char* const data = client.buffer.data();
  std::memmove(data, data + client.begin, client.end - client.begin);
  client.end -= client.begin;
  client.begin = 0;
  const ssize_t got = ::recv(client.socket.fd(), data + client.end, kLongestLine - client.end, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return {};
  if (got <= 0) {
    ++counters().disconnects;
    return Finish(client);
  }
  const auto size = static_cast<std::size_t>(got);
  counters().bytes += size;
  client.end += size;
  const std::size_t stop = std::string_view(data, client.end).find_last_of("\r\n");
  if (stop != std::string_view::npos) {
    client.begin = stop + 1;
    return {{data, client.begin}, client.sender};
  }
  return client.end < kLongestLine ? Piece{} : Finish(client);
}

/// Disconnects; the begun line with a line end.
LiveSource::Piece TcpListener::Finish(Client& client) {
  client.socket.Close();
  const std::size_t begin = client.begin;
  if (begin == client.end) return {};
  ++counters().cut_lines;
  client.buffer[client.end++] = '\n';
  client.begin = client.end;
  return {{client.buffer.data() + begin, client.end - begin}, client.sender};
}

}  // namespace pelorus
