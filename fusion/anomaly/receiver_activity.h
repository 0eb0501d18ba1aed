#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/reception_map.h"

namespace pelorus {

/// How many vessels were heard in each degree by degree, ten minutes by ten minutes. Where nobody
/// is heard for a while in a place that is else busy, the receivers were out, not the vessels.
class ReceiverActivity {
 public:
  /// A vessel was heard in `bin`; to be called once a vessel and bin.
  void Hear(GeoPoint p, TimeBin bin);

  /// Works out when the receivers around each place worked. To be called before `Working`.
  void Smooth();

  /// Chance that what served `p` worked in `bin`; 1 where too little is known. A two-state chain
  /// over the counts; docs/FORMULAS.md, "Silences".
  double Working(GeoPoint p, TimeBin bin) const;

 private:
  struct Footprint {
    TimeBin first = 0;
    std::vector<std::uint16_t> heard;  ///< from `first` on
    std::vector<float> working;        ///< likewise, once smoothed
  };
  static std::uint32_t BlockOf(GeoPoint p);
  static void Forget(Footprint& footprint, TimeBin bin);
  static void Smooth(Footprint& footprint, TimeBin last);

  std::unordered_map<std::uint32_t, Footprint> footprints_;
  TimeBin last_ = 0;
};

}  // namespace pelorus
