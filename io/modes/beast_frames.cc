#include "io/modes/beast_frames.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "io/ais/load_bytes.h"
#include "io/modes/clock_head.h"

namespace pelorus::modes {
namespace {

constexpr char kMark = '\x1a';
constexpr std::size_t kBuffer = std::size_t{1} << 16;
constexpr std::size_t kHead = 7;      // time and signal
constexpr std::size_t kLongest = 21;  // body of a long frame
constexpr std::size_t kPlainLook = 2 + 24;
// Records that hold no frame end at the next mark; this is far more than the longest has.
constexpr std::size_t kMostOther = 128;

/// Bytes behind the type of a frame, without doubling; 0 for other types.
std::size_t BodySize(char type) {
  switch (type) {
    case '1':
      return kHead + 2;
    case '2':
      return kHead + Frame::kShort;
    case '3':
      return kHead + Frame::kLong;
    default:
      return 0;
  }
}

bool HoldsNoFrame(char type) {
  return type == '4' || type == '5' || type == '\xe3' || type == '\xe4' || type == '\xe8';
}

/// Not zero where a byte of `word` is a mark. Bytes above the lowest that is may be false alarms.
std::uint64_t MarksIn(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t x = word ^ (kOnes * 0x1a);
  return (x - kOnes) & ~x & (kOnes << 7);
}

/// True when one of the `size` bytes (9, 14 or 21) at `p` is a mark; 24 must be readable.
bool HoldsMark(const char* p, std::size_t size) {
  std::uint64_t marks = MarksIn(ais::LoadWord(p));
  if (size <= 16) {
    marks |= MarksIn(ais::LoadWord(p + 8)) << (8 * (16 - size));
  } else {
    marks |= MarksIn(ais::LoadWord(p + 8)) | (MarksIn(ais::LoadWord(p + 16)) << (8 * (24 - size)));
  }
  return marks != 0;
}

}  // namespace

BeastFrames::BeastFrames(std::unique_ptr<ByteSource> bytes, const ClockOptions& options)
    : bytes_(std::move(bytes)),
      clock_(WithClockTold<BeastFrames>(bytes_, options), options),
      buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)) {}

std::size_t BeastFrames::Read(std::span<Frame> frames) {
  std::size_t n = 0;
  while (n < frames.size()) {
    if (TakePlain(frames[n])) {
      ++n;
      continue;
    }
    const Step step = TakeNext(frames[n]);
    if (step == Step::kFrame) ++n;
    if (step == Step::kMore && !Fill()) break;
  }
  return n;
}

/// The usual case: a whole frame in the buffer with nothing doubled. False leaves all as it was.
inline bool BeastFrames::TakePlain(Frame& frame) {
  const char* const p = buffer_.get() + begin_;
  if (end_ - begin_ < kPlainLook || stray_ > 0 || p[0] != kMark) return false;
  const std::size_t size = BodySize(p[1]);
  if (size == 0 || HoldsMark(p + 2, size)) return false;
  SetHead(p + 2, frame, begin_);
  frame.size = static_cast<std::uint8_t>(size - kHead);
  frame.bytes = {};
  if (size == kHead + Frame::kLong) {
    std::memcpy(frame.bytes.data(), p + 2 + kHead, Frame::kLong);
  } else if (size == kHead + Frame::kShort) {
    std::memcpy(frame.bytes.data(), p + 2 + kHead, Frame::kShort);
  } else {
    std::memcpy(frame.bytes.data(), p + 2 + kHead, 2);
  }
  begin_ += 2 + size;
  return true;
}

/// Time and signal of a frame whose body, without doubling, is at `body`.
inline void BeastFrames::SetHead(const char* body, Frame& frame, std::size_t record) {
  ++counters_.received;
  const std::uint64_t head = ais::LoadWord(body);
  frame.stamp = __builtin_bswap64(head) >> 16;
  frame.signal = static_cast<std::uint8_t>(head >> 48);
  frame.mlat = frame.stamp == ReceiverClock::kMlat;
  frame.t = clock_.At(frame.stamp);
  frame.t_sigma = clock_.sigma();
  frame.offset = buffer_offset_ + record;
}

