#include "geo/water_outline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "geo/ellipsoid.h"

namespace pelorus {
namespace {

using PlaneRing = std::vector<Eigen::Vector2d>;

/// Values of the function at the nodes of a lattice, one node of "outside" all round.
struct Lattice {
  Eigen::Vector2d origin;
  double step_m;
  int columns, rows;
  std::vector<float> value;

  float& at(int x, int y) {
    return value[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) +
                 static_cast<std::size_t>(x)];
  }
  float at(int x, int y) const { return const_cast<Lattice*>(this)->at(x, y); }
  Eigen::Vector2d Node(double x, double y) const { return origin + step_m * Eigen::Vector2d(x, y); }
};

/// A square of nodes.
struct Block {
  int x, y, size;
};

void Fill(Lattice& lattice, const PlaneFunction& inside, const Block& block) {
  if (block.x >= lattice.columns - 1 || block.y >= lattice.rows - 1) return;
  const double middle = 0.5 * (block.size - 1);
  const double here = inside(lattice.Node(block.x + middle, block.y + middle));
  const double to_corner_m = 1.02 * lattice.step_m * middle * std::numbers::sqrt2;
  if (block.size > 1 && std::abs(here) <= to_corner_m) {
    const int half = block.size / 2;
    for (const int dy : {0, half}) {
      for (const int dx : {0, half}) Fill(lattice, inside, {block.x + dx, block.y + dy, half});
    }
    return;
  }
  const int end_x = std::min(block.x + block.size, lattice.columns - 1);
  const int end_y = std::min(block.y + block.size, lattice.rows - 1);
  for (int y = block.y; y < end_y; ++y) {
    for (int x = block.x; x < end_x; ++x) lattice.at(x, y) = static_cast<float>(here);
  }
}

Lattice Sample(const PlaneBox& box, const PlaneFunction& inside, const OutlineOptions& options) {
  const Eigen::Vector2d span = box.high - box.low;
  Lattice lattice;
  lattice.step_m = std::max(span.maxCoeff() / options.steps, options.least.meters());
  lattice.origin = box.low - Eigen::Vector2d::Constant(1.5 * lattice.step_m);
  lattice.columns = static_cast<int>(span.x() / lattice.step_m) + 5;
  lattice.rows = static_cast<int>(span.y() / lattice.step_m) + 5;
  lattice.value.assign(
      static_cast<std::size_t>(lattice.columns) * static_cast<std::size_t>(lattice.rows), -1.0F);
  constexpr int kBlock = 32;
  for (int y = 1; y < lattice.rows - 1; y += kBlock) {
    for (int x = 1; x < lattice.columns - 1; x += kBlock) Fill(lattice, inside, {x, y, kBlock});
  }
  return lattice;
}

/// Follows the line between inside and outside through the lattice's cells. A crossing is named by
/// its lattice edge: 2 n from node n to the right, 2 n + 1 upwards.
class Contour {
 public:
  explicit Contour(const Lattice& lattice)
      : lattice_(lattice), next_(2 * lattice.value.size(), kNone) {
    for (int y = 0; y + 1 < lattice_.rows; ++y) {
      for (int x = 0; x + 1 < lattice_.columns; ++x) Link(x, y);
    }
  }

  std::vector<PlaneRing> Rings() {
    std::vector<PlaneRing> rings;
    for (std::size_t start = 0; start < next_.size(); ++start) {
      if (next_[start] == kNone) continue;
      PlaneRing& ring = rings.emplace_back();
      for (std::size_t edge = start; next_[edge] != kNone;) {
        ring.push_back(Crossing(edge));
        const auto following = static_cast<std::size_t>(next_[edge]);
        next_[edge] = kNone;
        edge = following;
      }
    }
    return rings;
  }

 private:
  static constexpr std::int32_t kNone = -1;

  bool Inside(int x, int y) const { return lattice_.at(x, y) > 0.0F; }

  /// Joins the crossings of one cell so that the inside lies on the left.
  void Link(int x, int y) {
    const std::array<bool, 4> in = {Inside(x, y), Inside(x + 1, y), Inside(x + 1, y + 1),
                                    Inside(x, y + 1)};
    const int count = static_cast<int>(std::count(in.begin(), in.end(), true));
    if (count == 0 || count == 4) return;
    const auto node = static_cast<std::int32_t>(y * lattice_.columns + x);
    const std::array<std::int32_t, 4> edges = {2 * node, 2 * (node + 1) + 1,
                                               2 * (node + lattice_.columns), 2 * node + 1};
    const bool saddle = in[0] == in[2] && in[1] == in[3];
    const bool joined = saddle && lattice_.at(x, y) + lattice_.at(x + 1, y) +
                                          lattice_.at(x + 1, y + 1) + lattice_.at(x, y + 1) >
                                      0.0F;
    for (std::size_t leave = 0; leave < 4; ++leave) {
      if (!in[leave] || in[(leave + 1) % 4]) continue;
      // Round the cell, counter-clockwise where the insides meet in the middle, else clockwise.
      const std::size_t turn = saddle && !joined ? 3 : 1;
      std::size_t enter = (leave + turn) % 4;
      while (in[enter] || !in[(enter + 1) % 4]) enter = (enter + turn) % 4;
      next_[static_cast<std::size_t>(edges[leave])] = edges[enter];
    }
  }

