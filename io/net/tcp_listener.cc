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

/// Where the last Beast record begins: at the last mark (1A) that is not one of a doubled pair and
/// has a record's type behind it. 0 when none does.
std::size_t LastBeastRecord(std::string_view bytes) {
  constexpr char kMark = '\x1a';
  constexpr std::string_view kTypes = "12345\xe3\xe4\xe8";
  std::size_t end = bytes.size();
  while (end > 0) {
    const std::size_t last = bytes.find_last_of(kMark, end - 1);
    if (last == std::string_view::npos) return 0;
    const std::size_t other = bytes.find_last_not_of(kMark, last);
    const std::size_t first = other == std::string_view::npos ? 0 : other + 1;
    const bool begins = (last - first) % 2 == 0 && last + 1 < bytes.size() &&
                        kTypes.find(bytes[last + 1]) != std::string_view::npos;
    if (begins) return last;
    end = first;
  }
  return 0;
}

/// How much of what a client has sent is whole: its lines, or its Beast records but for the last,
/// which may go on.
std::size_t WholePart(std::string_view bytes) {
  if (const std::size_t record = LastBeastRecord(bytes)) return record;
  const std::size_t stop = bytes.find_last_of("\r\n");
  return stop == std::string_view::npos ? 0 : stop + 1;
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

/// All whole lines or records that the client has sent.
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
  client.begin = WholePart({data, client.end});
  if (client.begin > 0) return {{data, client.begin}, client.sender};
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
