#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "fusion/picture.h"

namespace pelorus {

/// Writes `updates.jsonl`: one line a filter update, in order. The last line of a track is marked
/// `ended` once that is known, by overwriting its state in place (the word is padded with blanks,
/// which JSON allows), so that no line is ever repeated.
class UpdatesJsonl : public PictureSink {
 public:
  /// Creates the file. Throws std::runtime_error with path and cause when that or a later write
  /// fails.
  explicit UpdatesJsonl(const std::filesystem::path& file);

  void Write(const PictureBatch& batch) override;

  /// Marks the ended tracks, flushes and closes. To be called once, after the last Write.
  void Close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void AppendLine(const TrackUpdate& update);
  void Flush();

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string buffer_;
  std::uint64_t flushed_ = 0;  ///< bytes in the file
  /// Where the state of the newest line of each live track stands, and of all ended ones.
  std::unordered_map<TrackId, std::uint64_t> state_at_;
  std::vector<std::uint64_t> ended_at_;
};

}  // namespace pelorus
