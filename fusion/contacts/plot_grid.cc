#include "fusion/contacts/plot_grid.h"

#include <algorithm>
#include <cmath>

namespace pelorus {

PlotGrid::PlotGrid(std::span<const ContactReport> plots, Length cell) : cells_(cell) {
  for (std::size_t i = 0; i < plots.size(); ++i) {
    if (!plots[i].position) continue;
    by_cell_.emplace_back(cells_.KeyOf(*plots[i].position), static_cast<std::uint32_t>(i));
  }
  std::sort(by_cell_.begin(), by_cell_.end());
}

// A column is at least as wide on the ground as a row is high at the row's middle; one more column
// covers what it narrows towards the row's edge and what its circle bulges over.
std::int64_t PlotGrid::Side(std::int64_t row, double reach_deg, std::int64_t columns) const {
  const double mid = (static_cast<double>(row) + 0.5) * cells_.step_deg() - 90.0;
  const double poleward = std::min(std::abs(mid) + 0.5 * cells_.step_deg() + reach_deg, 90.0);
  const double shrink = std::cos(poleward * std::numbers::pi / 180.0);
  const double wide_deg = 360.0 / static_cast<double>(columns) * shrink;
  if (wide_deg * static_cast<double>(columns) <= 2.0 * reach_deg) return columns;
  return static_cast<std::int64_t>(std::ceil(reach_deg / wide_deg)) + 1;
}

std::span<const PlotGrid::Entry> PlotGrid::Between(std::uint64_t first_key,
                                                   std::uint64_t last_key) const {
  const auto key_less = [](const Entry& entry, std::uint64_t key) { return entry.first < key; };
  const auto less_key = [](std::uint64_t key, const Entry& entry) { return key < entry.first; };
  const auto begin = std::lower_bound(by_cell_.begin(), by_cell_.end(), first_key, key_less);
  const auto end = std::upper_bound(begin, by_cell_.end(), last_key, less_key);
  return {begin, end};
}

}  // namespace pelorus
