#include "fusion/contacts/clutter_map.h"

#include <algorithm>
#include <cmath>

namespace pelorus {

double ClutterMap::Decay(std::uint64_t scans) const {
  return std::exp(-static_cast<double>(scans) / params_.memory_scans);
}

void ClutterMap::BeginScan() {
  ++scan_;
  weight_ = weight_ * Decay(1) + 1.0;
}

void ClutterMap::Add(GeoPoint p, double weight) {
  const std::uint64_t key = cells_.KeyOf(p);
  const auto found = map_.find(key);
  if (found == map_.end() && map_.size() >= params_.most_cells) Prune();
  if (found == map_.end() && map_.size() >= params_.most_cells) return;
  Cell& cell = map_[key];
  cell.plots = cell.plots * Decay(scan_ - cell.scan) + weight;
  cell.scan = scan_;
}

/// Forgets the cells that say no more than the prior.
void ClutterMap::Prune() {
  const double little = params_.prior_plots * params_.prior_scans;
  std::erase_if(map_, [&](const auto& entry) {
    return entry.second.plots * Decay(scan_ - entry.second.scan) < little;
  });
}

double ClutterMap::PlotsOf(std::uint64_t key) const {
  const auto found = map_.find(key);
  return found == map_.end() ? 0.0 : found->second.plots * Decay(scan_ - found->second.scan);
}

double ClutterMap::DensityAt(GeoPoint p) const {
  const std::int64_t row = cells_.RowOf(p.lat_deg());
  const double own = PlotsOf(cells_.KeyOf(p));
  double around = 0.0;
  for (std::int64_t r = row - 1; r <= row + 1; ++r) {
    const std::int64_t column = cells_.ColumnOf(r, p.lon_deg());
    for (std::int64_t c = column - 1; c <= column + 1; ++c) around += PlotsOf(cells_.Key(r, c));
  }
  const double seen = std::max(own, around / 9.0);
  const double scans = weight_ + params_.prior_scans;
  return (seen + params_.prior_plots * params_.prior_scans) / (scans * area_m2_);
}

}  // namespace pelorus
