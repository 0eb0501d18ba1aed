#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pelorus {

using Duration = std::chrono::nanoseconds;
/// UTC event time, nanosecond resolution, 1677 to 2262. The engine never asks for "now": every Time
/// comes from the data.
using Time = std::chrono::sys_time<Duration>;

/// Seconds of a duration as a double; exact to about 1 ns below 100 days.
constexpr double ToSeconds(Duration d) { return std::chrono::duration<double>(d).count(); }

/// The duration nearest to `seconds`; saturates at the range of Duration, NaN gives zero.
Duration FromSeconds(double seconds);

/// A Time from whole seconds since 1970-01-01 and nanoseconds after it, or nothing when it does
/// not fit (years outside 1678 to 2261).
std::optional<Time> TimeFromUnix(std::int64_t seconds, std::int64_t nanoseconds = 0);

/// A Time from UTC calendar fields, or nothing when one is out of range. `second` 60 (a leap
/// second) is taken as the first instant of the next minute.
std::optional<Time> TimeFromCivil(int year, int month, int day, int hour, int minute, int second,
                                  std::int64_t nanoseconds = 0);

/// Reads ISO 8601 / RFC 3339: `2016-01-12T13:02:11.218Z`, with `T`, `t` or a blank between date
/// and time, seconds and fraction (`.` or `,`; digits beyond the ninth are cut) optional, zone `Z`,
/// `±hh:mm`, `±hhmm`, `±hh` or none (UTC), and the date alone (midnight). Nothing on any other
/// text.
std::optional<Time> ParseIso8601(std::string_view text);

/// Reads a decimal number of seconds since 1970-01-01 exactly (no rounding through double; digits
/// beyond the ninth after the point are cut). Nothing on any other text or out of range.
std::optional<Time> ParseEpochSeconds(std::string_view text);

/// Writes `2016-01-12T13:02:11.218Z`: UTC, fraction in 0, 3, 6 or 9 digits, as many as the value
/// needs. ParseIso8601 reads it back to the same Time (years 1678 to 2261).
std::string FormatIso8601(Time t);

}  // namespace pelorus
