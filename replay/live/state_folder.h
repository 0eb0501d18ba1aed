#pragma once

#include <filesystem>
#include <string>

namespace pelorus {

/// The folder in which a live run keeps what it needs to go on after a kill: `recording/` (all that
/// came in), `events.jsonl` (all that was said of events) and `feed` (the numbers given). One
/// process at a time.
class StateFolder {
 public:
  /// Makes the folder where it is missing and locks it. Throws InputError, one line, when that is
  /// not possible or another process has it.
  explicit StateFolder(std::filesystem::path folder);
  ~StateFolder();
  StateFolder(const StateFolder&) = delete;
  StateFolder& operator=(const StateFolder&) = delete;

  std::filesystem::path recording() const { return folder_ / "recording"; }
  std::filesystem::path events() const { return folder_ / "events.jsonl"; }
  std::filesystem::path feed() const { return folder_ / "feed"; }

 private:
  std::filesystem::path folder_;
  int lock_ = -1;
};

}  // namespace pelorus
