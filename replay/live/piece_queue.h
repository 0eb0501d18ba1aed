#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "io/recording/piece_log.h"

namespace pelorus {

/// What the sources of a live run have given and the engine has not taken yet. Bounded: the network
/// does not wait, so its oldest pieces are dropped and counted; files wait. For any number of
/// threads that push and one that takes.
class PieceQueue {
 public:
  explicit PieceQueue(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Takes a piece; what one sender says within 10 ms becomes one piece. Where it does not fit the
  /// oldest pieces of bytes go.
  void Push(Piece piece);
  /// Likewise, but where it does not fit waits; false, and the piece is not taken, after `longest`.
  bool PushWhenRoom(Piece& piece, std::chrono::milliseconds longest);

  /// Moves all that is there to `out`, waiting for something for as long as `longest`.
  void TakeAll(std::vector<Piece>& out, std::chrono::milliseconds longest);

  struct Counts {
    std::uint64_t bytes = 0;          ///< waiting now
    std::uint64_t high_water = 0;     ///< the most that ever waited, bytes
    std::uint64_t dropped_lines = 0;  ///< line ends in what was dropped
    std::uint64_t dropped_bytes = 0;
  };
  Counts counts() const;

 private:
  void Append(Piece piece);
  void DropOldest();

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable something_;
  std::condition_variable room_;
  std::deque<Piece> pieces_;
  Counts counts_;
};

}  // namespace pelorus
