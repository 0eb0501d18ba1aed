#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/feed/store.h"

namespace pelorus::feed {

struct SocketOptions {
  std::string endpoint;
  std::optional<std::string> snapshot;
  std::optional<std::filesystem::path> curve_keys;
  int subscriber_queue = 10'000;
};

/// What a client asked the snapshot socket for.
struct Request {
  std::string client;                    ///< its address, as ZeroMQ has it
  std::string prefix;                    ///< of topics; empty: all
  std::optional<std::uint64_t> since;    ///< the messages behind this number, no snapshot
  std::vector<std::string> topics = {};  ///< prefixes that the client may have; empty: all
};

/// The publisher's sockets: XPUB for the feed, ROUTER for snapshots, and, with keys, the one on
/// which ZeroMQ asks whom to let in. Made in one thread and then used in another, except for Wake.
class FeedSockets {
 public:
  /// Binds; Publisher says what it throws.
  explicit FeedSockets(const SocketOptions& options);
  ~FeedSockets();

  /// Ends a Wait. From any thread.
  void Wake();
  /// Waits until a client says something, Wake is called, or the time is over.
  void Wait(std::chrono::steady_clock::duration longest);
  /// Lets in whoever waits, by key; gives and counts subscriptions, as far as the key allows.
  void ServeConnections();
  /// The next request that can be understood; others are passed over.
  std::optional<Request> NextRequest();

  void Publish(const Sent& sent);
  /// Unless the client may not have it.
  void Reply(const Request& request, const Sent& sent);
  void ReloadKeys();
  /// Closes the sockets, in the thread that uses them.
  void Close();

  const std::string& endpoint() const;
  const std::string& snapshot_endpoint() const;
  std::uint64_t subscriptions() const;
  std::uint64_t refused() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus::feed
