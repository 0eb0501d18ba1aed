#include "io/feed/feed_sockets.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "io/bytes.h"
#include "io/feed/curve_keys.h"
#include "io/feed/publisher.h"

namespace pelorus::feed {
namespace {

constexpr const char* kZapEndpoint = "inproc://zeromq.zap.01";
constexpr int kLingerMs = 1000;
// A snapshot of everything and the whole ring fit into a client's queue.
constexpr int kReplyQueue = 200'000;

/// Peers that are gone without a word are let go, with what waits for them.
void SetCommon(zmq::socket_t& socket) {
  socket.set(zmq::sockopt::linger, kLingerMs);
  socket.set(zmq::sockopt::heartbeat_ivl, 5000);
  socket.set(zmq::sockopt::heartbeat_timeout, 15'000);
  socket.set(zmq::sockopt::tcp_keepalive, 1);
  socket.set(zmq::sockopt::ipv6, true);
}

std::string BindSocket(zmq::socket_t& socket, const std::string& endpoint, bool has_keys) {
  if (!has_keys && !IsLoopback(endpoint)) {
    throw InputError(endpoint +
                     ": without --curve-keys the feed is open to whoever can reach it, so it binds "
                     "to this machine only (tcp://127.0.0.1:PORT)");
  }
  try {
    socket.bind(endpoint);
  } catch (const zmq::error_t& e) {
    throw InputError(endpoint + ": cannot bind: " + e.what());
  }
  return socket.get(zmq::sockopt::last_endpoint);
}

/// Messages that did not fit are counted by their numbers on the other side.
void Send(zmq::socket_t& socket, std::string_view part, bool more) {
  const auto flags =
      more ? zmq::send_flags::sndmore | zmq::send_flags::dontwait : zmq::send_flags::dontwait;
  [[maybe_unused]] const auto sent = socket.send(zmq::buffer(part), flags);
}

std::vector<std::string> Receive(zmq::socket_t& socket) {
  std::vector<std::string> parts;
  zmq::message_t part;
  auto flags = zmq::recv_flags::dontwait;
  while (socket.recv(part, flags)) {
    parts.push_back(part.to_string());
    if (!part.more()) break;
    flags = zmq::recv_flags::none;
  }
  return parts;
}

/// `['', 'snapshot'[, prefix]]` or `['', 'since', number]` behind the client's address.
std::optional<Request> RequestOf(const std::vector<std::string>& parts) {
  if (parts.size() < 3 || !parts[1].empty()) return std::nullopt;
  Request request{parts[0], {}, {}};
  if (parts[2] == "snapshot") {
    if (parts.size() > 3) request.prefix = parts[3];
    return request;
  }
  if (parts[2] != "since" || parts.size() < 4) return std::nullopt;
  const std::string& number = parts[3];
  std::uint64_t since = 0;
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), since);
  if (parsed.ec != std::errc{}) return std::nullopt;
  request.since = since;
  return request;
}

}  // namespace

bool IsLoopback(const std::string& endpoint) {
  constexpr std::array<std::string_view, 4> kLocal = {"ipc://", "inproc://",
                                                      "tcp://[::1]:", "tcp://localhost:"};
  if (std::any_of(kLocal.begin(), kLocal.end(),
                  [&](std::string_view local) { return endpoint.starts_with(local); })) {
    return true;
  }
  // 127.0.0.0/8 as numbers: a name may begin with 127, too.
  constexpr std::string_view kNet = "tcp://127.";
  const std::string_view host = std::string_view(endpoint).substr(0, endpoint.rfind(':'));
  return host.starts_with(kNet) &&
         host.find_first_not_of("0123456789.", kNet.size()) == std::string_view::npos;
}

class FeedSockets::Impl {
 public:
  explicit Impl(const SocketOptions& options);
  ~Impl() {
    Close();
    ::close(wake_);
  }

  void Close() {
    publish_.close();
    snapshot_.close();
    zap_.close();
  }

  SocketOptions options_;
  zmq::context_t context_{1};
  int wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  // ZeroMQ asks before it lets a client in, so this one is bound first.
  zmq::socket_t zap_{context_, zmq::socket_type::rep};
  zmq::socket_t publish_{context_, zmq::socket_type::xpub};
  zmq::socket_t snapshot_{context_, zmq::socket_type::router};
  std::set<std::string> allowed_;
  std::string endpoint_;
  std::string snapshot_endpoint_;
  std::uint64_t subscriptions_ = 0;
  std::uint64_t refused_ = 0;

  void SetKeys(zmq::socket_t& socket, const CurveKeys& keys);
  void AnswerZap();
  void CountSubscriptions();
};

