#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/recording/channel_bytes.h"
#include "io/recording/mcap_reader.h"
#include "io/recording/recorder.h"

namespace pelorus {

/// Bytes of one source as they arrived together, or that something happened to it.
struct Piece {
  enum class Kind : std::uint8_t { kBytes, kEnd, kLull };
  Kind kind = Kind::kBytes;
  std::size_t source = 0;  ///< its number; of no meaning for kLull
  Time received_at;
  std::uint64_t sender = 0;
  std::string bytes;
};

/// Reads the recording of a live run in the order in which that run took it, all sources together.
class PieceLog {
 public:
  /// `files` in the order of their recording; there may be none, and files that a kill left without
  /// content are passed over. Throws InputError when one cannot be read.
  PieceLog(std::vector<std::string> files, OnRecordingFault on_fault);

  /// The sources, by number: in the order in which the run had them.
  const std::vector<RecordedChannel>& channels() const { return channels_; }
  /// The rules of the run; nothing when this is no recording of a live run.
  const std::optional<ArrivalRules>& rules() const { return rules_; }

  /// The next piece; false at the end.
  bool Next(Piece& piece);

  /// Bytes read so far and the size of all files.
  ByteSource::Progress progress() const;

 private:
  void AddChannel(const mcap::Channel& channel);
  bool NextFile();
  bool Take(const mcap::Message& message, Piece& piece);
  bool TakeArrival(std::string_view note, Piece& piece);
  std::optional<std::size_t> SourceOf(std::uint64_t channel) const;

  std::vector<std::string> files_;
  OnRecordingFault on_fault_;
  std::vector<RecordedChannel> channels_;
  std::optional<ArrivalRules> rules_;
  std::size_t next_file_ = 0;
  std::unique_ptr<mcap::Reader> reader_;
  std::vector<std::uint64_t> senders_;  // by source, in the present file
  std::uint64_t size_ = 0;
  std::uint64_t files_done_ = 0;
};

/// The recordings in a folder, in order; none where there is no such folder.
std::vector<std::string> RecordingsIn(const std::string& folder);

}  // namespace pelorus
