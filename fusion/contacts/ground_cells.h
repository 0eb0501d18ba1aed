#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "geo/geo_point.h"
#include "geo/units.h"

namespace pelorus {

/// Cells of about equal size that cover the earth: rows of latitude, each cut into a whole number
/// of columns no narrower than the rows are high.
class GroundCells {
 public:
  /// `size` at least 1 m; the poles' rows have one cell each.
  explicit GroundCells(Length size)
      : step_deg_(std::clamp(size.meters(), 1.0, 1e6) / kMetresADegree) {}

  double step_deg() const { return step_deg_; }

  std::int64_t RowOf(double lat_deg) const {
    return static_cast<std::int64_t>(std::floor((lat_deg + 90.0) / step_deg_));
  }
  std::int64_t ColumnsOf(std::int64_t row) const {
    const double mid = std::clamp((static_cast<double>(row) + 0.5) * step_deg_ - 90.0, -90.0, 90.0);
    const double around = 360.0 * std::cos(mid * std::numbers::pi / 180.0) / step_deg_;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(around));
  }
  /// Not wrapped: a longitude beyond 180 gives a column beyond the last.
  std::int64_t ColumnOf(std::int64_t row, double lon_deg) const {
    const double share = (lon_deg + 180.0) / 360.0;
    return static_cast<std::int64_t>(std::floor(share * static_cast<double>(ColumnsOf(row))));
  }
  /// Row and column in one word; the column is wrapped.
  std::uint64_t Key(std::int64_t row, std::int64_t column) const {
    const std::int64_t columns = ColumnsOf(row);
    const std::int64_t wrapped = (column % columns + columns) % columns;
    return (static_cast<std::uint64_t>(row + 1) << 32) | static_cast<std::uint64_t>(wrapped);
  }
  std::uint64_t KeyOf(GeoPoint p) const {
    const std::int64_t row = RowOf(p.lat_deg());
    return Key(row, ColumnOf(row, p.lon_deg()));
  }

  /// Of a mean meridian; cells need no more.
  static constexpr double kMetresADegree = 111'195.0;

 private:
  double step_deg_;
};

}  // namespace pelorus
