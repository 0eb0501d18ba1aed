#include "geo/time.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace pelorus {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
// Whole years inside the range of 64-bit nanoseconds.
constexpr std::int64_t kFirstSecond = -9'214'560'000;  // 1678-01-01
constexpr std::int64_t kLastSecond = 9'214'646'399;    // 2261-12-31T23:59:59

/// Takes exactly `digits` decimal digits off the front.
bool TakeDigits(std::string_view& text, std::size_t digits, int& value) {
  if (text.size() < digits) return false;
  value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const char c = text[i];
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return true;
}

bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes a run of at least one digit as a decimal fraction of a second; nanoseconds, the rest cut.
bool TakeFraction(std::string_view& text, std::int64_t& nanoseconds) {
  nanoseconds = 0;
  std::size_t n = 0;
  for (std::int64_t weight = kNsPerSecond / 10; n < text.size() && text[n] >= '0' && text[n] <= '9';
       ++n) {
    nanoseconds += weight * (text[n] - '0');
    weight /= 10;
  }
  text.remove_prefix(n);
  return n > 0;
}

/// `Z`, `±hh:mm`, `±hhmm`, `±hh` or nothing, up to the end of the text; minutes east of UTC.
bool TakeZone(std::string_view text, int& minutes) {
  minutes = 0;
  if (text.empty() || text == "Z" || text == "z") return true;
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return false;
  text.remove_prefix(1);
  int hh = 0;
  int mm = 0;
  if (!TakeDigits(text, 2, hh)) return false;
  if (!text.empty()) {
    TakeChar(text, ':');
    if (!TakeDigits(text, 2, mm) || !text.empty()) return false;
  }
  if (hh > 23 || mm > 59) return false;
  minutes = (west ? -1 : 1) * (hh * 60 + mm);
  return true;
}

/// `hh:mm[:ss[.f]]` off the front.
bool TakeClock(std::string_view& text, int& hour, int& minute, int& second, std::int64_t& ns) {
  if (!TakeDigits(text, 2, hour) || !TakeChar(text, ':') || !TakeDigits(text, 2, minute)) {
    return false;
  }
  if (!TakeChar(text, ':')) return true;
  if (!TakeDigits(text, 2, second)) return false;
  if (TakeChar(text, '.') || TakeChar(text, ',')) return TakeFraction(text, ns);
  return true;
}

}  // namespace

Duration FromSeconds(double seconds) {
  if (std::isnan(seconds)) return Duration{0};
  const double ns = std::round(seconds * 1e9);
  constexpr double kLimit = 9.2e18;
  if (ns >= kLimit) return Duration::max();
  if (ns <= -kLimit) return Duration::min();
  return Duration{static_cast<std::int64_t>(ns)};
}

std::optional<Time> TimeFromUnix(std::int64_t seconds, std::int64_t nanoseconds) {
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  if (nanoseconds < 0 || nanoseconds >= kNsPerSecond) return std::nullopt;
  return Time{Duration{seconds * kNsPerSecond + nanoseconds}};
}

std::optional<Time> TimeFromCivil(int year, int month, int day, int hour, int minute, int second,
                                  std::int64_t nanoseconds) {
  using std::chrono::sys_days;
  if (year < 1678 || year > 2261 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60) {
    return std::nullopt;
  }
  const std::int64_t days = sys_days{date}.time_since_epoch().count();
  return TimeFromUnix(((days * 24 + hour) * 60 + minute) * 60 + second, nanoseconds);
}

std::optional<Time> ParseIso8601(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
  std::int64_t ns = 0;
  if (!TakeDigits(text, 4, year) || !TakeChar(text, '-') || !TakeDigits(text, 2, month) ||
      !TakeChar(text, '-') || !TakeDigits(text, 2, day)) {
    return std::nullopt;
  }
  if (!text.empty()) {
    if (!TakeChar(text, 'T') && !TakeChar(text, 't') && !TakeChar(text, ' ')) return std::nullopt;
    if (!TakeClock(text, hour, minute, second, ns) || !TakeZone(text, zone)) return std::nullopt;
  }
  const auto local = TimeFromCivil(year, month, day, hour, minute, second, ns);
  if (!local) return std::nullopt;
  const Time utc = *local - std::chrono::minutes{zone};
  // A zone may carry a time of the first or last day over the edge of the range.
  const auto s = std::chrono::floor<std::chrono::seconds>(utc).time_since_epoch().count();
  if (s < kFirstSecond || s > kLastSecond) return std::nullopt;
  return utc;
}

std::optional<Time> ParseEpochSeconds(std::string_view text) {
  const bool negative = TakeChar(text, '-');
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || seconds < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  std::int64_t ns = 0;
  if (TakeChar(text, '.') && !text.empty() && !TakeFraction(text, ns)) return std::nullopt;
  if (!text.empty()) return std::nullopt;
  if (!negative) return TimeFromUnix(seconds, ns);
  return ns == 0 ? TimeFromUnix(-seconds) : TimeFromUnix(-seconds - 1, kNsPerSecond - ns);
}

std::string FormatIso8601(Time t) {
  // Not by floor to days: that would leave the range of Time at its first day.
  std::int64_t seconds = t.time_since_epoch().count() / kNsPerSecond;
  long long ns = t.time_since_epoch().count() % kNsPerSecond;
  if (ns < 0) {
    ns += kNsPerSecond;
    --seconds;
  }
  const std::chrono::sys_seconds whole{std::chrono::seconds{seconds}};
  const auto days = std::chrono::floor<std::chrono::days>(whole);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{whole - days};
  std::array<char, 48> out{};
  int size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02lld:%02lld:%02lld",
                           static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                           static_cast<unsigned>(date.day()),
                           static_cast<long long>(clock.hours().count()),
                           static_cast<long long>(clock.minutes().count()),
                           static_cast<long long>(clock.seconds().count()));
  char* tail = out.data() + size;
  const auto room = out.size() - static_cast<std::size_t>(size);
  if (ns % 1'000'000 == 0 && ns != 0) {
    std::snprintf(tail, room, ".%03lld", ns / 1'000'000);
  } else if (ns % 1000 == 0 && ns != 0) {
    std::snprintf(tail, room, ".%06lld", ns / 1000);
  } else if (ns != 0) {
    std::snprintf(tail, room, ".%09lld", ns);
  }
  return std::string(out.data()) + "Z";
}

}  // namespace pelorus
