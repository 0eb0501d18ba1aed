#include "fusion/anomaly/silence_interference.h"

#include <algorithm>
#include <iterator>

namespace pelorus {
namespace {

/// Whether a ray from `p` to the east crosses a ring an odd number of times.
bool IsWithin(const GeoRing& ring, GeoPoint p) {
  bool within = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const GeoPoint a = ring[i];
    const GeoPoint b = ring[j];
    if ((a.lat_deg() > p.lat_deg()) == (b.lat_deg() > p.lat_deg())) continue;
    const double share = (p.lat_deg() - a.lat_deg()) / (b.lat_deg() - a.lat_deg());
    if (p.lon_deg() < a.lon_deg() + share * (b.lon_deg() - a.lon_deg())) within = !within;
  }
  return within;
}

}  // namespace

bool Covers(const std::vector<GeoPolygon>& area, GeoPoint p) {
  return std::any_of(area.begin(), area.end(), [p](const GeoPolygon& polygon) {
    const auto holds = [p](const GeoRing& ring) { return IsWithin(ring, p); };
    return holds(polygon.outer) && std::none_of(polygon.holes.begin(), polygon.holes.end(), holds);
  });
}

std::vector<Event> InterferenceAmong(std::span<const Event> earlier) {
  std::vector<Event> found;
  std::copy_if(earlier.begin(), earlier.end(), std::back_inserter(found),
               [](const Event& event) { return event.kind == EventKind::kGnssInterference; });
  return found;
}

const Event* InterferenceAt(std::span<const Event> interference, GeoPoint p, Time at) {
  const auto place =
      std::find_if(interference.begin(), interference.end(), [&](const Event& event) {
        return event.start <= at && (!event.end || at <= *event.end) && Covers(event.area, p);
      });
  return place == interference.end() ? nullptr : &*place;
}

}  // namespace pelorus
