#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/time.h"
#include "io/recording/mcap_format.h"

struct ZSTD_CCtx_s;

namespace pelorus::mcap {

/// What a Writer does beyond the container's minimum.
struct WriterOptions {
  int zstd_level = 3;
  std::size_t chunk_bytes = std::size_t{1} << 20;  ///< a chunk ends when it holds this much
};

/// Writes one MCAP file: zstd chunks with their checksums and message indexes, and at the end chunk
/// indexes, statistics and the repeated channels. Channels stand outside chunks, so that a damaged
/// chunk costs only its messages. What a finished chunk holds has been given to the kernel and
/// survives the end of this process; the file can be read up to there. For one thread.
class Writer {
 public:
  /// Makes the file, which must not exist. Throws std::runtime_error with path and cause, as do all
  /// functions that write; the file is then cut behind the last whole chunk and takes no more.
  Writer(std::filesystem::path path, const WriterOptions& options);
  /// Ends the chunk, without the summary; to see errors call Close.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// The number of a new schema (from 1); `encoding` as mcap.dev/spec/registry has it.
  std::uint16_t AddSchema(const std::string& name, const std::string& encoding,
                          const std::string& data);
  /// The number of a new channel (from 1).
  std::uint16_t AddChannel(const Channel& channel);

  /// Takes a message of a channel; its number counts up by itself.
  void Write(std::uint16_t channel, Time log_time, std::string_view data);
  /// Ends the chunk that is being filled, if there is anything in it.
  void EndChunk();
  /// Ends the file with its summary.
  void Close();

  const std::filesystem::path& path() const { return path_; }
  /// Bytes in the file and in the chunk being filled, the latter before compression.
  std::uint64_t size() const { return written_ + chunk_.size(); }
  std::uint64_t messages() const { return messages_; }
  bool chunk_empty() const { return chunk_.empty(); }

 private:
  struct ChannelState {
    Channel channel;
    std::uint64_t messages = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> index;  // of the chunk: time, offset
  };
  struct Span {
    std::uint64_t first = UINT64_MAX;
    std::uint64_t last = 0;
    void Add(std::uint64_t t);
    std::uint64_t begin() const { return first == UINT64_MAX ? 0 : first; }
  };

  void PutChunk(std::string& out);
  void PutIndexes(std::string& out, std::string& offsets);
  void PutDataEnd(std::string& out) const;
  void PutChannels(std::string& out) const;
  std::string Statistics() const;
  std::string Summary(std::uint64_t begin) const;
  void Append(std::string_view bytes);
  [[noreturn]] void Fail(int cause);

  std::filesystem::path path_;
  WriterOptions options_;
  int fd_ = -1;
  std::unique_ptr<ZSTD_CCtx_s, void (*)(ZSTD_CCtx_s*)> zstd_;
  std::vector<std::string> schemas_;  // contents of their records
  std::vector<ChannelState> channels_;
  std::string chunk_;
  std::string packed_;
  Span chunk_span_;
  Span span_;
  std::vector<std::string> chunk_indexes_;  // contents of their records
  std::uint64_t messages_ = 0;
  std::uint64_t written_ = 0;
  std::uint32_t data_crc_ = 0;
};

}  // namespace pelorus::mcap
