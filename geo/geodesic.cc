#include "geo/geodesic.h"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>

#include "geo/ellipsoid.h"

namespace pelorus {
namespace {

/// Mean of the three semi-axes (IUGG), metres.
constexpr double kMeanRadius_m = (2.0 * kWgs84A_m + kWgs84B_m) / 3.0;

}  // namespace

Geodesic GeodesicInverse(GeoPoint a, GeoPoint b) {
  double s_m = 0.0;
  double start_deg = 0.0;
  double end_deg = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat_deg(), a.lon_deg(), b.lat_deg(), b.lon_deg(), s_m,
                                           start_deg, end_deg);
  return {Length::Meters(s_m), Azimuth::Degrees(start_deg), Azimuth::Degrees(end_deg)};
}

GeoPoint GeodesicDirect(GeoPoint from, Azimuth azimuth, Length distance) {
  double lat_deg = 0.0;
  double lon_deg = 0.0;
  GeographicLib::Geodesic::WGS84().Direct(from.lat_deg(), from.lon_deg(), azimuth.degrees(),
                                          distance.meters(), lat_deg, lon_deg);
  return GeoPoint::Degrees(lat_deg, lon_deg);
}

Length ArcOverChord(double chord_m) {
  const double half = std::min(1.0, chord_m / (2.0 * kMeanRadius_m));
  return Length::Meters(2.0 * kMeanRadius_m * std::asin(half));
}

Length FastDistance(GeoPoint a, GeoPoint b) {
  const Eigen::Vector3d chord_ecef = ToEcef(b) - ToEcef(a);
  return ArcOverChord(chord_ecef.norm());
}

}  // namespace pelorus
