#include "io/modes/sbs_time.h"

#include <algorithm>
#include <array>

#include "io/tabular/csv_fields.h"

namespace pelorus::modes {
namespace {

constexpr std::int64_t kFallNs = 60'000'000'000;

/// The next word of `text`, which loses it.
std::string_view NextWord(std::string_view& text) {
  text = Trimmed(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

int MonthOf(std::string_view name) {
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto* found = std::find(std::begin(kMonths), std::end(kMonths), name);
  return found == std::end(kMonths) ? 0 : static_cast<int>(found - std::begin(kMonths)) + 1;
}

int NumberOr(std::string_view text, int otherwise) {
  const auto number = ParseWhole(text, 9999);
  return number ? static_cast<int>(*number) : otherwise;
}

/// Seconds east of UTC of `+hhmm`, `-hhmm`.
std::optional<int> ZoneOf(std::string_view text) {
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int hours = NumberOr(text.substr(1, 2), 99);
  const int minutes = NumberOr(text.substr(3, 2), 99);
  if (hours > 14 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/// `Wed Sep 2 04:23:37 +0000 UTC 2015`.
std::optional<Time> ParseStart(std::string_view text) {
  NextWord(text);  // the day of the week
  const int month = MonthOf(NextWord(text));
  const int day = NumberOr(NextWord(text), 0);
  const std::string_view clock = NextWord(text);
  const auto zone = ZoneOf(NextWord(text));
  NextWord(text);  // its name
  const int year = NumberOr(NextWord(text), 0);
  if (clock.size() != 8 || clock[2] != ':' || clock[5] != ':' || !zone) return std::nullopt;
  const auto local =
      TimeFromCivil(year, month, day, NumberOr(clock.substr(0, 2), 99),
                    NumberOr(clock.substr(3, 2), 99), NumberOr(clock.substr(6, 2), 99));
  if (!local) return std::nullopt;
  return *local - std::chrono::seconds(*zone);
}

}  // namespace

SbsMoment SbsTime(std::string_view date, std::string_view time) {
  date = Trimmed(date);
  time = Trimmed(time);
  if (date.empty() && time.empty()) return {};
  // As ISO 8601: the date with dashes, a blank, and the time as it is.
  constexpr std::size_t kDate = 10;
  std::array<char, 48> joined{};
  if (date.size() != kDate || time.size() > joined.size() - kDate - 1) return {{}, false};
  std::replace_copy(date.begin(), date.end(), joined.begin(), '/', '-');
  joined[kDate] = ' ';
  std::copy(time.begin(), time.end(), joined.begin() + kDate + 1);
  return {ParseIso8601({joined.data(), kDate + 1 + time.size()}), false};
}

bool SbsClock::TakeStart(std::string_view line) {
  constexpr std::string_view kWord = "START,";
  const std::size_t at = line.find(kWord);
  if (at == std::string_view::npos) return false;
  const auto start = ParseStart(line.substr(at + kWord.size()));
  if (!start) return false;
  start_ = start;
  last_ns_ = 0;
  return true;
}

SbsMoment SbsClock::At(std::int64_t counter_ns) {
  if (counter_ns < last_ns_ - kFallNs) {
    start_.reset();
    last_ns_ = 0;
  }
  last_ns_ = std::max(counter_ns, last_ns_);
  if (!start_) return {};
  if (counter_ns > (Time::max() - std::max(*start_, Time{})).count()) return {{}, false};
  return {*start_ + Duration{counter_ns}, false};
}

}  // namespace pelorus::modes
