#include "fusion/anomaly/silence_interference.h"

#include <algorithm>
#include <iterator>

#include "fusion/anomaly/suspension.h"

namespace pelorus {
std::vector<Event> InterferenceAmong(std::span<const Event> earlier) {
  std::vector<Event> found;
  std::copy_if(earlier.begin(), earlier.end(), std::back_inserter(found),
               [](const Event& event) { return event.kind == EventKind::kGnssInterference; });
  return found;
}

const Event* InterferenceAt(std::span<const Event> interference, GeoPoint p, Time at) {
  const auto place =
      std::find_if(interference.begin(), interference.end(), [&](const Event& event) {
        return event.start <= at && (!event.end || at <= *event.end) && Contains(event.area, p);
      });
  return place == interference.end() ? nullptr : &*place;
}

}  // namespace pelorus
