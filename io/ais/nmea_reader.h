#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/ais/message.h"
#include "io/ais/stamp.h"
#include "io/ais/station_clocks.h"
#include "io/reader.h"
#include "trackers/fixed_text.h"

namespace pelorus::ais {

/// How an NMEA 0183 AIS input is read.
struct NmeaOptions {
  SourceId source;
  bool accept_missing_checksum = false;  ///< a wrong one is never accepted
};

/// A message with what is known of how it came in. Spans inside `message` live as long as this.
struct Received {
  Message message;
  Stamp stamp;                   ///< not trusted where `clock` is off
  std::optional<Time> came_at;   ///< when its bytes came in, where the source tells: no stamp
  StationClocks::Finding clock;  ///< of the clock behind a stamp, by what came so far
  StationId station;
  bool own = false;                ///< from a VDO sentence: the receiver's own ship
  char channel = 0;                ///< as written, 0 when empty
  std::uint16_t records = 1;       ///< sentences that made it up
  std::uint64_t offset = 0;        ///< of the first byte of its first line
  std::uint64_t payload_hash = 0;  ///< of the bits on the air; equal for copies
};

/// The first lines that were rejected, by cause, for a person to look at.
class RejectSamples {
 public:
  static constexpr std::size_t kPerCause = 3;
  using Line = FixedText<200>;

  void Keep(Reject cause, std::string_view line);
  std::span<const Line> of(Reject cause) const;

 private:
  struct Kept {
    std::array<Line, kPerCause> lines;
    std::size_t size = 0;
  };
  std::array<Kept, static_cast<std::size_t>(Reject::kCount)> kept_;
};

/// Reads sentences in every form that docs/FORMATS.md lists and gives their messages in input
/// order (a message of several sentences where its last one stands). Bounded memory; no allocation
/// per message.
class NmeaDecoder {
 public:
  NmeaDecoder(std::unique_ptr<ByteSource> bytes, const NmeaOptions& options);
  ~NmeaDecoder();
  NmeaDecoder(NmeaDecoder&&) noexcept;
  NmeaDecoder& operator=(NmeaDecoder&&) noexcept;

  /// The next message, valid until the next call; null in a pause of the source, and at the end,
  /// when the counters are final.
  const Received* Next();
  /// After a null of Next: true when the input goes on and only has nothing right now.
  bool paused() const;

  /// Every sentence that became part of a delivered message counts as used.
  const Counters& counters() const;
  /// Lines that are no AIS records and no damage: other NMEA sentences, comments, stamps, blanks.
  std::uint64_t skipped_lines() const;
  /// Sentences without checksum that were accepted by option.
  std::uint64_t accepted_without_checksum() const;
  const RejectSamples& samples() const;
  ByteSource::Progress progress() const;
  /// Names of the stations seen so far; index is StationId, entry 0 is "". At most 65,536.
  const std::vector<std::string>& stations() const;
  /// Stations whose clocks were found to be off so far, by number.
  std::vector<ClockFault> clock_faults() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// NmeaDecoder as a source of reports for tracking. Inputs without receive stamps get their time
/// from types 4 and 11 and the UTC seconds of positions (see receive_clock.h).
class NmeaReader final : public ReportReader {
 public:
  NmeaReader(std::unique_ptr<ByteSource> bytes, const NmeaOptions& options);
  ~NmeaReader() override;

  bool Read(ReportBatch& out) override;
  const Counters& counters() const override;
  ByteSource::Progress progress() const override;
  const std::vector<std::string>& stations() const override;
  std::vector<ClockFault> clock_faults() const override;

  const RejectSamples& samples() const;
  /// Messages whose receive time was inferred, because the input has none.
  std::uint64_t inferred_times() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pelorus::ais
