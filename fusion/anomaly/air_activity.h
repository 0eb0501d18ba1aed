#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/air_coverage.h"

namespace pelorus {

/// How many aircraft were heard in each four degrees by four, and everywhere, minute by minute.
/// Where nobody is heard for minutes in a place that is else busy, the receivers were out, not the
/// aircraft. Of the last thirty to sixty days: at most 260 kB a place.
class AirActivity {
 public:
  /// An aircraft was heard in `minute`; to be called once an aircraft and minute.
  void Hear(GeoPoint p, Minute minute);

  /// Works out when the receivers around each place worked. To be called before `Working`, again
  /// after more was heard.
  void Smooth();

  /// Chance that what served `p` worked in `minute`; 1 where too little is known.
  double Working(GeoPoint p, Minute minute) const;

 private:
  struct Footprint {
    Minute first = 0;
    std::vector<std::uint8_t> heard;    ///< from `first` on
    std::vector<std::uint8_t> working;  ///< likewise, of 255, once smoothed
  };
  static std::uint32_t BlockOf(GeoPoint p);
  void HearIn(std::uint32_t block, Minute minute);
  double WorkingIn(std::uint32_t block, Minute minute) const;
  static void Smooth(Footprint& footprint, Minute last);

  std::unordered_map<std::uint32_t, Footprint> footprints_;
  Minute last_ = 0;
};

}  // namespace pelorus
