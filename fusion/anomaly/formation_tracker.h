#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"

namespace pelorus {

/// An aircraft in the air at the time of a round.
struct Flying {
  TargetKey key;
  GeoPoint at;
  Eigen::Vector2d v_mps = Eigen::Vector2d::Zero();  ///< over ground, [east, north]
  double altitude_ft = 0.0;                         ///< pressure altitude
};

/// Two aircraft that flew together: within 2 km and 1,000 ft, at velocities that differ by less
/// than 20 m/s, for five minutes or more. Traffic on one airway is kept 1,000 ft and 5 nm apart.
struct Formation {
  std::pair<TargetKey, TargetKey> aircraft;  ///< the lower key first
  Time since;
  Time until;  ///< last seen together
  Length closest;
};

/// Finds formations, round by round. Cost grows with close pairs, n log n else. Memory: the pairs
/// of the moment and the first 10,000 formations.
class FormationTracker {
 public:
  /// Rounds follow each other in time, not more than this apart where there is anything to see.
  static constexpr Duration kRound = std::chrono::seconds{30};

  /// All that fly at `t`; their order does not matter, it is changed.
  void Round(Time t, std::vector<Flying>& flying);

  /// The aircraft that `key` flew with until within two minutes of `t`; nothing where with none.
  std::optional<TargetKey> CompanionOf(TargetKey key, Time t) const;

  /// All so far, by their beginning; those that last with the time of the newest round.
  std::vector<Formation> formations() const;

 private:
  void Together(const Flying& a, const Flying& b, Time t);

  using Pair = std::pair<TargetKey, TargetKey>;
  std::map<Pair, Formation> pairs_;  ///< of the moment, long enough together or not
  std::vector<Formation> past_;
  std::unordered_multimap<TargetKey, std::uint32_t> past_of_;
};

}  // namespace pelorus
