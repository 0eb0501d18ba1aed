#include "io/tabular/csv_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>

namespace pelorus {
namespace {

using std::chrono::seconds;

constexpr double kMetersPerDegree = 111'200.0;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `text` equals `lower`, which is in lower case.
bool Same(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return Lower(a) == b; });
}

/// The number that the digits [at, at + n) make; -1 when one is no digit.
int Digits(std::string_view text, std::size_t at, std::size_t n) {
  int value = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (i >= text.size() || !IsDigit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/// `.fff` up to the end of the text in nanoseconds; 0 for no text, nothing when malformed.
std::optional<std::int64_t> FractionNs(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() < 2 || text[0] != '.') return std::nullopt;
  std::int64_t ns = 0;
  std::int64_t weight = 100'000'000;
  for (const char c : text.substr(1)) {
    if (!IsDigit(c)) return std::nullopt;
    ns += weight * (c - '0');
    weight /= 10;
  }
  return ns;
}

/// `dd/mm/yyyy hh:mm:ss[.fff]`.
std::optional<Time> ParseDayFirst(std::string_view text) {
  if (text.size() < 19 || text[5] != '/' || (text[10] != ' ' && text[10] != 'T') ||
      text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto ns = FractionNs(text.substr(19));
  if (!ns) return std::nullopt;
  return TimeFromCivil(Digits(text, 6, 4), Digits(text, 3, 2), Digits(text, 0, 2),
                       Digits(text, 11, 2), Digits(text, 14, 2), Digits(text, 17, 2), *ns);
}

/// `yyyymmdd_hhmmss`.
std::optional<Time> ParseUnderscored(std::string_view text) {
  if (text.size() != 15) return std::nullopt;
  return TimeFromCivil(Digits(text, 0, 4), Digits(text, 4, 2), Digits(text, 6, 2),
                       Digits(text, 9, 2), Digits(text, 11, 2), Digits(text, 13, 2));
}

/// A count of seconds, or of thousandths and less, told by its size.
std::optional<Time> ParseCount(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::size_t digits = std::min(point, text.size());
  if (digits <= 11) return ParseEpochSeconds(text);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, count);
  if (error != std::errc{} || end != text.data() + digits) return std::nullopt;
  if (point != std::string_view::npos && !FractionNs(text.substr(point))) return std::nullopt;
  if (count < 100'000'000'000) return ParseEpochSeconds(text);
  std::int64_t unit_ns = 1;
  if (count < 100'000'000'000'000) {
    unit_ns = 1'000'000;
  } else if (count < 100'000'000'000'000'000) {
    unit_ns = 1000;
  }
  const std::int64_t per_second = 1'000'000'000 / unit_ns;
  return TimeFromUnix(count / per_second, count % per_second * unit_ns);
}

/// `2022-12-29 18:22:32.318353 +0000 UTC`.
std::optional<Time> ParseGoTime(std::string_view text) {
  if (text.ends_with(" UTC")) text.remove_suffix(4);
  text = Trimmed(text);
  const std::size_t zone = text.find_last_of("+-");
  std::array<char, 48> joined{};
  if (zone == std::string_view::npos || zone < 12 || text[zone - 1] != ' ' ||
      text.size() > joined.size()) {
    return ParseIso8601(text);
  }
  const std::size_t local = Trimmed(text.substr(0, zone)).size();
  std::memcpy(joined.data(), text.data(), local);
  std::memcpy(joined.data() + local, text.data() + zone, text.size() - zone);
  return ParseIso8601({joined.data(), local + text.size() - zone});
}

/// `[-]digits[.digits]` with at most 15 digits, as nearly all numbers of tables are; NaN otherwise.
/// Exact: the digits and the power of ten are doubles without error, so their quotient is the
/// nearest double to the decimal (Clinger, PLDI 1990, the fast path).
double PlainDecimal(std::string_view text) {
  constexpr std::array<double, 16> kPowers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  constexpr double kOther = std::numeric_limits<double>::quiet_NaN();
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 16 || !IsDigit(text.front())) return kOther;
  std::int64_t digits = 0;
  std::size_t decimals = 0;
  bool point = false;
  for (const char c : text) {
    if (IsDigit(c)) {
      digits = digits * 10 + (c - '0');
      decimals += point ? 1 : 0;
    } else if (c == '.' && !point) {
      point = true;
    } else {
      return kOther;
    }
  }
  if (text.size() > 15 && !point) return kOther;
  const double value = static_cast<double>(digits) / kPowers[decimals];
  return negative ? -value : value;
}

struct Word {
  std::string_view lower;
  std::uint8_t code;
};

std::optional<std::uint8_t> Lookup(std::span<const Word> words, std::string_view text) {
  for (const auto& word : words) {
    if (Same(text, word.lower)) return word.code;
  }
  return std::nullopt;
}

constexpr Word kStatusWords[] = {
    {"under way using engine", 0},
    {"underway using engine", 0},
    {"at anchor", 1},
    {"not under command", 2},
    {"restricted maneuverability", 3},
    {"restricted manoeuvrability", 3},
    {"constrained by her draught", 4},
    {"moored", 5},
    {"aground", 6},
    {"engaged in fishing", 7},
    {"under way sailing", 8},
    {"underway sailing", 8},
    {"reserved for future amendment [hsc]", 9},
    {"reserved for future amendment [wig]", 10},
    {"power-driven vessel towing astern", 11},
    {"power-driven vessel pushing ahead or towing alongside", 12},
    {"reserved for future use [11]", 11},
    {"reserved for future use [12]", 12},
    {"reserved for future use [13]", 13},
    {"ais-sart (active)", 14},
    {"ais-sart", 14},
    {"ais-sart is active", 14},
};

constexpr Word kTypeWords[] = {
    {"wig", 20},
    {"fishing", 30},
    {"towing", 31},
    {"towing long/wide", 32},
    {"dredging", 33},
    {"diving", 34},
    {"military", 35},
    {"sailing", 36},
    {"pleasure", 37},
    {"hsc", 40},
    {"pilot", 50},
    {"sar", 51},
    {"tug", 52},
    {"port tender", 53},
    {"anti-pollution", 54},
    {"law enforcement", 55},
    {"medical", 58},
    {"not party to conflict", 59},
    {"passenger", 60},
    {"cargo", 70},
    {"tanker", 80},
    {"other", 90},
};

/// MarineCadastre's codes 1001 to 1025 by the group it sorts them into.
std::uint8_t FoldOldUsCode(std::uint32_t code) {
  switch (code) {
    case 1001:
    case 1002:
      return 30;
    case 1003:
    case 1004:
    case 1016:
      return 70;
    case 1012:
    case 1013:
    case 1014:
    case 1015:
      return 60;
    case 1017:
    case 1024:
      return 80;
    case 1019:
      return 37;
    case 1023:
    case 1025:
      return 31;
    default:
      return 90;
  }
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool IsMissing(std::string_view text) {
  text = Trimmed(text);
  if (text.empty()) return true;
  const char first = Lower(text.front());
  if (first == 'n') {
    return Same(text, "none") || Same(text, "null") || Same(text, "nan") || Same(text, "n/a");
  }
  if (first != 'u') return false;
  return Same(text, "unknown") || Same(text, "unknown value") || Same(text, "undefined");
}

std::optional<double> ParseNumber(std::string_view text, bool decimal_comma) {
  text = Trimmed(text);
  const double plain = PlainDecimal(text);
  if (!std::isnan(plain)) return plain;
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return std::nullopt;
  }
  std::array<char, 48> pointed{};
  if (decimal_comma && text.size() <= pointed.size()) {
    std::replace_copy(text.begin(), text.end(), pointed.begin(), ',', '.');
    text = {pointed.data(), text.size()};
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint32_t> ParseWhole(std::string_view text, std::uint32_t limit) {
  text = Trimmed(text);
  std::uint64_t value = 0;
  std::size_t at = 0;
  // Stops as soon as the limit, which has at most ten digits, is passed.
  for (; at < text.size() && IsDigit(text[at]) && value <= limit; ++at) {
    value = value * 10 + static_cast<std::uint64_t>(text[at] - '0');
  }
  if (at == 0 || value > limit) return std::nullopt;
  if (at < text.size() && text[at++] != '.') return std::nullopt;
  for (; at < text.size(); ++at) {
    if (text[at] != '0') return std::nullopt;
  }
  return static_cast<std::uint32_t>(value);
}

int DecimalsOf(std::string_view number) {
  const std::size_t point = number.find_first_of(".,");
  if (point == std::string_view::npos) return 0;
  int n = 0;
  while (point + 1 + static_cast<std::size_t>(n) < number.size() &&
         IsDigit(number[point + 1 + static_cast<std::size_t>(n)])) {
    ++n;
  }
  return n;
}

std::optional<Time> ParseTableTime(std::string_view text) {
  text = Trimmed(text);
  if (text.size() > 4 && text[4] == '-') return ParseGoTime(text);
  if (text.size() > 2 && text[2] == '/') return ParseDayFirst(text);
  if (text.size() > 8 && text[8] == '_') return ParseUnderscored(text);
  return ParseCount(text);
}

PositionTime TimeOfPosition(Time received, std::optional<std::uint32_t> second,
                            ReceiveClock clock) {
  using namespace std::chrono_literals;
  const bool satellite = clock == ReceiveClock::kSatellite;
  const PositionTime as_received{received, satellite ? Duration{5s} : Duration{1s}};
  if (!second || *second > 59) return as_received;
  const Duration ahead = satellite ? 5s : 2s;
  const Duration behind = satellite ? 20s : 6s;
  const Time latest = received + ahead;
  Time at = std::chrono::floor<std::chrono::minutes>(latest) + seconds{*second};
  if (at > latest) at -= seconds{60};
  if (received - at > behind) return as_received;
  return {at, satellite ? Duration{2s} : Duration{300ms}};
}

Length PositionSigma(std::optional<bool> high_accuracy, double step_deg) {
  const double fix_m = high_accuracy.value_or(true) ? 3.0 : 8.0;
  const double step_m = step_deg * kMetersPerDegree;
  return Length::Meters(std::sqrt(fix_m * fix_m + step_m * step_m / 12.0));
}

std::optional<NavStatus> ParseNavStatus(std::string_view text) {
  text = Trimmed(text);
  if (text.empty()) return std::nullopt;
  if (IsDigit(text.front())) {
    const auto code = ParseWhole(text, 14);
    if (!code) return std::nullopt;
    return static_cast<NavStatus>(*code);
  }
  const auto code = Lookup(kStatusWords, text);
  if (!code) return std::nullopt;
  return static_cast<NavStatus>(*code);
}

std::optional<std::uint8_t> ParseShipType(std::string_view text) {
  text = Trimmed(text);
  if (text.empty()) return std::nullopt;
  if (!IsDigit(text.front())) return Lookup(kTypeWords, text);
  const auto code = ParseWhole(text, 1025);
  if (!code || *code == 0) return std::nullopt;
  if (*code > 1000) return FoldOldUsCode(*code);
  if (*code > 255) return std::nullopt;
  return static_cast<std::uint8_t>(*code);
}

std::optional<Speed> SogFromKnots(std::optional<double> knots) {
  if (!knots || *knots < 0.0 || *knots >= 1022.5) return std::nullopt;
  if (*knots > 102.25 && *knots < 102.35) return std::nullopt;  // however 102.3 was rounded
  return Speed::Knots(*knots);
}

std::optional<Course> CogFromDegrees(std::optional<double> deg) {
  if (!deg || *deg < 0.0 || *deg >= 360.0) return std::nullopt;
  return Course::Degrees(*deg);
}

std::optional<Heading> HeadingFromDegrees(std::optional<double> deg) {
  if (!deg || *deg < 0.0 || *deg > 360.0) return std::nullopt;
  return Heading::Degrees(*deg);
}

std::optional<TurnRate> TurnRateFromDegreesPerMinute(std::optional<double> deg_min) {
  if (!deg_min || std::abs(*deg_min) > 709.0) return std::nullopt;
  return TurnRate::DegreesPerMinute(*deg_min);
}

}  // namespace pelorus
