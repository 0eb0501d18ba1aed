#include "io/modes/altitude.h"

namespace pelorus::modes {
namespace {

/// The number that a reflected binary (Gray) code stands for.
std::uint32_t FromGray(std::uint32_t code) {
  for (std::uint32_t shift = 1; shift < 16; shift <<= 1) code ^= code >> shift;
  return code;
}

/// Bit `from` of `code`, put at place `to`.
constexpr std::uint32_t Moved(std::uint32_t code, unsigned from, unsigned to) {
  return ((code >> from) & 1U) << to;
}

/// Code C1 A1 C2 A2 C4 A4 M B1 Q B2 D2 B4 D4, highest bit first, with M and Q 0. D2 D4 A1 A2 A4 B1
/// B2 B4 count 500 ft in Gray code; C1 C2 C4 count 100 ft and run backwards in odd steps of 500.
std::optional<std::int32_t> Gillham(std::uint32_t code) {
  const std::uint32_t steps_500 =
      FromGray(Moved(code, 2, 7) | Moved(code, 0, 6) | Moved(code, 11, 5) | Moved(code, 9, 4) |
               Moved(code, 7, 3) | Moved(code, 5, 2) | Moved(code, 3, 1) | Moved(code, 1, 0));
  std::uint32_t steps_100 = FromGray(Moved(code, 12, 2) | Moved(code, 10, 1) | Moved(code, 8, 0));
  if (steps_100 == 0 || steps_100 == 5 || steps_100 == 6) return std::nullopt;
  if (steps_100 == 7) steps_100 = 5;
  if (steps_500 % 2 == 1) steps_100 = 6 - steps_100;
  return static_cast<std::int32_t>(steps_500 * 500 + steps_100 * 100) - 1300;
}

}  // namespace

std::optional<std::int32_t> AltitudeOfCode13(std::uint32_t code) {
  constexpr std::uint32_t kMetric = 0x40, kSteps25 = 0x10;
  if ((code & 0x1FFF) == 0 || (code & kMetric) != 0) return std::nullopt;
  if ((code & kSteps25) == 0) return Gillham(code);
  const std::uint32_t n = ((code & 0x1F80) >> 2) | ((code & 0x20) >> 1) | (code & 0xF);
  return static_cast<std::int32_t>(n * 25) - 1000;
}

std::optional<std::int32_t> AltitudeOfCode12(std::uint32_t code) {
  return AltitudeOfCode13(((code & 0xFC0) << 1) | (code & 0x3F));
}

std::uint16_t SquawkOfCode13(std::uint32_t code) {
  const std::uint32_t a = Moved(code, 7, 2) | Moved(code, 9, 1) | Moved(code, 11, 0);
  const std::uint32_t b = Moved(code, 1, 2) | Moved(code, 3, 1) | Moved(code, 5, 0);
  const std::uint32_t c = Moved(code, 8, 2) | Moved(code, 10, 1) | Moved(code, 12, 0);
  const std::uint32_t d = Moved(code, 0, 2) | Moved(code, 2, 1) | Moved(code, 4, 0);
  return static_cast<std::uint16_t>((a << 9) | (b << 6) | (c << 3) | d);
}

}  // namespace pelorus::modes
