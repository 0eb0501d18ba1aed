#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/time.h"

namespace pelorus::modes {

/// A time that an SBS-1 line gives.
struct SbsMoment {
  std::optional<Time> at;
  bool absent = true;  ///< nothing is written; else `at` is nothing where it cannot be read
};

/// The date `2018/04/03` and the time `19:02:28.136`, UTC.
SbsMoment SbsTime(std::string_view date, std::string_view time);

/// When a log began whose lines have a count of nanoseconds since then. A log may begin anew: each
/// `START,Wed Sep 2 04:23:37 +0000 UTC 2015` line is a new beginning, and a counter that falls back
/// by more than a minute without one is a beginning that nobody knows.
class SbsClock {
 public:
  /// `start` is the beginning of the first log, for logs that do not say it; their own word counts
  /// more.
  explicit SbsClock(std::optional<Time> start) : start_(start) {}

  /// Takes the beginning that stands in `line`, also behind what a cut line left; false when there
  /// is none.
  bool TakeStart(std::string_view line);
  /// The time of a count; absent while the beginning is not known.
  SbsMoment At(std::int64_t counter_ns);

 private:
  std::optional<Time> start_;
  std::int64_t last_ns_ = 0;
};

}  // namespace pelorus::modes
