#include "io/net/status_server.h"

#include <fmt/format.h>
#include <signal.h>

#include <array>
#include <charconv>
#include <cstring>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include "io/bytes.h"
#include "io/net/socket.h"

namespace pelorus {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{1};
constexpr std::chrono::milliseconds kTick{200};

Endpoint EndpointOf(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  std::string host = colon == std::string::npos ? "" : address.substr(0, colon);
  const std::string port = colon == std::string::npos ? address : address.substr(colon + 1);
  Endpoint endpoint{Endpoint::Kind::kTcpListener, {}, 0};
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (parsed.ec != std::errc{} || parsed.ptr != port.data() + port.size()) {
    throw InputError(address + ": metrics are served at HOST:PORT");
  }
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  endpoint.host = host.empty() ? "127.0.0.1" : host;
  return endpoint;
}

Socket Listen(const std::string& address) {
  BoundSocket bound = Bind(EndpointOf(address), SOCK_STREAM);
  if (::listen(bound.socket.fd(), 16) != 0) {
    throw InputError(address + ": cannot listen: " + std::strerror(errno));
  }
  return std::move(bound.socket);
}

std::string Response(const char* status, std::string_view body) {
  return fmt::format(
      "HTTP/1.1 {}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
      "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
      status, body.size(), body);
}

/// The head of a request; what there is of it when the client is slow or sends too much.
std::string ReadHead(const Socket& client) {
  std::string head;
  std::array<char, 2048> block{};
  for (const auto until = Clock::now() + kPatience; head.size() < block.size();) {
    pollfd readable{client.fd(), POLLIN, 0};
    if (!WaitFor({&readable, 1}, until)) break;
    const ssize_t got = ::recv(client.fd(), block.data(), block.size(), MSG_DONTWAIT);
    if (got <= 0) break;
    head.append(block.data(), static_cast<std::size_t>(got));
    if (head.find("\r\n\r\n") != std::string::npos) break;
  }
  return head;
}

void SendAll(const Socket& client, std::string_view text) {
  for (const auto until = Clock::now() + kPatience; !text.empty();) {
    pollfd writable{client.fd(), POLLOUT, 0};
    if (!WaitFor({&writable, 1}, until)) return;
    const ssize_t sent = ::send(client.fd(), text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

class StatusServer::Impl {
 public:
  explicit Impl(const std::string& address)
      : socket_(Listen(address)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

  void Set(std::string metrics, std::string fault) {
    const std::lock_guard lock(mutex_);
    metrics_ = std::move(metrics);
    fault_ = std::move(fault);
  }
  std::uint16_t port() const { return socket_.local_port(); }

 private:
  void Run(const std::stop_token& stop) {
    // Signals are for the main thread.
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    while (!stop.stop_requested()) {
      pollfd readable{socket_.fd(), POLLIN, 0};
      if (!WaitFor({&readable, 1}, Clock::now() + kTick)) continue;
      const Socket client(::accept4(socket_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.open()) SendAll(client, Answer(ReadHead(client)));
    }
  }

  std::string Answer(std::string_view head) {
    const std::lock_guard lock(mutex_);
    if (head.starts_with("GET /metrics ")) return Response("200 OK", metrics_);
    if (!head.starts_with("GET /health ")) return Response("404 Not Found", "no such page\n");
    if (fault_.empty()) return Response("200 OK", "ok\n");
    return Response("503 Service Unavailable", fault_ + "\n");
  }

  Socket socket_;
  std::mutex mutex_;
  std::string metrics_;
  std::string fault_;
  std::jthread thread_;  // the last member: it uses all others
};

StatusServer::StatusServer(const std::string& address) : impl_(std::make_unique<Impl>(address)) {}
StatusServer::~StatusServer() = default;
void StatusServer::Set(std::string metrics, std::string fault) {
  impl_->Set(std::move(metrics), std::move(fault));
}
std::uint16_t StatusServer::port() const { return impl_->port(); }

void MetricsText::Head(const char* name, const char* help, const char* type) {
  name_ = name;
  text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void MetricsText::Value(double value, const std::string& label, const std::string& is) {
  text_ += name_;
  if (!label.empty()) {
    text_ += '{' + label + "=\"";
    for (const char c : is) {
      if (c == '\\' || c == '"') text_ += '\\';
      text_ += c == '\n' ? ' ' : c;
    }
    text_ += "\"}";
  }
  text_ += fmt::format(" {}\n", value);
}

}  // namespace pelorus
