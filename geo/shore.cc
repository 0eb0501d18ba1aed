#include "geo/shore.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geo/ellipsoid.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr double kRadPerDeg = std::numbers::pi / 180.0;

double MeridianRadiusM(double lat_deg) {
  const double s = std::sin(lat_deg * kRadPerDeg);
  const double w2 = 1.0 - kWgs84E2 * s * s;
  return kWgs84A_m * (1.0 - kWgs84E2) / (w2 * std::sqrt(w2));
}

/// Along the meridian, by Simpson's rule over the radius of curvature.
double MeridianArcM(double from_lat_deg, double to_lat_deg) {
  const double middle_deg = 0.5 * (from_lat_deg + to_lat_deg);
  const double mean_m = (MeridianRadiusM(from_lat_deg) + 4.0 * MeridianRadiusM(middle_deg) +
                         MeridianRadiusM(to_lat_deg)) /
                        6.0;
  return mean_m * (to_lat_deg - from_lat_deg) * kRadPerDeg;
}

/// Chord from a point at distance `rho_m` from the axis to the half plane of the meridian
/// `dlon_deg` away; no point of that meridian is nearer.
double ChordToMeridianM(double rho_m, double dlon_deg) {
  return dlon_deg >= 90.0 ? rho_m : rho_m * std::sin(dlon_deg * kRadPerDeg);
}

}  // namespace

double DistanceToEdgeM(const Region& box, GeoPoint p) {
  double nearest_m = std::numeric_limits<double>::infinity();
  if (box.north_deg() < 90.0) nearest_m = MeridianArcM(p.lat_deg(), box.north_deg());
  if (box.south_deg() > -90.0) {
    nearest_m = std::min(nearest_m, MeridianArcM(box.south_deg(), p.lat_deg()));
  }
  if (box.width_deg() >= 360.0) return nearest_m;
  const double x_deg = box.EastOfWestEdgeDeg(p);
  const double dlon_deg = std::max(0.0, std::min(x_deg, box.width_deg() - x_deg));
  const double s = std::sin(p.lat_deg() * kRadPerDeg);
  const double rho_m =
      kWgs84A_m * std::cos(p.lat_deg() * kRadPerDeg) / std::sqrt(1.0 - kWgs84E2 * s * s);
  return std::min(nearest_m, ArcOverChord(ChordToMeridianM(rho_m, dlon_deg)).meters());
}

void ShoreIndex::Add(const Land& land) {
  regions_.push_back(
      {land.name, land.box, land.water_tolerance, ShoreTree(land.box, ShoreSegments(land))});
}

ShoreDistance ShoreIndex::DistanceIn(const IndexedRegion& region, GeoPoint p) {
  const ShoreTree::Nearest nearest = region.tree.Find(p);
  const bool found = std::isfinite(nearest.chord_m);
  const double found_m =
      found ? ArcOverChord(nearest.chord_m).meters() : std::numeric_limits<double>::infinity();
  const double edge_m = DistanceToEdgeM(region.box, p);
  const Length magnitude = Length::Meters(std::min(found_m, edge_m));
  return {nearest.on_land ? -magnitude : magnitude, nearest.is_cut || edge_m < found_m};
}

const ShoreIndex::IndexedRegion* ShoreIndex::RegionAt(GeoPoint p) const {
  const auto found =
      std::find_if(regions_.rbegin(), regions_.rend(),
                   [p](const IndexedRegion& region) { return region.box.Contains(p); });
  return found == regions_.rend() ? nullptr : &*found;
}

std::optional<ShoreDistance> ShoreIndex::Distance(GeoPoint p) const {
  std::optional<ShoreDistance> answer;
  for (auto region = regions_.rbegin(); region != regions_.rend(); ++region) {
    if (!region->box.Contains(p)) continue;
    const ShoreDistance here = DistanceIn(*region, p);
    if (!here.lower_bound) return here;
    if (!answer) answer = here;
  }
  return answer;
}

std::optional<bool> ShoreIndex::IsWater(GeoPoint p) const {
  const auto distance = Distance(p);
  if (!distance) return std::nullopt;
  return distance->signed_distance.meters() > 0.0;
}

std::optional<bool> ShoreIndex::IsWaterWithinTolerance(GeoPoint p) const {
  const auto distance = Distance(p);
  if (!distance) return std::nullopt;
  return distance->signed_distance >= -RegionAt(p)->water_tolerance;
}

std::optional<Length> ShoreIndex::WaterTolerance(GeoPoint p) const {
  const IndexedRegion* region = RegionAt(p);
  if (region == nullptr) return std::nullopt;
  return region->water_tolerance;
}

std::vector<std::string> ShoreIndex::names() const {
  std::vector<std::string> names;
  for (const IndexedRegion& region : regions_) names.push_back(region.name);
  return names;
}

std::size_t ShoreIndex::memory_bytes() const {
  std::size_t sum = regions_.capacity() * sizeof(IndexedRegion);
  for (const IndexedRegion& region : regions_) sum += region.tree.memory_bytes();
  return sum;
}

}  // namespace pelorus
