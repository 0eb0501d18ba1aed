#include "fusion/anomaly/waiting_areas.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pelorus {
namespace {

constexpr double kCellsADegree = 50.0;
constexpr std::int64_t kColumns = 18'000;

}  // namespace

std::int64_t WaitingAreas::RowOf(GeoPoint p) {
  return static_cast<std::int64_t>(std::floor((p.lat_deg() + 90.0) * kCellsADegree));
}

std::int64_t WaitingAreas::ColumnOf(GeoPoint p) {
  return static_cast<std::int64_t>(std::floor((p.lon_deg() + 180.0) * kCellsADegree));
}

std::int64_t WaitingAreas::CellOf(std::int64_t row, std::int64_t column) {
  return row * kColumns + (column + kColumns) % kColumns;
}

void WaitingAreas::Add(std::uint32_t number, GeoPoint p) {
  std::vector<std::uint32_t>& there = vessels_[CellOf(RowOf(p), ColumnOf(p))];
  if (there.size() > kEnough) return;
  if (std::find(there.begin(), there.end(), number) == there.end()) there.push_back(number);
}

int WaitingAreas::OthersAt(GeoPoint p, std::uint32_t number) const {
  std::vector<std::uint32_t> others;
  for (std::int64_t row = RowOf(p) - 1; row <= RowOf(p) + 1; ++row) {
    for (std::int64_t column = ColumnOf(p) - 1; column <= ColumnOf(p) + 1; ++column) {
      const auto at = vessels_.find(CellOf(row, column));
      if (at == vessels_.end()) continue;
      others.insert(others.end(), at->second.begin(), at->second.end());
    }
  }
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  std::erase(others, number);
  return static_cast<int>(others.size());
}

}  // namespace pelorus
