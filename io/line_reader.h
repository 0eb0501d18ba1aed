#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "io/bytes.h"

namespace pelorus {

/// Cuts a byte stream into lines at LF, CR or CRLF, without copying and with bounded memory.
class LineReader {
 public:
  /// Lines longer than this are delivered cut, with `too_long` set, once; the rest is skipped.
  static constexpr std::size_t kMaxLine = 1 << 16;

  struct Line {
    std::string_view text;     ///< without its line end; valid until the next call of Next
    std::uint64_t offset = 0;  ///< of its first byte in the decompressed stream
    bool too_long = false;
  };

  explicit LineReader(std::unique_ptr<ByteSource> bytes);

  /// The next line, empty ones included; false at the end. A last line without line end counts.
  bool Next(Line& line);

  const ByteSource& bytes() const { return *bytes_; }

 private:
  std::unique_ptr<ByteSource> bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t buffer_offset_ = 0;
  bool at_end_ = false;
};

}  // namespace pelorus
