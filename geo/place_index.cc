#include "geo/place_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "geo/ellipsoid.h"
#include "geo/geodesic.h"

namespace pelorus {

PlaceIndex::PlaceIndex(std::vector<Place> places) : places_(std::move(places)) {
  for (const Place& place : places_) at_ecef_.push_back(ToEcef(place.position));
  Arrange(0, places_.size(), 0);
}

// The middle of a range splits it along one axis; the halves split along the next.
void PlaceIndex::Arrange(std::size_t begin, std::size_t end, int axis) {
  if (end - begin < 2) return;
  std::vector<std::size_t> order(end - begin);
  std::iota(order.begin(), order.end(), begin);
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
  // Ties by index, so that the order is the same everywhere.
  std::nth_element(order.begin(), middle, order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(at_ecef_[a][axis], a) < std::pair(at_ecef_[b][axis], b);
  });
  std::vector<Place> places;
  std::vector<Eigen::Vector3d> points;
  for (const std::size_t i : order) {
    places.push_back(std::move(places_[i]));
    points.push_back(at_ecef_[i]);
  }
  const auto offset = static_cast<std::ptrdiff_t>(begin);
  std::move(places.begin(), places.end(), places_.begin() + offset);
  std::copy(points.begin(), points.end(), at_ecef_.begin() + offset);
  const std::size_t split = begin + order.size() / 2;
  Arrange(begin, split, (axis + 1) % 3);
  Arrange(split + 1, end, (axis + 1) % 3);
}

template <class Reach, class Visit>
void PlaceIndex::Search(const Eigen::Vector3d& q, Range range, const Reach& reach_m,
                        Visit& visit) const {
  if (range.begin == range.end) return;
  const std::size_t middle = range.begin + (range.end - range.begin) / 2;
  const int next = (range.axis + 1) % 3;
  const Range low{range.begin, middle, next};
  const Range high{middle + 1, range.end, next};
  const double across_m = q[range.axis] - at_ecef_[middle][range.axis];
  Search(q, across_m < 0.0 ? low : high, reach_m, visit);
  if ((q - at_ecef_[middle]).norm() <= reach_m()) visit(middle);
  if (std::abs(across_m) <= reach_m()) Search(q, across_m < 0.0 ? high : low, reach_m, visit);
}

std::optional<NearPlace> PlaceIndex::Nearest(GeoPoint p, const PlaceFilter& filter) const {
  // No geodesic is shorter than its chord, so a chord longer than the best distance is out.
  double best_m = filter.max_distance.meters();
  const Place* nearest = nullptr;
  const auto reach_m = [&best_m] { return best_m; };
  auto visit = [&](std::size_t i) {
    const Place& place = places_[i];
    if (filter.kind && place.kind != *filter.kind) return;
    const double d_m = GeodesicInverse(p, place.position).distance.meters();
    if (d_m > best_m || (d_m == best_m && nearest != nullptr)) return;
    best_m = d_m;
    nearest = &place;
  };
  Search(ToEcef(p), {0, places_.size(), 0}, reach_m, visit);
  if (nearest == nullptr) return std::nullopt;
  return NearPlace{nearest, Length::Meters(best_m)};
}

std::vector<NearPlace> PlaceIndex::WithinRadius(GeoPoint p, Length radius,
                                                std::optional<PlaceKind> kind) const {
  std::vector<NearPlace> found;
  const auto reach_m = [radius] { return radius.meters(); };
  auto visit = [&](std::size_t i) {
    const Place& place = places_[i];
    if (kind && place.kind != *kind) return;
    const Length d = GeodesicInverse(p, place.position).distance;
    if (d <= radius) found.push_back({&place, d});
  };
  Search(ToEcef(p), {0, places_.size(), 0}, reach_m, visit);
  std::sort(found.begin(), found.end(), [](const NearPlace& a, const NearPlace& b) {
    return std::pair(a.distance.meters(), a.place) < std::pair(b.distance.meters(), b.place);
  });
  return found;
}

}  // namespace pelorus
