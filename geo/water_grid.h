#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/water_raster.h"

namespace pelorus {

/// A square of open water, the node of the routing graph.
struct WaterLeaf {
  int x, y, size;          ///< lower left cell and side, in cells of the raster
  Eigen::Vector3d p_ecef;  ///< its centre on the ellipsoid, metres
  double radius_m;         ///< no point of it is further from its centre
  double draught_m;        ///< what a channel allows; infinite elsewhere

  Eigen::Vector2d center() const { return {x + 0.5 * size, y + 0.5 * size}; }
};

/// What a grid is made from.
struct WaterGridOptions {
  Length cell = Length::Kilometers(1.5);
  /// Nothing that is navigable is left out but waters that touch neither the largest water of the
  /// region nor the open sea beyond its box: lakes, ponds behind spits.
  std::vector<Channel> channels;
};

/// The water of one region as a graph of squares, small along the shore and large in the open, for
/// routes over water. Beyond the region's box everything counts as open water, up to about 60° of
/// arc from its centre. Building takes about a second for a sea; const queries may run in any
/// number of threads.
class WaterGrid {
 public:
  using LeafId = std::int32_t;

  /// Of the land that `shores` knows in `box`.
  WaterGrid(std::string name, const Region& box, const ShoreIndex& shores,
            const WaterGridOptions& options);

  const std::string& name() const { return name_; }
  const Region& box() const { return box_; }
  const WaterRaster& raster() const { return raster_; }
  const std::vector<WaterLeaf>& leaves() const { return leaves_; }
  /// The leaves that share a side or a corner with this one, ascending.
  std::span<const LeafId> Neighbors(LeafId leaf) const;

  /// The point in cells of the raster; nothing beyond the domain.
  std::optional<Eigen::Vector2d> ToCells(const Eigen::Vector3d& p_ecef) const;

  /// The leaf at a point in cells; nothing on land, and beyond the domain.
  std::optional<LeafId> LeafAt(const Eigen::Vector2d& p_cells) const;

  /// The leaf at the point, or the one whose nearest point is nearest to it within `reach`.
  std::optional<LeafId> NearestLeaf(const Eigen::Vector2d& p_cells, Length reach) const;

  std::size_t memory_bytes() const;

 private:
  using Children = std::array<std::int32_t, 4>;
  static constexpr std::int32_t kLand = -1;  ///< in place of a child; leaf n is -2 - n

  std::int32_t Build(int x, int y, int size);
  std::int32_t Split(int x, int y, int size);
  std::int32_t AddLeaf(int x, int y, int size);
  std::int32_t BuildCell(int x, int y);
  /// Whether the four children are alike enough to be one leaf.
  bool CanMerge(const Children& children, int size) const;
  void FindNeighbors();
  void CollectNeighbors(LeafId id, std::vector<LeafId>& found) const;
  bool Joined(const WaterLeaf& leaf, int corner_x, int corner_y) const;
  /// Keeps the largest water of the box and the open sea beyond it.
  void DropPonds();
  std::vector<int> Components() const;
  std::int32_t ChildAt(int x, int y) const;

  std::string name_;
  Region box_;
  WaterRaster raster_;
  int domain_x_ = 0;  ///< lower left cell of the quadtree's root
  int domain_y_ = 0;
  std::int32_t root_ = kLand;
  std::vector<Children> inner_;
  std::vector<WaterLeaf> leaves_;
  std::vector<std::uint8_t> dropped_;
  std::vector<std::int32_t> first_neighbor_;
  std::vector<LeafId> neighbors_;
};

}  // namespace pelorus
