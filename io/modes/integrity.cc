#include "io/modes/integrity.h"

namespace pelorus::modes {
namespace {

/// Surface type code 8 and airborne 16 depend on the supplements most.
std::uint8_t NicOfCode8(const Quality& quality) {
  if (quality.version.value_or(0) < 2) return 0;
  if (quality.nic_a && quality.nic_c) return 7;
  return quality.nic_a || quality.nic_c ? 6 : 0;
}

std::uint8_t NicOfCode16(bool nic_b, const Quality& quality) {
  const int version = quality.version.value_or(0);
  if (version == 0) return 1;  // 10 NM
  if (version == 1) return quality.nic_a ? 3 : 2;
  return quality.nic_a && nic_b ? 3 : 2;
}

}  // namespace

std::optional<std::uint8_t> NicOf(std::uint32_t type_code, bool nic_b, const Quality& quality) {
  const int version = quality.version.value_or(0);
  const bool a = version >= 1 && quality.nic_a;
  switch (type_code) {
    case 5:
    case 9:
    case 20:
      return 11;
    case 6:
    case 10:
    case 21:
      return 10;
    case 7:
      return a && (version == 1 || !quality.nic_c) ? 9 : 8;
    case 8:
      return NicOfCode8(quality);
    case 11:
      return a && (version == 1 || nic_b) ? 9 : 8;
    case 12:
    case 13:
    case 14:
    case 15:
      return static_cast<std::uint8_t>(19 - type_code);
    case 16:
      return NicOfCode16(nic_b, quality);
    case 17:
      return 1;
    case 0:
    case 18:
    case 22:
      return 0;
    default:
      return std::nullopt;
  }
}

}  // namespace pelorus::modes
