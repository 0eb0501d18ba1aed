#include "geo/water_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pelorus {
namespace {

/// Side of the quadtree's root, cells; at 1.5 km a cell it reaches 62° from the centre.
constexpr int kRootCells = 1 << 14;
/// Largest leaves inside the raster and beyond it.
constexpr int kInnerCells = 16;
constexpr int kOuterCells = 256;

bool Apart(const WaterRaster& raster, int x, int y, int size) {
  return x + size <= 0 || y + size <= 0 || x >= raster.columns() || y >= raster.rows();
}

}  // namespace

WaterGrid::WaterGrid(std::string name, const Region& box, const ShoreIndex& shores,
                     const WaterGridOptions& options)
    : name_(std::move(name)), box_(box), raster_(box, shores, options.channels, options.cell) {
  domain_x_ = raster_.columns() / 2 - kRootCells / 2;
  domain_y_ = raster_.rows() / 2 - kRootCells / 2;
  root_ = Build(domain_x_, domain_y_, kRootCells);
  dropped_.assign(leaves_.size(), 0);
  FindNeighbors();
  DropPonds();
}

std::int32_t WaterGrid::Build(int x, int y, int size) {
  if (Apart(raster_, x, y, size)) {
    return size <= kOuterCells ? AddLeaf(x, y, size) : Split(x, y, size);
  }
  if (size == 1) return BuildCell(x, y);
  if (size <= kInnerCells) {
    // What is further from the shore than the corners are from the centre has one answer.
    const int half = size / 2;
    const double shore_m = raster_.ShoreAtCenterM(x + half, y + half);
    const double decided_m = 0.75 * (size + 2) * raster_.cell_m();
    if (raster_.Contains(x + half, y + half) && shore_m > decided_m) return AddLeaf(x, y, size);
    if (shore_m < -decided_m) return kLand;
  }
  return Split(x, y, size);
}

std::int32_t WaterGrid::BuildCell(int x, int y) {
  if (!raster_.IsOpen(x, y)) return kLand;
  const std::int32_t leaf = AddLeaf(x, y, 1);
  leaves_.back().draught_m = raster_.DraughtM(x, y);
  return leaf;
}

std::int32_t WaterGrid::Split(int x, int y, int size) {
  const int half = size / 2;
  const Children children = {Build(x, y, half), Build(x + half, y, half), Build(x, y + half, half),
                             Build(x + half, y + half, half)};
  if (std::all_of(children.begin(), children.end(), [](std::int32_t c) { return c == kLand; })) {
    return kLand;
  }
  if (CanMerge(children, half)) {
    leaves_.erase(leaves_.end() - 4, leaves_.end());
    return AddLeaf(x, y, size);
  }
  inner_.push_back(children);
  return static_cast<std::int32_t>(inner_.size()) - 1;
}

bool WaterGrid::CanMerge(const Children& children, int size) const {
  if (2 * size > kInnerCells) return false;
  return std::all_of(children.begin(), children.end(), [&](std::int32_t child) {
    if (child >= kLand) return false;
    const WaterLeaf& leaf = leaves_[static_cast<std::size_t>(-2 - child)];
    return leaf.size == size && std::isinf(leaf.draught_m);
  });
}

std::int32_t WaterGrid::AddLeaf(int x, int y, int size) {
  WaterLeaf leaf{x, y, size, {}, 0.0, std::numeric_limits<double>::infinity()};
  leaf.p_ecef = raster_.plane().ToEcef(raster_.ToPlane(leaf.center()));
  // The plane stretches but for 0.6 %, so that the half diagonal is a bound.
  leaf.radius_m = 1.006 * std::sqrt(0.5) * size * raster_.cell_m();
  leaves_.push_back(leaf);
  return -1 - static_cast<std::int32_t>(leaves_.size());
}

std::int32_t WaterGrid::ChildAt(int x, int y) const {
  int left = x - domain_x_;
  int low = y - domain_y_;
  if (left < 0 || low < 0 || left >= kRootCells || low >= kRootCells) return kLand;
  std::int32_t at = root_;
  for (int half = kRootCells / 2; at >= 0; half /= 2) {
    const std::size_t child = (left >= half ? 1U : 0U) + (low >= half ? 2U : 0U);
    at = inner_[static_cast<std::size_t>(at)][child];
    if (left >= half) left -= half;
    if (low >= half) low -= half;
  }
  return at;
}

std::optional<WaterGrid::LeafId> WaterGrid::LeafAt(const Eigen::Vector2d& p_cells) const {
  const std::int32_t child =
      ChildAt(static_cast<int>(std::floor(p_cells.x())), static_cast<int>(std::floor(p_cells.y())));
  if (child == kLand) return std::nullopt;
  const LeafId leaf = -2 - child;
  if (dropped_[static_cast<std::size_t>(leaf)] != 0) return std::nullopt;
  return leaf;
}

std::optional<WaterGrid::LeafId> WaterGrid::NearestLeaf(const Eigen::Vector2d& p_cells,
                                                        Length reach) const {
  if (const auto here = LeafAt(p_cells)) return here;
  const double reach_cells = reach.meters() / raster_.cell_m();
  const int rings = static_cast<int>(reach_cells) + 1;
  std::optional<LeafId> best;
  double best_cells = reach_cells;
  for (int dy = -rings; dy <= rings; ++dy) {
    for (int dx = -rings; dx <= rings; ++dx) {
      const Eigen::Vector2d q(std::floor(p_cells.x()) + dx + 0.5,
                              std::floor(p_cells.y()) + dy + 0.5);
      const Eigen::Vector2d gap = ((q - p_cells).cwiseAbs().array() - 0.5).max(0.0).matrix();
      if (gap.norm() >= best_cells) continue;
      const auto leaf = LeafAt(q);
      if (!leaf) continue;
      best = leaf;
      best_cells = gap.norm();
    }
  }
  return best;
}

