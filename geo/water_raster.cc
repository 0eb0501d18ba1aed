#include "geo/water_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pelorus {
namespace {

constexpr int kBlock = 16;
constexpr std::uint8_t kMaxClear = 255;
/// Cells whose centre is inland by less than this share of a cell are open, so that straits of a
/// cell's width are not closed by where the cells happen to lie.
constexpr double kShareInland = 0.25;
/// Lengths on the plane can be this much shorter than on the ellipsoid: its radii of curvature
/// against the mean radius.
constexpr double kGroundOverPlane = 1.006;

/// How far along `step`, whose longer coordinate is 1, the line from `p` leaves its cell.
double ToNextCell(const Eigen::Vector2d& p, const Eigen::Vector2d& step) {
  constexpr double kOver = 1e-6;
  double least = 1.0;
  for (const int axis : {0, 1}) {
    const double in = p[axis] - std::floor(p[axis]);
    if (step[axis] > 0.0) least = std::min(least, (1.0 - in) / step[axis]);
    if (step[axis] < 0.0) least = std::min(least, -in / step[axis]);
  }
  return least + kOver;
}

}  // namespace

WaterRaster::WaterRaster(const Region& box, const ShoreIndex& shores,
                         const std::vector<Channel>& channels, Length cell)
    : plane_(box.center()), cell_m_(cell.meters()) {
  Span(box);
  Fill(box, shores);
  for (const Channel& channel : channels) Carve(channel);
  MeasureClearance();
}

void WaterRaster::Span(const Region& box) {
  constexpr int kSteps = 64;
  Eigen::Vector2d low_m(0.0, 0.0);
  Eigen::Vector2d high_m(0.0, 0.0);
  for (int i = 0; i <= kSteps; ++i) {
    const double part = static_cast<double>(i) / kSteps;
    const double lat = box.south_deg() + part * (box.north_deg() - box.south_deg());
    const double lon = box.west_deg() + part * box.width_deg();
    for (const GeoPoint edge :
         {GeoPoint::Degrees(lat, box.west_deg()), GeoPoint::Degrees(lat, box.east_deg()),
          GeoPoint::Degrees(box.south_deg(), lon), GeoPoint::Degrees(box.north_deg(), lon)}) {
      const auto p_m = plane_.ToPlane(edge);
      if (!p_m) continue;
      low_m = low_m.cwiseMin(*p_m);
      high_m = high_m.cwiseMax(*p_m);
    }
  }
  origin_m_ = low_m - Eigen::Vector2d::Constant(2.0 * cell_m_);
  columns_ = static_cast<int>((high_m.x() - origin_m_.x()) / cell_m_) + 3;
  rows_ = static_cast<int>((high_m.y() - origin_m_.y()) / cell_m_) + 3;
}

void WaterRaster::Fill(const Region& box, const ShoreIndex& shores) {
  const auto cells = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  shore_dam_.assign(cells, 0);
  for (int y = 0; y < rows_; y += kBlock) {
    for (int x = 0; x < columns_; x += kBlock) {
      const Block block{x, y, kBlock};
      if (!FillAtOnce(box, shores, block)) FillByCell(box, shores, block);
    }
  }
}

bool WaterRaster::FillAtOnce(const Region& box, const ShoreIndex& shores, const Block& block) {
  const double half = 0.5 * block.size;
  for (const double dx : {0.0, 1.0}) {
    for (const double dy : {0.0, 1.0}) {
      if (!box.Contains(At(block.x + dx * block.size, block.y + dy * block.size))) return false;
    }
  }
  const auto shore = shores.Distance(At(block.x + half, block.y + half));
  if (!shore) return false;
  const double shore_m = shore->signed_distance.meters();
  const double to_corner_m = kGroundOverPlane * cell_m_ * half * std::sqrt(2.0);
  if (std::abs(shore_m) < to_corner_m + 3.0 * cell_m_) return false;
  for (int y = block.y; y < std::min(block.y + block.size, rows_); ++y) {
    for (int x = block.x; x < std::min(block.x + block.size, columns_); ++x) {
      const double off = std::hypot(x + 0.5 - block.x - half, y + 0.5 - block.y - half);
      Set(x, y, std::copysign(std::abs(shore_m) - kGroundOverPlane * cell_m_ * off, shore_m));
    }
  }
  return true;
}

