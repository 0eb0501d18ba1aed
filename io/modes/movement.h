#pragma once

#include <cstdint>
#include <optional>

namespace pelorus::modes {

/// What a movement code of surface positions stands for: speeds from `gs_kt` on, `quantum_kt` wide.
struct Movement {
  float gs_kt = 0.0F;
  float quantum_kt = 0.0F;
};

/// Of code 1 (at rest) to 124 (175 kt and more); nothing for 0 and reserved codes ([Doc9871] table
/// A-2-6).
std::optional<Movement> MovementOfCode(std::uint32_t code);

}  // namespace pelorus::modes
