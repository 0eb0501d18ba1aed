#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "io/net/live_source.h"
#include "io/net/socket.h"

namespace pelorus {

/// Pauses between attempts: each twice the one before, up to a longest.
class Backoff {
 public:
  using Pause = std::chrono::milliseconds;

  explicit Backoff(Pause first = Pause(500), Pause longest = Pause(30'000))
      : first_(first), longest_(longest), next_(first) {}

  /// The pause before the next attempt.
  Pause Next() {
    const Pause pause = next_;
    next_ = std::min(longest_, 2 * next_);
    return pause;
  }
  /// Begins again with the first.
  void Reset() { next_ = first_; }

 private:
  Pause first_;
  Pause longest_;
  Pause next_;
};

/// What a server sends. A server that is down, or goes away, is tried again; the pauses begin anew
/// once a connection has given data. The host is looked up again before each attempt. A line in
/// which a connection ends gets a line end. Each connection is a sender of its own: parts of a
/// message on both sides of a gap do not join.
class TcpClient final : public LiveSource {
 public:
  /// Throws InputError when the host is unknown. Does not wait for the connection.
  TcpClient(const Endpoint& endpoint, LiveOptions options, NetCounters& counters,
            Backoff backoff = Backoff());

 private:
  enum class State : std::uint8_t { kDown, kConnecting, kConnected };

  Piece Receive(Clock::time_point until) override;
  void Attempt();
  void AwaitConnection(Clock::time_point until);
  void OnConnected();
  void NextAddress();
  Piece TakeBytes();
  Piece Lose();

  Endpoint endpoint_;
  Backoff backoff_;
  std::vector<Address> addresses_;
  std::size_t address_ = 0;  // the one that is tried
  bool looked_up_ = true;    // since the last failure
  State state_ = State::kDown;
  Clock::time_point due_;  // of the next attempt, or of giving up the present one
  Socket socket_;
  std::vector<char> buffer_;
  std::uint64_t connection_ = 0;  // counted from 1
  char last_ = '\n';              // byte of this connection
};

}  // namespace pelorus