std::optional<Eigen::Vector2d> WaterGrid::ToCells(const Eigen::Vector3d& p_ecef) const {
  const auto p_m = raster_.plane().ToPlane(p_ecef);
  if (!p_m) return std::nullopt;
  const Eigen::Vector2d p = raster_.ToCells(*p_m);
  const Eigen::Vector2d q = p - Eigen::Vector2d(domain_x_, domain_y_);
  if (q.minCoeff() < 0.0 || q.maxCoeff() >= kRootCells) return std::nullopt;
  return p;
}

std::span<const WaterGrid::LeafId> WaterGrid::Neighbors(LeafId leaf) const {
  const auto at = static_cast<std::size_t>(leaf);
  const auto begin = static_cast<std::size_t>(first_neighbor_[at]);
  const auto end = static_cast<std::size_t>(first_neighbor_[at + 1]);
  return std::span(neighbors_).subspan(begin, end - begin);
}

void WaterGrid::FindNeighbors() {
  std::vector<LeafId> found;
  first_neighbor_.push_back(0);
  for (std::size_t id = 0; id < leaves_.size(); ++id) {
    found.clear();
    CollectNeighbors(static_cast<LeafId>(id), found);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    neighbors_.insert(neighbors_.end(), found.begin(), found.end());
    first_neighbor_.push_back(static_cast<std::int32_t>(neighbors_.size()));
  }
}

void WaterGrid::CollectNeighbors(LeafId id, std::vector<LeafId>& found) const {
  const WaterLeaf& leaf = leaves_[static_cast<std::size_t>(id)];
  const int low_x = leaf.x - 1;
  const int low_y = leaf.y - 1;
  const int high_x = leaf.x + leaf.size;
  const int high_y = leaf.y + leaf.size;
  // Adds what lies at a cell, and says how many cells of the side it takes.
  const auto add = [&](int x, int y, int along) {
    const std::int32_t child = ChildAt(x, y);
    if (child == kLand) return 1;
    found.push_back(-2 - child);
    const WaterLeaf& other = leaves_[static_cast<std::size_t>(-2 - child)];
    return other.size - (along == 0 ? x - other.x : y - other.y);
  };
  for (int x = leaf.x; x < high_x;) x += add(x, low_y, 0);
  for (int x = leaf.x; x < high_x;) x += add(x, high_y, 0);
  for (int y = leaf.y; y < high_y;) y += add(low_x, y, 1);
  for (int y = leaf.y; y < high_y;) y += add(high_x, y, 1);
  for (const int x : {low_x, high_x}) {
    for (const int y : {low_y, high_y}) {
      if (Joined(leaf, x, y)) add(x, y, 0);
    }
  }
}

bool WaterGrid::Joined(const WaterLeaf& leaf, int corner_x, int corner_y) const {
  // Between two land cells that touch in a corner there is no way through.
  const int inside_x = corner_x < leaf.x ? leaf.x : corner_x - 1;
  const int inside_y = corner_y < leaf.y ? leaf.y : corner_y - 1;
  return ChildAt(inside_x, corner_y) != kLand || ChildAt(corner_x, inside_y) != kLand;
}

std::vector<int> WaterGrid::Components() const {
  std::vector<int> component(leaves_.size(), -1);
  std::vector<LeafId> open;
  int count = 0;
  for (std::size_t seed = 0; seed < leaves_.size(); ++seed) {
    if (component[seed] >= 0) continue;
    component[seed] = count;
    open.push_back(static_cast<LeafId>(seed));
    while (!open.empty()) {
      const LeafId leaf = open.back();
      open.pop_back();
      for (const LeafId next : Neighbors(leaf)) {
        int& of_next = component[static_cast<std::size_t>(next)];
        if (of_next >= 0) continue;
        of_next = count;
        open.push_back(next);
      }
    }
    ++count;
  }
  return component;
}

void WaterGrid::DropPonds() {
  const std::vector<int> component = Components();
  std::vector<double> cells;
  int outer = -1;
  for (std::size_t id = 0; id < leaves_.size(); ++id) {
    const auto of = static_cast<std::size_t>(component[id]);
    if (of >= cells.size()) cells.resize(of + 1, 0.0);
    const WaterLeaf& leaf = leaves_[id];
    if (Apart(raster_, leaf.x, leaf.y, leaf.size)) {
      outer = component[id];
    } else if (box_.Contains(raster_.plane().ToGeo(raster_.ToPlane(leaf.center())))) {
      cells[of] += static_cast<double>(leaf.size) * leaf.size;
    }
  }
  const auto sea = static_cast<int>(std::max_element(cells.begin(), cells.end()) - cells.begin());
  for (std::size_t id = 0; id < leaves_.size(); ++id) {
    dropped_[id] = component[id] != sea && component[id] != outer ? 1 : 0;
  }
}

std::size_t WaterGrid::memory_bytes() const {
  return raster_.memory_bytes() + inner_.capacity() * sizeof(Children) +
         leaves_.capacity() * sizeof(WaterLeaf) + dropped_.capacity() +
         (first_neighbor_.capacity() + neighbors_.capacity()) * sizeof(LeafId);
}

}  // namespace pelorus
