#include "geo/water_ellipse.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Along one ray, where the margin goes through zero.
double EdgeM(const StarArea& area, Azimuth azimuth) {
  constexpr double kExact_m = 0.5;
  const auto margin_m = [&](double r_m) {
    return area.margin(GeodesicDirect(area.center, azimuth, Length::Meters(r_m)));
  };
  double in_m = 0.0;
  double out_m = area.farthest.meters() + 1.0;
  double at_in = margin_m(in_m);
  double at_out = margin_m(out_m);
  if (at_in <= 0.0) return 0.0;
  if (at_out > 0.0) return out_m;
  // Regula falsi with the Illinois change (Dowell and Jarratt 1971).
  for (int side = 0, i = 0; i < 60 && out_m - in_m > kExact_m; ++i) {
    double r_m = in_m + (out_m - in_m) * at_in / (at_in - at_out);
    r_m = std::clamp(r_m, in_m + 0.4 * kExact_m, out_m - 0.4 * kExact_m);
    const double here = margin_m(r_m);
    if (here > 0.0) {
      in_m = r_m;
      at_in = here;
      if (side == 1) at_out *= 0.5;
      side = 1;
    } else {
      out_m = r_m;
      at_out = here;
      if (side == -1) at_in *= 0.5;
      side = -1;
    }
  }
  return out_m;
}

struct UnwrappedPoint {
  double lat_deg, lon_deg;
};
using Unwrapped = std::vector<UnwrappedPoint>;

/// The ring with longitudes that run on, and closed over the pole it goes round.
Unwrapped Unwrap(const GeoRing& ring) {
  Unwrapped points;
  double lon_deg = ring.front().lon_deg();
  points.push_back({ring.front().lat_deg(), lon_deg});
  for (std::size_t i = 1; i <= ring.size(); ++i) {
    const GeoPoint p = ring[i % ring.size()];
    lon_deg += WrapLongitudeDeg(p.lon_deg() - ring[i - 1].lon_deg());
    points.push_back({p.lat_deg(), lon_deg});
  }
  const double round_deg = points.back().lon_deg - points.front().lon_deg;
  if (std::abs(round_deg) < 180.0) {
    points.pop_back();
    return points;
  }
  const double pole_deg = round_deg > 0.0 ? 90.0 : -90.0;
  points.push_back({pole_deg, points.back().lon_deg});
  points.push_back({pole_deg, points.front().lon_deg});
  return points;
}

/// What lies on one side of a meridian (Sutherland and Hodgman 1974): `side` 1 the east, -1 the
/// west.
Unwrapped Clip(const Unwrapped& ring, double lon_deg, double side) {
  Unwrapped kept;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const UnwrappedPoint a = ring[i];
    const UnwrappedPoint b = ring[(i + 1) % ring.size()];
    const double from = side * (a.lon_deg - lon_deg);
    const double to = side * (b.lon_deg - lon_deg);
    if (from >= 0.0) kept.push_back(a);
    if ((from > 0.0 && to < 0.0) || (from < 0.0 && to > 0.0)) {
      kept.push_back({a.lat_deg + (b.lat_deg - a.lat_deg) * from / (from - to), lon_deg});
    }
  }
  return kept;
}

}  // namespace

GeoRing StarRing(const StarArea& area, int rays) {
  const auto edge_m = [&](double from_axis_deg) {
    return EdgeM(area, Azimuth::Degrees(area.axis.degrees() + from_axis_deg));
  };
  const double along_m = std::max(1.0, edge_m(0.0));
  const double across_m = std::max(1.0, edge_m(90.0));
  const double outside = 1.0 / std::cos(std::numbers::pi / rays);
  GeoRing ring;
  for (int i = 0; i < rays; ++i) {
    // Against the clock, as azimuths do not go.
    const double part = -2.0 * std::numbers::pi * i / rays;
    const Azimuth azimuth = Azimuth::Degrees(
        area.axis.degrees() +
        Angle::Radians(std::atan2(across_m * std::sin(part), along_m * std::cos(part))).degrees());
    const double r_m = std::max(0.5, EdgeM(area, azimuth)) * outside;
    ring.push_back(GeodesicDirect(area.center, azimuth, Length::Meters(r_m)));
  }
  return ring;
}

std::vector<GeoPolygon> CutAtAntimeridian(const GeoRing& ring) {
  // A GeoPoint has no longitude of +180: the cut's western side ends a centimetre before it.
  constexpr double kJustWest_deg = 180.0 - 1e-7;
  std::vector<GeoPolygon> polygons;
  if (ring.empty()) return polygons;
  const Unwrapped whole = Unwrap(ring);
  for (const double turn_deg : {-360.0, 0.0, 360.0}) {
    const Unwrapped part = Clip(Clip(whole, turn_deg - 180.0, 1.0), turn_deg + 180.0, -1.0);
    if (part.size() < 3) continue;
    GeoPolygon& polygon = polygons.emplace_back();
    for (const UnwrappedPoint& p : part) {
      const double lon_deg = std::min(p.lon_deg - turn_deg, kJustWest_deg);
      polygon.outer.push_back(GeoPoint::Degrees(p.lat_deg, lon_deg));
    }
  }
  return polygons;
}

}  // namespace pelorus
