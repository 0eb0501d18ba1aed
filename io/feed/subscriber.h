#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/wire/feed_message.h"

namespace pelorus::feed {

struct SubscriberOptions {
  std::string endpoint;
  std::optional<std::string> snapshot;  ///< taken when the stream begins, begins anew or has a gap
  std::vector<std::string> topics = {""};           ///< prefixes; "" is everything
  std::optional<std::filesystem::path> server_key;  ///< the publisher's NAME.key
  std::optional<std::filesystem::path> client_key;  ///< this side's NAME.key_secret
  int queue =
      100'000;  ///< messages that wait here for Next; what does not fit waits at the publisher
};

/// A message that came in.
struct Received {
  std::string topic;
  Header header;
  std::string payload;
  bool from_snapshot = false;
};

/// Receives the feed as docs/FEED.md tells subscribers to: subscribes first, then takes a snapshot,
/// drops what is older than it, and watches the numbers for gaps. For one thread.
class Subscriber {
 public:
  /// Throws InputError when an endpoint or a key cannot be used. Does not wait for the publisher.
  explicit Subscriber(const SubscriberOptions& options);
  ~Subscriber();

  /// The next message; nothing when none comes in time, or a signal comes first.
  std::optional<Received> Next(std::chrono::milliseconds longest);

  struct Counts {
    std::uint64_t messages = 0;
    std::uint64_t lost = 0;       ///< numbers that never came, where everything is subscribed to
    std::uint64_t restarts = 0;   ///< changes of the stream's epoch
    std::uint64_t snapshots = 0;  ///< that came whole
    std::uint64_t unreadable = 0;
  };
  const Counts& counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus::feed
