#include "geo/shore_segments.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "geo/ellipsoid.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// 1 cm: cuts made at a box carry its coordinate to far more digits than this.
constexpr double kOnEdge_deg = 1e-7;
constexpr double kLongest_m = 5000.0;
/// Allowed sideways deviation of a chord from the straight line in longitude and latitude.
constexpr double kSideways_m = 1.0;

/// One edge, written from the smaller to the larger end; `turns` +1 when it ran that way.
struct Edge {
  GeoPoint a;
  GeoPoint b;
  int turns;
  bool is_cut;

  auto Key() const { return std::tuple(a.lat_deg(), a.lon_deg(), b.lat_deg(), b.lon_deg()); }
};

Edge Ordered(GeoPoint a, GeoPoint b, bool is_cut) {
  const bool swap = std::tuple(b.lat_deg(), b.lon_deg()) < std::tuple(a.lat_deg(), a.lon_deg());
  return swap ? Edge{b, a, -1, is_cut} : Edge{a, b, 1, is_cut};
}

bool BothAtLongitude(GeoPoint a, GeoPoint b, double lon_deg) {
  const auto at = [lon_deg](GeoPoint p) {
    return std::abs(WrapLongitudeDeg(p.lon_deg() - lon_deg)) < kOnEdge_deg;
  };
  return at(a) && at(b);
}

bool BothAtLatitude(GeoPoint a, GeoPoint b, double lat_deg) {
  return std::abs(a.lat_deg() - lat_deg) < kOnEdge_deg &&
         std::abs(b.lat_deg() - lat_deg) < kOnEdge_deg;
}

bool IsCut(GeoPoint a, GeoPoint b, const Region& box) {
  return BothAtLongitude(a, b, box.west_deg()) || BothAtLongitude(a, b, box.east_deg()) ||
         BothAtLatitude(a, b, box.south_deg()) || BothAtLatitude(a, b, box.north_deg());
}

/// Files split polygons at the antimeridian; inside the box such an edge has land on both sides.
bool IsSplit(GeoPoint a, GeoPoint b, const Region& box) {
  const bool inside = box.crosses_antimeridian() || box.width_deg() >= 360.0;
  return inside && BothAtLongitude(a, b, 180.0);
}

std::vector<Edge> EdgesOf(const Land& land) {
  std::vector<Edge> edges;
  for (const LandRing& ring : land.rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const GeoPoint a = ring[i];
      const GeoPoint b = ring[i + 1 < ring.size() ? i + 1 : 0];
      if (a == b || IsSplit(a, b, land.box)) continue;
      edges.push_back(Ordered(a, b, IsCut(a, b, land.box)));
    }
  }
  return edges;
}

/// Joins equal edges; those that ran both ways, with land on both sides, cancel out.
std::vector<Edge> WithoutSharedEdges(std::vector<Edge> edges) {
  std::stable_sort(edges.begin(), edges.end(),
                   [](const Edge& x, const Edge& y) { return x.Key() < y.Key(); });
  std::vector<Edge> kept;
  for (std::size_t i = 0; i < edges.size();) {
    Edge joined = edges[i];
    for (++i; i < edges.size() && edges[i].Key() == joined.Key(); ++i) {
      joined.turns += edges[i].turns;
    }
    if (joined.turns != 0) kept.push_back(joined);
  }
  return kept;
}

double LongestPieceM(GeoPoint a, GeoPoint b) {
  const double lat_deg = std::min(89.9, std::max(std::abs(a.lat_deg()), std::abs(b.lat_deg())));
  const double tan_lat = std::tan(lat_deg * std::numbers::pi / 180.0);
  if (tan_lat < 0.1) return kLongest_m;
  return std::min(kLongest_m, std::sqrt(8.0 * kWgs84B_m * kSideways_m / tan_lat));
}

void AppendPieces(const Edge& edge, std::vector<ShoreSegment>& out) {
  const GeoPoint a = edge.turns > 0 ? edge.a : edge.b;
  const GeoPoint b = edge.turns > 0 ? edge.b : edge.a;
  const double dlat = b.lat_deg() - a.lat_deg();
  const double dlon = WrapLongitudeDeg(b.lon_deg() - a.lon_deg());
  const double length_m = FastDistance(a, b).meters();
  const int pieces = static_cast<int>(std::ceil(length_m / LongestPieceM(a, b)));
  Eigen::Vector3d from = ToEcef(a);
  for (int i = 1; i <= std::max(1, pieces); ++i) {
    const double t = static_cast<double>(i) / pieces;
    // The last end is the vertex itself, bit for bit: neighbouring segments must meet exactly.
    const bool last = i >= pieces;
    const Eigen::Vector3d to =
        ToEcef(last ? b : GeoPoint::Degrees(a.lat_deg() + t * dlat, a.lon_deg() + t * dlon));
    const double length2 = (to - from).squaredNorm();
    if (length2 > 0.0) {
      out.push_back({from, to, from.cross(to - from), 1.0 / length2, edge.is_cut});
    }
    from = to;
  }
}

}  // namespace

std::vector<ShoreSegment> ShoreSegments(const Land& land) {
  std::vector<ShoreSegment> segments;
  for (const Edge& edge : WithoutSharedEdges(EdgesOf(land))) AppendPieces(edge, segments);
  return segments;
}

}  // namespace pelorus
