#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "io/bytes.h"

namespace pelorus {

/// Cuts a byte stream into lines at LF, CR or CRLF, without copying and with bounded memory. The
/// lines are the same however the stream is chunked.
class LineReader {
 public:
  /// Lines longer than this are delivered cut, with `too_long` set, once; the rest is skipped.
  static constexpr std::size_t kMaxLine = 1 << 16;

  struct Line {
    std::string_view text;     ///< without its line end; valid until the next call of Next
    std::uint64_t offset = 0;  ///< of its first byte in the decompressed stream
    bool too_long = false;
    bool ended = true;         ///< false for a last line without a line end (perhaps cut)
    std::uint64_t sender = 0;  ///< ByteSource::sender of its bytes
    std::optional<Time> received_at = {};  ///< ByteSource::received_at of its last ones
  };

  explicit LineReader(std::unique_ptr<ByteSource> bytes);

  /// The next line, empty ones included; false at the end, or when the source pauses before the
  /// line has ended: what came of it is kept. A last line without line end counts.
  bool Next(Line& line);

  const ByteSource& bytes() const { return *bytes_; }

 private:
  std::size_t FindEnd();
  bool Fill();
  bool StartLine();
  void Advance(std::size_t to);
  void Deliver(Line& line, std::size_t size);

  std::unique_ptr<ByteSource> bytes_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;  // first byte not yet delivered
  std::size_t end_ = 0;    // behind the last byte read
  std::size_t lf_ = 0;     // no LF in [begin_, lf_); one stands at lf_ when has_lf_
  std::size_t cr_ = 0;     // no CR in [begin_, cr_)
  bool has_lf_ = false;
  bool after_cr_ = false;            // an LF that comes next belongs to the line before
  bool skipping_ = false;            // inside the rest of a line that was too long
  std::uint64_t sender_ = 0;         // of the bytes of the last read
  std::optional<Time> received_at_;  // of the same
  std::uint64_t buffer_offset_ = 0;
};

}  // namespace pelorus
