#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/input.h"
#include "io/reader.h"
#include "io/recording/piece_log.h"

namespace pelorus {

/// Reads one source of a live run from the pieces that it is handed: as far as they go, no further.
/// The format is told from the first of them where nobody named it.
class PieceReader final : public ReportReader {
 public:
  /// `spec` with the location of the source. `is_live`: the times of the pieces are when they were
  /// received; those of a file say nothing.
  PieceReader(InputSpec spec, bool is_live, SourceId source, const ReaderOptions& options);
  ~PieceReader() override;

  /// The bytes that Read goes on with. Not the kind kLull; kEnd says that none will follow.
  void Take(Piece piece);

  /// Appends the reports of all pieces that were taken; false once the source has ended and nothing
  /// was appended. Content whose format cannot be told within 64 KiB is read as lines of NMEA, and
  /// rejected as such.
  bool Read(ReportBatch& out) override;
  const Counters& counters() const override;
  ByteSource::Progress progress() const override;
  const std::vector<std::string>& stations() const override;
  std::vector<ClockFault> clock_faults() const override;

  const InputSpec& spec() const { return spec_; }
  /// Bytes taken so far, and whether they end with a whole line.
  std::uint64_t taken() const { return taken_; }
  bool at_line_start() const { return last_ == '\n'; }
  /// As known by now; nothing before.
  std::optional<Format> format() const { return format_; }

 private:
  class Bytes;
  void Begin();

  InputSpec spec_;
  bool is_live_;
  SourceId source_;
  ReaderOptions options_;
  std::unique_ptr<Bytes> waiting_;  // until the format is known
  Bytes* bytes_;                    // waiting_, then the reader's
  std::string head_;
  std::optional<Format> format_;
  std::unique_ptr<ReportReader> reader_;
  std::uint64_t taken_ = 0;
  char last_ = '\n';
};

}  // namespace pelorus
