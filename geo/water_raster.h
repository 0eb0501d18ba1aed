#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/region.h"
#include "geo/shore.h"
#include "geo/water_channels.h"
#include "geo/water_plane.h"

namespace pelorus {

/// How far each cell of a region's plane is from the shore, so that one can tell at once how far
/// one sees across open water. Positions are in cells: [x, y] = (plane - origin) / cell, cell (i,
/// j) being [i, i+1) × [j, j+1). Beyond the raster, and where it reaches beyond the region's box,
/// everything is open water.
class WaterRaster {
 public:
  /// Of the land that `shores` knows inside `box`, cells of side `cell`; channels are carved into
  /// it.
  WaterRaster(const Region& box, const ShoreIndex& shores, const std::vector<Channel>& channels,
              Length cell);

  const GnomonicPlane& plane() const { return plane_; }
  double cell_m() const { return cell_m_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }
  bool Contains(int x, int y) const { return x >= 0 && y >= 0 && x < columns_ && y < rows_; }

  Eigen::Vector2d ToCells(const Eigen::Vector2d& p_plane_m) const {
    return (p_plane_m - origin_m_) / cell_m_;
  }
  Eigen::Vector2d ToPlane(const Eigen::Vector2d& p_cells) const {
    return p_cells * cell_m_ + origin_m_;
  }

  /// Whether a ship can be in the cell: its centre lies on water, or on land by less than a quarter
  /// of a cell, or a channel leads through it.
  bool IsOpen(int x, int y) const;

  /// Signed distance to the shore at the centre of the cell, metres: never more than the true one
  /// in magnitude, and within 10 m of it near the shore. In a channel positive.
  double ShoreAtCenterM(int x, int y) const;

  /// The same at any point, between the centres of cells bilinear: what outlines follow.
  double ShoreM(const Eigen::Vector2d& p_cells) const;

  /// Whether the straight line keeps to open cells.
  bool Sees(const Eigen::Vector2d& a_cells, const Eigen::Vector2d& b_cells) const;

  /// What draught the channel in a cell allows, metres; infinite where the cell is no channel or
  /// would be open without it.
  double DraughtM(int x, int y) const;

  std::size_t memory_bytes() const {
    return shore_dam_.capacity() * sizeof(std::int16_t) + clear_cells_.capacity();
  }

 private:
  struct Block {
    int x, y, size;
  };

  void Span(const Region& box);
  void Fill(const Region& box, const ShoreIndex& shores);
  /// Fills a block from one distance where that decides it; false where it does not.
  bool FillAtOnce(const Region& box, const ShoreIndex& shores, const Block& block);
  void FillByCell(const Region& box, const ShoreIndex& shores, const Block& block);
  void Carve(const Channel& channel);
  void CarveCell(int x, int y, double draught_m);
  /// Makes the distances around a changed cell tell of it.
  void BringShoreNear(int x, int y);
  std::size_t IndexOf(int x, int y) const;
  void Set(int x, int y, double shore_m);
  GeoPoint At(double x, double y) const;
  void MeasureClearance();
  /// How far a point lies outside the raster, the longer coordinate counted; negative inside.
  double CellsBeyond(const Eigen::Vector2d& p_cells) const;
  /// How far one can go from here in any direction and stay in open cells, the longer coordinate
  /// counted; negative in a closed cell.
  double ClearCells(const Eigen::Vector2d& p_cells) const;

  GnomonicPlane plane_;
  double cell_m_;
  Eigen::Vector2d origin_m_ = Eigen::Vector2d::Zero();
  int columns_ = 0;
  int rows_ = 0;
  std::vector<std::int16_t> shore_dam_;  ///< tens of metres
  /// To the nearest closed cell, the longer coordinate counted; 0 in a closed one.
  std::vector<std::uint8_t> clear_cells_;
  std::unordered_map<std::size_t, double> draught_m_;
};

}  // namespace pelorus
