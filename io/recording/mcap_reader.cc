#include "io/recording/mcap_reader.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "io/bytes.h"

namespace pelorus::mcap {
namespace {

/// Content of a chunk record before its packed records, with compression `zstd`.
constexpr std::uint64_t kChunkHead = 8 + 8 + 8 + 4 + 4 + 4 + 8;
constexpr std::string_view kPackedMark("\x04\0\0\0zstd", 8);
constexpr std::uint64_t kMarkInChunk = kRecordHead + 8 + 8 + 8 + 4;

/// Records that the specification knows, and those that it leaves to programs.
bool IsKnown(Opcode opcode) {
  const auto code = static_cast<std::uint8_t>(opcode);
  return (code >= 0x01 && code <= 0x0F) || code >= 0x80;
}

Channel ChannelOf(Decoder& take) {
  Channel channel;
  channel.schema = take.Take<std::uint16_t>();
  channel.topic = take.TakeText();
  channel.encoding = take.TakeText();
  channel.metadata = take.TakeMap();
  return channel;
}

}  // namespace

Reader::Reader(std::unique_ptr<std::istream> file, OnFault on_fault)
    : file_(std::move(file)), on_fault_(std::move(on_fault)) {
  file_->seekg(0, std::ios::end);
  const auto end = file_->tellg();
  size_ = end < 0 ? 0 : static_cast<std::uint64_t>(end);
  std::string magic;
  is_mcap_ = ReadAt(0, kMagic.size(), magic) && magic == kMagic;
  ended_ = !is_mcap_;
  position_ = kMagic.size();
}

bool Reader::ReadAt(std::uint64_t offset, std::uint64_t size, std::string& out) {
  if (offset > size_ || size > size_ - offset) return false;
  out.resize(static_cast<std::size_t>(size));
  file_->clear();
  if (static_cast<std::uint64_t>(file_->tellg()) != offset) {
    file_->seekg(static_cast<std::streamoff>(offset));
  }
  file_->read(out.data(), static_cast<std::streamsize>(size));
  return static_cast<std::uint64_t>(file_->gcount()) == size;
}

bool Reader::ReadHead(std::uint64_t offset, Head& head) {
  if (!ReadAt(offset, kRecordHead, content_)) return false;
  Decoder take(content_);
  head.opcode = take.Take<Opcode>();
  head.length = take.Take<std::uint64_t>();
  return true;
}

void Reader::Report(std::uint64_t offset, std::string what) {
  ++faults_;
  if (on_fault_) on_fault_({offset, std::move(what)});
}

bool Reader::Next(Message& message) {
  for (;;) {
    if (chunk_at_ < chunk_.size()) {
      if (TakeMessage(message)) return true;
    } else if (ended_ || !TakeRecord()) {
      ended_ = true;
      return false;
    }
  }
}

/// Takes the record at position_; false at the end of the file.
bool Reader::TakeRecord() {
  Head head;
  const std::uint64_t at = position_;
  const bool has_head = ReadHead(at, head);
  const bool whole = has_head && head.length <= size_ - at - kRecordHead;
  if (!whole || !IsKnown(head.opcode)) {
    if (has_head && Resynchronise()) return true;
    Report(at, "the file breaks off here: cut, or still being written");
    return false;
  }
  position_ = at + kRecordHead + head.length;
  switch (head.opcode) {
    case Opcode::kDataEnd:
    case Opcode::kFooter:
      return false;
    case Opcode::kChunk:
      if (IsWanted(at)) TakeChunk(at, head.length);
      break;
    case Opcode::kChannel:
      if (head.length <= kLargestChunk && ReadAt(at + kRecordHead, head.length, content_)) {
        TakeChannel(content_);
      }
      break;
    case Opcode::kMessage:  // outside a chunk: a chunk of one
      if (head.length <= kLargestChunk && ReadAt(at, kRecordHead + head.length, chunk_)) {
        chunk_at_ = 0;
        chunk_offset_ = at;
      }
      break;
    default:
      break;
  }
  return true;
}

/// Whether anything in the chunk can be in the span that is wanted; a chunk's record begins with
/// its first and last log time.
bool Reader::IsWanted(std::uint64_t chunk_offset) {
  if (!skip_until_ && !stop_after_) return true;
  if (!ReadAt(chunk_offset + kRecordHead, 16, content_)) return true;
  Decoder take(content_);
  const Time first = FromNanoseconds(take.Take<std::uint64_t>());
  const Time last = FromNanoseconds(take.Take<std::uint64_t>());
  if (!std::exchange(any_chunk_, true)) {
    // Times that the file does not have say that its clock was another one: all of it is read.
    const std::optional<Time> end = LastChunkTime();
    if (skip_until_ && (!end || *end < *skip_until_ || *skip_until_ < first)) skip_until_.reset();
    if (stop_after_ && (!end || *end < *stop_after_ || *stop_after_ < first)) stop_after_.reset();
  }
  const bool before = skip_until_ && last < *skip_until_;
  const bool behind = stop_after_ && first > *stop_after_;
  return !before && !behind;
}

/// The last log time of the file, by its statistics; nothing where it breaks off.
std::optional<Time> Reader::LastChunkTime() {
  const std::uint64_t tail = kMagic.size() + kRecordHead + kFooterSize;
  if (size_ < tail || !ReadAt(size_ - tail + kRecordHead, kFooterSize, content_)) return {};
  Decoder footer(content_);
  std::uint64_t at = footer.Take<std::uint64_t>();
  for (Head head; at > 0 && at < size_ - tail && ReadHead(at, head);) {
    const std::uint64_t content = at + kRecordHead;
    if (head.opcode == Opcode::kStatistics && ReadAt(content, head.length, content_)) {
      Decoder take(content_);
      take.TakeBytes(8 + 2 + 4 + 4 + 4 + 4 + 8);
      return FromNanoseconds(take.Take<std::uint64_t>());
    }
    at = content + head.length;
  }
  return {};
}

void Reader::TakeChunk(std::uint64_t offset, std::uint64_t length) {
  chunk_.clear();
  chunk_at_ = 0;
  chunk_offset_ = offset;
  std::string cause = "is too large";
  if (length <= kLargestChunk) {
    cause = ReadAt(offset + kRecordHead, length, content_) ? Unpack(content_) : "cannot be read";
  }
  if (cause.empty()) return;
  chunk_.clear();
  Report(offset, "a chunk of " + std::to_string(length) + " bytes " + cause + ", passed over");
}

/// Fills chunk_ from the content of a chunk record; else says what is wrong with it.
std::string Reader::Unpack(std::string_view content) {
  Decoder take(content);
  take.TakeBytes(16);  // its span of time
  const auto size = take.Take<std::uint64_t>();
  const auto crc = take.Take<std::uint32_t>();
  const std::string_view compression = take.TakeText();
  const std::string_view packed = take.TakeBytes(take.Take<std::uint64_t>());
  if (!take.ok()) return "does not add up";
  if (size > kLargestChunk) return "is too large";
  if (compression.empty()) {
    if (size != packed.size()) return "does not add up";
    chunk_.assign(packed);
  } else if (compression == "zstd") {
    chunk_.resize(static_cast<std::size_t>(size));
    const std::size_t got =
        ZSTD_decompress(chunk_.data(), chunk_.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) != 0 || got != size) return "cannot be unpacked";
  } else {
    return "is packed in a way that this version does not read";
  }
  const auto found = crc32_z(0, reinterpret_cast<const Bytef*>(chunk_.data()), chunk_.size());
  return crc == 0 || found == crc ? "" : "fails its checksum";
}

