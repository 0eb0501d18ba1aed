#include "geo/geo_point.h"

#include <algorithm>
#include <cmath>

namespace pelorus {

double WrapLongitudeDeg(double lon_deg) {
  if (lon_deg >= -180.0 && lon_deg < 180.0) return lon_deg;
  double w = std::fmod(lon_deg + 180.0, 360.0);
  if (w < 0.0) w += 360.0;
  return w >= 360.0 ? -180.0 : w - 180.0;
}

std::optional<GeoPoint> GeoPoint::FromDegrees(double lat_deg, double lon_deg) {
  // Written so that NaN fails.
  const bool good = std::abs(lat_deg) <= 90.0 && std::abs(lon_deg) <= 180.0;
  if (!good) return std::nullopt;
  return GeoPoint(lat_deg, WrapLongitudeDeg(lon_deg));
}

GeoPoint GeoPoint::Degrees(double lat_deg, double lon_deg) {
  return GeoPoint(std::clamp(lat_deg, -90.0, 90.0), WrapLongitudeDeg(lon_deg));
}

}  // namespace pelorus
