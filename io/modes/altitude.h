#pragma once

#include <cstdint>
#include <optional>

namespace pelorus::modes {

/// Feet of a 13-bit altitude code (AC field, [Annex10] volume IV 3.1.2.6.5.4): steps of 25 ft from
/// -1000, or Gillham code in steps of 100 ft from -1200 to 126,700. Nothing for code 0 (no
/// altitude), metric codes (M set, without a defined scale) and codes no altimeter sends.
std::optional<std::int32_t> AltitudeOfCode13(std::uint32_t code);

/// As AltitudeOfCode13, for the 12 bits of an extended squitter, which leave M out.
std::optional<std::int32_t> AltitudeOfCode12(std::uint32_t code);

/// A Mode A code from the 13 bits of an identity field ([Annex10] volume IV 3.1.2.6.7.1), its octal
/// digits as a number.
std::uint16_t SquawkOfCode13(std::uint32_t code);

}  // namespace pelorus::modes
