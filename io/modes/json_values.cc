#include "io/modes/json_values.h"

#include <simdjson.h>

#include <cmath>

#include "io/tabular/csv_fields.h"

namespace pelorus::modes {
namespace {

using simdjson::dom::element;
using Found = simdjson::simdjson_result<element>;

std::optional<double> Number(const Found& found) {
  double value = 0.0;
  if (found.get(value) == simdjson::SUCCESS) return value;
  std::string_view text;
  if (found.get(text) == simdjson::SUCCESS) return ParseNumber(text);
  return std::nullopt;
}

std::string_view Text(const Found& found) {
  std::string_view text;
  return found.get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

std::optional<bool> Flag(const Found& found) {
  bool flag = false;
  if (found.get(flag) == simdjson::SUCCESS) return flag;
  std::int64_t number = 0;
  if (found.get(number) == simdjson::SUCCESS && (number == 0 || number == 1)) return number == 1;
  return std::nullopt;
}

/// Counts since 1970 in the unit that their size tells, as ParseTableTime has it.
std::optional<Time> TimeFromCount(std::int64_t count) {
  std::int64_t per_second = 1;
  if (count >= 100'000'000'000) per_second = 1000;
  if (count >= 100'000'000'000'000) per_second = 1'000'000;
  if (count >= 100'000'000'000'000'000) per_second = 1'000'000'000;
  const std::int64_t seconds = count / per_second;
  return TimeFromUnix(seconds, (count - seconds * per_second) * (1'000'000'000 / per_second));
}

std::optional<Time> TimeFromCount(double count) {
  if (!(std::abs(count) < 9e18)) return std::nullopt;
  const double whole = std::floor(count);
  if (whole == count || whole >= 1e11) return TimeFromCount(static_cast<std::int64_t>(whole));
  // Doubles of today's seconds are good to a quarter of a microsecond.
  const auto us = static_cast<std::int64_t>(std::llround((count - whole) * 1e6));
  return TimeFromUnix(static_cast<std::int64_t>(whole), us * 1000);
}

JsonTime ReadTime(const Found& found) {
  element value;
  if (found.get(value) != simdjson::SUCCESS || value.is_null()) return {};
  JsonTime time;
  std::int64_t count = 0;
  double number = 0.0;
  std::string_view text;
  if (value.get(count) == simdjson::SUCCESS) {
    time.at = TimeFromCount(count);
    time.whole = count < 100'000'000'000;
  } else if (value.get(number) == simdjson::SUCCESS) {
    time.at = TimeFromCount(number);
  } else if (value.get(text) == simdjson::SUCCESS) {
    time.at = ParseTableTime(text);
  }
  time.unreadable = !time.at;
  return time;
}

Found Member(const element& object, std::string_view key) { return object.at_key(key); }
Found Element(const element& array, std::size_t index) { return array.at(index); }

}  // namespace

std::optional<double> NumberIn(const element& value) { return Number(Found(element(value))); }
std::string_view TextIn(const element& value) { return Text(Found(element(value))); }
std::optional<bool> FlagIn(const element& value) { return Flag(Found(element(value))); }
JsonTime TimeIn(const element& value) { return ReadTime(Found(element(value))); }

std::optional<double> NumberOf(const element& object, std::string_view key) {
  return Number(Member(object, key));
}
std::optional<double> NumberAt(const element& array, std::size_t index) {
  return Number(Element(array, index));
}
std::string_view TextOf(const element& object, std::string_view key) {
  return Text(Member(object, key));
}
std::string_view TextAt(const element& array, std::size_t index) {
  return Text(Element(array, index));
}
std::optional<bool> FlagOf(const element& object, std::string_view key) {
  return Flag(Member(object, key));
}
std::optional<bool> FlagAt(const element& array, std::size_t index) {
  return Flag(Element(array, index));
}
JsonTime TimeOf(const element& object, std::string_view key) {
  return ReadTime(Member(object, key));
}
JsonTime TimeAt(const element& array, std::size_t index) { return ReadTime(Element(array, index)); }

const element* ObjectOf(const element& object, std::string_view key, element& room) {
  return Member(object, key).get(room) == simdjson::SUCCESS && room.is_object() ? &room : nullptr;
}

bool Lists(const element& object, std::string_view key, std::string_view text) {
  simdjson::dom::array array;
  if (Member(object, key).get(array) != simdjson::SUCCESS) return false;
  for (const element entry : array) {
    std::string_view name;
    if (entry.get(name) == simdjson::SUCCESS && name == text) return true;
  }
  return false;
}

std::optional<Time> Shifted(const std::optional<Time>& from, std::optional<double> seconds) {
  constexpr double kMost = 30.0 * 365.25 * 86400.0;
  constexpr Duration kMargin = std::chrono::hours(24 * 366 * 31);
  if (!from || !seconds || !(std::abs(*seconds) < kMost)) return std::nullopt;
  if (*from < Time::min() + kMargin || *from > Time::max() - kMargin) return std::nullopt;
  return *from + std::chrono::microseconds(std::llround(*seconds * 1e6));
}

}  // namespace pelorus::modes
