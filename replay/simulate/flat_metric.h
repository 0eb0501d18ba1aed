#pragma once

#include <cmath>
#include <numbers>

#include "geo/ellipsoid.h"
#include "geo/geo_point.h"

namespace pelorus {

/// Metres north and east.
struct FlatOffset {
  double north_m = 0.0;
  double east_m = 0.0;
};

/// The ellipsoid about one latitude as a plane of longitude and latitude: what the simulation moves
/// vessels on, second by second. A step of d metres errs by about d²/R tan(lat): micrometres for a
/// second of sailing. Lines straight in longitude and latitude stay straight.
class FlatMetric {
 public:
  explicit FlatMetric(GeoPoint about) {
    const double s = std::sin(about.lat().radians());
    const double w2 = 1.0 - kWgs84E2 * s * s;
    const double prime_vertical_m = kWgs84A_m / std::sqrt(w2);
    north_m_ = prime_vertical_m * (1.0 - kWgs84E2) / w2 * kRadians;
    east_m_ = prime_vertical_m * std::sqrt(1.0 - s * s) * kRadians;
  }

  /// From `a` to `b`, by the shorter way round.
  FlatOffset Between(GeoPoint a, GeoPoint b) const {
    return {(b.lat_deg() - a.lat_deg()) * north_m_,
            WrapLongitudeDeg(b.lon_deg() - a.lon_deg()) * east_m_};
  }
  GeoPoint Moved(GeoPoint from, const FlatOffset& by) const {
    return GeoPoint::Degrees(from.lat_deg() + by.north_m / north_m_,
                             from.lon_deg() + by.east_m / east_m_);
  }

 private:
  static constexpr double kRadians = std::numbers::pi / 180.0;
  double north_m_;  ///< metres to a degree of latitude
  double east_m_;   ///< metres to a degree of longitude
};

}  // namespace pelorus
