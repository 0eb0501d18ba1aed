#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "geo/geodesic.h"
#include "geo/water_grid.h"

namespace pelorus {

/// A rectangle of land, degrees.
struct WallBox {
  double west, south, east, north;
};

inline constexpr Length kWallCell = Length::Kilometers(0.5);

/// A sea of 20..25 E, 30..35 N with these lands, cells of kWallCell.
inline WaterGrid GridOf(const std::vector<WallBox>& walls, std::vector<Channel> channels = {},
                        const std::vector<LandRing>& lakes = {}) {
  Land land{"walls", *Region::FromDegrees(20.0, 30.0, 25.0, 35.0), {}, Length()};
  for (const WallBox& w : walls) {
    land.rings.push_back({GeoPoint::Degrees(w.south, w.west), GeoPoint::Degrees(w.south, w.east),
                          GeoPoint::Degrees(w.north, w.east), GeoPoint::Degrees(w.north, w.west)});
  }
  land.rings.insert(land.rings.end(), lakes.begin(), lakes.end());
  ShoreIndex shores;
  shores.Add(land);
  return WaterGrid("walls", land.box, shores, {kWallCell, std::move(channels)});
}

inline bool OnWall(const WallBox& w, GeoPoint p) {
  return p.lon_deg() > w.west && p.lon_deg() < w.east && p.lat_deg() > w.south &&
         p.lat_deg() < w.north;
}

/// Islands that neither touch one another nor the edge of the box: one in each field of a 4 x 3
/// grid.
inline std::vector<WallBox> RandomIslands(int count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  std::vector<WallBox> islands;
  for (int i = 0; i < count; ++i) {
    const double west = 20.2 + 1.2 * (i % 4) + 0.4 * u(random);
    const double south = 30.3 + 1.5 * (i / 4) + 0.5 * u(random);
    islands.push_back({west, south, west + 0.1 + 0.6 * u(random), south + 0.1 + 0.8 * u(random)});
  }
  return islands;
}

inline GeoPoint RandomWater(const std::vector<WallBox>& walls, std::mt19937_64& random) {
  std::uniform_real_distribution<double> u(0.02, 0.98);
  for (;;) {
    const GeoPoint p = GeoPoint::Degrees(30.0 + 5.0 * u(random), 20.0 + 5.0 * u(random));
    bool clear = true;
    for (const WallBox& w : walls) {
      // A cell off the land, so that the grid has water there.
      const double margin = 0.01;
      clear = clear &&
              !OnWall({w.west - margin, w.south - margin, w.east + margin, w.north + margin}, p);
    }
    if (clear) return p;
  }
}

struct BruteForceWay {
  double length_m;
  int bends;
};

/// Whether the geodesic keeps off all walls, looked at every 100 m. Geodesics along a wall's
/// edge bulge into it by 50 m at most.
inline bool ClearBetween(const std::vector<WallBox>& walls, GeoPoint a, GeoPoint b) {
  constexpr double kBulge = 1e-3;
  const Geodesic line = GeodesicInverse(a, b);
  const int steps = static_cast<int>(line.distance.meters() / 100.0) + 1;
  for (int i = 1; i < steps; ++i) {
    const GeoPoint p = GeodesicDirect(a, line.start, line.distance * (1.0 * i / steps));
    for (const WallBox& w : walls) {
      if (OnWall({w.west + kBulge, w.south + kBulge, w.east - kBulge, w.north - kBulge}, p))
        return false;
    }
  }
  return true;
}

/// The shortest way by the walls' corners: Bellman and Ford over all that see each other.
inline BruteForceWay ShortestByCorners(const std::vector<WallBox>& walls, GeoPoint from,
                                       GeoPoint to) {
  static std::vector<WallBox> known_walls;
  static std::vector<GeoPoint> corners;
  static std::vector<std::vector<double>> between;
  const auto distance_m = [&walls](GeoPoint a, GeoPoint b) {
    return ClearBetween(walls, a, b) ? GeodesicInverse(a, b).distance.meters()
                                     : std::numeric_limits<double>::infinity();
  };
  if (known_walls.size() != walls.size() || known_walls[0].west != walls[0].west) {
    known_walls = walls;
    corners.clear();
    for (const WallBox& w : walls) {
      for (const double lon : {w.west, w.east}) {
        for (const double lat : {w.south, w.north}) corners.push_back(GeoPoint::Degrees(lat, lon));
      }
    }
    between.assign(corners.size(), std::vector<double>(corners.size(), 0.0));
    for (std::size_t i = 0; i < corners.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        between[i][k] = between[k][i] = distance_m(corners[i], corners[k]);
      }
    }
  }
  std::vector<BruteForceWay> best;
  std::vector<double> last_m;
  for (const GeoPoint corner : corners) {
    best.push_back({distance_m(from, corner), 1});
    last_m.push_back(distance_m(corner, to));
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      for (std::size_t k = 0; k < corners.size(); ++k) {
        const double by_m = best[i].length_m + between[i][k];
        if (by_m >= best[k].length_m - 1e-6) continue;
        best[k] = {by_m, best[i].bends + 1};
        changed = true;
      }
    }
  }
  BruteForceWay way{distance_m(from, to), 0};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double by_m = best[i].length_m + last_m[i];
    if (by_m < way.length_m) way = {by_m, best[i].bends};
  }
  return way;
}

}  // namespace pelorus
