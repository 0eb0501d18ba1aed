#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/geo_point.h"
#include "geo/units.h"

namespace pelorus {

/// Numbered points that move, found by place: cells about as wide as the reach, in rows of equal
/// latitude, hashed into buckets. A search looks at nine cells whatever the number of points, so
/// its cost grows with those that are close. Poles and the antimeridian are as any other place. 40
/// bytes a point.
class NeighbourGrid {
 public:
  /// `reach` from 10 m to 100 km.
  explicit NeighbourGrid(Length reach);

  /// Puts `number` at `p`, away from where it was. Numbers are small: memory goes by the largest.
  void Put(std::uint32_t number, GeoPoint p);
  /// Takes it away; nothing happens when it is not there.
  void Remove(std::uint32_t number);

  std::size_t size() const { return size_; }

  /// Calls visit(number) once for every point within the reach of `p`, and for some that are
  /// farther. The order depends on the calls made so far and on nothing else. `visit` must not
  /// change the grid.
  template <class F>
  void ForEachNear(GeoPoint p, F&& visit) const {
    const Band band = BandOf(p);
    for (std::uint32_t row = band.first_row; row <= band.last_row; ++row) {
      const auto columns = static_cast<std::int64_t>(columns_[row]);
      const double per_deg = static_cast<double>(columns) / 360.0;
      const double x = (p.lon_deg() + 180.0) * per_deg;
      auto low = static_cast<std::int64_t>(std::floor(x - band.lon_deg * per_deg));
      auto high = static_cast<std::int64_t>(std::floor(x + band.lon_deg * per_deg));
      if (high - low + 1 >= columns) {
        low = 0;
        high = columns - 1;
      }
      for (std::int64_t c = low; c <= high; ++c) {
        VisitCell(row, static_cast<std::uint32_t>((c + columns) % columns), visit);
      }
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Entry {
    std::uint32_t row = kNone;  ///< kNone: not in the grid
    std::uint32_t column = 0;
    std::uint32_t next = kNone;
    std::uint32_t previous = kNone;
  };
  /// Rows to search, and how far to either side.
  struct Band {
    std::uint32_t first_row = 0;
    std::uint32_t last_row = 0;
    double lon_deg = 0.0;
  };

  template <class F>
  void VisitCell(std::uint32_t row, std::uint32_t column, F& visit) const {
    for (std::uint32_t i = heads_[BucketOf(row, column)]; i != kNone; i = entries_[i].next) {
      if (entries_[i].row == row && entries_[i].column == column) visit(i);
    }
  }
  Band BandOf(GeoPoint p) const;
  std::uint32_t RowOf(double lat_deg) const;
  std::size_t BucketOf(std::uint32_t row, std::uint32_t column) const;
  void Link(std::uint32_t number);
  void Grow();

  double row_deg_;
  double reach_m_;
  std::vector<std::uint32_t> columns_;  ///< of each row
  std::vector<std::uint32_t> heads_;
  std::vector<Entry> entries_;
  std::size_t size_ = 0;
};

}  // namespace pelorus
