#include "io/line_reader.h"

#include <algorithm>
#include <cstring>

namespace pelorus {
namespace {

// Room for the longest line with its end and a block behind it; small enough to stay in cache.
constexpr std::size_t kBuffer = LineReader::kMaxLine + (std::size_t{1} << 18);

std::size_t Find(const char* data, char c, std::size_t from, std::size_t to) {
  if (from >= to) return to;
  const void* hit = std::memchr(data + from, c, to - from);
  return hit == nullptr ? to : static_cast<std::size_t>(static_cast<const char*>(hit) - data);
}

}  // namespace

LineReader::LineReader(std::unique_ptr<ByteSource> bytes)
    : bytes_(std::move(bytes)), buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)) {}

/// Position of the first line end at or after begin_, or end_. Each byte is looked at once for LF
/// and once for CR, also when a file has only one of them or comes in single bytes.
std::size_t LineReader::FindEnd() {
  if (!has_lf_) {
    lf_ = Find(buffer_.get(), '\n', lf_, end_);
    has_lf_ = lf_ < end_;
  }
  cr_ = Find(buffer_.get(), '\r', cr_, lf_);
  return cr_;
}

void LineReader::Advance(std::size_t to) {
  begin_ = to;
  cr_ = std::max(cr_, to);
  if (lf_ >= to) return;
  lf_ = to;
  has_lf_ = false;
}

/// Moves the unfinished line to the front and reads behind it; false at the end of the stream.
bool LineReader::Fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    buffer_offset_ += begin_;
    end_ -= begin_;
    lf_ -= begin_;
    cr_ -= begin_;
    begin_ = 0;
  }
  const std::size_t got = bytes_->Read(buffer_.get() + end_, kBuffer - end_);
  end_ += got;
  if (got > 0) {
    sender_ = bytes_->sender();
    received_at_ = bytes_->received_at();
  }
  return got > 0;
}

/// Puts begin_ on the first byte of the next line; false when the stream ends before it.
bool LineReader::StartLine() {
  while (skipping_) {
    const std::size_t stop = FindEnd();
    skipping_ = stop == end_;
    after_cr_ = !skipping_ && buffer_[stop] == '\r';
    Advance(skipping_ ? end_ : stop + 1);
    if (skipping_ && !Fill()) return false;
  }
  if (begin_ == end_ && !Fill()) return false;
  if (after_cr_ && buffer_[begin_] == '\n') Advance(begin_ + 1);
  after_cr_ = false;
  return begin_ < end_ || Fill();
}

void LineReader::Deliver(Line& line, std::size_t size) {
  line.too_long = size > kMaxLine;
  line.text = {buffer_.get() + begin_, std::min(size, kMaxLine)};
  line.offset = buffer_offset_ + begin_;
  line.ended = true;
  line.sender = sender_;
  line.received_at = received_at_;
}

bool LineReader::Next(Line& line) {
  if (!StartLine()) return false;
  for (;;) {
    const std::size_t stop = FindEnd();
    const std::size_t size = stop - begin_;
    if (stop < end_) {
      Deliver(line, size);
      after_cr_ = buffer_[stop] == '\r';
      Advance(stop + 1);
      return true;
    }
    if (size > kMaxLine) {
      Deliver(line, size);
      skipping_ = true;
      Advance(end_);
      return true;
    }
    if (Fill()) continue;
    if (bytes_->paused()) return false;
    Deliver(line, end_ - begin_);
    line.ended = false;
    Advance(end_);
    return true;
  }
}

}  // namespace pelorus
