#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "geo/time.h"
#include "io/recording/mcap_format.h"

namespace pelorus::mcap {

/// Something in a file that could not be read; reading goes on behind it.
struct Fault {
  std::uint64_t offset = 0;  ///< of its first byte in the file
  std::string what;          ///< a few words
};

/// One message.
struct Message {
  std::uint16_t channel = 0;
  std::uint32_t sequence = 0;
  Time log_time;
  std::string_view data;  ///< valid until the next call of Next
};

/// Reads the messages of an MCAP file in the order in which they stand, chunk by chunk. A damaged
/// chunk is passed over, as are bytes that belong to no record; a file that breaks off is read up
/// to its last whole chunk. All of that is reported and counted, none of it stops the reading.
/// Needs memory for one chunk, at most kLargestChunk.
class Reader {
 public:
  using OnFault = std::function<void(const Fault&)>;

  /// `file` can be sought in. `on_fault` may be empty.
  Reader(std::unique_ptr<std::istream> file, OnFault on_fault);

  /// False when the file does not begin as an MCAP file does; it then has no messages.
  bool is_mcap() const { return is_mcap_; }

  /// The next message; false at the end.
  bool Next(Message& message);

  /// Channels met so far, by number.
  const std::map<std::uint16_t, Channel>& channels() const { return channels_; }
  /// Reads the channels that the summary at the end of the file names, where there is one; false
  /// otherwise. The next message is as before.
  bool ReadSummaryChannels();

  /// Passes over chunks all of whose log times are before `t`, if the file reaches until then; to
  /// be called before the first Next. Needs only their heads, so a file that breaks off will do.
  void SkipUntil(Time t) { skip_until_ = t; }
  /// Passes over chunks all of whose log times are behind `t`, if the file begins before then.
  void StopAfter(Time t) { stop_after_ = t; }

  std::uint64_t faults() const { return faults_; }
  /// Bytes read so far and the size of the file.
  std::uint64_t position() const { return position_; }
  std::uint64_t size() const { return size_; }

 private:
  struct Head {
    Opcode opcode{};
    std::uint64_t length = 0;
  };

  bool ReadAt(std::uint64_t offset, std::uint64_t size, std::string& out);
  bool ReadHead(std::uint64_t offset, Head& head);
  bool TakeRecord();
  bool IsWanted(std::uint64_t chunk_offset);
  std::optional<Time> LastChunkTime();
  void TakeChunk(std::uint64_t offset, std::uint64_t length);
  std::string Unpack(std::string_view content);
  bool TakeMessage(Message& message);
  void TakeChannel(std::string_view content);
  bool Resynchronise();
  bool IsChunkAt(std::uint64_t offset);
  void Report(std::uint64_t offset, std::string what);

  std::unique_ptr<std::istream> file_;
  OnFault on_fault_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;  // of the next record
  bool is_mcap_ = false;
  bool ended_ = false;
  std::map<std::uint16_t, Channel> channels_;
  std::string content_;  // of the record being read
  std::string chunk_;    // unpacked
  std::size_t chunk_at_ = 0;
  std::uint64_t chunk_offset_ = 0;
  std::uint64_t faults_ = 0;
  std::optional<Time> skip_until_;
  std::optional<Time> stop_after_;
  bool any_chunk_ = false;
};

/// Opens a file for a Reader. Throws InputError when it cannot be opened or is no MCAP file.
std::unique_ptr<Reader> OpenMcap(const std::string& path, Reader::OnFault on_fault);

}  // namespace pelorus::mcap
