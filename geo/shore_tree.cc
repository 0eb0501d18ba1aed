#include "geo/shore_tree.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>

#include "geo/ellipsoid.h"

namespace pelorus {
namespace {

constexpr std::size_t kLeafSize = 12;
constexpr std::size_t kOffshoreLeafSize = 24;
/// Cells are not split below about this radius: there the number of candidates is the number of
/// edges that meet in one vertex.
constexpr double kSmallestCell_m = 20.0;
constexpr int kMaxDepth = 30;
/// For rounding, and so that all edges of a nearest vertex are listed.
constexpr double kSlack_m = 0.01;
constexpr double kFar_m = std::numeric_limits<double>::infinity();

/// What the nearest point of a segment is like, seen from `q`.
struct Foot {
  double distance2;
  /// Cosine between the segment, seen from its nearest end, and the way to `q`; 0 for a foot
  /// between the ends. Of several segments that share their nearest end, the one with the largest
  /// value bounds the sector that holds `q`.
  double cosine;
};

Foot FootOf(const ShoreSegment& s, const Eigen::Vector3d& q_ecef) {
  const Eigen::Vector3d d = s.b_ecef - s.a_ecef;
  const Eigen::Vector3d from_a = q_ecef - s.a_ecef;
  const double t = d.dot(from_a) * s.inverse_length2;
  if (t > 0.0 && t < 1.0) return {(from_a - t * d).squaredNorm(), 0.0};
  const Eigen::Vector3d v = t <= 0.0 ? from_a : Eigen::Vector3d(q_ecef - s.b_ecef);
  const double distance2 = v.squaredNorm();
  const double along = t <= 0.0 ? d.dot(v) : -d.dot(v);
  const double scale2 = distance2 > 0.0 ? s.inverse_length2 / distance2 : 0.0;
  return {distance2, along * std::sqrt(scale2)};
}

/// Whether to stop splitting. A round bay has a middle from which thousands of segments are equally
/// far: far from the shore a longer list is cheaper than the many small cells that would shorten
/// it.
bool IsLeaf(std::size_t candidates, double radius_m, double nearest_m) {
  if (candidates <= kLeafSize || radius_m < kSmallestCell_m) return true;
  if (radius_m * 200.0 < nearest_m) return true;
  return candidates <= kOffshoreLeafSize && radius_m * 20.0 < nearest_m;
}

Eigen::Vector3d NearestPointOf(const ShoreSegment& s, const Eigen::Vector3d& q_ecef) {
  const Eigen::Vector3d d = s.b_ecef - s.a_ecef;
  const double t = d.dot(q_ecef - s.a_ecef) * s.inverse_length2;
  return s.a_ecef + std::clamp(t, 0.0, 1.0) * d;
}

}  // namespace

ShoreTree::ShoreTree(const Region& box, std::vector<ShoreSegment> segments)
    : box_(box), segments_(std::move(segments)), nodes_(1) {
  std::vector<std::uint32_t> all(segments_.size());
  std::iota(all.begin(), all.end(), 0U);
  const double height_deg = box_.north_deg() - box_.south_deg();
  Build(0, {0.0, box_.south_deg(), box_.width_deg(), height_deg}, 0, all);
  scratch_ = {};
  nodes_.shrink_to_fit();
  candidates_.shrink_to_fit();
}

ShoreTree::Cell ShoreTree::ChildOf(const Cell& cell, unsigned quadrant) const {
  const double w = 0.5 * cell.width_deg;
  const double h = 0.5 * cell.height_deg;
  return {cell.x_deg + ((quadrant & 1U) != 0 ? w : 0.0),
          cell.y_deg + ((quadrant & 2U) != 0 ? h : 0.0), w, h};
}

ShoreTree::Patch ShoreTree::PatchOf(const Cell& cell) const {
  const auto at = [&](double x, double y) {
    return ToEcef(GeoPoint::Degrees(cell.y_deg + y * cell.height_deg,
                                    box_.west_deg() + cell.x_deg + x * cell.width_deg));
  };
  constexpr double kRad = std::numbers::pi / 180.0;
  // Both radii of curvature are at most a²/b; on a sphere of that size no chord is longer than
  // R sqrt(dlat² + cos(lat) cos(lat') dlon²).
  constexpr double kRadius_m = kWgs84A_m * kWgs84A_m / kWgs84B_m;
  const double lat_deg = std::abs(cell.y_deg + 0.5 * cell.height_deg);
  const double dlat = 0.5 * cell.height_deg * kRad;
  const double dlon = 0.5 * cell.width_deg * kRad;
  const double cos_equatorward = std::cos(std::max(0.0, lat_deg - 0.5 * cell.height_deg) * kRad);
  const double cosines = std::cos(lat_deg * kRad) * cos_equatorward;
  // A point of the patch is off the chord of its parallel, whose ends are off the chords of the
  // two meridians.
  const double bulge = cos_equatorward * (1.0 - std::cos(dlon)) + 1.0 - std::cos(dlat);
  return {{at(0.5, 0.5), at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0), at(1.0, 1.0)},
          kRadius_m * std::sqrt(dlat * dlat + cosines * dlon * dlon),
          kRadius_m * bulge};
}

