#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "geo/land.h"
#include "geo/shore_tree.h"
#include "geo/units.h"

namespace pelorus {

/// How far it is to the shore.
struct ShoreDistance {
  /// Positive on water, negative on land. Magnitude: the distance to the nearest shore, or to the
  /// edge of the data where that is nearer.
  Length signed_distance;
  /// The edge of the data is nearer than any shore in it: the true distance is this or more, and
  /// the sign holds.
  bool lower_bound;
};

/// Signed distance to the shore in one or several regions.
///
/// Error against the geodesic distance to the shoreline of the data (straight in longitude and
/// latitude between its vertices): below 2 m within 200 km of the shore, below 5 m within 500 km,
/// below 20 m within 1,000 km, below 100 m within 1,800 km; derivation in docs/GEOGRAPHY.md. What
/// the data itself is worth is another question: see there. About 0.5 µs a query; const queries
/// may run in any number of threads.
class ShoreIndex {
 public:
  /// Builds the index of `land` beside those already there. Where regions overlap, the later one
  /// answers, unless it has only a lower bound and an earlier one has more.
  void Add(const Land& land);

  bool Covers(GeoPoint p) const { return RegionAt(p) != nullptr; }

  /// Nothing outside all regions.
  std::optional<ShoreDistance> Distance(GeoPoint p) const;

  /// Whether `p` is water by the data: signed distance above zero. Nothing outside all regions.
  std::optional<bool> IsWater(GeoPoint p) const;

  /// Whether a ship may be at `p`: on water, or on land by no more than the tolerance of the region
  /// (1.5 km in the Caspian, 0.7 km elsewhere by default). On land near the edge of the data, where
  /// water may be just outside, the answer is yes. Nothing outside all regions.
  std::optional<bool> IsWaterWithinTolerance(GeoPoint p) const;

  /// Tolerance of the region that answers at `p`; nothing outside all regions.
  std::optional<Length> WaterTolerance(GeoPoint p) const;

  /// Names of the regions in the order they were added.
  std::vector<std::string> names() const;
  /// Heap memory held by all regions, bytes.
  std::size_t memory_bytes() const;

 private:
  struct IndexedRegion {
    std::string name;
    Region box;
    Length water_tolerance;
    ShoreTree tree;
  };

  const IndexedRegion* RegionAt(GeoPoint p) const;
  static ShoreDistance DistanceIn(const IndexedRegion& region, GeoPoint p);

  std::vector<IndexedRegion> regions_;
};

/// Shortest way from `p`, inside the box, to the edge of the box, metres; infinite for the whole
/// earth. Edges at a pole, or where the box goes all the way round, are none. Never more than the
/// true distance by over 1 in 10,000.
double DistanceToEdgeM(const Region& box, GeoPoint p);

}  // namespace pelorus
