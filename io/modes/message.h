#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "trackers/aircraft_report.h"
#include "trackers/fixed_text.h"

namespace pelorus::modes {

/// A Comm-B data selector, as 0x20 for register 2,0.
using Bds = std::uint8_t;

/// What one frame, or one row of an aggregator, says: the keys of `decode`. Fields that it does not
/// say are nothing. Trivially copyable.
struct Message {
  // How it came in.
  std::optional<Time> t;           ///< receive time by the record's own clock
  Duration t_sigma{0};             ///< 1-sigma uncertainty of `t`
  std::optional<Time> position_t;  ///< when the position was true, where the record says so
  std::optional<Time> contact_t;   ///< when an aggregator heard the aircraft last, where it says so
  std::uint64_t offset = 0;        ///< of the first byte of its record
  std::uint64_t payload_hash = 0;  ///< of the frame's bits, or of a row's claims; equal for copies
  StationId station;

  // The frame; `size` is 0 for what came decoded.
  std::array<std::uint8_t, 14> frame{};
  std::uint8_t size = 0;
  std::optional<std::uint8_t> df;
  std::optional<std::uint8_t> cf;   ///< DF18 control field
  std::optional<std::uint8_t> tc;   ///< type code of DF17 and DF18
  std::optional<Bds> bds;           ///< register that the message holds, where it is known
  std::optional<std::uint8_t> iid;  ///< interrogator code of DF11
  std::uint8_t fixed_bits = 0;

  // Who.
  std::uint32_t address = 0;   ///< 24 bits; as sent, or recovered from the parity
  bool non_icao = false;       ///< of no ICAO allocation
  bool icao_verified = false;  ///< checked by a CRC of its own, or an aggregator vouches for it
  AirSource source = AirSource::kUnknown;

  // Where.
  std::optional<GeoPoint> position;
  bool implausible = false;        ///< the position contradicts the ones before: marked, kept
  bool position_repeated = false;  ///< an aggregator's row repeats a position given before
  std::optional<bool> on_ground;
  std::optional<std::int32_t> alt_baro_ft;
  std::optional<std::int32_t> alt_geom_ft;
  std::optional<std::int32_t> geom_minus_baro_ft;

  // How it moves.
  std::optional<float> gs_kt;
  std::optional<float>
      gs_quantum_kt;               ///< width of the step that a surface movement code stands for
  std::optional<float> track_deg;  ///< over ground, true
  std::optional<float> true_heading_deg;
  std::optional<float> mag_heading_deg;
  std::optional<float> ias_kt;
  std::optional<float> tas_kt;
  std::optional<float> mach;
  std::optional<float> roll_deg;
  std::optional<float> track_rate_dps;
  std::optional<std::int32_t> baro_rate_fpm;
  std::optional<std::int32_t> geom_rate_fpm;
  std::optional<std::int32_t> inertial_rate_fpm;

  // What it says of itself.
  std::optional<FixedText<8>> callsign;
  std::optional<std::uint8_t> category;  ///< set in the high half (0xA..0xD), number in the low
  std::optional<std::uint16_t> squawk;   ///< octal digits as a number, 07700 is 4032
  std::optional<std::uint8_t> emergency;
  std::optional<bool> alert;
  std::optional<bool> spi;
  std::optional<FixedText<10>> registration;   ///< from an aggregator's data base
  std::optional<FixedText<4>> aircraft_model;  ///< likewise, ICAO type designator

  // Integrity.
  std::optional<std::uint8_t> nic, nac_p, nac_v, sil, gva, version;
  std::optional<bool> nic_baro;

  // What it is set to do.
  std::optional<std::int32_t> nav_mcp_ft;
  std::optional<std::int32_t> nav_fms_ft;
  std::optional<float> nav_qnh_hpa;
  std::optional<float> nav_heading_deg;
};

}  // namespace pelorus::modes
