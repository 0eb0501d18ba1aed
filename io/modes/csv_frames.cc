#include "io/modes/csv_frames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "io/modes/hex.h"

namespace pelorus::modes {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Without what surrounds a value: blanks and quotes.
std::string_view Bare(std::string_view text) {
  constexpr std::string_view kAround = " \t\"'";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) + 1 - begin);
}

bool IsFrameText(std::string_view text) {
  std::array<std::uint8_t, Frame::kLong> bytes{};
  return (text.size() == 2 * Frame::kShort || text.size() == 2 * Frame::kLong) &&
         ParseHex(text, bytes.data());
}

/// The value behind `"key":`, up to the next comma or brace; empty when there is none.
std::string_view ValueOf(std::string_view object, std::string_view key) {
  for (std::size_t at = object.find(key); at != std::string_view::npos;
       at = object.find(key, at + 1)) {
    std::size_t colon = object.find_first_not_of(kBlanks, at + key.size());
    if (colon == std::string_view::npos || object[colon] != ':') continue;
    const std::size_t end = object.find_first_of(",}", ++colon);
    return Bare(object.substr(colon, end == std::string_view::npos ? end : end - colon));
  }
  return {};
}

std::optional<FrameRow> FindInObject(std::string_view object) {
  const FrameRow row{ValueOf(object, "\"timestamp\""), ValueOf(object, "\"frame\"")};
  if (!IsFrameText(row.hex)) return std::nullopt;
  return row;
}

/// Where a time ends whose date, which ends at `blank`, may be parted from the rest by a blank.
std::size_t BehindBlankTime(std::string_view line, std::size_t blank) {
  const std::size_t next = line.find(' ', blank == std::string_view::npos ? blank : blank + 1);
  return line.substr(0, next).find(':', blank) == std::string_view::npos ? blank : next;
}

std::size_t DecimalsOf(std::string_view time) {
  const std::size_t point = time.find_last_of(".,");
  if (point == std::string_view::npos) return 0;
  const std::size_t end = time.find_first_not_of("0123456789", point + 1);
  return (end == std::string_view::npos ? time.size() : end) - point - 1;
}

/// 1 sigma of a value that was rounded to so many decimals of a second.
Duration SigmaOf(std::size_t decimals) {
  double step_ns = 1e9;
  for (; decimals > 0; --decimals) step_ns /= 10.0;
  return Duration(std::llround(step_ns / std::sqrt(12.0)));
}

}  // namespace

std::optional<FrameRow> FindFrameRow(std::string_view line) {
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return std::nullopt;
  line.remove_prefix(begin);
  if (line[0] == '{') return FindInObject(line);
  const std::size_t first = line.find_first_of(",;\t");
  const char separator = first == std::string_view::npos ? ' ' : line[first];
  FrameRow row;
  std::size_t at = line.find(separator);
  if (separator == ' ') at = BehindBlankTime(line, at);
  row.time = Bare(line.substr(0, at));
  while (at != std::string_view::npos) {
    const std::size_t end = line.find(separator, at + 1);
    const std::string_view field =
        Bare(line.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    if (IsFrameText(field)) {
      row.hex = field;
      return row;
    }
    at = end;
  }
  return std::nullopt;
}

std::optional<Time> TimeOfRow(std::string_view time) {
  if (const auto t = ParseEpochSeconds(time)) return t;
  return ParseIso8601(time);
}

CsvFrames::CsvFrames(std::unique_ptr<ByteSource> bytes)
    : lines_(std::move(bytes)), sigma_(SigmaOf(0)) {}

std::size_t CsvFrames::Read(std::span<Frame> frames) {
  std::size_t n = 0;
  while (n < frames.size() && Next(frames[n])) ++n;
  return n;
}

bool CsvFrames::Next(Frame& frame) {
  LineReader::Line line;
  while (lines_.Next(line)) {
    if (Take(line, frame)) return true;
  }
  if (lines_.bytes().damaged() && !std::exchange(said_cut_, true)) Refuse(Reject::kTruncated);
  return false;
}

/// Why a line is no frame; nothing when it is one, which then stands in `frame`.
std::optional<Reject> CsvFrames::Judge(const LineReader::Line& line, Frame& frame) {
  if (line.too_long) return Reject::kLineTooLong;
  const auto row = FindFrameRow(line.text);
  const auto t = row ? TimeOfRow(row->time) : std::nullopt;
  if (!t && !line.ended) return Reject::kTruncated;
  if (!row) return Reject::kBadFrame;
  if (!t) return Reject::kBadTime;
  frame = {};
  frame.size = static_cast<std::uint8_t>(row->hex.size() / 2);
  ParseHex(row->hex, frame.bytes.data());
  frame.t = t;
  const std::size_t decimals = std::min<std::size_t>(DecimalsOf(row->time), 9);
  if (decimals > decimals_) {
    decimals_ = decimals;
    sigma_ = SigmaOf(decimals);
  }
  frame.t_sigma = sigma_;
  frame.offset = line.offset;
  return std::nullopt;
}

/// True when the line is a frame.
bool CsvFrames::Take(const LineReader::Line& line, Frame& frame) {
  const std::size_t begin = line.text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos || line.text[begin] == '#') return false;
  const auto cause = Judge(line, frame);
  const bool first = std::exchange(first_, false);
  if (!cause) {
    ++counters_.received;
    return true;
  }
  // A table may begin with the names of its columns.
  if (first && line.ended && *cause == Reject::kBadFrame) return false;
  said_cut_ = said_cut_ || *cause == Reject::kTruncated;
  Refuse(*cause);
  return false;
}

void CsvFrames::Refuse(Reject cause) {
  ++counters_.received;
  counters_.Count(cause);
}

}  // namespace pelorus::modes
