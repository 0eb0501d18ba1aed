#include "io/recording/mcap_writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace pelorus::mcap {
namespace {

constexpr std::string_view kLibrary = "pelorus";
constexpr std::string_view kZstd = "zstd";

std::uint32_t Crc(std::uint32_t before, std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string ChannelContent(std::uint16_t id, const Channel& channel) {
  std::string content;
  Encoder put(content);
  put.Put(id);
  put.Put(channel.schema);
  put.PutText(channel.topic);
  put.PutText(channel.encoding);
  put.PutMap(channel.metadata);
  return content;
}

void FreeContext(ZSTD_CCtx* context) { ZSTD_freeCCtx(context); }

}  // namespace

void Writer::Span::Add(std::uint64_t t) {
  first = std::min(first, t);
  last = std::max(last, t);
}

Writer::Writer(std::filesystem::path path, const WriterOptions& options)
    : path_(std::move(path)), options_(options), zstd_(ZSTD_createCCtx(), FreeContext) {
  fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd_ < 0) Fail(errno);
  std::string head(kMagic);
  std::string content;
  Encoder put(content);
  put.PutText("");  // no profile
  put.PutText(kLibrary);
  Encoder(head).PutRecord(Opcode::kHeader, content);
  Append(head);
}

Writer::~Writer() {
  if (fd_ < 0) return;
  try {
    EndChunk();
  } catch (const std::runtime_error&) {
    // The file is cut behind its last whole chunk, which is all that can be done here.
  }
  if (fd_ >= 0) ::close(fd_);
}

void Writer::Fail(int cause) {
  if (fd_ >= 0) {
    // A half-written chunk would only cost readers time.
    [[maybe_unused]] const int cut = ::ftruncate(fd_, static_cast<off_t>(written_));
    ::close(fd_);
    fd_ = -1;
  }
  throw std::runtime_error(path_.string() + ": cannot write: " + std::strerror(cause));
}

void Writer::Append(std::string_view bytes) {
  if (fd_ < 0) Fail(EBADF);
  for (std::string_view left = bytes; !left.empty();) {
    const ssize_t n = ::write(fd_, left.data(), left.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) Fail(n < 0 ? errno : EIO);
    left.remove_prefix(static_cast<std::size_t>(n));
  }
  data_crc_ = Crc(data_crc_, bytes);
  written_ += bytes.size();
}

std::uint16_t Writer::AddSchema(const std::string& name, const std::string& encoding,
                                const std::string& data) {
  const auto id = static_cast<std::uint16_t>(schemas_.size() + 1);
  std::string content;
  Encoder put(content);
  put.Put(id);
  put.PutText(name);
  put.PutText(encoding);
  put.PutText(data);
  std::string record;
  Encoder(record).PutRecord(Opcode::kSchema, content);
  Append(record);
  schemas_.push_back(std::move(content));
  return id;
}

std::uint16_t Writer::AddChannel(const Channel& channel) {
  const auto id = static_cast<std::uint16_t>(channels_.size() + 1);
  std::string record;
  Encoder(record).PutRecord(Opcode::kChannel, ChannelContent(id, channel));
  Append(record);
  channels_.push_back({channel, 0, {}});
  return id;
}

void Writer::Write(std::uint16_t channel, Time log_time, std::string_view data) {
  ChannelState& state = channels_.at(channel - 1U);
  const std::uint64_t t = Nanoseconds(log_time);
  state.index.emplace_back(t, chunk_.size());
  chunk_span_.Add(t);
  Encoder put(chunk_);
  put.Put(static_cast<std::uint8_t>(Opcode::kMessage));
  put.Put(static_cast<std::uint64_t>(2 + 4 + 8 + 8 + data.size()));
  put.Put(channel);
  put.Put(static_cast<std::uint32_t>(++state.messages));
  put.Put(t);
  put.Put(t);
  chunk_.append(data);
  ++messages_;
  if (chunk_.size() >= options_.chunk_bytes) EndChunk();
}

/// The chunk record of what chunk_ holds.
void Writer::PutChunk(std::string& out) {
  packed_.resize(ZSTD_compressBound(chunk_.size()));
  const std::size_t size = ZSTD_compressCCtx(zstd_.get(), packed_.data(), packed_.size(),
                                             chunk_.data(), chunk_.size(), options_.zstd_level);
  if (ZSTD_isError(size) != 0) throw std::runtime_error(path_.string() + ": cannot compress");
  packed_.resize(size);
  Encoder put(out);
  put.Put(static_cast<std::uint8_t>(Opcode::kChunk));
  put.Put(static_cast<std::uint64_t>(8 + 8 + 8 + 4 + 4 + kZstd.size() + 8 + size));
  put.Put(chunk_span_.begin());
  put.Put(chunk_span_.last);
  put.Put(static_cast<std::uint64_t>(chunk_.size()));
  put.Put(Crc(0, chunk_));
  put.PutText(kZstd);
  put.Put(static_cast<std::uint64_t>(size));
  out.append(packed_);
}

