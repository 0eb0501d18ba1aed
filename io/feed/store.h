#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "geo/time.h"
#include "io/wire/feed_message.h"

namespace pelorus::feed {

class Journal;

/// A message as it is sent.
struct Sent {
  std::string topic;
  std::string header;
  std::string payload;
  std::uint64_t sequence = 0;
};

/// What a publisher remembers: numbers for its messages, the last of them for those who missed
/// some, and for newcomers the last value of every living track and every event.
class Store {
 public:
  struct Limits {
    std::size_t ring = 65'536;    ///< messages that `since` can give
    std::size_t events = 10'000;  ///< events in a snapshot; the oldest go first
  };

  /// `last_sequence` is the last number that was given before (0 at the very beginning). A journal,
  /// which outlives the store, says both instead, and remembers what this one gives.
  Store(std::uint64_t stream_epoch, std::uint64_t last_sequence, bool replay, const Limits& limits,
        Journal* journal = nullptr);

  /// Numbers a message and keeps it in the ring. The result is valid until the next call.
  const Sent& Add(std::string topic, std::string payload, std::int64_t published_ns);

  /// The last value of a track or an event, for snapshots; `id` tells them apart.
  void KeepTrack(const std::string& id, const std::string& topic, const std::string& payload);
  void KeepEvent(const std::string& id, const std::string& topic, const std::string& payload);
  /// Forgets a track and gives its last topic and payload; empty when it is not known.
  std::pair<std::string, std::string> DropTrack(const std::string& id);

  using Take = std::function<void(const Sent&)>;
  /// All last values under a topic prefix, events first, each with the number that the snapshot
  /// stands at, then the end mark.
  void Snapshot(std::string_view prefix, std::int64_t published_ns, const Take& take) const;
  /// The messages behind `sequence` that the ring still holds, then the end mark.
  void Since(std::uint64_t sequence, std::int64_t published_ns, const Take& take) const;

  std::uint64_t last_sequence() const { return sequence_; }
  /// The first that Since can give; one more than the last when the ring is empty.
  std::uint64_t oldest_sequence() const;
  std::size_t tracks() const { return tracks_.size(); }

 private:
  struct Value {
    std::string topic;
    std::string payload;
  };
  std::string HeaderFor(const std::string& topic, std::int64_t published_ns) const;
  void TakeEnd(std::int64_t published_ns, const Take& take) const;

  Header header_;  // what all have in common
  std::uint64_t NextOf(const std::string& topic);

  Limits limits_;
  Journal* journal_;
  std::uint64_t sequence_;
  std::unordered_map<std::string, std::uint64_t> topic_sequences_;
  std::deque<Sent> ring_;
  std::map<std::string, Value> tracks_;
  std::map<std::string, Value> events_;
  std::deque<std::string> event_order_;
};

}  // namespace pelorus::feed