/// Judges what stands at begin_, whatever it is.
BeastFrames::Step BeastFrames::TakeNext(Frame& frame) {
  if (begin_ == end_) return Step::kMore;
  const char* const p = buffer_.get() + begin_;
  if (p[0] != kMark) {
    SkipStray();
    return Step::kOther;
  }
  if (end_ - begin_ < 2) return Starve();
  if (p[1] == kMark) {  // a doubled byte of a frame whose beginning is lost
    stray_ += 2;
    line_feed_only_ = false;
    begin_ += 2;
    return Step::kOther;
  }
  EndStray();
  const std::size_t size = BodySize(p[1]);
  return size > 0 ? TakeFrame(size, frame) : PassOver();
}

BeastFrames::Step BeastFrames::TakeFrame(std::size_t size, Frame& frame) {
  std::array<char, kLongest> body{};
  std::size_t at = begin_ + 2;
  for (std::size_t i = 0; i < size; ++i) {
    if (at == end_) return Starve();
    if (buffer_[at] == kMark) {
      if (at + 1 == end_) return Starve();
      if (buffer_[at + 1] != kMark) {
        Refuse(Reject::kBadFrame);
        begin_ = at;
        return Step::kOther;
      }
      ++at;
    }
    body[i] = buffer_[at++];
  }
  SetHead(body.data(), frame, begin_);
  frame.size = static_cast<std::uint8_t>(size - kHead);
  std::memcpy(frame.bytes.data(), body.data() + kHead, Frame::kLong);
  begin_ = at;
  return Step::kFrame;
}

/// Goes to the next mark behind a record that holds no frame.
BeastFrames::Step BeastFrames::PassOver() {
  const char type = buffer_[begin_ + 1];
  const std::size_t limit = std::min(end_, begin_ + kMostOther);
  std::size_t at = begin_ + 2;
  while (at < limit && (buffer_[at] != kMark || (at + 1 < limit && buffer_[at + 1] == kMark))) {
    at += buffer_[at] == kMark ? 2U : 1U;
  }
  // A mark that is the last byte so far may be half of a doubled one.
  if (at + 1 >= end_ && end_ < begin_ + kMostOther && !ended_) return Step::kMore;
  if (!HoldsNoFrame(type)) Refuse(Reject::kUnknownType);
  begin_ = at;
  return Step::kOther;
}

/// A record that goes on behind the buffer: at the input's end it is cut.
BeastFrames::Step BeastFrames::Starve() {
  if (!ended_) return Step::kMore;
  EndStray();
  Refuse(Reject::kTruncated);
  begin_ = end_;
  return Step::kOther;
}

/// Goes to the next mark.
void BeastFrames::SkipStray() {
  const char* const p = buffer_.get() + begin_;
  const void* hit = std::memchr(p, kMark, end_ - begin_);
  const std::size_t size =
      hit == nullptr ? end_ - begin_ : static_cast<std::size_t>(static_cast<const char*>(hit) - p);
  line_feed_only_ = stray_ == 0 && size == 1 && *p == '\n';
  stray_ += size;
  begin_ += size;
}

void BeastFrames::EndStray() {
  if (stray_ > 0 && !line_feed_only_) Refuse(Reject::kBadFrame);
  stray_ = 0;
}

void BeastFrames::Refuse(Reject cause) {
  ++counters_.received;
  counters_.Count(cause);
}

/// Moves what is left to the front and reads behind it; false in a pause and when all is judged.
bool BeastFrames::Fill() {
  if (ended_) {
    EndStray();
    return false;
  }
  std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
  buffer_offset_ += begin_;
  end_ -= begin_;
  begin_ = 0;
  const std::size_t got = bytes_->Read(buffer_.get() + end_, kBuffer - end_);
  if (got == 0) {
    if (bytes_->paused()) return false;
    Finish();
    return true;
  }
  if (bytes_->sender() != sender_) {
    sender_ = bytes_->sender();
    EndStray();
    if (end_ > 0) Refuse(Reject::kTruncated);
    begin_ = end_;
  }
  end_ += got;
  return true;
}

/// The last bytes are in the buffer.
void BeastFrames::Finish() {
  ended_ = true;
  // A record that the end cuts is counted as such already.
  if (bytes_->damaged() && end_ == 0) Refuse(Reject::kTruncated);
}

}  // namespace pelorus::modes