/// The message index of each channel in the chunk, behind what `out` has; where they stand in the
/// file goes to `offsets`.
void Writer::PutIndexes(std::string& out, std::string& offsets) {
  Encoder places(offsets);
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    ChannelState& state = channels_[i];
    if (state.index.empty()) continue;
    const auto id = static_cast<std::uint16_t>(i + 1);
    places.Put(id);
    places.Put(written_ + out.size());
    Encoder put(out);
    put.Put(static_cast<std::uint8_t>(Opcode::kMessageIndex));
    put.Put(static_cast<std::uint64_t>(2 + 4 + 16 * state.index.size()));
    put.Put(id);
    put.Put(static_cast<std::uint32_t>(16 * state.index.size()));
    for (const auto& [t, offset] : state.index) {
      put.Put(t);
      put.Put(offset);
    }
    state.index.clear();
  }
}

void Writer::EndChunk() {
  if (chunk_.empty()) return;
  std::string out;
  PutChunk(out);
  const std::uint64_t chunk_size = out.size();
  std::string offsets;
  PutIndexes(out, offsets);
  std::string index;
  Encoder put(index);
  put.Put(chunk_span_.begin());
  put.Put(chunk_span_.last);
  put.Put(written_);
  put.Put(chunk_size);
  put.PutText(offsets);
  put.Put(static_cast<std::uint64_t>(out.size() - chunk_size));
  put.PutText(kZstd);
  put.Put(static_cast<std::uint64_t>(packed_.size()));
  put.Put(static_cast<std::uint64_t>(chunk_.size()));
  span_.Add(chunk_span_.begin());
  span_.Add(chunk_span_.last);
  chunk_span_ = {};
  chunk_.clear();
  Append(out);
  chunk_indexes_.push_back(std::move(index));
}

void Writer::PutDataEnd(std::string& out) const {
  std::string content;
  Encoder(content).Put(data_crc_);
  Encoder(out).PutRecord(Opcode::kDataEnd, content);
}

std::string Writer::Statistics() const {
  std::string counts;
  Encoder each(counts);
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    each.Put(static_cast<std::uint16_t>(i + 1));
    each.Put(channels_[i].messages);
  }
  std::string content;
  Encoder put(content);
  put.Put(messages_);
  put.Put(static_cast<std::uint16_t>(schemas_.size()));
  put.Put(static_cast<std::uint32_t>(channels_.size()));
  put.Put(std::uint32_t{0});  // attachments
  put.Put(std::uint32_t{0});  // metadata records
  put.Put(static_cast<std::uint32_t>(chunk_indexes_.size()));
  put.Put(span_.begin());
  put.Put(span_.last);
  put.PutText(counts);
  return content;
}

void Writer::PutChannels(std::string& out) const {
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    const auto id = static_cast<std::uint16_t>(i + 1);
    Encoder(out).PutRecord(Opcode::kChannel, ChannelContent(id, channels_[i].channel));
  }
}

/// The summary section that begins at `begin` in the file, with its offsets, the footer and the
/// closing magic.
std::string Writer::Summary(std::uint64_t begin) const {
  std::string out;
  std::string groups;
  std::uint64_t group_begin = 0;
  const auto end_group = [&](Opcode opcode) {
    if (out.size() > group_begin) {
      std::string content;
      Encoder put(content);
      put.Put(static_cast<std::uint8_t>(opcode));
      put.Put(begin + group_begin);
      put.Put(out.size() - group_begin);
      Encoder(groups).PutRecord(Opcode::kSummaryOffset, content);
    }
    group_begin = out.size();
  };
  for (const std::string& content : schemas_) Encoder(out).PutRecord(Opcode::kSchema, content);
  end_group(Opcode::kSchema);
  PutChannels(out);
  end_group(Opcode::kChannel);
  Encoder(out).PutRecord(Opcode::kStatistics, Statistics());
  end_group(Opcode::kStatistics);
  for (const std::string& content : chunk_indexes_) {
    Encoder(out).PutRecord(Opcode::kChunkIndex, content);
  }
  end_group(Opcode::kChunkIndex);
  const std::uint64_t offsets_at = begin + out.size();
  out.append(groups);
  Encoder put(out);
  put.Put(static_cast<std::uint8_t>(Opcode::kFooter));
  put.Put(static_cast<std::uint64_t>(kFooterSize));
  put.Put(begin);
  put.Put(offsets_at);
  put.Put(Crc(0, out));
  out.append(kMagic);
  return out;
}

void Writer::Close() {
  if (fd_ < 0) return;
  EndChunk();
  std::string end;
  PutDataEnd(end);
  end.append(Summary(written_ + end.size()));
  Append(end);
  const int fd = std::exchange(fd_, -1);
  if (::close(fd) != 0) Fail(errno);
}

}  // namespace pelorus::mcap
