#pragma once

#include <cstdint>
#include <unordered_map>

#include "geo/geo_point.h"
#include "geo/time.h"

namespace pelorus::modes {

/// The last position of each aircraft, to tell rows that repeat it. Remembers at least the latest
/// kMost aircraft and at most twice as many.
class RecentPositions {
 public:
  static constexpr std::size_t kMost = 1 << 16;
  /// Times of one position differ by so much where a feed rounds ages to tenths of a second.
  static constexpr Duration kRounding = std::chrono::milliseconds(200);

  /// True when this is the position that the aircraft had last; else it has this one from now on.
  bool Repeats(std::uint32_t aircraft, const GeoPoint& position, Time at);

 private:
  struct Last {
    GeoPoint position;
    Time at;
  };
  using Generation = std::unordered_map<std::uint32_t, Last>;
  Generation newer_, older_;
};

}  // namespace pelorus::modes