void WaterRaster::FillByCell(const Region& box, const ShoreIndex& shores, const Block& block) {
  for (int y = block.y; y < std::min(block.y + block.size, rows_); ++y) {
    for (int x = block.x; x < std::min(block.x + block.size, columns_); ++x) {
      const GeoPoint p = At(x + 0.5, y + 0.5);
      const auto shore = box.Contains(p) ? shores.Distance(p) : std::nullopt;
      const double shore_m = shore ? shore->signed_distance.meters() : cell_m_;
      // The edge of the data is no shore.
      const bool at_edge = shore && shore->lower_bound && shore_m >= 0.0;
      Set(x, y, at_edge ? std::max(shore_m, cell_m_) : shore_m);
    }
  }
}

void WaterRaster::Carve(const Channel& channel) {
  std::optional<Eigen::Vector2d> from;
  int last_x = std::numeric_limits<int>::min();
  int last_y = 0;
  for (const GeoPoint point : channel.line) {
    const auto to_m = plane_.ToPlane(point);
    if (!to_m) return;
    const Eigen::Vector2d to = ToCells(*to_m);
    if (!from) from = to;
    const int steps = static_cast<int>(4.0 * (to - *from).norm()) + 1;
    for (int i = 0; i <= steps; ++i) {
      const Eigen::Vector2d p = *from + (to - *from) * (static_cast<double>(i) / steps);
      const int x = static_cast<int>(std::floor(p.x()));
      const int y = static_cast<int>(std::floor(p.y()));
      // Cells that touch in a corner only are no way: the one beside them is carved too.
      if (last_x != std::numeric_limits<int>::min() && x != last_x && y != last_y) {
        CarveCell(x, last_y, channel.draught.meters());
      }
      CarveCell(x, y, channel.draught.meters());
      last_x = x;
      last_y = y;
    }
    from = to;
  }
}

void WaterRaster::CarveCell(int x, int y, double draught_m) {
  if (!Contains(x, y)) return;
  if (draught_m == 0.0) {
    Set(x, y, std::min(ShoreAtCenterM(x, y), -cell_m_));
    BringShoreNear(x, y);
    return;
  }
  const std::size_t index = IndexOf(x, y);
  const auto known = draught_m_.find(index);
  if (known != draught_m_.end()) {
    known->second = std::max(known->second, draught_m);
  } else if (!IsOpen(x, y)) {
    draught_m_.emplace(index, draught_m);
  }
  Set(x, y, std::max(ShoreAtCenterM(x, y), kShareInland * cell_m_));
  BringShoreNear(x, y);
}

void WaterRaster::BringShoreNear(int x, int y) {
  // As far as WaterGrid takes one distance for a whole square.
  constexpr int kNear = 16;
  for (int j = std::max(0, y - kNear); j <= std::min(rows_ - 1, y + kNear); ++j) {
    for (int i = std::max(0, x - kNear); i <= std::min(columns_ - 1, x + kNear); ++i) {
      const double shore_m = ShoreAtCenterM(i, j);
      const double most_m = std::hypot(i - x, j - y) * cell_m_;
      if (most_m > 0.0 && std::abs(shore_m) > most_m) Set(i, j, std::copysign(most_m, shore_m));
    }
  }
}

std::size_t WaterRaster::IndexOf(int x, int y) const {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
         static_cast<std::size_t>(x);
}

void WaterRaster::Set(int x, int y, double shore_m) {
  constexpr double kLimit = std::numeric_limits<std::int16_t>::max();
  shore_dam_[IndexOf(x, y)] =
      static_cast<std::int16_t>(std::clamp(std::round(shore_m / 10.0), -kLimit, kLimit));
}

