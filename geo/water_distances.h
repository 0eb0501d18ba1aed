#pragma once

#include <Eigen/Core>
#include <limits>
#include <optional>
#include <vector>

#include "geo/units.h"
#include "geo/water_grid.h"

namespace pelorus {

class WaterDistances;

/// What a search for ways over water need not look at.
struct WaterSearchLimits {
  /// Of the ship; channels that allow less are closed.
  Length draught = Length::Meters(0.0);
  /// The way there and on to `toward` may be this long in all; what is further may stay unknown.
  Length total = Length::Meters(std::numeric_limits<double>::infinity());
  std::optional<GeoPoint> toward;
  /// Distances from `toward` that are known already: they cut more than the straight line does.
  /// Must be of the same grid, and outlive the constructor's call.
  const WaterDistances* from_toward = nullptr;
};

/// Lengths of the shortest ways over water from one point to everywhere in a grid.
///
/// Any-angle search (Nash, Koenig, Tovey 2010, Lazy Theta*, run to the end): each square keeps the
/// point where the way to it last turned, so that ways bend at capes only and a length is that of
/// the geodesic wherever one sees straight across: FastDistance, off by less than 2 m in 500 km.
/// Behind capes the answer is too long rather than too short: the ways turn at the centres of
/// squares, which lie up to a cell off the cape. Measured against brute force: docs/GEOGRAPHY.md.
/// Deterministic.
class WaterDistances {
 public:
  /// `grid` must outlive the distances. A start on land begins at the nearest water within 25 km;
  /// where there is none, nothing can be reached.
  WaterDistances(const WaterGrid& grid, GeoPoint from, const WaterSearchLimits& limits = {});

  /// Whether there is water at the start or within 25 km of it.
  bool starts() const { return start_.has_value(); }

  /// Length of the shortest way to `p`; a point on land is reached from the nearest water within
  /// `ashore`. Nothing where there is none, no way leads there, or the limits cut it off.
  std::optional<Length> To(GeoPoint p, Length ashore = Length::Kilometers(25.0)) const;

  /// The same for a point on water, in cells of the raster and ECEF, metres; infinite where To()
  /// gives nothing, and on land.
  double ToM(const Eigen::Vector2d& p_cells, const Eigen::Vector3d& p_ecef) const;

  /// Length of the shortest way to a point of a leaf by its centre, metres: quick, and never
  /// shorter than ToM(). Infinite where no way to the centre is known.
  double ByLeafM(WaterGrid::LeafId leaf, const Eigen::Vector3d& p_ecef) const;

  /// Length of the shortest way to the centre of a leaf, metres; infinite where none is known.
  double AtLeafM(WaterGrid::LeafId leaf) const { return at(leaf).distance_m; }

 private:
  using LeafId = WaterGrid::LeafId;
  static constexpr LeafId kStart = -1;  ///< the turning point is the start itself

  struct Reached {
    double distance_m = std::numeric_limits<double>::infinity();
    LeafId turn = kStart;
    bool settled = false;
  };
  struct Candidate {
    double distance_m;
    LeafId leaf;
    friend bool operator>(const Candidate& a, const Candidate& b) {
      return a.distance_m != b.distance_m ? a.distance_m > b.distance_m : a.leaf > b.leaf;
    }
  };

  void Search(const WaterSearchLimits& limits);
  void Relax(LeafId from, LeafId to, std::vector<Candidate>& open);
  /// Where the straight line from the turning point is blocked, the best way by a neighbour that
  /// is not; true when the leaf had to be put off.
  bool PutOff(LeafId leaf, std::vector<Candidate>& open);
  /// Where the way to a leaf bends at a neighbour's centre, in open water: moves the bend back
  /// along the way towards the cape that it goes round.
  void Tighten(LeafId leaf);
  bool BeyondLimits(LeafId leaf, const WaterSearchLimits& limits,
                    const std::optional<Eigen::Vector3d>& toward_ecef) const;
  /// The way to a point by a turning point, metres.
  double ByTurnM(LeafId turn, const Eigen::Vector3d& p_ecef) const;
  bool TurnSees(LeafId turn, const Eigen::Vector2d& p_cells) const;

  Reached& at(LeafId leaf) { return reached_[static_cast<std::size_t>(leaf)]; }
  const Reached& at(LeafId leaf) const { return reached_[static_cast<std::size_t>(leaf)]; }
  const WaterLeaf& Leaf(LeafId leaf) const {
    return grid_->leaves()[static_cast<std::size_t>(leaf)];
  }

  const WaterGrid* grid_;
  Eigen::Vector3d from_ecef_;
  Eigen::Vector2d from_cells_ = Eigen::Vector2d::Zero();
  std::optional<LeafId> start_;
  bool starts_on_water_ = false;
  std::vector<Reached> reached_;
};

}  // namespace pelorus