/// Takes the next record of the chunk; true when it is a message.
bool Reader::TakeMessage(Message& message) {
  Decoder take(std::string_view(chunk_).substr(chunk_at_));
  const auto opcode = take.Take<Opcode>();
  const auto length = take.Take<std::uint64_t>();
  Decoder content(take.TakeBytes(length));
  if (!take.ok()) {
    chunk_at_ = chunk_.size();
    Report(chunk_offset_, "the records of a chunk do not add up, the rest of it passed over");
    return false;
  }
  chunk_at_ = chunk_.size() - take.left().size();
  if (opcode == Opcode::kChannel) TakeChannel(content.left());
  if (opcode != Opcode::kMessage) return false;
  message.channel = content.Take<std::uint16_t>();
  message.sequence = content.Take<std::uint32_t>();
  message.log_time = FromNanoseconds(content.Take<std::uint64_t>());
  content.TakeBytes(8);  // when it was published
  message.data = content.left();
  if (!content.ok()) Report(chunk_offset_, "a message is too short");
  return content.ok();
}

void Reader::TakeChannel(std::string_view content) {
  Decoder take(content);
  const auto id = take.Take<std::uint16_t>();
  Channel channel = ChannelOf(take);
  if (take.ok()) channels_.emplace(id, std::move(channel));
}

