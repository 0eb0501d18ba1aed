#pragma once

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "geo/land.h"

namespace pelorus {

/// The shore by brute force: geodesics to every edge that could matter, even-odd rule for the sign.
/// Shares nothing with ShoreIndex but the polygons.
class SlowShore {
 public:
  explicit SlowShore(const Land& land) : land_(land) {
    for (const LandRing& ring : land.rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) AddEdge(ring[i], ring[(i + 1) % ring.size()]);
    }
  }

  /// Geodesic distance to the nearest point of the shore, metres.
  double DistanceM(GeoPoint p) const {
    const Unit q = UnitOf(p);
    double upper = std::numeric_limits<double>::infinity();
    std::vector<std::size_t> close;
    for (const Edge& e : edges_)
      upper = std::min(upper, 1.01 * std::min(Arc(q, e.ua), Arc(q, e.ub)));
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      const Edge& e = edges_[i];
      if (0.99 * std::min(Arc(q, e.ua), Arc(q, e.ub)) - e.length_m < upper) close.push_back(i);
    }
    double best = std::numeric_limits<double>::infinity();
    for (const std::size_t i : close) {
      best = std::min({best, GeodesicM(p, edges_[i].a), GeodesicM(p, edges_[i].b)});
    }
    for (const std::size_t i : close) {
      const Edge& e = edges_[i];
      if (std::min(GeodesicM(p, e.a), GeodesicM(p, e.b)) - e.length_m < best) {
        best = std::min(best, ToEdgeM(p, e));
      }
    }
    return best;
  }

  /// Even-odd rule over all rings; for regions that do not cross the antimeridian.
  bool OnLand(GeoPoint p) const {
    bool inside = false;
    for (const LandRing& ring : land_.rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const GeoPoint a = ring[i];
        const GeoPoint b = ring[(i + 1) % ring.size()];
        if ((a.lat_deg() > p.lat_deg()) == (b.lat_deg() > p.lat_deg())) continue;
        const double t = (p.lat_deg() - a.lat_deg()) / (b.lat_deg() - a.lat_deg());
        if (p.lon_deg() < a.lon_deg() + t * (b.lon_deg() - a.lon_deg())) inside = !inside;
      }
    }
    return inside;
  }

  static double GeodesicM(GeoPoint a, GeoPoint b) {
    double s = 0.0;
    GeographicLib::Geodesic::WGS84().Inverse(a.lat_deg(), a.lon_deg(), b.lat_deg(), b.lon_deg(), s);
    return s;
  }

 private:
  struct Unit {
    double x, y, z;
  };
  struct Edge {
    GeoPoint a, b;
    Unit ua, ub;
    double length_m;  ///< at least that of the edge
  };

  static Unit UnitOf(GeoPoint p) {
    const double lat = p.lat().radians();
    const double lon = p.lon().radians();
    return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
  }

  /// On the auxiliary sphere of the geographic latitude: within 0.6 % of the ellipsoid.
  static double Arc(const Unit& a, const Unit& b) {
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    const double dz = a.z - b.z;
    return 2.0 * 6371000.0 * std::asin(std::min(1.0, 0.5 * std::sqrt(dx * dx + dy * dy + dz * dz)));
  }

  void AddEdge(GeoPoint a, GeoPoint b) {
    const Region& box = land_.box;
    const auto along = [](double u, double v, double side) { return u == side && v == side; };
    if (along(a.lon_deg(), b.lon_deg(), box.west_deg()) ||
        along(a.lon_deg(), b.lon_deg(), box.east_deg()) ||
        along(a.lat_deg(), b.lat_deg(), box.south_deg()) ||
        along(a.lat_deg(), b.lat_deg(), box.north_deg())) {
      return;
    }
    edges_.push_back({a, b, UnitOf(a), UnitOf(b), 1.01 * GeodesicM(a, b) + 1.0});
  }

  static GeoPoint At(const Edge& e, double t) {
    return GeoPoint::Degrees(e.a.lat_deg() + t * (e.b.lat_deg() - e.a.lat_deg()),
                             e.a.lon_deg() + t * (e.b.lon_deg() - e.a.lon_deg()));
  }

  /// Smallest distance to a straight edge of longitude and latitude, by ternary search.
  static double ToEdgeM(GeoPoint p, const Edge& e) {
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 40; ++i) {
      const double u = low + (high - low) / 3.0;
      const double v = high - (high - low) / 3.0;
      if (GeodesicM(p, At(e, u)) < GeodesicM(p, At(e, v))) {
        high = v;
      } else {
        low = u;
      }
    }
    return GeodesicM(p, At(e, 0.5 * (low + high)));
  }

  const Land& land_;
  std::vector<Edge> edges_;
};

/// Smallest geodesic distance to the edge of the box, by dense sampling, metres.
inline double SlowDistanceToEdgeM(const Region& box, GeoPoint p, int samples = 20000) {
  double best = std::numeric_limits<double>::infinity();
  const double height = box.north_deg() - box.south_deg();
  for (int i = 0; i <= samples; ++i) {
    const double t = static_cast<double>(i) / samples;
    const double lat = box.south_deg() + t * height;
    const double lon = box.west_deg() + t * box.width_deg();
    for (const GeoPoint q :
         {GeoPoint::Degrees(lat, box.west_deg()), GeoPoint::Degrees(lat, box.east_deg()),
          GeoPoint::Degrees(box.south_deg(), lon), GeoPoint::Degrees(box.north_deg(), lon)}) {
      best = std::min(best, SlowShore::GeodesicM(p, q));
    }
  }
  return best;
}

}  // namespace pelorus