  Eigen::Vector2d Crossing(std::size_t edge) const {
    const auto node = static_cast<int>(edge / 2);
    const int x = node % lattice_.columns;
    const int y = node / lattice_.columns;
    const int dx = edge % 2 == 0 ? 1 : 0;
    const double a = static_cast<double>(lattice_.at(x, y));
    const double b = static_cast<double>(lattice_.at(x + dx, y + 1 - dx));
    // Off the nodes, so that two lines never touch.
    const double part = std::clamp(a / (a - b), 0.01, 0.99);
    return lattice_.Node(x + dx * part, y + (1 - dx) * part);
  }

  const Lattice& lattice_;
  std::vector<std::int32_t> next_;
};

double SignedArea(const PlaneRing& ring) {
  double twice = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Eigen::Vector2d a = ring[i] - ring[0];
    const Eigen::Vector2d b = ring[(i + 1) % ring.size()] - ring[0];
    twice += a.x() * b.y() - a.y() * b.x();
  }
  return 0.5 * twice;
}

bool Surrounds(const PlaneRing& ring, const Eigen::Vector2d& p) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const bool crosses = (ring[i].y() > p.y()) != (ring[j].y() > p.y());
    if (!crosses) continue;
    const double part = (p.y() - ring[i].y()) / (ring[j].y() - ring[i].y());
    if (p.x() < ring[i].x() + part * (ring[j].x() - ring[i].x())) inside = !inside;
  }
  return inside;
}

GeoRing OnEarth(const GnomonicPlane& plane, const PlaneRing& ring) {
  GeoRing points;
  for (const Eigen::Vector2d& p : ring) points.push_back(plane.ToGeo(p));
  return points;
}

std::vector<GeoPolygon> Polygons(const GnomonicPlane& plane, const std::vector<PlaneRing>& rings) {
  std::vector<GeoPolygon> polygons;
  std::vector<const PlaneRing*> outer;
  std::vector<double> areas;
  for (const PlaneRing& ring : rings) {
    const double area = SignedArea(ring);
    if (area <= 0.0) continue;
    outer.push_back(&ring);
    areas.push_back(area);
    polygons.push_back({OnEarth(plane, ring), {}});
  }
  for (const PlaneRing& ring : rings) {
    if (SignedArea(ring) >= 0.0) continue;
    std::size_t owner = outer.size();
    for (std::size_t i = 0; i < outer.size(); ++i) {
      if (owner < outer.size() && areas[i] >= areas[owner]) continue;
      if (Surrounds(*outer[i], ring[0])) owner = i;
    }
    if (owner < outer.size()) polygons[owner].holes.push_back(OnEarth(plane, ring));
  }
  return polygons;
}

/// Twice the area between a ring and the equator on the authalic sphere, as a share of R².
double RingArea(const GeoRing& ring) {
  const auto authalic = [](GeoPoint p) {
    // q/q_p of Snyder (3-12) in closed form.
    const double e = std::sqrt(kWgs84E2);
    const auto q = [e](double s) {
      return (1.0 - kWgs84E2) * (s / (1.0 - kWgs84E2 * s * s) + std::atanh(e * s) / e);
    };
    return q(std::sin(p.lat().radians()));
  };
  double sum = 0.0;
  double before = ring.empty() ? 0.0 : authalic(ring.back());
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GeoPoint last = ring[(i + ring.size() - 1) % ring.size()];
    const double here = authalic(ring[i]);
    sum -= (ring[i].lon().radians() - last.lon().radians()) * (here + before);
    before = here;
  }
  return sum;
}

}  // namespace

double AreaKm2(const std::vector<GeoPolygon>& polygons) {
  double sum = 0.0;
  for (const GeoPolygon& polygon : polygons) {
    sum += std::abs(RingArea(polygon.outer));
    for (const GeoRing& hole : polygon.holes) sum -= std::abs(RingArea(hole));
  }
  // dA = a²/2 dq dλ, and the trapezium takes half of the sum of both q.
  return sum * 0.25 * kWgs84A_m * kWgs84A_m * 1e-6;
}

std::vector<GeoPolygon> Outline(const GnomonicPlane& plane, const PlaneBox& box,
                                const PlaneFunction& inside, const OutlineOptions& options) {
  const Lattice lattice = Sample(box, inside, options);
  return Polygons(plane, Contour(lattice).Rings());
}

}  // namespace pelorus
