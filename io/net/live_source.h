#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "io/bytes.h"
#include "io/net/net_counters.h"

namespace pelorus {

/// How a live source waits, and when it ends.
struct LiveOptions {
  /// Asked before each wait; true ends the source. A signal also ends a wait early. Empty: never.
  std::function<bool()> stopped;
  /// The longest that one Read waits.
  std::chrono::milliseconds wait{100};
  /// Whether received_at tells when bytes came in, by the clock of this machine.
  bool note_times = false;
};

/// A stream of lines from the network. It never ends by itself: losses are counted and mended. The
/// first Read that finds nothing pauses at once, the next ones wait for up to LiveOptions::wait
/// before they pause. What the network cut off mid-line is given a line end, so that nothing else
/// runs into it; offsets count the bytes as given, with those line ends. For one thread.
class LiveSource : public ByteSource {
 public:
  std::size_t Read(char* data, std::size_t size) final;
  bool paused() const final { return paused_; }
  std::uint64_t sender() const final { return sender_; }
  std::optional<Time> received_at() const final { return received_at_; }
  /// Bytes given so far; the size is unknown.
  Progress progress() const final { return {given_, 0}; }

 protected:
  using Clock = std::chrono::steady_clock;

  /// `counters` is the caller's and outlives the source.
  LiveSource(LiveOptions options, NetCounters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Bytes of one sender, valid until the next call of Receive; empty: nothing came.
  struct Piece {
    std::string_view bytes;
    std::uint64_t sender = 0;
  };
  /// What comes first until then. With a time that has passed: what is there already.
  virtual Piece Receive(Clock::time_point until) = 0;

  NetCounters& counters() { return counters_; }

 private:
  LiveOptions options_;
  NetCounters& counters_;
  std::string_view left_;  // of the last piece
  std::uint64_t sender_ = 0;
  std::optional<Time> received_at_;  // of the last piece
  std::uint64_t given_ = 0;
  bool paused_ = false;
};

}  // namespace pelorus
