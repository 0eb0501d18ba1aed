#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "fusion/anomaly/event.h"

namespace pelorus {

/// Writes `events.jsonl`: one event a line, in the order given; docs/EVENTS.md. `inputs` by
/// SourceId. Throws std::runtime_error with path and cause.
void WriteEventsJsonl(const std::filesystem::path& file, std::span<const Event> events,
                      std::span<const std::string> inputs);

/// Writes `events.geojson` (RFC 7946): a point an event that goes on, a line from where a silence
/// began to where it ended otherwise; the properties are those of events.jsonl. A line across the
/// antimeridian is cut in two there. Throws likewise.
void WriteEventsGeojson(const std::filesystem::path& file, std::span<const Event> events,
                        std::span<const std::string> inputs);

/// Writes the area of each event that has one to AreaFile(event) within `folder`: a feature with
/// one multipolygon, and the id and kind of the event. Throws likewise. False when no event has
/// one; no folder is made then.
bool WriteEventAreas(const std::filesystem::path& folder, std::span<const Event> events);

}  // namespace pelorus
