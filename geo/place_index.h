#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "geo/places.h"

namespace pelorus {

/// Which places a query asks for.
struct PlaceFilter {
  std::optional<PlaceKind> kind;  ///< any when absent
  /// Places farther away than this are left out; equal is in.
  Length max_distance = Length::Meters(std::numeric_limits<double>::infinity());
};

/// A place and its geodesic distance from the point of a query.
struct NearPlace {
  const Place* place;  ///< into the index, lives as long as it
  Length distance;
};

/// Places, searchable by distance. A k-d tree over earth-centred coordinates narrows the search,
/// geodesics decide: answers are exact to 15 nm everywhere, poles and antimeridian included. Const
/// queries may run in any number of threads.
class PlaceIndex {
 public:
  explicit PlaceIndex(std::vector<Place> places);
  /// Moving keeps pointers into the index; copies would silently point elsewhere.
  PlaceIndex(PlaceIndex&&) = default;
  PlaceIndex& operator=(PlaceIndex&&) = default;

  /// The places, in an order of the index's own.
  const std::vector<Place>& places() const { return places_; }

  /// The nearest place that passes the filter; nothing when there is none. Does not allocate.
  std::optional<NearPlace> Nearest(GeoPoint p, const PlaceFilter& filter = {}) const;

  /// All places within `radius`, nearest first.
  std::vector<NearPlace> WithinRadius(GeoPoint p, Length radius,
                                      std::optional<PlaceKind> kind = std::nullopt) const;

 private:
  struct Range {
    std::size_t begin, end;
    int axis;
  };

  void Arrange(std::size_t begin, std::size_t end, int axis);
  /// Calls `visit(index)` for every place whose chord from `q` is at most what `reach_m()` says at
  /// that moment; nearer halves first.
  template <class Reach, class Visit>
  void Search(const Eigen::Vector3d& q, Range range, const Reach& reach_m, Visit& visit) const;

  std::vector<Place> places_;
  std::vector<Eigen::Vector3d> at_ecef_;
};

}  // namespace pelorus
