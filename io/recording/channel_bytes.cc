#include "io/recording/channel_bytes.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <map>
#include <utility>

namespace pelorus {
namespace {

/// Decoders are warm after the one; the other is how late a report may be put in place.
constexpr Duration kBeforeWanted = std::chrono::minutes(10);
constexpr Duration kBehindWanted = std::chrono::hours(3);

/// A reader that tells of faults with the path before them.
std::unique_ptr<mcap::Reader> Open(const std::string& path, const OnRecordingFault& on_fault) {
  return mcap::OpenMcap(path, [path, on_fault](const mcap::Fault& fault) {
    if (on_fault) on_fault(path + ": at byte " + std::to_string(fault.offset) + ": " + fault.what);
  });
}

bool IsRaw(const mcap::Channel& channel) { return channel.encoding == mcap::kRawEncoding; }

/// The number behind `"key":` in a note.
std::optional<std::uint64_t> NumberIn(std::string_view note, std::string_view key) {
  const std::size_t at = note.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  const char* const begin = note.data() + at + key.size();
  const auto parsed = std::from_chars(begin, note.data() + note.size(), value);
  if (parsed.ec != std::errc{}) return std::nullopt;
  return value;
}

/// All channels of a file: from its summary, or, where it has none, by reading it.
std::map<std::uint16_t, mcap::Channel> ChannelsOf(const std::string& path) {
  const auto reader = Open(path, {});
  if (reader->ReadSummaryChannels()) return reader->channels();
  for (mcap::Message message; reader->Next(message);) {
  }
  return reader->channels();
}

}  // namespace

std::vector<RecordedChannel> RawChannels(const std::vector<std::string>& files) {
  std::map<std::string, RecordedChannel> found;
  for (const std::string& file : files) {
    for (const auto& [id, channel] : ChannelsOf(file)) {
      if (!IsRaw(channel)) continue;
      RecordedChannel& raw = found[channel.topic];
      raw.topic = channel.topic;
      if (const auto format = channel.metadata.find("format"); format != channel.metadata.end()) {
        raw.format = FormatNamed(format->second);
      }
      if (const auto source = channel.metadata.find("source"); source != channel.metadata.end()) {
        raw.live = source->second != "file";
      }
      if (raw.files.empty() || raw.files.back() != file) raw.files.push_back(file);
    }
  }
  if (found.empty() && !files.empty()) {
    throw InputError(files.front() + ": no raw channel in this recording");
  }
  std::vector<RecordedChannel> channels;
  for (auto& [topic, channel] : found) channels.push_back(std::move(channel));
  return channels;
}

OpenedInput OpenChannel(const RecordedChannel& channel, const std::string& recording,
                        const OnRecordingFault& on_fault) {
  const std::string location = recording + '#' + channel.topic;
  auto bytes = std::make_unique<HeadBytes>(std::make_unique<ChannelBytes>(channel, on_fault));
  const std::optional<Time> begins_at = bytes->received_at();
  std::optional<Format> format = channel.format;
  if (!format) format = DetectFormat(*bytes);
  if (!format && bytes->head().empty()) format = Format::kNmea;
  if (!format) {
    throw InputError(location + ": what was recorded is of no known format; `record` takes " +
                     "FORMAT@LOCATION, one of " + FormatNames());
  }
  return {*format, location, std::move(bytes), begins_at};
}

ChannelBytes::ChannelBytes(RecordedChannel channel, OnRecordingFault on_fault)
    : channel_(std::move(channel)), on_fault_(std::move(on_fault)) {
  for (const std::string& file : channel_.files) {
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file, unknown);
    if (!unknown) size_ += size;
  }
  if (NextMessage() && channel_.live) received_at_ = message_.log_time;
}

bool ChannelBytes::IsOurs(std::uint16_t channel) const {
  const auto found = reader_->channels().find(channel);
  return found != reader_->channels().end() && IsRaw(found->second) &&
         found->second.topic == channel_.topic;
}

bool ChannelBytes::NextFile() {
  if (reader_) files_done_ += reader_->size();
  if (next_file_ == channel_.files.size()) return false;
  reader_ = Open(channel_.files[next_file_++], on_fault_);
  if (channel_.live) {
    if (channel_.wanted.from) reader_->SkipUntil(*channel_.wanted.from - kBeforeWanted);
    if (channel_.wanted.to) reader_->StopAfter(*channel_.wanted.to + kBehindWanted);
  }
  faults_ = 0;
  return true;
}

void ChannelBytes::TakeNote(std::string_view note) {
  const auto channel = NumberIn(note, R"("channel":)");
  const auto sender = NumberIn(note, R"("sender":)");
  if (channel && sender && *channel <= UINT16_MAX && IsOurs(static_cast<std::uint16_t>(*channel))) {
    next_sender_ = *sender;
  }
}

/// Puts the next message of the channel into message_; false at the end.
bool ChannelBytes::NextMessage() {
  given_ = 0;
  message_ = {};
  if (!reader_ && !NextFile()) return false;
  for (;;) {
    const bool more = reader_->Next(message_);
    if (reader_->faults() != faults_) {
      faults_ = reader_->faults();
      gap_ = damaged_ = true;
    }
    if (!more) {
      message_ = {};
      if (!NextFile()) return false;
      continue;
    }
    const auto channel = reader_->channels().find(message_.channel);
    if (channel == reader_->channels().end()) continue;
    if (channel->second.topic == mcap::kSendersTopic) TakeNote(message_.data);
    if (IsOurs(message_.channel) && !message_.data.empty()) return true;
  }
}

std::size_t ChannelBytes::Read(char* data, std::size_t size) {
  if (given_ == message_.data.size() && !NextMessage()) return 0;
  if (size == 0) return 0;
  if (channel_.live) received_at_ = message_.log_time;
  if (std::exchange(gap_, false) && last_ != '\n') {
    data[0] = last_ = '\n';
    return 1;
  }
  sender_ = next_sender_;
  const std::size_t n = std::min(size, message_.data.size() - given_);
  std::memcpy(data, message_.data.data() + given_, n);
  given_ += n;
  last_ = data[n - 1];
  return n;
}

ByteSource::Progress ChannelBytes::progress() const {
  const bool reading = reader_ && next_file_ > 0;
  return {files_done_ + (reading ? std::min(reader_->position(), reader_->size()) : 0), size_};
}

}  // namespace pelorus