std::array<Eigen::Vector3d, 5> ShoreTree::Measure(const Patch& patch,
                                                  const std::vector<std::uint32_t>& from_parent) {
  std::array<Measured, 5> nearest;
  nearest.fill({0, {kFar_m, kFar_m, kFar_m, kFar_m, kFar_m}});
  scratch_.clear();
  for (const std::uint32_t i : from_parent) {
    Measured m{i, {}};
    m.distance_m[0] = std::sqrt(FootOf(segments_[i], patch.point_ecef[0]).distance2);
    // The nearest segment to any point of the cell is at most two radii farther from the centre
    // than the nearest to the centre.
    if (m.distance_m[0] > nearest[0].distance_m[0] + 2.0 * patch.radius_m + kSlack_m) continue;
    for (std::size_t k = 1; k < 5; ++k) {
      m.distance_m[k] = std::sqrt(FootOf(segments_[i], patch.point_ecef[k]).distance2);
    }
    scratch_.push_back(m);
    for (std::size_t k = 0; k < 5; ++k) {
      if (m.distance_m[k] < nearest[k].distance_m[k]) nearest[k] = m;
    }
  }
  std::array<Eigen::Vector3d, 5> points;
  for (std::size_t k = 0; k < 5; ++k) {
    points[k] = segments_.empty()
                    ? patch.point_ecef[k]
                    : NearestPointOf(segments_[nearest[k].segment], patch.point_ecef[k]);
  }
  return points;
}

// The points nearer to a shore point w than to a segment s, by a margin m or more, form a convex
// set: an intersection of the insides of hyperboloids with focus w. So when all corners of a cell
// are in it, their hull is, and with m twice the bulge the whole patch is nearer to w than to s.
ShoreTree::Candidates ShoreTree::CandidatesOf(const Patch& patch,
                                              const std::vector<std::uint32_t>& from_parent) {
  const std::array<Eigen::Vector3d, 5> witness = Measure(patch, from_parent);
  const double margin_m = 2.0 * patch.bulge_m + kSlack_m;
  std::array<std::array<double, 5>, 5> bound_m;
  for (std::size_t w = 0; w < 5; ++w) {
    for (std::size_t k = 0; k < 5; ++k) {
      bound_m[w][k] = (patch.point_ecef[k] - witness[w]).norm() + margin_m;
    }
  }
  const auto beaten = [&](const Measured& m) {
    return std::any_of(bound_m.begin(), bound_m.end(), [&](const auto& bound) {
      return std::equal(m.distance_m.begin() + 1, m.distance_m.end(), bound.begin() + 1,
                        std::greater_equal<>());
    });
  };
  Candidates kept{{}, bound_m[0][0] - margin_m};
  for (const Measured& m : scratch_) {
    if (!beaten(m)) kept.segments.push_back(m.segment);
  }
  return kept;
}

void ShoreTree::Build(std::size_t node, const Cell& cell, int depth,
                      const std::vector<std::uint32_t>& from_parent) {
  const Patch patch = PatchOf(cell);
  const Candidates mine = CandidatesOf(patch, from_parent);
  if (depth == kMaxDepth || IsLeaf(mine.segments.size(), patch.radius_m, mine.nearest_m)) {
    nodes_[node] = {static_cast<std::uint32_t>(candidates_.size()),
                    static_cast<std::uint32_t>(mine.segments.size())};
    candidates_.insert(candidates_.end(), mine.segments.begin(), mine.segments.end());
    return;
  }
  const std::size_t first = nodes_.size();
  nodes_.resize(first + 4);
  nodes_[node] = {static_cast<std::uint32_t>(first), kInner};
  for (unsigned quadrant = 0; quadrant < 4; ++quadrant) {
    Build(first + quadrant, ChildOf(cell, quadrant), depth + 1, mine.segments);
  }
}

const ShoreTree::Node& ShoreTree::LeafAt(GeoPoint p) const {
  Cell cell{0.0, box_.south_deg(), box_.width_deg(), box_.north_deg() - box_.south_deg()};
  const double x_deg = box_.EastOfWestEdgeDeg(p);
  const Node* node = &nodes_[0];
  while (node->count == kInner) {
    cell.width_deg *= 0.5;
    cell.height_deg *= 0.5;
    const bool east = x_deg >= cell.x_deg + cell.width_deg;
    const bool north = p.lat_deg() >= cell.y_deg + cell.height_deg;
    if (east) cell.x_deg += cell.width_deg;
    if (north) cell.y_deg += cell.height_deg;
    node = &nodes_[node->first + (east ? 1U : 0U) + (north ? 2U : 0U)];
  }
  return *node;
}

ShoreTree::Nearest ShoreTree::Find(GeoPoint p) const {
  const Eigen::Vector3d q = ToEcef(p);
  const Node& leaf = LeafAt(p);
  Foot best{std::numeric_limits<double>::infinity(), 0.0};
  const ShoreSegment* nearest = nullptr;
  for (std::uint32_t i = leaf.first; i < leaf.first + leaf.count; ++i) {
    const ShoreSegment& segment = segments_[candidates_[i]];
    const Foot foot = FootOf(segment, q);
    const bool closer = foot.distance2 < best.distance2;
    if (closer || (foot.distance2 == best.distance2 && foot.cosine > best.cosine)) {
      best = foot;
      nearest = &segment;
    }
  }
  if (nearest == nullptr) return {best.distance2, false, false};
  const Eigen::Vector3d from_a = q - nearest->a_ecef;
  // Inside the box there is only land beside a cut.
  const bool on_land = nearest->is_cut || nearest->land_side.dot(from_a) > 0.0;
  return {std::sqrt(best.distance2), on_land, nearest->is_cut};
}

std::size_t ShoreTree::memory_bytes() const {
  return segments_.capacity() * sizeof(ShoreSegment) + nodes_.capacity() * sizeof(Node) +
         candidates_.capacity() * sizeof(std::uint32_t);
}

}  // namespace pelorus
