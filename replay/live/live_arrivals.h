#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "io/recording/piece_log.h"
#include "io/recording/recorder.h"
#include "replay/arrivals.h"
#include "replay/live/piece_queue.h"
#include "replay/live/piece_reader.h"

namespace pelorus {

/// What a live run takes: first what an earlier run on the same state took, then what the sources
/// give, which is recorded before it is handed on, so that it can be done again.
class LiveArrivals final : public Arrivals {
 public:
  /// `readers` by source number; `past` may hold nothing. `lull` is how long nobody may say
  /// anything before what is held is let go (zero: any time). All outlive it.
  LiveArrivals(std::vector<PieceReader*> readers, PieceLog& past, PieceQueue& queue,
               std::chrono::milliseconds lull);

  /// Adds a folder of recordings, whose sources have the same numbers. It outlives this.
  void RecordInto(Recorder& recorder) { recorders_.push_back({&recorder, {}, {}}); }

  /// Takes what the sources have given, waiting for something for as long as `longest`, and records
  /// it. While the past is not done it does nothing.
  void Gather(std::chrono::milliseconds longest);
  /// Nothing will be gathered any more.
  void End() { ending_ = true; }

  std::optional<Arrival> Next() override;
  bool ended() const override { return ending_ && !catching_up_ && gathered_.empty(); }

  /// True until everything that an earlier run took has been handed on.
  bool catching_up() const { return catching_up_; }
  bool empty() const { return !catching_up_ && gathered_.empty(); }
  /// Why a recorder could not write last time; empty when all could.
  std::string fault() const;
  /// Pieces that a recorder could not take.
  std::uint64_t unrecorded() const { return unrecorded_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Recording {
    Recorder* recorder;
    std::string fault;
    Clock::time_point again;  // not before
  };
  void AddLineEnds();
  void AddLull();
  void Record();
  void RecordInto(Recording& recording);

  std::vector<PieceReader*> readers_;
  PieceLog& past_;
  PieceQueue& queue_;
  std::chrono::milliseconds lull_;
  std::vector<Recording> recorders_;
  bool catching_up_ = true;
  bool begun_ = false;  // to take from the queue
  bool ending_ = false;
  bool lull_noted_ = true;
  Clock::time_point last_piece_ = Clock::now();
  std::vector<Piece> taken_;
  std::deque<Piece> gathered_;
  std::uint64_t unrecorded_ = 0;
};

}  // namespace pelorus
