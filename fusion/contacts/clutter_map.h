#pragma once

#include <cstdint>
#include <unordered_map>

#include "fusion/contacts/ground_cells.h"

namespace pelorus {

struct ClutterParams {
  /// Plots of no track in one cell and scan, before anything was seen. The reference's clutter
  /// density for the Autoferry radar, 5e-6 a square metre, on a cell of 40 m.
  double prior_plots = 0.008;
  double prior_scans = 10.0;    ///< weight of that
  double memory_scans = 300.0;  ///< e-folding time of what was seen
  std::size_t most_cells = 1 << 16;
};

/// Where a sensor sees what is no target: a density learned from the plots that belong to no
/// confirmed track, on cells fixed to the ground, so that shores, piers and buoys stand out.
class ClutterMap {
 public:
  ClutterMap(const ClutterParams& params, Length cell)
      : params_(params), cells_(cell), area_m2_(cell.meters() * cell.meters()) {}

  /// Begins the next scan.
  void BeginScan();
  /// Of a plot at `p` the share `weight` in [0, 1] belongs to no confirmed track.
  void Add(GeoPoint p, double weight);
  /// Clutter plots a square metre and scan at `p`: the larger of the cell's own density and that of
  /// the nine cells around. Positive.
  double DensityAt(GeoPoint p) const;

 private:
  struct Cell {
    double plots = 0.0;
    std::uint64_t scan = 0;  ///< that `plots` is decayed to
  };
  double PlotsOf(std::uint64_t key) const;
  double Decay(std::uint64_t scans) const;
  void Prune();

  ClutterParams params_;
  GroundCells cells_;
  double area_m2_;
  std::uint64_t scan_ = 0;
  double weight_ = 0.0;  ///< of the scans seen, decayed
  std::unordered_map<std::uint64_t, Cell> map_;
};

}  // namespace pelorus
