#include "io/ais/stamp.h"

#include <array>

#include "io/ais/sentence.h"

namespace pelorus::ais {
namespace {

constexpr std::int64_t kFirst = 946'684'800;   // 2000-01-01
constexpr std::int64_t kLast = 4'102'444'800;  // 2100-01-01
constexpr std::int64_t kBillion = 1'000'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool InRange(std::int64_t seconds) { return seconds >= kFirst && seconds < kLast; }

std::optional<Time> InRange(std::optional<Time> t) {
  if (!t) return t;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*t).time_since_epoch().count();
  return InRange(seconds) ? t : std::nullopt;
}

/// Seconds since 1970 and nanoseconds after them. An optional Time handed on from function to
/// function would go through memory each time.
struct Seconds {
  std::int64_t whole = 0;
  std::int64_t nanoseconds = 0;
};

template <std::int64_t kPerSecond>
Seconds Split(std::int64_t value) {
  return {value / kPerSecond, value % kPerSecond * (kBillion / kPerSecond)};
}

/// A whole number, whose unit follows from how many digits it has; false when no feed writes so
/// many.
bool ReadWhole(std::int64_t value, std::size_t digits, Seconds& out) {
  if (digits <= 10) {
    out.whole = value;
  } else if (digits == 13) {
    out = Split<1'000>(value);
  } else if (digits == 16) {
    out = Split<1'000'000>(value);
  } else if (digits == 19) {
    out = Split<kBillion>(value);
  } else {
    return false;
  }
  return true;
}

/// A run of digits off the front as a number; its length, 0 when it would not fit 63 bits.
std::size_t TakeNumber(std::string_view text, std::int64_t& value) {
  std::size_t n = 0;
  value = 0;
  for (; n < text.size() && IsDigit(text[n]); ++n) {
    if (n == 19 || (n == 18 && value > 922'337'203'685'477'579)) return 0;
    value = value * 10 + (text[n] - '0');
  }
  return n;
}

/// Digits after a point as nanoseconds; false on anything else.
bool ReadFraction(std::string_view text, std::int64_t& nanoseconds) {
  std::int64_t weight = kBillion / 10;
  nanoseconds = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    nanoseconds += weight * (c - '0');
    weight /= 10;
  }
  return true;
}

/// The whole text as a number in a unit that it tells by its length, or seconds with a fraction.
bool ReadSeconds(std::string_view text, Seconds& out) {
  std::int64_t value = 0;
  const std::size_t digits = TakeNumber(text, value);
  if (digits == 0) return false;
  if (digits == text.size()) return ReadWhole(value, digits, out);
  out.whole = value;
  return digits <= 10 && text[digits] == '.' &&
         ReadFraction(text.substr(digits + 1), out.nanoseconds);
}

/// The next field of a comma-separated line, taken off the front.
std::string_view TakeField(std::string_view& text) {
  const std::size_t comma = text.find(',');
  const std::string_view field = text.substr(0, comma);
  text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  return field;
}

/// The number in the next field, taken off the front; -1 for anything that is none, or over 9999.
int TakeSmallNumber(std::string_view& text) {
  std::size_t n = 0;
  int value = 0;
  for (; n < text.size() && n < 5 && IsDigit(text[n]); ++n) value = value * 10 + (text[n] - '0');
  if (n == 0 || n > 4 || n == text.size() || text[n] != ',') {
    TakeField(text);
    return -1;
  }
  text.remove_prefix(n + 1);
  return value;
}

/// The last field, `62*26`: the checksum of the following sentence, then the line's own.
void ReadChecksums(std::string_view line, std::string_view last, Pghp& out) {
  out.sentence_checksum = TakeHexByte(last);
  const std::size_t star = line.rfind('*');
  if (star == std::string_view::npos) return;
  std::string_view digits = line.substr(star + 1);
  const auto sent = TakeHexByte(digits);
  out.intact = sent && *sent == XorOf(line.substr(1, star - 1));
}

}  // namespace

std::string_view Name(StampSource source) {
  switch (source) {
    case StampSource::kTagBlock:
      return "tag-block";
    case StampSource::kPrefix:
      return "prefix";
    case StampSource::kTrailer:
      return "trailer";
    case StampSource::kPghp:
      return "pghp";
    case StampSource::kNone:
      break;
  }
  return "none";
}

std::optional<Time> ParseStampNumber(std::string_view text) {
  Seconds t;
  if (!ReadSeconds(text, t) || !InRange(t.whole)) return std::nullopt;
  return Time{Duration{t.whole * kBillion + t.nanoseconds}};
}

std::optional<Time> ParseStampText(std::string_view text) {
  if (const auto t = ParseStampNumber(text)) return t;
  return InRange(ParseIso8601(text));
}

std::optional<Pghp> ParsePghp(std::string_view line) {
  constexpr std::string_view kBegin = "$PGHP,1,";
  if (line.substr(0, kBegin.size()) != kBegin) return std::nullopt;
  std::string_view rest = line.substr(kBegin.size());
  std::array<int, 7> civil{};
  for (int& part : civil) part = TakeSmallNumber(rest);
  if (rest.empty()) return std::nullopt;
  std::optional<Pghp> parsed(std::in_place);
  Pghp& out = *parsed;
  const auto& [year, month, day, hour, minute, second, ms] = civil;
  if (ms >= 0 && ms < 1000 && year >= 2000 && year < 2100) {
    out.received_at =
        TimeFromCivil(year, month, day, hour, minute, second, ms * std::int64_t{1'000'000});
  }
  TakeField(rest);  // country
  TakeField(rest);  // region
  out.base_station = TakeField(rest);
  TakeField(rest);  // online
  ReadChecksums(line, rest, out);
  return parsed;
}

}  // namespace pelorus::ais
