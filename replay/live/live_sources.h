#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "io/input.h"
#include "replay/live/piece_queue.h"

namespace pelorus {

/// The sources of a live run, each read in a thread of its own into one queue.
class LiveSources {
 public:
  /// A source to be opened.
  struct Wanted {
    InputSpec spec;
    std::size_t number = 0;    ///< Piece::source
    std::uint64_t offset = 0;  ///< of a file: bytes that an earlier run has taken already
  };

  /// Opens them all: what is on the network begins to listen or to connect. `stopped` is asked by
  /// all threads. Throws InputError, one line, as OpenLive and OpenBytes do.
  LiveSources(const std::vector<Wanted>& wanted, PieceQueue& queue, std::function<bool()> stopped);
  /// Stops the threads and waits for them.
  ~LiveSources();
  LiveSources(const LiveSources&) = delete;
  LiveSources& operator=(const LiveSources&) = delete;

  void Start();
  /// True until all threads have ended.
  bool running() const { return running_ > 0; }

  /// One source as it is now.
  struct Status {
    std::string location;
    NetCounters net;
    std::optional<Time> last_heard;
    bool ended = false;
  };
  std::vector<Status> status() const;

 private:
  struct Source;
  void Open(const Wanted& wanted);
  void Run(Source& source);
  void ReadAll(Source& source);

  PieceQueue& queue_;
  std::function<bool()> stopped_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::atomic<std::size_t> running_ = 0;
  std::atomic<bool> stopping_ = false;
};

}  // namespace pelorus