FeedSockets::Impl::Impl(const SocketOptions& options) : options_(options) {
  for (zmq::socket_t* socket : {&publish_, &snapshot_}) SetCommon(*socket);
  publish_.set(zmq::sockopt::sndhwm, options.subscriber_queue);
  snapshot_.set(zmq::sockopt::sndhwm, kReplyQueue);
  if (options.curve_keys) {
    const auto file = *options.curve_keys / "server.key_secret";
    const CurveKeys keys = ReadKeys(file);
    if (keys.secret_key.empty()) throw InputError(file.string() + ": holds no secret key");
    allowed_ = ReadAllowList(*options.curve_keys);
    zap_.bind(kZapEndpoint);
    SetKeys(publish_, keys);
    SetKeys(snapshot_, keys);
  }
  endpoint_ = BindSocket(publish_, options.endpoint, options.curve_keys.has_value());
  if (options.snapshot) {
    snapshot_endpoint_ = BindSocket(snapshot_, *options.snapshot, options.curve_keys.has_value());
  }
}

void FeedSockets::Impl::SetKeys(zmq::socket_t& socket, const CurveKeys& keys) {
  socket.set(zmq::sockopt::curve_server, true);
  socket.set(zmq::sockopt::curve_publickey, keys.public_key);
  socket.set(zmq::sockopt::curve_secretkey, keys.secret_key);
  socket.set(zmq::sockopt::zap_domain, "pelorus");
}

/// RFC 27: who may come in, by the public key of the client.
void FeedSockets::Impl::AnswerZap() {
  for (;;) {
    const std::vector<std::string> request = Receive(zap_);
    if (request.empty()) return;
    bool admitted = false;
    std::array<char, 41> key{};
    if (request.size() == 7 && request[5] == "CURVE" && request[6].size() == 32) {
      zmq_z85_encode(key.data(), reinterpret_cast<const std::uint8_t*>(request[6].data()), 32);
      admitted = allowed_.contains(key.data());
    }
    refused_ += admitted ? 0 : 1;
    const std::string id = request.size() > 1 ? request[1] : "";
    const std::array<std::string, 6> reply = {"1.0",
                                              id,
                                              admitted ? "200" : "400",
                                              admitted ? "" : "this key is not allowed",
                                              admitted ? key.data() : "",
                                              ""};
    for (std::size_t i = 0; i < reply.size(); ++i) Send(zap_, reply[i], i + 1 < reply.size());
  }
}

void FeedSockets::Impl::CountSubscriptions() {
  zmq::message_t message;
  while (publish_.recv(message, zmq::recv_flags::dontwait)) {
    if (message.size() == 0) continue;
    const char first = message.to_string_view().front();
    if (first == 1) ++subscriptions_;
    if (first == 0 && subscriptions_ > 0) --subscriptions_;
  }
}

FeedSockets::FeedSockets(const SocketOptions& options) : impl_(std::make_unique<Impl>(options)) {}
FeedSockets::~FeedSockets() = default;

void FeedSockets::Wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(impl_->wake_, &one, sizeof one);
}

void FeedSockets::Wait(std::chrono::steady_clock::duration longest) {
  std::array<zmq::pollitem_t, 4> items = {{{nullptr, impl_->wake_, ZMQ_POLLIN, 0},
                                           {impl_->publish_.handle(), 0, ZMQ_POLLIN, 0},
                                           {impl_->snapshot_.handle(), 0, ZMQ_POLLIN, 0},
                                           {impl_->zap_.handle(), 0, ZMQ_POLLIN, 0}}};
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(longest);
  zmq_poll(items.data(), 4, static_cast<long>(std::max<std::int64_t>(ms.count(), 0)));
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(impl_->wake_, &count, sizeof count);
}

void FeedSockets::ServeConnections() {
  if (impl_->options_.curve_keys) impl_->AnswerZap();
  impl_->CountSubscriptions();
}

std::optional<Request> FeedSockets::NextRequest() {
  if (!impl_->options_.snapshot) return std::nullopt;
  for (;;) {
    const std::vector<std::string> parts = Receive(impl_->snapshot_);
    if (parts.empty()) return std::nullopt;
    if (auto request = RequestOf(parts)) return request;
  }
}

void FeedSockets::Publish(const Sent& sent) {
  Send(impl_->publish_, sent.topic, true);
  Send(impl_->publish_, sent.header, true);
  Send(impl_->publish_, sent.payload, false);
}

void FeedSockets::Reply(const Request& request, const Sent& sent) {
  Send(impl_->snapshot_, request.client, true);
  Send(impl_->snapshot_, "", true);
  Send(impl_->snapshot_, sent.topic, true);
  Send(impl_->snapshot_, sent.header, true);
  Send(impl_->snapshot_, sent.payload, false);
}

void FeedSockets::ReloadKeys() {
  if (!impl_->options_.curve_keys) return;
  try {
    impl_->allowed_ = ReadAllowList(*impl_->options_.curve_keys);
  } catch (const InputError&) {
    // A file is just being written: those who were allowed stay so until the next time.
  }
}

void FeedSockets::Close() { impl_->Close(); }
const std::string& FeedSockets::endpoint() const { return impl_->endpoint_; }
const std::string& FeedSockets::snapshot_endpoint() const { return impl_->snapshot_endpoint_; }
std::uint64_t FeedSockets::subscriptions() const { return impl_->subscriptions_; }
std::uint64_t FeedSockets::refused() const { return impl_->refused_; }

}  // namespace pelorus::feed
