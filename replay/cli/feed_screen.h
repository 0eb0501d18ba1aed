#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "io/feed/subscriber.h"

namespace pelorus {

/// One message of the feed as a line without its end: what it is about, where, how fast. Empty for
/// messages that say nothing to a person. Whatever the feed says, only printable characters.
std::string FeedLine(const feed::Received& received);

/// What a watcher of the feed sees: tracks by region, the newest tracks and events, rates and gaps.
class FeedScreen {
 public:
  explicit FeedScreen(std::string endpoint) : endpoint_(std::move(endpoint)) {}

  void Take(const feed::Received& received);
  /// The screen as lines of at most `columns` characters, `rows` at most; `seconds` since the last
  /// call give the rate.
  std::string Text(std::size_t columns, std::size_t rows, double seconds,
                   const feed::Subscriber::Counts& counts);

 private:
  struct Row {
    feed::Track track;
    std::string region;
  };
  void TakeTrack(const feed::Received& received);

  std::string endpoint_;
  std::map<std::string, Row> tracks_;
  std::deque<std::string> newest_;  // track ids, the newest first
  std::deque<std::string> events_;  // lines, the newest first
  std::uint64_t epoch_ = 0;
  std::uint64_t taken_ = 0;  // messages since the last Text
  bool replay_ = false;
  std::string event_time_ = "-";
};

}  // namespace pelorus
