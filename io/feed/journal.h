#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>

#include "geo/time.h"

namespace pelorus::feed {

/// What a publisher must remember beyond a kill: the numbers that it gave. A small file in memory
/// that the kernel keeps when the process ends without warning; each number is noted before its
/// message is sent, so none is given twice. When the machine itself went down, numbers may not
/// have reached the disk: the stream then gets a new epoch. For one thread.
class Journal {
 public:
  /// Opens or makes the file. Throws InputError, one line, when that is not possible.
  explicit Journal(const std::filesystem::path& file);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  std::uint64_t stream_epoch() const;
  std::uint64_t last_sequence() const;
  void NoteSequence(std::uint64_t sequence);
  /// The number for the next message of a topic, from 1. Of the first 16,384 topics and those of up
  /// to 55 bytes; 0 for others, which are not remembered.
  std::uint64_t NextOf(const std::string& topic);

  /// Events that were sent, counted over all runs.
  std::uint64_t sent_events() const;
  void NoteEvent();

  /// Event time up to which tracks were sent; nothing before the first.
  std::optional<Time> sent_until() const;
  void NoteSentUntil(Time t);

 private:
  struct Page;
  Page* page_ = nullptr;
  int fd_ = -1;
  std::unordered_map<std::string, std::size_t> slots_;
};

}  // namespace pelorus::feed
