#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "geo/time.h"

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

  /// Fills up to `size` bytes and returns how many; 0 only at the end and in a pause. Short reads
  /// are normal.
  virtual std::size_t Read(char* data, std::size_t size) = 0;

  /// After a Read that gave 0: true when the stream goes on and only has nothing right now, so that
  /// the caller can pass on what it has before it reads again. Files never pause.
  virtual bool paused() const { return false; }

  /// Who sent the bytes of the last Read: a number that differs between the senders of a source
  /// (UDP peers, TCP connections); 0 where there is only one. A Read never holds bytes of two
  /// senders, and the bytes of another begin on a new line.
  virtual std::uint64_t sender() const { return 0; }

  /// When the bytes of the last Read were received, where the source knows: live sources by this
  /// machine's clock, recordings by the recorder's. A Read never holds bytes of two such times.
  virtual std::optional<Time> received_at() const { return std::nullopt; }

  /// True once the stream turned out to be cut or damaged (a compressed one that breaks off or
  /// fails its check, a disk that stops answering); what came before was delivered.
  virtual bool damaged() const { return false; }

  /// Bytes taken from the file so far and its size, both before decompression; size 0 when unknown.
  struct Progress {
    std::uint64_t done = 0;
    std::uint64_t size = 0;
  };
  virtual Progress progress() const { return {}; }
};

/// Opens a file or named pipe, or `-` for standard input. Gzip (also several members) and zstd
/// (also several frames) are recognised by their first bytes, whatever the name says. Throws
/// InputError when the location does not exist, is a folder or cannot be read.
std::unique_ptr<ByteSource> OpenBytes(const std::string& location);

/// The plain content of `raw`: undoes gzip and zstd, up to three layers of them (archives compress
/// files that were compressed under a plain name), and passes anything else through. Reads the
/// first bytes of `raw` at once. Zstd windows over 128 MiB count as damage, so memory is bounded.
std::unique_ptr<ByteSource> Decompress(std::unique_ptr<ByteSource> raw);

}  // namespace pelorus
