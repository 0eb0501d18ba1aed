#include "io/modes/avr_frames.h"

#include <algorithm>
#include <array>
#include <utility>

#include "io/modes/clock_head.h"
#include "io/modes/hex.h"

namespace pelorus::modes {
namespace {

constexpr std::string_view kMarks = "*:@%<";
constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kStamp = 6;
constexpr Duration kNetworkDelay = std::chrono::milliseconds(50);  // a receiver sends in bursts
constexpr std::size_t kMostBytes = kStamp + 1 + Frame::kLong;

/// Bytes of time and signal behind a mark.
std::size_t HeadSize(char mark) {
  if (mark == '*' || mark == ':') return 0;
  return mark == '<' ? kStamp + 1 : kStamp;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

}  // namespace

bool ParseAvr(std::string_view record, Frame& frame) {
  if (record.empty() || kMarks.find(record[0]) == std::string_view::npos) return false;
  const std::string_view digits = record.substr(1);
  const std::size_t head = HeadSize(record[0]);
  const std::size_t size = digits.size() / 2 - std::min(digits.size() / 2, head);
  if (digits.size() % 2 != 0 || (size != 2 && size != Frame::kShort && size != Frame::kLong)) {
    return false;
  }
  std::array<std::uint8_t, kMostBytes> bytes{};
  if (!ParseHex(digits, bytes.data())) return false;
  frame.stamp = 0;
  for (std::size_t i = 0; i < std::min(head, kStamp); ++i)
    frame.stamp = frame.stamp << 8 | bytes[i];
  frame.mlat = frame.stamp == ReceiverClock::kMlat;
  frame.signal.reset();
  if (head > kStamp) frame.signal = bytes[kStamp];
  frame.size = static_cast<std::uint8_t>(size);
  frame.bytes = {};
  std::copy_n(bytes.data() + head, size, frame.bytes.data());
  return true;
}

AvrFrames::AvrFrames(std::unique_ptr<ByteSource> bytes, const ClockOptions& options)
    : clock_(WithClockTold<AvrFrames>(bytes, options), options), lines_(std::move(bytes)) {}

std::size_t AvrFrames::Read(std::span<Frame> frames) {
  std::size_t n = 0;
  while (n < frames.size() && Next(frames[n])) ++n;
  return n;
}

bool AvrFrames::Next(Frame& frame) {
  for (;;) {
    while (at_ < line_.text.size()) {
      if (TakeRecord(frame)) return true;
    }
    if (lines_.Next(line_)) {
      at_ = line_.too_long ? line_.text.size() : 0;
      if (line_.too_long) Refuse(Reject::kLineTooLong);
      continue;
    }
    line_.text = {};
    at_ = 0;
    if (lines_.bytes().damaged() && !std::exchange(said_cut_, true)) Refuse(Reject::kTruncated);
    return false;
  }
}

/// Judges what comes next in the line; true when it is a frame.
bool AvrFrames::TakeRecord(Frame& frame) {
  const std::size_t begin = at_;
  const std::size_t end = line_.text.find(';', begin);
  if (end == std::string_view::npos) {
    TakeRest();
    return false;
  }
  at_ = end + 1;
  if (!ParseAvr(Trimmed(line_.text.substr(begin, end - begin)), frame)) {
    Refuse(Reject::kBadFrame);
    return false;
  }
  ++counters_.received;
  frame.t = clock_.At(frame.stamp);
  frame.t_sigma = clock_.sigma();
  // Behind `*` there is no stamp; the time at which the bytes came in is near it.
  if (frame.stamp == ReceiverClock::kNone && line_.received_at) {
    frame.t = line_.received_at;
    frame.t_sigma = kNetworkDelay;
  }
  frame.offset = line_.offset + line_.text.find_first_not_of(kBlanks, begin);
  return true;
}

/// What no `;` ends.
void AvrFrames::TakeRest() {
  const std::string_view rest = Trimmed(line_.text.substr(at_));
  at_ = line_.text.size();
  if (rest.empty() || kMarks.find(rest[0]) == std::string_view::npos) return;
  said_cut_ = said_cut_ || !line_.ended;
  Refuse(line_.ended ? Reject::kBadFrame : Reject::kTruncated);
}

void AvrFrames::Refuse(Reject cause) {
  ++counters_.received;
  counters_.Count(cause);
}

}  // namespace pelorus::modes
