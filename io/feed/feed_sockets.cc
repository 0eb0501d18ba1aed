#include "io/feed/feed_sockets.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "io/bytes.h"
#include "io/feed/curve_keys.h"
#include "io/feed/publisher.h"
#include "io/feed/topics.h"

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

/// `user` becomes what the ZAP answer called the sender, its key; empty without keys.
std::vector<std::string> Receive(zmq::socket_t& socket, std::string* user = nullptr) {
  std::vector<std::string> parts;
  zmq::message_t part;
  auto flags = zmq::recv_flags::dontwait;
  while (socket.recv(part, flags)) {
    parts.push_back(part.to_string());
    const char* const id = user != nullptr ? zmq_msg_gets(part.handle(), "User-Id") : nullptr;
    if (id != nullptr) *user = id;
    if (!part.more()) break;
    flags = zmq::recv_flags::none;
  }
  return parts;
}

/// `['', 'snapshot'[, prefix]]` or `['', 'since', number]` behind the client's address.
std::optional<Request> RequestOf(const std::vector<std::string>& parts) {
  if (parts.size() < 3 || !parts[1].empty()) return std::nullopt;
  Request request{parts[0], {}, {}, {}};
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
  std::map<std::string, std::vector<std::string>> allowed_;  // topics by key
  std::string endpoint_;
  std::string snapshot_endpoint_;
  std::uint64_t subscriptions_ = 0;
  std::uint64_t refused_ = 0;

  void SetKeys(zmq::socket_t& socket, const CurveKeys& keys);
  void AnswerZap();
  void TakeSubscriptions();
  void Subscribe(bool begins, const std::string& prefix, const std::string& user);
  /// Prefixes of the topics that a key may have; empty: all. None that exists for an unknown key.
  std::vector<std::string> TopicsOf(const std::string& user) const;
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
    publish_.set(zmq::sockopt::xpub_manual, true);  // who may have what is said for each
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

std::vector<std::string> FeedSockets::Impl::TopicsOf(const std::string& user) const {
  if (!options_.curve_keys) return {};
  const auto found = allowed_.find(user);
  return found != allowed_.end() ? found->second : std::vector<std::string>{"-"};
}

void FeedSockets::Impl::TakeSubscriptions() {
  for (;;) {
    std::string user;
    const std::vector<std::string> message = Receive(publish_, &user);
    if (message.empty()) return;
    const std::string& text = message.front();
    if (text.empty()) continue;
    const bool begins = text.front() == 1;
    if (begins) ++subscriptions_;
    if (text.front() == 0 && subscriptions_ > 0) --subscriptions_;
    if (options_.curve_keys && text.front() <= 1) Subscribe(begins, text.substr(1), user);
  }
}

/// Of what a prefix asks for as much as the client may have; for the client that asked last.
void FeedSockets::Impl::Subscribe(bool begins, const std::string& prefix, const std::string& user) {
  std::vector<std::string> topics = begins ? TopicsOf(user) : std::vector<std::string>{};
  if (topics.empty()) topics.emplace_back();
  for (const std::string& topic : topics) {
    const bool within = prefix.starts_with(topic);
    if (!within && !topic.starts_with(prefix)) continue;
    const std::string& granted = within ? prefix : topic;
    if (begins) {
      publish_.set(zmq::sockopt::subscribe, granted);
    } else {
      publish_.set(zmq::sockopt::unsubscribe, granted);
    }
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
  impl_->TakeSubscriptions();
}

std::optional<Request> FeedSockets::NextRequest() {
  if (!impl_->options_.snapshot) return std::nullopt;
  for (;;) {
    std::string user;
    const std::vector<std::string> parts = Receive(impl_->snapshot_, &user);
    if (parts.empty()) return std::nullopt;
    if (auto request = RequestOf(parts)) {
      request->topics = impl_->TopicsOf(user);
      return request;
    }
  }
}

void FeedSockets::Publish(const Sent& sent) {
  Send(impl_->publish_, sent.topic, true);
  Send(impl_->publish_, sent.header, true);
  Send(impl_->publish_, sent.payload, false);
}

void FeedSockets::Reply(const Request& request, const Sent& sent) {
  const bool may_have =
      request.topics.empty() || sent.topic == kEndTopic ||
      std::any_of(request.topics.begin(), request.topics.end(),
                  [&sent](const auto& one) { return sent.topic.starts_with(one); });
  if (!may_have) return;
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
