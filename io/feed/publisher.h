#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fusion/anomaly/event.h"
#include "fusion/picture.h"

namespace pelorus::feed {

class Journal;

/// How a publisher binds and what it may hold.
struct PublisherOptions {
  std::string endpoint;  ///< `tcp://HOST:PORT` or `ipc://PATH`; PORT `*`: the kernel chooses
  std::optional<std::string> snapshot;              ///< where snapshots are asked for
  std::optional<std::filesystem::path> curve_keys;  ///< folder of keys, see curve_keys.h
  bool replay = false;                              ///< marks the stream as that of a recording
  std::uint64_t stream_epoch = 0;                   ///< 0: the time of start
  std::uint64_t last_sequence = 0;  ///< the last number that was given before, with its epoch
  /// At most one message a track in this span of event time; ends are always sent.
  Duration track_interval = std::chrono::seconds(1);
  int subscriber_queue = 10'000;  ///< messages that a subscriber may lag behind
  /// Remembers numbers beyond a kill; it outlives the publisher. Epoch and numbers are then its,
  /// and what it says was sent is only kept for snapshots when it is written again.
  Journal* journal = nullptr;
};

/// Publishes tracks and events to whoever subscribes; docs/FEED.md says how. A subscriber that
/// lags too far behind loses messages, sees it by their numbers, and slows nobody down. A thread of
/// its own owns the sockets; Write hands over and waits only while a hundred thousand messages
/// have not been sent yet.
class Publisher final : public PictureSink {
 public:
  /// Binds. Throws InputError, one line, when an endpoint cannot be had, the keys cannot be read,
  /// or an endpoint that others can reach is to be bound without keys.
  explicit Publisher(const PublisherOptions& options);
  /// Sends what there is, for a second at most.
  ~Publisher() override;
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  void Write(const PictureBatch& batch) override;
  /// `inputs` are the names of the run's inputs, by SourceId.
  void WriteEvent(const Event& event, const std::vector<std::string>& inputs);
  /// The same from a line of events.jsonl; `send` false: only kept for snapshots. A line that is no
  /// event is passed over.
  void WriteEventLine(const std::string& line, bool send);
  /// Reads the allowed keys again before the next connection.
  void ReloadKeys();
  /// Waits until all that was written has been given to ZeroMQ.
  void Drain();

  /// Where it is bound, also when the kernel chose the port.
  const std::string& endpoint() const;
  const std::string& snapshot_endpoint() const;

  struct Counts {
    std::uint64_t messages = 0;     ///< sent, heartbeats included
    std::uint64_t held_back = 0;    ///< updates that the limit a track held back
    std::uint64_t subscribers = 0;  ///< topics that somebody subscribes to now
    std::uint64_t refused = 0;      ///< connections with a key that is not allowed
    std::uint64_t last_sequence = 0;
  };
  Counts counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// True when only processes of this machine can reach the endpoint.
bool IsLoopback(const std::string& endpoint);

}  // namespace pelorus::feed
