#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

#include "io/ais/bit_reader.h"
#include "trackers/fixed_text.h"

/// Application-specific messages inside types 6 and 8 (IMO SN.1/Circ.236 and 289, CCNR inland AIS).
namespace pelorus::ais {

/// Wind, weather and water at a place: DAC 1 FI 11 (Circ.236) and FI 31 (Circ.289). Numbers in the
/// unit of the name, already scaled; nullopt where the sender had none.
struct MetHydro {
  std::uint8_t fi = 31;
  std::optional<std::int32_t> lat_e3min, lon_e3min;  ///< 1/1000 minute
  std::optional<bool> accuracy;
  std::optional<std::uint8_t> day, hour, minute;
  std::optional<std::uint16_t> wind_kn, gust_kn, wind_deg, gust_deg;
  std::optional<std::int16_t> air_temp_dc;  ///< 1/10 °C
  std::optional<std::uint8_t> humidity_pct;
  std::optional<std::int16_t> dew_point_dc;
  std::optional<std::uint16_t> pressure_hpa;
  std::optional<std::uint8_t> pressure_tendency;
  std::optional<std::uint16_t> visibility_dnm;  ///< 1/10 NM
  bool visibility_or_more = false;
  std::optional<std::int16_t> water_level_cm;
  std::optional<std::uint8_t> water_trend;
  struct Current {
    std::optional<std::uint16_t> speed_dkn, direction_deg, depth_m;
  };
  std::array<Current, 3> currents{};  ///< the first at the surface, without a depth
  std::optional<std::uint16_t> wave_dm, wave_period_s, wave_deg;
  std::optional<std::uint16_t> swell_dm, swell_period_s, swell_deg;
  std::optional<std::uint8_t> sea_state;
  std::optional<std::int16_t> water_temp_dc;
  std::optional<std::uint8_t> precipitation;
  std::optional<std::uint16_t> salinity_permille_d;  ///< 1/10 ‰
  std::optional<std::uint8_t> ice;
};

/// Ship static and voyage related data of inland vessels: DAC 200 FI 10.
struct InlandStatic {
  FixedText<8> vin;  ///< European vessel identification number
  std::uint16_t length_dm = 0, beam_dm = 0;
  std::uint16_t ship_type = 0;  ///< ERI code
  std::uint8_t hazard = 0;      ///< blue cones
  std::optional<std::uint16_t> draught_cm;
  std::uint8_t loaded = 0;  ///< 1 unloaded, 2 loaded
  bool speed_quality = false, course_quality = false, heading_quality = false;
};

/// Estimated arrival at a lock, bridge or terminal: DAC 200 FI 21.
struct InlandArrival {
  FixedText<2> country;
  FixedText<3> location;
  FixedText<5> section, terminal, hectometre;
  std::optional<std::uint8_t> eta_month, eta_day, eta_hour, eta_minute;
  std::optional<std::uint8_t> tugs;
  std::optional<std::uint16_t> air_draught_cm;
};

/// Area notice: DAC 1 FI 22. Shapes of up to one message.
struct AreaNotice {
  std::uint16_t linkage = 0;
  std::uint8_t notice = 0;  ///< Circ.289 table 11.11
  std::optional<std::uint8_t> month, day, hour, minute;
  std::optional<std::uint32_t> duration_min;  ///< nullopt: not defined
  struct Shape {
    enum class Kind : std::uint8_t { kCircle = 0, kRectangle, kSector, kPolyline, kPolygon, kText };
    std::uint8_t kind = 0;  ///< Kind, or 6 and 7 as sent
    std::optional<std::int32_t> lat_e3min, lon_e3min;
    std::uint8_t precision = 0;
    std::uint32_t radius_m = 0;                 ///< circle, sector
    std::uint32_t east_m = 0, north_m = 0;      ///< rectangle
    std::uint16_t orientation_deg = 0;          ///< rectangle
    std::uint16_t left_deg = 0, right_deg = 0;  ///< sector
    struct Leg {
      std::uint16_t bearing_half_deg = 0;  ///< 720 is "none"
      std::uint32_t distance_m = 0;
    };
    std::array<Leg, 4> legs{};  ///< polyline, polygon
    std::uint8_t leg_count = 0;
    FixedText<14> text;
  };
  std::array<Shape, 10> shapes{};
  std::uint8_t size = 0;
};

/// State of an aid to navigation for its owner (GLA): DAC 235 or 250, FI 10.
struct AidMonitoring {
  std::uint16_t internal = 0, external1 = 0, external2 = 0;  ///< voltages in steps of 0.05 V
  std::uint8_t racon = 0, light = 0;
  bool health_alarm = false;
  std::uint8_t digital_inputs = 0;
  bool off_position = false;
};

/// Number of persons on board: DAC 1 FI 16.
struct PersonsOnBoard {
  std::optional<std::uint16_t> persons;  ///< 8191 is "or more"
};

/// Extended ship static data: DAC 1 FI 24.
struct ExtendedStatic {
  std::uint16_t linkage = 0;
  std::optional<std::uint16_t> air_draught_dm;
  FixedText<5> last_port, next_port, second_port;
  std::array<std::uint8_t, 26> equipment{};  ///< SOLAS equipment states, two bits each
  std::uint8_t ice_class = 0;
  std::optional<std::uint32_t> shaft_power_hp;
  std::uint16_t vhf_channel = 0;
  FixedText<7> lloyds_type;
  std::optional<std::uint32_t> gross_tonnage;
  std::uint8_t laden = 0;
  std::uint8_t heavy_oil = 0, light_oil = 0, diesel = 0;  ///< 1 no, 2 yes
  std::optional<std::uint32_t> bunker_t;
  std::optional<std::uint16_t> persons;
};

/// What the application data say; monostate where they are not decoded (encrypted, unknown, or of
/// a length that their number does not have).
using Application = std::variant<std::monostate, MetHydro, InlandStatic, InlandArrival, AreaNotice,
                                 AidMonitoring, PersonsOnBoard, ExtendedStatic>;

/// Decodes the data after DAC and FI into `out`; `addressed` tells type 6 from type 8.
void DecodeApplication(std::uint16_t dac, std::uint8_t fi, bool addressed, BitSpan data,
                       Application& out);

}  // namespace pelorus::ais
