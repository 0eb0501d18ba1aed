#pragma once

#include <cstdint>
#include <optional>

#include "geo/geo_point.h"

namespace pelorus::modes {

/// A position in compact position reporting ([DO-260B] A.1.7): fractions of a zone, 17 bits each.
/// Coarse positions of 12 bits are given with five zeros behind them: the same fraction.
struct CprPosition {
  std::uint32_t lat = 0;
  std::uint32_t lon = 0;
  bool odd = false;
  bool surface = false;
};

/// Number of longitude zones at a latitude, degrees: 59 at the equator, 2 at ±87, 1 beyond.
int LongitudeZones(double lat_deg);

/// Where the newer of an even and an odd airborne position is, without any reference. Nothing when
/// the two lie in different bands of longitude zones or beyond a pole: they are no pair. The caller
/// makes sure that they are of one time (10 s).
std::optional<GeoPoint> GlobalPosition(const CprPosition& even, const CprPosition& odd,
                                       bool newest_is_odd);

/// As GlobalPosition for surface positions, whose zones repeat every 90°: of the eight places, the
/// one nearest to `reference`.
std::optional<GeoPoint> SurfacePosition(const CprPosition& even, const CprPosition& odd,
                                        bool newest_is_odd, GeoPoint reference);

/// Where a single position is, given that it is within half a zone of `reference` (180 NM in the
/// air, 45 NM on the ground, in each axis). Nothing when that leads beyond a pole.
std::optional<GeoPoint> LocalPosition(const CprPosition& cpr, GeoPoint reference);

}  // namespace pelorus::modes
