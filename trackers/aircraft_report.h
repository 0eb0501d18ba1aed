#pragma once

#include <cstdint>
#include <optional>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "trackers/provenance.h"

namespace pelorus {

/// How a claim about an aircraft came to be known.
enum class AirSource : std::uint8_t {
  kUnknown,
  kAdsb,   ///< the aircraft's own broadcast
  kAdsr,   ///< its broadcast on another link, repeated by a ground station
  kTisb,   ///< a ground radar's track, broadcast by a ground station
  kModeS,  ///< answers to interrogations, without a position of their own
  kMlat,   ///< a position computed by several receivers
  kAdsc,   ///< contract reports, mostly by satellite
  kOther
};

/// What one message or one aggregator's row claimed about one aircraft at one time: any part of
/// position, velocity, altitude and integrity, or nothing but that it was heard. Made by io, never
/// edited afterwards. Altitudes and rates are whole feet, as they are sent.
struct AircraftReport {
  Provenance from;
  TargetKey key;
  Time measured_at;        ///< when position and velocity were true, as well as can be told
  Duration time_sigma{0};  ///< 1-sigma uncertainty of measured_at
  std::optional<GeoPoint> position;
  Length position_sigma;  ///< 1-sigma a horizontal axis, by NACp where it is known
  std::optional<Speed> ground_speed;
  std::optional<Course> track;  ///< over ground, true north
  Speed velocity_sigma;         ///< 1-sigma a horizontal axis, by NACv where it is known
  std::optional<std::int32_t> pressure_altitude_ft;
  std::optional<std::int32_t> geometric_height_ft;  ///< above the WGS 84 ellipsoid
  std::optional<std::int32_t> vertical_rate_fpm;
  bool rate_is_geometric = false;  ///< else barometric
  bool implausible = false;        ///< the decoder's gate marked the position; it is still a claim
  std::optional<bool> on_ground;
  std::optional<std::uint16_t> squawk;  ///< four octal digits, as 07700
  std::optional<std::uint8_t> emergency;
  std::optional<std::uint8_t> nic, nac_p, nac_v, sil, gva, adsb_version;
  AirSource source = AirSource::kUnknown;
};

}  // namespace pelorus
