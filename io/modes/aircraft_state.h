#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "geo/geo_point.h"
#include "geo/time.h"
#include "io/modes/cpr.h"
#include "trackers/aircraft_report.h"
#include "trackers/fixed_text.h"

namespace pelorus::modes {

/// A value with the time it was last heard.
template <class T>
struct Heard {
  T value{};
  Time at;
  bool known = false;

  void Set(T v, Time t) {
    value = v;
    at = t;
    known = true;
  }
  /// Known, and no further than `age` from `now`, before or after.
  bool Within(Duration age, Time now) const {
    return known && (now >= at ? now - at : at - now) <= age;
  }
};

/// The last encoded position of one parity.
struct CprSlot {
  CprPosition cpr;
  Time at;
  AirSource source = AirSource::kUnknown;  ///< kUnknown: none yet
};

/// Where an aircraft was, and who says so.
struct Fix {
  GeoPoint position;
  Time at;
  std::uint8_t count = 0;  ///< positions in a row that agreed, up to 255; 0: no fix
  bool surface = false;
};

/// Accuracy and integrity that an aircraft states of itself ([DO-260B] 2.2.3.2.7.2).
struct Quality {
  std::optional<std::uint8_t> version;
  std::optional<std::uint8_t> nac_p, nac_v, sil, gva;
  std::optional<bool> nic_baro;
  bool nic_a = false;
  bool nic_c = false;
  Time at;           ///< of the last status or target state
  Time velocity_at;  ///< of nac_v
};

/// A value that only address-parity frames gave so far: it needs others that agree.
template <class T>
struct HeldValue {
  Heard<T> accepted;
  Heard<T> candidate;
  std::uint8_t agreed = 0;  ///< candidates in a row that agreed
};

/// What the decoder keeps of one aircraft.
struct Aircraft {
  std::uint32_t key = 0;         ///< address, with bit 24 set where it is of no ICAO allocation
  bool verified = false;         ///< a frame with a parity of its own has named the address
  Time verified_at;              ///< when, last
  std::uint64_t last_frame = 0;  ///< number of the last frame about it
  std::array<CprSlot, 2> cpr;    ///< by parity: even, odd
  Fix fix;                       ///< last good position
  Fix rival;                     ///< positions that contradict it, but not each other
  Heard<float> gs_kt;            ///< by ADS-B
  Heard<float> track_deg;        ///< by ADS-B
  Heard<std::int32_t> rate_fpm;  ///< by ADS-B
  Quality quality;
  HeldValue<std::int32_t> altitude_ft;
  HeldValue<std::uint16_t> squawk;
  HeldValue<FixedText<8>> callsign;
  Heard<float> tas_kt;  ///< by register 5,0
  Heard<float> ias_kt;  ///< by register 6,0
};

}  // namespace pelorus::modes
