#include "io/feed/topics.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "geo/region.h"

namespace pelorus::feed {

std::string_view RegionName(GeoPoint at) {
  static const Region kCaspian = CaspianRegion();
  static const Region kRedSea = RedSeaRegion();
  if (kCaspian.Contains(at)) return "caspian";
  return kRedSea.Contains(at) ? "red-sea" : "world";
}

std::string TrackTopic(GeoPoint at) {
  const int south = static_cast<int>(std::floor(at.lat_deg()));
  const int west = static_cast<int>(std::floor(at.lon_deg()));
  return fmt::format("{}{}.{}{:02}{}{:03}.", kTrackTopics, RegionName(at), south < 0 ? 's' : 'n',
                     std::abs(south), west < 0 ? 'w' : 'e', std::abs(west));
}

std::string EventTopic(std::string_view kind, GeoPoint at) {
  return fmt::format("{}{}.{}.", kEventTopics, kind, RegionName(at));
}

}  // namespace pelorus::feed
