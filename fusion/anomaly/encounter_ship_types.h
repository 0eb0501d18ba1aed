#pragma once

#include <string_view>

#include "fusion/identity.h"

namespace pelorus {

/// What a ship is for, as far as it makes a difference to whom it meets and where it stops.
enum class ShipRole : std::uint8_t {
  kUnknown,
  kTug,
  kPilot,
  kService,  ///< search and rescue, tender, pollution control, law enforcement, dredger, diving
  kFishing,
  kPassenger,  ///< and high-speed craft
  kPleasure,   ///< and sailing
  kCargo,
  kTanker,
};

/// By ITU-R M.1371-5, table 53.
ShipRole RoleOf(const Identity& identity);
/// `tug`, `pilot`, ...; `unknown`.
std::string_view Name(ShipRole role);
/// Overall, by the dimensions; 0 when not known.
double LengthOf_m(const Identity& identity);

}  // namespace pelorus
