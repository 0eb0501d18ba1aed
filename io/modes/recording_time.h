#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/time.h"
#include "io/modes/receiver_clock.h"

namespace pelorus::modes {

/// What the name of a file says of the time of its first record, UTC.
struct NamedTime {
  Time at;
  bool day_only = false;  ///< a date without a time of day; `at` is its midnight
};

/// Finds, in the last part of a path, `-utc-EPOCH` (seconds with or without a fraction), or the
/// first date, as `20180403` or `2018-04-03`, with or without a time of day behind it (`T190228`,
/// `_19-02-28`, …). Years 1990 to 2099. Nothing when there is none.
std::optional<NamedTime> TimeInName(std::string_view path);

/// The first instant at which the first stamp of a GPS clock may be, when its recording is said to
/// begin at `start`: that day, or the next where `start` is in the last hour of its day.
Time DayFrom(Time start);

/// What is known beforehand of the times in a file of frames.
struct RecordingTimes {
  std::optional<Time> start;  ///< as the user says
  bool counter_names = true;  ///< a counter starts by the file's name where the user says nothing
  std::optional<ClockKind> kind;
};

/// How the stamps of an input become times: a counter starts at `start`, else at the instant in the
/// file's name, else at 1970. The day of a GPS clock comes from `start`, else from the file's name,
/// else from its last change, which the first stamp is at most a day before. A network location and
/// standard input take the machine's clock for that.
ClockOptions ClockOptionsFor(const std::string& location, const RecordingTimes& known);

}  // namespace pelorus::modes
