#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace pelorus {

/// An input that cannot be opened or a setting that cannot be used; what() is one line with the
/// path and the cause. Exit code 2.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A stream of plain bytes; compression is already undone.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills up to `size` bytes and returns how many; 0 only at the end. Short reads are normal.
  virtual std::size_t Read(char* data, std::size_t size) = 0;

  /// True once the stream turned out to be cut or damaged (only known for compressed ones); what
  /// came before was delivered.
  virtual bool damaged() const { return false; }

  /// Bytes taken from the file so far and its size, both before decompression; size 0 when unknown.
  struct Progress {
    std::uint64_t done = 0;
    std::uint64_t size = 0;
  };
  virtual Progress progress() const { return {}; }
};

/// Opens a regular file, or `-` for standard input. Gzip (also several members) and zstd are
/// recognised by their first bytes, whatever the name says. Throws InputError.
std::unique_ptr<ByteSource> OpenBytes(const std::string& location);

}  // namespace pelorus
