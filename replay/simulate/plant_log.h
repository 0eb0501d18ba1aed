#pragma once

#include <vector>

#include "replay/simulate/plant.h"
#include "replay/simulate/reception.h"
#include "replay/simulate/truth.h"

namespace pelorus {

/// Follows what was planted through the run, and writes down what came of it.
class PlantLog {
 public:
  /// `plants` and `reception` outlive this.
  PlantLog(const Plants& plants, const Reception& reception)
      : plants_(plants), reception_(reception), traces_(plants.players.size()) {}

  /// Call for second 0, 60, 120 …
  void Observe(int now_s);
  /// Somebody whose receiver is inside jammed area `area`.
  void Affected(std::size_t area, Mmsi who);
  /// Writes what did happen within the first `seconds`; what a script did not come to is left out.
  void Write(TruthWriter& truth, int seconds) const;

 private:
  struct Minute {
    GeoPoint at;
    double clarity = 0.0;
  };

  std::optional<int> Resolve(const Moment& moment) const;
  std::optional<PlantedTruth> TruthOf(const PlantRecord& record, int seconds) const;
  /// Place in the middle, and how well one could hear its players meanwhile.
  void Locate(const PlantRecord& record, int from_s, int to_s, PlantedTruth& truth) const;

  /// How far from its first place it comes.
  Length Farthest(std::size_t player, int from_s, int to_s) const;

  const Plants& plants_;
  const Reception& reception_;
  std::vector<std::vector<Minute>> traces_;
  std::vector<std::vector<Mmsi>> affected_;
};

}  // namespace pelorus
