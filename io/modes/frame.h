#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "geo/time.h"
#include "io/bytes.h"
#include "io/counters.h"

namespace pelorus::modes {

/// A Mode S frame as a receiver gave it, not yet judged.
struct Frame {
  static constexpr std::size_t kShort = 7;
  static constexpr std::size_t kLong = 14;

  std::array<std::uint8_t, kLong> bytes{};
  std::uint8_t size = 0;               ///< 2 for a Mode A/C reply, kShort or kLong
  bool mlat = false;                   ///< made by a multilateration server, not received
  std::optional<std::uint8_t> signal;  ///< amplitude as the receiver gives it, 0..255
  std::uint64_t stamp = 0;             ///< 48-bit stamp of the receiver as sent; 0 is none
  std::optional<Time> t;               ///< receive time by the record's own clock
  Duration t_sigma{0};                 ///< 1-sigma uncertainty of `t`
  std::uint64_t offset = 0;            ///< of the first byte of its record
};

/// Takes one form of frames apart: Beast, AVR, `unix,hex`. Nothing that is received is lost: every
/// record is a frame, or is counted. The same input gives the same frames, however it is chunked.
class FrameSource {
 public:
  virtual ~FrameSource() = default;

  /// Writes the next frames to the front of `frames` (one place or more) and returns how many; 0 in
  /// a pause of the source and at its end.
  virtual std::size_t Read(std::span<Frame> frames) = 0;
  /// After a Read that gave 0: true when the input goes on and only has nothing right now.
  virtual bool paused() const = 0;
  /// Received: every record. Rejected: damaged ones. Frames are for the caller to account for.
  virtual const Counters& counters() const = 0;
  virtual ByteSource::Progress progress() const = 0;
};

}  // namespace pelorus::modes
