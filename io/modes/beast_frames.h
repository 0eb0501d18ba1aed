#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "io/bytes.h"
#include "io/modes/frame.h"
#include "io/modes/receiver_clock.h"

namespace pelorus::modes {

/// Takes Mode-S Beast binary apart: a mark (1A), a type, six bytes of time, one of signal, and a
/// Mode A/C (type 1), short (2) or long (3) frame; a 1A in what follows the type is doubled. Types
/// 4 and 5 (a receiver's status and position) and E3, E4, E8 (whose receiver it is, pings) hold no
/// frames and are passed over, as is a lone line feed, which a live source puts where a connection
/// ended. Rejected, each once: a frame that the next mark cuts (bad-frame) or the input's end
/// (truncated), a stretch of bytes that belongs to nothing (bad-frame), another type
/// (unknown-type). What another sender sends begins afresh.
class BeastFrames final : public FrameSource {
 public:
  /// Looks at the first bytes where options say nothing of the clock; waits for them when the
  /// source is live.
  BeastFrames(std::unique_ptr<ByteSource> bytes, const ClockOptions& options);

  std::size_t Read(std::span<Frame> frames) override;
  bool paused() const override { return bytes_->paused(); }
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return bytes_->progress(); }

 private:
  enum class Step : std::uint8_t { kFrame, kOther, kMore };

  bool TakePlain(Frame& frame);
  Step TakeNext(Frame& frame);
  Step TakeFrame(std::size_t size, Frame& frame);
  Step PassOver();
  Step Starve();
  void SkipStray();
  void EndStray();
  void Refuse(Reject cause);
  void SetHead(const char* body, Frame& frame, std::size_t record);
  bool Fill();
  void Finish();

  std::unique_ptr<ByteSource> bytes_;
  ReceiverClock clock_;
  Counters counters_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;  // first byte not yet judged
  std::size_t end_ = 0;    // behind the last byte read
  std::uint64_t buffer_offset_ = 0;
  std::uint64_t sender_ = 0;
  std::uint64_t stray_ = 0;      // bytes since the last record that belong to nothing
  bool line_feed_only_ = false;  // so far those are one line feed
  bool ended_ = false;
};

}  // namespace pelorus::modes