GeoPoint WaterRaster::At(double x, double y) const {
  return plane_.ToGeo(ToPlane(Eigen::Vector2d(x, y)));
}

bool WaterRaster::IsOpen(int x, int y) const {
  return !Contains(x, y) || ShoreAtCenterM(x, y) > -kShareInland * cell_m_;
}

double WaterRaster::ShoreAtCenterM(int x, int y) const {
  return Contains(x, y) ? 10.0 * shore_dam_[IndexOf(x, y)] : cell_m_;
}

double WaterRaster::ShoreM(const Eigen::Vector2d& p_cells) const {
  const double out = CellsBeyond(p_cells);
  if (out > 0.0) return (1.0 + out) * cell_m_;
  const double x = p_cells.x() - 0.5;
  const double y = p_cells.y() - 0.5;
  const int i = static_cast<int>(std::floor(x));
  const int j = static_cast<int>(std::floor(y));
  const double u = x - i;
  const double v = y - j;
  return (1.0 - v) * ((1.0 - u) * ShoreAtCenterM(i, j) + u * ShoreAtCenterM(i + 1, j)) +
         v * ((1.0 - u) * ShoreAtCenterM(i, j + 1) + u * ShoreAtCenterM(i + 1, j + 1));
}

void WaterRaster::MeasureClearance() {
  clear_cells_.resize(shore_dam_.size());
  const auto clear_at = [this](int x, int y) {
    return Contains(x, y) ? clear_cells_[IndexOf(x, y)] : kMaxClear;
  };
  // Two sweeps make the chessboard distance exact: each looks at the neighbours it has passed.
  const auto sweep = [&](int x, int y, int side) {
    std::uint8_t least = IsOpen(x, y) ? clear_cells_[IndexOf(x, y)] : std::uint8_t{0};
    for (const std::uint8_t near : {clear_at(x - side, y), clear_at(x - 1, y - side),
                                    clear_at(x, y - side), clear_at(x + 1, y - side)}) {
      if (near < least) least = static_cast<std::uint8_t>(near + 1);
    }
    clear_cells_[IndexOf(x, y)] = least;
  };
  std::fill(clear_cells_.begin(), clear_cells_.end(), kMaxClear);
  for (int y = 0; y < rows_; ++y) {
    for (int x = 0; x < columns_; ++x) sweep(x, y, 1);
  }
  for (int y = rows_ - 1; y >= 0; --y) {
    for (int x = columns_ - 1; x >= 0; --x) sweep(x, y, -1);
  }
}

double WaterRaster::CellsBeyond(const Eigen::Vector2d& p_cells) const {
  return std::max(std::max(-p_cells.x(), p_cells.x() - columns_),
                  std::max(-p_cells.y(), p_cells.y() - rows_));
}

double WaterRaster::ClearCells(const Eigen::Vector2d& p_cells) const {
  const double out = CellsBeyond(p_cells);
  if (out >= 0.0) return out;
  return clear_cells_[IndexOf(static_cast<int>(p_cells.x()), static_cast<int>(p_cells.y()))] - 1.0;
}

bool WaterRaster::Sees(const Eigen::Vector2d& a_cells, const Eigen::Vector2d& b_cells) const {
  // Lengths are the longer of both coordinates', as clearances are.
  const double length = (b_cells - a_cells).cwiseAbs().maxCoeff();
  if (length == 0.0) return true;
  const Eigen::Vector2d step = (b_cells - a_cells) / length;
  for (double done = 0.0; done < length;) {
    const Eigen::Vector2d p = a_cells + done * step;
    const double clear = ClearCells(p);
    if (clear < 0.0) return false;
    done += clear >= 1.0 ? clear : ToNextCell(p, step);
  }
  return true;
}

double WaterRaster::DraughtM(int x, int y) const {
  const auto found = Contains(x, y) ? draught_m_.find(IndexOf(x, y)) : draught_m_.end();
  return found == draught_m_.end() ? std::numeric_limits<double>::infinity() : found->second;
}

}  // namespace pelorus
