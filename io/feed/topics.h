#pragma once

#include <string>
#include <string_view>

#include "geo/geo_point.h"

/// The first frame of the feed's messages. A subscription is a prefix of it, so every part ends
/// with a dot: `v1.trk.caspian.` does not match `caspian2`.
namespace pelorus::feed {

inline constexpr std::string_view kHeartbeatTopic = "v1.hb.";
inline constexpr std::string_view kTrackTopics = "v1.trk.";
inline constexpr std::string_view kEventTopics = "v1.evt.";
/// Ends a snapshot, and the answer to `since`.
inline constexpr std::string_view kEndTopic = "v1.end.";

/// `caspian`, `red-sea`, or `world` for all that is in neither.
std::string_view RegionName(GeoPoint at);

/// `v1.trk.REGION.CELL.`; a cell is one degree wide and named for its south-western corner, as
/// `n40e050`.
std::string TrackTopic(GeoPoint at);

/// `v1.evt.KIND.REGION.`.
std::string EventTopic(std::string_view kind, GeoPoint at);

}  // namespace pelorus::feed