/// True when a zstd chunk that fits into the file begins at `offset`.
bool Reader::IsChunkAt(std::uint64_t offset) {
  std::string head;
  if (!ReadAt(offset, kRecordHead + kChunkHead, head)) return false;
  Decoder take(head);
  const auto opcode = take.Take<Opcode>();
  const auto length = take.Take<std::uint64_t>();
  take.TakeBytes(28);
  const std::string_view mark = take.TakeBytes(kPackedMark.size());
  const auto packed = take.Take<std::uint64_t>();
  return opcode == Opcode::kChunk && mark == kPackedMark && packed <= kLargestChunk &&
         length == kChunkHead + packed && length <= size_ - offset - kRecordHead;
}

/// Goes to the next chunk behind bytes that are no record; false when there is none.
bool Reader::Resynchronise() {
  constexpr std::uint64_t kBlock = std::uint64_t{1} << 20;
  const std::uint64_t from = position_;
  for (std::uint64_t at = from; at + kRecordHead + kChunkHead <= size_; at += kBlock) {
    std::string block;
    // Blocks overlap by what a mark needs behind the beginning of its chunk.
    const std::uint64_t size = std::min(size_ - at, kBlock + kMarkInChunk + kPackedMark.size());
    if (!ReadAt(at, size, block)) return false;
    for (std::size_t hit = block.find(kPackedMark, kMarkInChunk); hit != std::string::npos;
         hit = block.find(kPackedMark, hit + 1)) {
      const std::uint64_t begin = at + hit - kMarkInChunk;
      if (!IsChunkAt(begin)) continue;
      Report(from, std::to_string(begin - from) + " bytes belong to no record, passed over");
      position_ = begin;
      return true;
    }
  }
  return false;
}

bool Reader::ReadSummaryChannels() {
  const std::uint64_t tail = kRecordHead + kFooterSize + kMagic.size();
  if (size_ < tail + kMagic.size() || !ReadAt(size_ - tail, tail, content_)) return false;
  Decoder take(content_);
  const bool footer = take.Take<Opcode>() == Opcode::kFooter;
  take.TakeBytes(8);
  std::uint64_t at = take.Take<std::uint64_t>();
  if (!footer || at == 0 || std::string_view(content_).substr(tail - kMagic.size()) != kMagic) {
    return false;
  }
  for (Head head; at < size_ - tail && ReadHead(at, head); at += kRecordHead + head.length) {
    if (head.length > size_ - at - kRecordHead || head.length > kLargestChunk) return false;
    if (head.opcode != Opcode::kChannel) continue;
    if (!ReadAt(at + kRecordHead, head.length, content_)) return false;
    TakeChannel(content_);
  }
  return true;
}

std::unique_ptr<Reader> OpenMcap(const std::string& path, Reader::OnFault on_fault) {
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) throw InputError(path + ": cannot open");
  auto reader = std::make_unique<Reader>(std::move(file), std::move(on_fault));
  if (!reader->is_mcap()) throw InputError(path + ": is no MCAP file (packed ones are not read)");
  return reader;
}

}  // namespace pelorus::mcap
