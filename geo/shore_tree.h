#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/region.h"
#include "geo/shore_segments.h"

namespace pelorus {

/// Finds the nearest of many shore segments: a quadtree over the longitudes and latitudes of a box,
/// whose leaves list every segment that can be nearest to some point of the leaf. A query descends
/// once and measures those few. Exact among the chords; const, without allocation, so that threads
/// may share it.
class ShoreTree {
 public:
  struct Nearest {
    double chord_m;  ///< straight through the earth; infinite when there is no segment
    bool on_land;    ///< side of the nearest segment; false when there is none
    bool is_cut;     ///< the nearest is the edge of the data, behind it unknown land
  };

  ShoreTree(const Region& box, std::vector<ShoreSegment> segments);

  /// `p` must lie in the box.
  Nearest Find(GeoPoint p) const;

  std::size_t segment_count() const { return segments_.size(); }
  /// Heap memory held, bytes.
  std::size_t memory_bytes() const;

 private:
  /// A leaf lists `count` entries of candidates_ from `first`; an inner node has four children in
  /// nodes_ from `first` (south-west, south-east, north-west, north-east).
  struct Node {
    std::uint32_t first = 0;
    std::uint32_t count = kInner;
  };
  static constexpr std::uint32_t kInner = 0xffffffff;

  /// A cell by its south-west corner and size, degrees east of the box's west edge and latitude.
  struct Cell {
    double x_deg, y_deg, width_deg, height_deg;
  };

  /// A cell as a patch of the surface: centre and corners, and how far the patch may lie outside
  /// the convex hull of its corners.
  struct Patch {
    std::array<Eigen::Vector3d, 5> point_ecef;  ///< the centre, then the corners
    double radius_m;
    double bulge_m;
  };
  /// Distances from the centre and the corners to one segment.
  struct Measured {
    std::uint32_t segment;
    std::array<double, 5> distance_m;
  };

  struct Candidates {
    std::vector<std::uint32_t> segments;
    double nearest_m;  ///< from the centre to the shore
  };

  void Build(std::size_t node, const Cell& cell, int depth,
             const std::vector<std::uint32_t>& from_parent);
  Patch PatchOf(const Cell& cell) const;
  Candidates CandidatesOf(const Patch& patch, const std::vector<std::uint32_t>& from_parent);
  /// Fills scratch_ with the segments that are near enough to be worth a closer look, and returns
  /// the shore points nearest to the centre and to the corners.
  std::array<Eigen::Vector3d, 5> Measure(const Patch& patch,
                                         const std::vector<std::uint32_t>& from_parent);
  Cell ChildOf(const Cell& cell, unsigned quadrant) const;
  const Node& LeafAt(GeoPoint p) const;

  Region box_;
  std::vector<ShoreSegment> segments_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> candidates_;
  std::vector<Measured> scratch_;  ///< while building only
};

}  // namespace pelorus
