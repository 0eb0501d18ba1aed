#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "geo/time.h"
#include "io/export/run_tracks.h"

namespace pelorus {

/// One line of a timeline: who, and what was heard of it.
struct TimelineRow {
  std::string_view label;
  std::vector<const RunTrack*> tracks;
};

/// When participants of an event were heard, a row each, as an SVG element: how many track points
/// fall into each of 120 equal parts of the time shown, the event's own time shaded. The time shown
/// is the event's with as much again before and after, at least 6 h each.
std::string TimelineSvg(std::span<const TimelineRow> rows, Time start, std::optional<Time> end,
                        Time run_end);

}  // namespace pelorus
