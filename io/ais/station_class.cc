#include "io/ais/station_class.h"

namespace pelorus::ais {

StationClass ClassOf(std::uint32_t mmsi) {
  if (mmsi == 0 || mmsi > 999'999'999) return StationClass::kUnknown;
  if (mmsi < 10'000'000) return StationClass::kBase;
  if (mmsi < 100'000'000) return StationClass::kGroup;
  switch (mmsi / 1'000'000) {
    case 111:
      return StationClass::kSarAircraft;
    case 970:
      return StationClass::kSart;
    case 972:
      return StationClass::kManOverboard;
    case 974:
      return StationClass::kEpirb;
    default:
      break;
  }
  switch (mmsi / 10'000'000) {
    case 98:
      return StationClass::kAuxiliaryCraft;
    case 99:
      return StationClass::kAidToNavigation;
    default:
      break;
  }
  const std::uint32_t first = mmsi / 100'000'000;
  if (first >= 2 && first <= 7) return StationClass::kShip;
  return first == 8 ? StationClass::kHandheld : StationClass::kUnknown;
}

std::string_view Name(StationClass station_class) {
  switch (station_class) {
    case StationClass::kShip:
      return "ship";
    case StationClass::kBase:
      return "base";
    case StationClass::kSarAircraft:
      return "sar-aircraft";
    case StationClass::kAidToNavigation:
      return "aton";
    case StationClass::kAuxiliaryCraft:
      return "aux-craft";
    case StationClass::kSart:
      return "sart";
    case StationClass::kManOverboard:
      return "mob";
    case StationClass::kEpirb:
      return "epirb";
    case StationClass::kGroup:
      return "group";
    case StationClass::kHandheld:
      return "handheld";
    case StationClass::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace pelorus::ais
