#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/bytes.h"

namespace pelorus {

/// What an input is written in.
enum class Format : std::uint8_t {
  kNmea,         ///< AIS sentences in any stamp form
  kShipCsv,      ///< a table of ship reports with a header line
  kAisstream,    ///< aisstream.io JSON objects
  kAircraftCsv,  ///< a table of aircraft states
  kBeast,
  kAvr,
  kModesCsv,
  kSbs,
  kReadsb,
  kTrace,
  kOpensky,
  kContacts,
  kMcap
};

/// The name on the command line: `nmea`, `csv`, …
std::string_view Name(Format format);
/// The format of a name; `ais-csv` is `csv`. Nothing for a name that is not known.
std::optional<Format> FormatNamed(std::string_view name);
/// All names that FormatNamed takes, separated by commas, for messages.
std::string FormatNames();

/// How much of an input is looked at to find its format.
inline constexpr std::size_t kFormatHead = std::size_t{1} << 16;

/// Tells the format from the first bytes (after decompression). Lines are judged in order and the
/// first that belongs to one format decides, so more bytes never change an answer once there is
/// one. `complete` says that no more bytes will come; only then is the end of `head` taken for the
/// end of a line. Nothing when no line decides.
std::optional<Format> DetectFormat(std::string_view head, bool complete);

/// A source whose first bytes can be looked at and are still given by Read.
class HeadBytes : public ByteSource {
 public:
  explicit HeadBytes(std::unique_ptr<ByteSource> rest) : rest_(std::move(rest)) {}

  /// What was looked at so far.
  std::string_view head() const { return head_; }
  /// Looks further, up to kFormatHead bytes; false when there is no more, or none right now.
  bool LookFurther();

  std::size_t Read(char* data, std::size_t size) override;
  bool paused() const override { return rest_->paused(); }
  std::uint64_t sender() const override {
    return given_ > 0 ? pieces_[piece_].sender : rest_->sender();
  }
  std::optional<Time> received_at() const override {
    return pieces_.empty() ? rest_->received_at() : pieces_[piece_].received_at;
  }
  bool damaged() const override { return rest_->damaged(); }
  Progress progress() const override { return rest_->progress(); }

 private:
  /// What one Read of the source gave.
  struct Piece {
    std::size_t end = 0;  // in head_
    std::uint64_t sender = 0;
    std::optional<Time> received_at;
  };

  std::unique_ptr<ByteSource> rest_;
  std::string head_;
  std::size_t given_ = 0;
  std::vector<Piece> pieces_;  // of head_, until all of it and more was given
  std::size_t piece_ = 0;      // the one that was given last
};

/// DetectFormat on as much of `bytes` as it takes, so that a live stream is not held up. Waits
/// while the source pauses.
std::optional<Format> DetectFormat(HeadBytes& bytes);

}  // namespace pelorus
