#include "fusion/anomaly/encounter_ship_types.h"

#include <array>
#include <cstddef>

namespace pelorus {

ShipRole RoleOf(const Identity& identity) {
  const int type = identity.ship_type.value_or(0);
  if (type == 31 || type == 32 || type == 52) return ShipRole::kTug;
  if (type == 50) return ShipRole::kPilot;
  if (type == 51 || (type >= 53 && type <= 59) || (type >= 33 && type <= 35)) {
    return ShipRole::kService;
  }
  if (type == 30) return ShipRole::kFishing;
  if (type == 36 || type == 37) return ShipRole::kPleasure;
  if ((type >= 40 && type <= 49) || (type >= 60 && type <= 69)) return ShipRole::kPassenger;
  if (type >= 70 && type <= 79) return ShipRole::kCargo;
  if (type >= 80 && type <= 89) return ShipRole::kTanker;
  return ShipRole::kUnknown;
}

std::string_view Name(ShipRole role) {
  constexpr std::array<std::string_view, 9> kNames = {
      "unknown", "tug", "pilot", "service", "fishing", "passenger", "pleasure", "cargo", "tanker"};
  return kNames[static_cast<std::size_t>(role)];
}

double LengthOf_m(const Identity& identity) {
  if (!identity.dimensions) return 0.0;
  return static_cast<double>(identity.dimensions->to_bow_m + identity.dimensions->to_stern_m);
}

}  // namespace pelorus
