#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// What a live run has said of events: each time something new is known of one, its line of
/// events.jsonl (with `signature`, and `withdrawn` when it is no longer held to be one), in batches
/// that each close with a line `{"tick":"…"}`. On disk where it has a file: the kernel has a batch
/// before anybody else does, and a batch that a kill cut off is taken as not said.
class EventLog {
 public:
  /// Without a file it forgets at the end. Throws InputError when the file cannot be used.
  explicit EventLog(const std::optional<std::filesystem::path>& file);
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  /// The time up to which everything has been said; nothing before the first batch.
  std::optional<Time> last_tick() const { return last_tick_; }
  /// How many lines were said, and the newest of each event that still holds, by id, each with
  /// its number from 0.
  std::uint64_t lines() const { return lines_; }
  struct Said {
    std::string line;
    std::uint64_t number = 0;
  };
  const std::map<std::string, Said>& newest() const { return newest_; }
  /// Lines from number `from` on, of the newest batch only (those before were sent).
  std::vector<std::string> NewestBatch(std::uint64_t from) const;

  /// Takes what is held at `tick` and gives the lines that say something new: begin, end, who, how
  /// probable in steps of 0.05, which patterns. `exact`: the lines with any change.
  std::vector<std::string> Take(Time tick, std::span<const Event> events,
                                std::span<const std::string> inputs, bool exact = false);

  /// Why the file could not take the newest lines, with its path; empty when it could.
  const std::string& fault() const { return fault_; }

 private:
  struct State {
    std::string signature;
    std::string line;
    bool withdrawn = false;
  };
  void ReadBack();
  void TakeLine(const std::string& line);
  void Remember(const std::string& id, State state);
  void Append(std::string_view text);

  std::optional<std::filesystem::path> file_;
  int fd_ = -1;
  std::map<std::string, State> states_;
  std::map<std::string, Said> newest_;
  std::vector<std::string> batch_;  // the newest
  std::optional<Time> last_tick_;
  std::uint64_t lines_ = 0;
  std::string fault_;
};

}  // namespace pelorus
