#pragma once

#include <cstdint>
#include <string_view>

namespace pelorus::ais {

/// What kind of station an MMSI is for (ITU-R M.585).
enum class StationClass : std::uint8_t {
  kUnknown = 0,
  kShip,             ///< 2xxxxxxxx to 7xxxxxxxx
  kBase,             ///< 00xxxxxxx
  kSarAircraft,      ///< 111xxxxxx
  kAidToNavigation,  ///< 99xxxxxxx
  kAuxiliaryCraft,   ///< 98xxxxxxx
  kSart,             ///< 970xxxxxx
  kManOverboard,     ///< 972xxxxxx
  kEpirb,            ///< 974xxxxxx
  kGroup,            ///< 0xxxxxxxx
  kHandheld          ///< 8xxxxxxxx
};

/// The class of a nine-digit MMSI given without its leading zeros; kUnknown for numbers that the
/// plan does not name (among them 0 and all over 999999999).
StationClass ClassOf(std::uint32_t mmsi);

/// `ship`, `base`, `sar-aircraft`, `aton`, `aux-craft`, `sart`, `mob`, `epirb`, `group`,
/// `handheld`, `unknown`.
std::string_view Name(StationClass station_class);

}  // namespace pelorus::ais
