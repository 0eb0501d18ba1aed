#include "io/recording/recorder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "io/bytes.h"

namespace pelorus {
namespace {

/// `20261123T091500.250Z.mcap`: sorts by time, and no character that a shell or a disk minds.
std::string NameOf(Time t) {
  using std::chrono::milliseconds;
  const auto ms = std::chrono::floor<milliseconds>(t);
  std::string name = FormatIso8601(std::chrono::floor<std::chrono::seconds>(ms)).substr(0, 19);
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}.{:03}Z.mcap", name,
                     (ms.time_since_epoch() % 1000 + milliseconds(1000)).count() % 1000);
}

}  // namespace

Recorder::Recorder(std::filesystem::path folder, const RecorderOptions& options)
    : folder_(std::move(folder)), options_(options) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw InputError(folder_.string() + ": cannot make the folder: " + error.message());
  if (::access(folder_.c_str(), W_OK | X_OK) != 0) {
    throw InputError(folder_.string() + ": cannot write into the folder");
  }
}

Recorder::~Recorder() {
  try {
    Close();
  } catch (const std::runtime_error&) {
    // Who wants to know calls Close.
  }
}

Recorder::SourceNumber Recorder::AddSource(SourceFacts facts) {
  const std::lock_guard lock(mutex_);
  sources_.push_back({std::move(facts)});
  return sources_.size() - 1;
}

void Recorder::Begin(Time first) {
  // A clock that was set back must not turn the order of the files round.
  last_name_ = std::max(first, last_name_ + std::chrono::milliseconds(1));
  while (std::filesystem::exists(folder_ / NameOf(last_name_))) {
    last_name_ += std::chrono::milliseconds(1);
  }
  writer_ = std::make_unique<mcap::Writer>(folder_ / NameOf(last_name_), mcap::WriterOptions{});
  file_began_ = Clock::now();
  AddChannels();
  ++totals_.files;
}

void Recorder::AddChannels() {
  for (Source& source : sources_) {
    mcap::Channel channel{source.facts.location, std::string(mcap::kRawEncoding)};
    channel.metadata["source"] = source.facts.live ? "live" : "file";
    if (!source.facts.format.empty()) channel.metadata["format"] = source.facts.format;
    source.channel = writer_->AddChannel(channel);
    source.sender = 0;
  }
  senders_channel_ = writer_->AddChannel({std::string(mcap::kSendersTopic), "json"});
  if (!options_.arrivals) return;
  mcap::Channel arrivals{std::string(mcap::kArrivalsTopic), "json"};
  arrivals.metadata["reorder_ns"] = std::to_string(options_.arrivals->reorder.count());
  arrivals.metadata["epoch_ns"] = std::to_string(options_.arrivals->epoch.count());
  arrivals.metadata["idle_ns"] = std::to_string(options_.arrivals->idle_after.count());
  arrivals_channel_ = writer_->AddChannel(arrivals);
}

/// A file that takes the next message.
void Recorder::Prepare(Time at) {
  if (writer_ && writer_->size() >= options_.rotate_bytes) EndFile();
  if (!writer_) Begin(at);
  if (writer_->chunk_empty()) chunk_began_ = Clock::now();
}

void Recorder::Note(Time at, const std::function<std::string()>& text) {
  const std::lock_guard lock(mutex_);
  if (!options_.arrivals) return;
  try {
    Prepare(at);
    writer_->Write(arrivals_channel_, at, text());
    FlushIfOld();
  } catch (const std::runtime_error&) {
    writer_.reset();
    throw;
  }
}

void Recorder::NoteEnd(SourceNumber source, Time at) {
  Note(at, [&] { return fmt::format(R"({{"end":{}}})", sources_.at(source).channel); });
}

void Recorder::NoteLull(Time at) {
  Note(at, [] { return std::string(R"({"lull":true})"); });
}

void Recorder::Flush() {
  const std::lock_guard lock(mutex_);
  if (!writer_) return;
  try {
    writer_->EndChunk();
  } catch (const std::runtime_error&) {
    writer_.reset();
    throw;
  }
}

void Recorder::Write(SourceNumber source, Time received_at, std::uint64_t sender,
                     std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  try {
    Prepare(received_at);
    Source& from = sources_.at(source);
    if (from.sender != sender) {
      writer_->Write(senders_channel_, received_at,
                     fmt::format(R"({{"channel":{},"sender":{}}})", from.channel, sender));
      from.sender = sender;
    }
    writer_->Write(from.channel, received_at, bytes);
    ++totals_.messages;
    totals_.bytes += bytes.size();
    FlushIfOld();
  } catch (const std::runtime_error&) {
    writer_.reset();
    throw;
  }
}

void Recorder::FlushIfOld() {
  if (!writer_->chunk_empty() && Clock::now() - chunk_began_ >= options_.flush_after) {
    writer_->EndChunk();
  }
}

void Recorder::Tick() {
  const std::lock_guard lock(mutex_);
  if (!writer_) return;
  try {
    FlushIfOld();
    if (Clock::now() - file_began_ >= options_.rotate_after) EndFile();
  } catch (const std::runtime_error&) {
    writer_.reset();
    throw;
  }
}

void Recorder::EndFile() {
  const std::unique_ptr<mcap::Writer> ending = std::move(writer_);
  if (ending) ending->Close();
}

void Recorder::Close() {
  const std::lock_guard lock(mutex_);
  EndFile();
}

Recorder::Totals Recorder::totals() const {
  const std::lock_guard lock(mutex_);
  return totals_;
}

}  // namespace pelorus
