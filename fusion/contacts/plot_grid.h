#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "fusion/contacts/ground_cells.h"
#include "trackers/contact_report.h"

namespace pelorus {

/// The plots of one scan, for looking up those near a place.
class PlotGrid {
 public:
  /// Plots without a position are left out. `cell` about the radius of the usual query.
  PlotGrid(std::span<const ContactReport> plots, Length cell);

  /// Calls visit(index) for every plot within `radius` of `p` and for some beyond, each once,
  /// in no useful order. Cost: the cells that the circle touches, at most all plots.
  template <class F>
  void VisitNear(GeoPoint p, Length radius, F&& visit) const {
    const double reach_deg = radius.meters() / GroundCells::kMetresADegree * 1.01;
    const std::int64_t first = cells_.RowOf(p.lat_deg() - reach_deg);
    const std::int64_t last = cells_.RowOf(p.lat_deg() + reach_deg);
    if (static_cast<std::size_t>(last - first) > by_cell_.size()) return VisitAll(visit);
    for (std::int64_t row = first; row <= last; ++row) {
      const std::int64_t columns = cells_.ColumnsOf(row);
      const std::int64_t middle = cells_.ColumnOf(row, p.lon_deg());
      const std::int64_t side = Side(row, reach_deg, columns);
      if (2 * side + 1 >= columns || 2 * side > kWidest) {
        VisitRow(row, visit);
        continue;
      }
      for (std::int64_t c = middle - side; c <= middle + side; ++c) {
        VisitCell(cells_.Key(row, c), visit);
      }
    }
  }

 private:
  static constexpr std::int64_t kWidest = 64;
  using Entry = std::pair<std::uint64_t, std::uint32_t>;

  /// Columns to either side that the circle may touch in this row.
  std::int64_t Side(std::int64_t row, double reach_deg, std::int64_t columns) const;
  std::span<const Entry> Between(std::uint64_t first_key, std::uint64_t last_key) const;

  template <class F>
  void VisitAll(F& visit) const {
    for (const Entry& entry : by_cell_) visit(entry.second);
  }
  template <class F>
  void VisitRow(std::int64_t row, F& visit) const {
    const std::uint64_t key = cells_.Key(row, 0);
    for (const Entry& entry : Between(key, key | UINT32_MAX)) visit(entry.second);
  }
  template <class F>
  void VisitCell(std::uint64_t key, F& visit) const {
    for (const Entry& entry : Between(key, key)) visit(entry.second);
  }

  GroundCells cells_;
  std::vector<Entry> by_cell_;
};

}  // namespace pelorus
