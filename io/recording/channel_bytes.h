#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/bytes.h"
#include "io/format.h"
#include "io/input.h"
#include "io/recording/mcap_reader.h"

namespace pelorus {

/// Told what of a recording could not be read: one line with path, offset and cause. May be called
/// from any thread that reads, and for the same damage by each channel.
using OnRecordingFault = std::function<void(const std::string&)>;

/// The part of a recording that is wanted, by receive time. What is well outside may be given or
/// not.
struct RecordingSpan {
  std::optional<Time> from;
  std::optional<Time> to;
};

/// What one source gave, as its raw channel in one recording or in several that follow each other.
struct RecordedChannel {
  std::string topic;             ///< the location of the source
  std::optional<Format> format;  ///< where the user named one to the recorder
  bool live = true;              ///< its log times are receive times
  std::vector<std::string> files;
  RecordingSpan wanted = {};  ///< of a live channel
};

/// The raw channels of `files`, which are in the order of their recording; those of one topic are
/// one. In the order of their topics. Throws InputError when a file cannot be opened, is no
/// recording, or when there is no raw channel in any of them.
std::vector<RecordedChannel> RawChannels(const std::vector<std::string>& files);

/// Opens a channel as an input of its own, `RECORDING#TOPIC`; the format is told from its first
/// bytes where nobody named it, and `nmea` where there are none. Throws InputError when it cannot
/// be told.
OpenedInput OpenChannel(const RecordedChannel& channel, const std::string& recording,
                        const OnRecordingFault& on_fault);

/// The bytes of a raw channel, with the time at which each piece of them was received and its
/// sender. Where bytes were lost a line end is put, so that nothing else runs into the line before.
class ChannelBytes final : public ByteSource {
 public:
  ChannelBytes(RecordedChannel channel, OnRecordingFault on_fault);

  std::size_t Read(char* data, std::size_t size) override;
  std::uint64_t sender() const override { return sender_; }
  /// Of the bytes of the last Read; before the first, of the bytes that come first. Nothing for a
  /// channel that is the copy of a file.
  std::optional<Time> received_at() const override { return received_at_; }
  bool damaged() const override { return damaged_; }
  Progress progress() const override;

 private:
  bool NextMessage();
  bool NextFile();
  void TakeNote(std::string_view note);
  bool IsOurs(std::uint16_t channel) const;

  RecordedChannel channel_;
  OnRecordingFault on_fault_;
  std::size_t next_file_ = 0;
  std::unique_ptr<mcap::Reader> reader_;
  std::uint64_t faults_ = 0;  // of the present file, those that a line end stands for
  mcap::Message message_;
  std::size_t given_ = 0;  // of the message
  bool gap_ = false;       // before the message
  char last_ = '\n';       // byte given
  std::uint64_t sender_ = 0;
  std::uint64_t next_sender_ = 0;
  std::optional<Time> received_at_;
  bool damaged_ = false;
  std::uint64_t size_ = 0;        // of all files
  std::uint64_t files_done_ = 0;  // bytes of those before the present one
};

}  // namespace pelorus
