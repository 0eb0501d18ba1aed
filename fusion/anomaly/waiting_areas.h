#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/geo_point.h"

namespace pelorus {

/// Where ships wait, learned from who halted where: cells of 0.02 degrees (2.2 km of latitude). A
/// place is one when five other ships or more halted in its cell or the eight around.
class WaitingAreas {
 public:
  /// That many other ships make a waiting area.
  static constexpr int kEnough = 5;

  /// Vessel `number` halted at `p`; may be told more than once.
  void Add(std::uint32_t number, GeoPoint p);

  /// Ships other than `number` that halted there; counts no farther than kEnough in a cell.
  int OthersAt(GeoPoint p, std::uint32_t number) const;
  bool Contains(GeoPoint p, std::uint32_t number) const { return OthersAt(p, number) >= kEnough; }

 private:
  static std::int64_t RowOf(GeoPoint p);
  static std::int64_t ColumnOf(GeoPoint p);
  static std::int64_t CellOf(std::int64_t row, std::int64_t column);

  /// At most kEnough + 1 of each cell.
  std::unordered_map<std::int64_t, std::vector<std::uint32_t>> vessels_;
};

}  // namespace pelorus
