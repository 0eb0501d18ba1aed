#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/export/run_tracks.h"

namespace pelorus {

/// A row of a timeline: when one participant was heard.
struct TimelineRow {
  std::string label;
  std::vector<const RunTrack*> tracks;
  /// How many reports were to be expected during the event; empty where nobody can tell, or for a
  /// participant that was heard.
  std::optional<double> expected;
};

/// When participants were heard around an event, as an SVG element: a bar for each span of updates
/// at most ten minutes apart, the event shaded, and what was to be expected in it. As much time
/// before and after it as it lasted, six hours at least. Of one that has not ended, up to
/// `run_end`.
std::string TimelineSvg(std::span<const TimelineRow> rows, Time start, std::optional<Time> end,
                        Time run_end);

}  // namespace pelorus
