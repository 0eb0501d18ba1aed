#include "io/recording/piece_log.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

namespace pelorus {
namespace {

namespace fs = std::filesystem;

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

std::optional<ArrivalRules> RulesOf(const mcap::Channel& channel) {
  ArrivalRules rules;
  const auto take = [&channel](const char* key, Duration& to) {
    const auto found = channel.metadata.find(key);
    if (found == channel.metadata.end()) return false;
    const std::string& text = found->second;
    std::int64_t ns = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), ns);
    to = Duration(ns);
    return parsed.ec == std::errc{} && ns >= 0;
  };
  const bool whole = take("reorder_ns", rules.reorder) && take("epoch_ns", rules.epoch) &&
                     take("idle_ns", rules.idle_after) && rules.epoch.count() > 0;
  return whole ? std::optional(rules) : std::nullopt;
}

/// The channels of a file; a live run writes them before the first chunk.
std::map<std::uint16_t, mcap::Channel> ChannelsOf(const std::string& file) {
  const auto reader = mcap::OpenMcap(file, {});
  mcap::Message message;
  reader->Next(message);
  return reader->channels();
}

}  // namespace

std::vector<std::string> RecordingsIn(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code none;
  for (fs::directory_iterator at(folder, none), end; !none && at != end; at.increment(none)) {
    if (at->path().extension() == ".mcap") files.push_back(at->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

PieceLog::PieceLog(std::vector<std::string> files, OnRecordingFault on_fault)
    : files_(std::move(files)), on_fault_(std::move(on_fault)) {
  // A kill can leave a file without its first chunk, or an empty one.
  std::erase_if(files_, [](const std::string& file) {
    std::error_code unknown;
    const auto size = fs::file_size(file, unknown);
    return unknown || size <= mcap::kMagic.size();
  });
  for (const std::string& file : files_) {
    size_ += fs::file_size(file);
    for (const auto& [id, channel] : ChannelsOf(file)) {
      if (channel.topic == mcap::kArrivalsTopic && !rules_) rules_ = RulesOf(channel);
      if (channel.encoding == mcap::kRawEncoding) AddChannel(channel);
    }
  }
}

void PieceLog::AddChannel(const mcap::Channel& channel) {
  const auto same = [&channel](const RecordedChannel& one) { return one.topic == channel.topic; };
  if (std::any_of(channels_.begin(), channels_.end(), same)) return;
  RecordedChannel added{channel.topic, std::nullopt, true, files_};
  const auto format = channel.metadata.find("format");
  if (format != channel.metadata.end()) added.format = FormatNamed(format->second);
  const auto source = channel.metadata.find("source");
  if (source != channel.metadata.end()) added.live = source->second != "file";
  channels_.push_back(std::move(added));
}

bool PieceLog::NextFile() {
  if (reader_) files_done_ += reader_->size();
  if (next_file_ == files_.size()) return false;
  const std::string& path = files_[next_file_++];
  reader_ = mcap::OpenMcap(path, [path, this](const mcap::Fault& fault) {
    if (on_fault_)
      on_fault_(path + ": at byte " + std::to_string(fault.offset) + ": " + fault.what);
  });
  senders_.assign(channels_.size(), 0);
  return true;
}

std::optional<std::size_t> PieceLog::SourceOf(std::uint64_t channel) const {
  if (channel > UINT16_MAX) return std::nullopt;
  const auto found = reader_->channels().find(static_cast<std::uint16_t>(channel));
  if (found == reader_->channels().end() || found->second.encoding != mcap::kRawEncoding) {
    return std::nullopt;
  }
  const auto source = std::find_if(channels_.begin(), channels_.end(), [&](const auto& one) {
    return one.topic == found->second.topic;
  });
  if (source == channels_.end()) return std::nullopt;
  return static_cast<std::size_t>(source - channels_.begin());
}

bool PieceLog::Next(Piece& piece) {
  if (!reader_ && !NextFile()) return false;
  for (mcap::Message message;;) {
    if (!reader_->Next(message)) {
      if (!NextFile()) return false;
      continue;
    }
    if (Take(message, piece)) return true;
  }
}

bool PieceLog::Take(const mcap::Message& message, Piece& piece) {
  piece.received_at = message.log_time;
  if (const auto source = SourceOf(message.channel)) {
    piece.kind = Piece::Kind::kBytes;
    piece.source = *source;
    piece.sender = senders_[*source];
    piece.bytes = message.data;
    return !message.data.empty();
  }
  const auto channel = reader_->channels().find(message.channel);
  if (channel == reader_->channels().end()) return false;
  if (channel->second.topic == mcap::kArrivalsTopic) return TakeArrival(message.data, piece);
  if (channel->second.topic != mcap::kSendersTopic) return false;
  const auto about = NumberIn(message.data, R"("channel":)");
  const auto sender = NumberIn(message.data, R"("sender":)");
  const auto source = about ? SourceOf(*about) : std::nullopt;
  if (source && sender) senders_[*source] = *sender;
  return false;
}

bool PieceLog::TakeArrival(std::string_view note, Piece& piece) {
  piece.bytes.clear();
  piece.kind = Piece::Kind::kLull;
  if (note.find(R"("lull")") != std::string_view::npos) return true;
  const auto channel = NumberIn(note, R"("end":)");
  const auto source = channel ? SourceOf(*channel) : std::nullopt;
  if (!source) return false;
  piece.kind = Piece::Kind::kEnd;
  piece.source = *source;
  return true;
}

ByteSource::Progress PieceLog::progress() const {
  return {files_done_ + (reader_ ? std::min(reader_->position(), reader_->size()) : 0), size_};
}

}  // namespace pelorus
