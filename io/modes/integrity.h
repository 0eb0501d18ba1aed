#pragma once

#include <cstdint>
#include <optional>

#include "io/modes/aircraft_state.h"

namespace pelorus::modes {

/// Navigation integrity category of a position by its type code (5 to 8, 9 to 18, 20 to 22, 0), the
/// supplement B in the message and what the aircraft said of itself: version (unknown counts as 0)
/// and supplements A and C ([DO-260B] table 2-14 and N-4 for versions 0 and 1). Nothing for other
/// type codes.
std::optional<std::uint8_t> NicOf(std::uint32_t type_code, bool nic_b, const Quality& quality);

}  // namespace pelorus::modes
