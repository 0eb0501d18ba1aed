#include "fusion/anomaly/neighbour_grid.h"

#include <algorithm>
#include <numbers>

#include "geo/ids.h"

namespace pelorus {
namespace {

/// Shortest degree of latitude on WGS 84 (at the equator) and of longitude there, metres.
constexpr double kLatitudeDegree_m = 110'574.0;
constexpr double kLongitudeDegree_m = 111'319.0;
constexpr std::size_t kFewestBuckets = 1024;

/// Degrees of longitude that are `m` long at a latitude; the whole circle at a pole.
double LongitudeDegrees(double m, double lat_deg) {
  const double lat = std::min(90.0, std::abs(lat_deg));
  const double degree_m = kLongitudeDegree_m * std::cos(lat * std::numbers::pi / 180.0);
  return m < 180.0 * degree_m ? m / degree_m : 180.0;
}

}  // namespace

NeighbourGrid::NeighbourGrid(Length reach)
    : row_deg_(reach.meters() / kLatitudeDegree_m),
      reach_m_(reach.meters()),
      heads_(kFewestBuckets, kNone) {
  const auto rows = static_cast<std::size_t>(std::ceil(180.0 / row_deg_)) + 1;
  columns_.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double south = static_cast<double>(i) * row_deg_ - 90.0;
    const double wide = LongitudeDegrees(reach_m_, std::max(-south, south + row_deg_));
    columns_.push_back(std::max(1U, static_cast<std::uint32_t>(360.0 / wide)));
  }
}

std::uint32_t NeighbourGrid::RowOf(double lat_deg) const {
  const double row = std::floor((lat_deg + 90.0) / row_deg_);
  return static_cast<std::uint32_t>(std::clamp(row, 0.0, static_cast<double>(columns_.size() - 1)));
}

NeighbourGrid::Band NeighbourGrid::BandOf(GeoPoint p) const {
  Band band;
  band.first_row = RowOf(p.lat_deg() - row_deg_);
  band.last_row = RowOf(p.lat_deg() + row_deg_);
  band.lon_deg = LongitudeDegrees(reach_m_, std::abs(p.lat_deg()) + row_deg_);
  return band;
}

/// Neighbours in a row are neighbours in memory.
std::size_t NeighbourGrid::BucketOf(std::uint32_t row, std::uint32_t column) const {
  return (MixBits(row) + column) & (heads_.size() - 1);
}

void NeighbourGrid::Link(std::uint32_t number) {
  Entry& entry = entries_[number];
  std::uint32_t& head = heads_[BucketOf(entry.row, entry.column)];
  entry.previous = kNone;
  entry.next = head;
  if (head != kNone) entries_[head].previous = number;
  head = number;
}

void NeighbourGrid::Put(std::uint32_t number, GeoPoint p) {
  if (number >= entries_.size()) entries_.resize(number + std::size_t{1});
  const std::uint32_t row = RowOf(p.lat_deg());
  const double x = (p.lon_deg() + 180.0) / 360.0 * columns_[row];
  const std::uint32_t column = std::min(static_cast<std::uint32_t>(x), columns_[row] - 1);
  if (entries_[number].row == row && entries_[number].column == column) return;
  Remove(number);
  entries_[number].row = row;
  entries_[number].column = column;
  if (++size_ > heads_.size()) Grow();
  Link(number);
}

void NeighbourGrid::Remove(std::uint32_t number) {
  if (number >= entries_.size() || entries_[number].row == kNone) return;
  Entry& entry = entries_[number];
  if (entry.previous != kNone) {
    entries_[entry.previous].next = entry.next;
  } else {
    heads_[BucketOf(entry.row, entry.column)] = entry.next;
  }
  if (entry.next != kNone) entries_[entry.next].previous = entry.previous;
  entry = Entry{};
  --size_;
}

/// Links anew all that are in a bucket; the entry being put is in none yet.
void NeighbourGrid::Grow() {
  std::vector<std::uint32_t> linked;
  for (std::uint32_t i : heads_) {
    for (; i != kNone; i = entries_[i].next) linked.push_back(i);
  }
  heads_.assign(heads_.size() * 2, kNone);
  for (const std::uint32_t i : linked) Link(i);
}

}  // namespace pelorus
