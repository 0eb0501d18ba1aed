#include "io/modes/recording_time.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

namespace pelorus::modes {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kDigits = "0123456789";
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;

std::string_view LastPart(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// `-utc-1522782148.136310917.beast`: digits, and a fraction when digits follow the point.
std::optional<Time> EpochInName(std::string_view name) {
  constexpr std::string_view kSign = "-utc-";
  const std::size_t at = name.find(kSign);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = name.substr(at + kSign.size());
  std::size_t end = std::min(rest.find_first_not_of(kDigits), rest.size());
  if (end < rest.size() && rest[end] == '.') {
    const std::size_t fraction = std::min(rest.find_first_not_of(kDigits, end + 1), rest.size());
    if (fraction > end + 1) end = fraction;
  }
  return ParseEpochSeconds(rest.substr(0, end));
}

/// Reads fields of decimal digits one behind the other.
class Fields {
 public:
  explicit Fields(std::string_view text) : left_(text) {}

  /// The next `digits` digits, behind one of `separators` where there is one.
  std::optional<int> Take(std::size_t digits, std::string_view separators) {
    std::string_view text = left_;
    if (!text.empty() && separators.find(text[0]) != std::string_view::npos) text.remove_prefix(1);
    const std::string_view field = text.substr(0, digits);
    if (field.size() < digits || field.find_first_not_of(kDigits) != std::string_view::npos) {
      return std::nullopt;
    }
    left_ = text.substr(digits);
    int value = 0;
    for (const char c : field) value = 10 * value + (c - '0');
    return value;
  }
  bool AtDigit() const {
    return !left_.empty() && kDigits.find(left_[0]) != std::string_view::npos;
  }

 private:
  std::string_view left_;
};

/// The date at the front of `text`, and the time of day behind it where there is one.
std::optional<NamedTime> DateAt(std::string_view text) {
  Fields fields(text);
  const auto year = fields.Take(4, "");
  const auto month = fields.Take(2, "-_");
  const auto day = fields.Take(2, "-_");
  if (!year || !month || !day || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  const auto midnight = TimeFromCivil(*year, *month, *day, 0, 0, 0);
  if (!midnight) return std::nullopt;
  const bool bare = !fields.AtDigit();
  const auto hour = fields.Take(2, "Tt_- ");
  const auto minute = fields.Take(2, ":-_");
  const auto second = fields.Take(2, ":-_");
  if (hour && minute && second && !fields.AtDigit()) {
    const auto at = TimeFromCivil(*year, *month, *day, *hour, *minute, *second);
    if (at) return NamedTime{*at, false};
  }
  // Eight digits of a longer number are no date.
  if (!bare) return std::nullopt;
  return NamedTime{*midnight, true};
}

std::optional<Time> LastChange(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  return TimeFromUnix(about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
}

}  // namespace

std::optional<NamedTime> TimeInName(std::string_view path) {
  const std::string_view name = LastPart(path);
  if (const auto epoch = EpochInName(name)) return NamedTime{*epoch, false};
  bool inside = false;  // of a number
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool digit = kDigits.find(name[at]) != std::string_view::npos;
    if (digit && !inside) {
      if (const auto date = DateAt(name.substr(at))) return date;
    }
    inside = digit;
  }
  return std::nullopt;
}

Time DayFrom(Time start) {
  const Time midnight = std::chrono::floor<days>(start);
  return std::max(midnight, start - hours(23));
}

ClockOptions ClockOptionsFor(const std::string& location, const RecordingTimes& known) {
  ClockOptions options;
  options.kind = known.kind;
  const auto named = TimeInName(location);
  if (known.start) {
    options.start = *known.start;
  } else if (named && !named->day_only && known.counter_names) {
    options.start = named->at;
  }
  if (known.start || named) {
    options.day_from = DayFrom(known.start ? *known.start : named->at);
  } else if (const auto change = LastChange(location)) {
    options.day_from = *change + minutes(1) - days(1);
  } else {
    options.day_from = std::chrono::system_clock::now() - hours(12);
  }
  return options;
}

}  // namespace pelorus::modes
