#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "io/line_reader.h"
#include "io/modes/frame.h"
#include "io/modes/receiver_clock.h"

namespace pelorus::modes {

/// Reads what stands before the `;` of an AVR record: a mark and the 4, 14 or 28 hexadecimal digits
/// of a frame; behind the marks `@` and `%` 12 digits of time come first, behind `<` those and two
/// of signal; `*` and `:` have neither. Sets `bytes`, `size`, `stamp`, `mlat` and `signal`; false
/// when it is no such record.
bool ParseAvr(std::string_view record, Frame& frame);

/// Takes AVR text apart, also where several records share a line. Text between records that has
/// neither a mark at a line's start nor a `;` is passed over: decoders print such lines among the
/// frames.
class AvrFrames final : public FrameSource {
 public:
  /// Looks at the first bytes where options say nothing of the clock; waits for them when the
  /// source is live.
  AvrFrames(std::unique_ptr<ByteSource> bytes, const ClockOptions& options);

  std::size_t Read(std::span<Frame> frames) override;
  bool paused() const override { return lines_.bytes().paused(); }
  const Counters& counters() const override { return counters_; }
  ByteSource::Progress progress() const override { return lines_.bytes().progress(); }

 private:
  bool Next(Frame& frame);
  bool TakeRecord(Frame& frame);
  void TakeRest();
  void Refuse(Reject cause);

  ReceiverClock clock_;
  LineReader lines_;
  LineReader::Line line_;
  std::size_t at_ = 0;  // in the line: what comes next
  Counters counters_;
  bool said_cut_ = false;
};

}  // namespace pelorus::modes
