#pragma once

#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "geo/time.h"
#include "io/recording/channel_bytes.h"

/// What tests of recordings share.
namespace pelorus {

inline Time At(double seconds) { return Time(FromSeconds(seconds)); }

/// The files of a folder in the order of their names.
inline std::vector<std::string> FilesIn(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// What one Read gave.
struct GivenPiece {
  std::string bytes;
  std::optional<Time> received_at;
  std::uint64_t sender = 0;
  friend bool operator==(const GivenPiece&, const GivenPiece&) = default;
  friend std::ostream& operator<<(std::ostream& out, const GivenPiece& piece) {
    return out << '\'' << piece.bytes << "' of " << piece.sender << " at "
               << (piece.received_at ? FormatIso8601(*piece.received_at) : "no time");
  }
};

inline std::vector<GivenPiece> PiecesOf(const RecordedChannel& channel,
                                        const OnRecordingFault& on_fault = {}) {
  ChannelBytes bytes(channel, on_fault);
  std::vector<GivenPiece> pieces;
  std::string block(1 << 20, '\0');
  while (const std::size_t n = bytes.Read(block.data(), block.size())) {
    pieces.push_back({block.substr(0, n), bytes.received_at(), bytes.sender()});
  }
  return pieces;
}

/// While it lives, files of this process do not grow beyond a size: a disk that is full.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    before_signal_ = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, before_signal_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  sighandler_t before_signal_ = SIG_DFL;
};

}  // namespace pelorus
