#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "geo/geo_point.h"

/// Mode S extended squitters to bits (ICAO Doc 9871, RTCA DO-260B) and frames to the bytes of the
/// Beast format. Shares nothing with the decoder in io/modes, so that each can test the other.
namespace pelorus::squitter {

/// A long frame, as sent.
using LongFrame = std::array<std::uint8_t, 14>;
/// A short one.
using ShortFrame = std::array<std::uint8_t, 7>;

/// Airborne position with barometric altitude (BDS 0,5).
struct AirbornePosition {
  std::uint32_t icao = 0;  ///< 24 bits
  int type_code = 11;      ///< 9 to 18: containment radius
  GeoPoint position;
  double altitude_ft = 0.0;  ///< -1000 to 50175, sent in steps of 25
  bool odd = false;          ///< which of the two CPR formats
};

/// Ground speed and vertical rate (BDS 0,9 subtype 1).
struct AirborneVelocity {
  std::uint32_t icao = 0;
  double north_kt = 0.0, east_kt = 0.0;  ///< below 1022 each
  double climb_fpm = 0.0;                ///< barometric, sent in steps of 64
};

/// Call sign and category (BDS 0,8).
struct Identification {
  std::uint32_t icao = 0;
  std::string_view callsign;  ///< letters, digits and blanks, up to eight
  int type_code = 4;          ///< 4: category set A
  int category = 3;           ///< 0 to 7 within the set
};

/// Operational status while airborne, version 2 (BDS 6,5 subtype 0).
struct OperationalStatus {
  std::uint32_t icao = 0;
  int nac_p = 9;
};

LongFrame Encode(const AirbornePosition& message);
LongFrame Encode(const AirborneVelocity& message);
LongFrame Encode(const Identification& message);
LongFrame Encode(const OperationalStatus& message);
/// All-call reply (DF 11) with interrogator code 0.
ShortFrame AllCall(std::uint32_t icao);

/// Compact position reporting: the 17 bits of latitude and longitude, airborne.
struct CprCode {
  std::uint32_t lat = 0, lon = 0;
};
CprCode EncodeCpr(GeoPoint p, bool odd);

/// Appends a frame as Beast binary: mark, type 2 or 3, six bytes of time (second of the day in 18
/// bits, nanoseconds in 30), signal level; a 1A in what follows the type is doubled.
void AppendBeast(std::string& out, const std::uint8_t* frame, std::size_t size,
                 std::int64_t second_of_day, std::int64_t nanosecond, std::uint8_t signal);

}  // namespace pelorus::squitter
