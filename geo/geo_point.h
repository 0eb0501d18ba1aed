#pragma once

#include <optional>

#include "geo/units.h"

namespace pelorus {

/// A place on the WGS 84 ellipsoid. Latitude in [-90, 90], longitude in [-180, 180) degrees.
class GeoPoint {
 public:
  constexpr GeoPoint() = default;

  /// The point at these degrees, or nothing when a value is not finite, the latitude lies outside
  /// [-90, 90] or the longitude outside [-180, 180]. For anything that came from outside. A
  /// longitude of +180 becomes -180.
  static std::optional<GeoPoint> FromDegrees(double lat_deg, double lon_deg);

  /// As FromDegrees, for values known to be good; longitude is wrapped, latitude clamped.
  static GeoPoint Degrees(double lat_deg, double lon_deg);

  constexpr double lat_deg() const { return lat_deg_; }
  constexpr double lon_deg() const { return lon_deg_; }
  constexpr Angle lat() const { return Angle::Degrees(lat_deg_); }
  constexpr Angle lon() const { return Angle::Degrees(lon_deg_); }

  friend constexpr bool operator==(const GeoPoint&, const GeoPoint&) = default;

 private:
  constexpr GeoPoint(double lat_deg, double lon_deg) : lat_deg_(lat_deg), lon_deg_(lon_deg) {}
  double lat_deg_ = 0.0;
  double lon_deg_ = 0.0;
};

/// Longitude wrapped into [-180, 180) degrees; exact for values already inside, NaN for values that
/// are not finite.
double WrapLongitudeDeg(double lon_deg);

}  // namespace pelorus
