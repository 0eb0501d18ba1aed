#include "io/feed/subscriber.h"

#include <array>
#include <cerrno>
#include <zmq.hpp>

#include "io/bytes.h"
#include "io/feed/curve_keys.h"
#include "io/feed/topics.h"

namespace pelorus::feed {
namespace {

void SetKeys(zmq::socket_t& socket, const SubscriberOptions& options) {
  if (!options.server_key) return;
  if (!options.client_key) throw InputError("a feed with keys needs one of this side as well");
  const CurveKeys own = ReadKeys(*options.client_key);
  if (own.secret_key.empty()) {
    throw InputError(options.client_key->string() + ": holds no secret key");
  }
  socket.set(zmq::sockopt::curve_serverkey, ReadKeys(*options.server_key).public_key);
  socket.set(zmq::sockopt::curve_publickey, own.public_key);
  socket.set(zmq::sockopt::curve_secretkey, own.secret_key);
}

void Connect(zmq::socket_t& socket, const std::string& endpoint) {
  try {
    socket.connect(endpoint);
  } catch (const zmq::error_t& e) {
    throw InputError(endpoint + ": cannot connect: " + e.what());
  }
}

}  // namespace

class Subscriber::Impl {
 public:
  explicit Impl(const SubscriberOptions& options);

  std::optional<Received> Next(std::chrono::milliseconds longest);
  const Counts& counts() const { return counts_; }

 private:
  void AskForSnapshot();
  std::optional<Received> Take(zmq::socket_t& socket, bool snapshot);
  bool Accept(const Received& received);
  bool AcceptLive(const Header& header);
  bool Parse(std::vector<std::string>& parts, Received& out);

  SubscriberOptions options_;
  zmq::context_t context_{1};
  zmq::socket_t live_{context_, zmq::socket_type::sub};
  zmq::socket_t snapshot_{context_, zmq::socket_type::dealer};
  bool sees_all_ = false;
  std::uint64_t epoch_ = 0;
  std::uint64_t last_ = 0;
  std::uint64_t snapshot_at_ = 0;  // live messages up to it are in the snapshot
  Counts counts_;
};

Subscriber::Impl::Impl(const SubscriberOptions& options) : options_(options) {
  for (zmq::socket_t* socket : {&live_, &snapshot_}) {
    socket->set(zmq::sockopt::linger, 0);
    socket->set(zmq::sockopt::ipv6, true);
    socket->set(zmq::sockopt::rcvhwm, options.queue);
    SetKeys(*socket, options);
  }
  for (const std::string& topic : options.topics) {
    sees_all_ = sees_all_ || topic.empty();
    live_.set(zmq::sockopt::subscribe, topic);
  }
  // Heartbeats tell of a new stream, whatever else is wanted.
  live_.set(zmq::sockopt::subscribe, std::string(kHeartbeatTopic));
  Connect(live_, options.endpoint);
  if (options.snapshot) Connect(snapshot_, *options.snapshot);
}

void Subscriber::Impl::AskForSnapshot() {
  if (!options_.snapshot) return;
  for (const std::string& topic : options_.topics) {
    snapshot_.send(zmq::str_buffer(""), zmq::send_flags::sndmore);
    snapshot_.send(zmq::str_buffer("snapshot"), zmq::send_flags::sndmore);
    snapshot_.send(zmq::buffer(topic), zmq::send_flags::none);
  }
}

std::optional<Received> Subscriber::Impl::Next(std::chrono::milliseconds longest) {
  const auto limit = std::chrono::steady_clock::now() + longest;
  for (;;) {
    if (auto received = Take(snapshot_, true)) return received;
    if (auto received = Take(live_, false)) return received;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(limit - std::chrono::steady_clock::now());
    if (left.count() <= 0) return std::nullopt;
    std::array<zmq::pollitem_t, 2> items = {
        {{live_.handle(), 0, ZMQ_POLLIN, 0}, {snapshot_.handle(), 0, ZMQ_POLLIN, 0}}};
    if (zmq_poll(items.data(), 2, static_cast<long>(left.count())) < 0) return std::nullopt;
  }
}

/// The next message of a socket that is of use; nothing when there is none right now.
std::optional<Received> Subscriber::Impl::Take(zmq::socket_t& socket, bool snapshot) {
  if (snapshot && !options_.snapshot) return std::nullopt;
  for (zmq::message_t part; socket.recv(part, zmq::recv_flags::dontwait);) {
    std::vector<std::string> parts{part.to_string()};
    while (part.more() && socket.recv(part, zmq::recv_flags::none)) {
      parts.push_back(part.to_string());
    }
    if (snapshot && !parts.empty()) parts.erase(parts.begin());  // the empty one
    Received received;
    received.from_snapshot = snapshot;
    if (!Parse(parts, received)) {
      ++counts_.unreadable;
      continue;
    }
    if (Accept(received)) return received;
  }
  return std::nullopt;
}

bool Subscriber::Impl::Parse(std::vector<std::string>& parts, Received& out) {
  if (parts.size() != 3) return false;
  const auto header = DecodeHeader(parts[1]);
  if (!header || header->schema_major != kSchemaMajor) return false;
  out.topic = std::move(parts[0]);
  out.header = *header;
  out.payload = std::move(parts[2]);
  return true;
}

bool Subscriber::Impl::Accept(const Received& received) {
  ++counts_.messages;
  if (!received.from_snapshot) return AcceptLive(received.header);
  if (received.header.stream_epoch != epoch_) return false;
  snapshot_at_ = received.header.sequence;
  if (received.topic != kEndTopic) return true;
  ++counts_.snapshots;
  return false;
}

bool Subscriber::Impl::AcceptLive(const Header& header) {
  if (header.stream_epoch != epoch_) {
    counts_.restarts += epoch_ == 0 ? 0 : 1;
    epoch_ = header.stream_epoch;
    snapshot_at_ = 0;
    AskForSnapshot();
  } else if (sees_all_ && header.sequence > last_ + 1) {
    counts_.lost += header.sequence - last_ - 1;
    AskForSnapshot();
  }
  last_ = header.sequence;
  return header.sequence > snapshot_at_;
}

Subscriber::Subscriber(const SubscriberOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Subscriber::~Subscriber() = default;
std::optional<Received> Subscriber::Next(std::chrono::milliseconds longest) {
  try {
    return impl_->Next(longest);
  } catch (const zmq::error_t& e) {
    if (e.num() == EINTR) return std::nullopt;  // the caller looks after signals
    throw;
  }
}
const Subscriber::Counts& Subscriber::counts() const { return impl_->counts(); }

}  // namespace pelorus::feed
