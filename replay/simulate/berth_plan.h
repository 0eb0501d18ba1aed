#pragma once

#include <optional>
#include <string>
#include <vector>

#include "replay/simulate/lane_network.h"
#include "replay/simulate/random.h"

namespace pelorus {

/// A place that one vessel holds.
struct Mooring {
  std::size_t slot = 0;
  GeoPoint at;
};

/// Who lies where: berths along the quays and places in the anchorages, so that no two vessels lie
/// on top of each other.
class BerthPlan {
 public:
  BerthPlan(const Scenario& scenario, const LaneNetwork& lanes);

  /// The free berth nearest to the middle of the quay; more rows grow to seaward as needed.
  Mooring TakeBerth(std::size_t port);
  void FreeBerth(std::size_t port, std::size_t slot) { ports_[port].taken[slot] = false; }

  /// A place in the anchorage of `port`, which must have one, well clear of the others as long as
  /// there is room.
  Mooring TakeAnchorage(std::size_t port, RandomSequence& random);
  void FreeAnchorage(std::size_t port, std::size_t slot) { ports_[port].anchored[slot].reset(); }

 private:
  struct PortState {
    std::vector<bool> taken;
    std::vector<std::optional<GeoPoint>> anchored;
  };

  GeoPoint BerthAt(std::size_t port, std::size_t slot) const;

  const Scenario& scenario_;
  const LaneNetwork& lanes_;
  std::vector<PortState> ports_;
};

/// A point of the disc of an anchorage or fishing ground, even by area, `margin` inside its edge.
GeoPoint PointInDisc(const Waypoint& disc, Length margin, RandomSequence& random);

}  // namespace pelorus
