#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace pelorus::modes {

/// Generator of the Mode S parity, x²⁴ + x²³ + … + x¹⁰ + x³ + 1 without its leading term ([Annex10]
/// volume IV, 3.1.2.3.3).
inline constexpr std::uint32_t kParityPolynomial = 0xFFF409;

/// kParityTable[i][b]: what byte value b at place i of a frame of 14 bytes adds to the remainder. A
/// frame of 7 bytes stands at the places 7 to 13.
inline constexpr auto kParityTable = [] {
  std::array<std::array<std::uint32_t, 256>, 11> table{};
  for (std::size_t value = 0; value < 256; ++value) {
    std::uint32_t rest = static_cast<std::uint32_t>(value) << 16;
    for (std::size_t place = 11; place-- > 0;) {
      for (int bit = 0; bit < 8; ++bit) {
        rest = (rest & 0x800000) != 0 ? ((rest << 1) ^ kParityPolynomial) : rest << 1;
      }
      rest &= 0xFFFFFF;
      table[place][value] = rest;
    }
  }
  return table;
}();

/// The remainder of a whole frame of `Size` (7 or 14) bytes with its parity field: 0 where that is
/// plain and right; the address (or interrogator code) where it is laid over the parity.
template <std::size_t Size>
constexpr std::uint32_t Remainder(const std::uint8_t* bytes) {
  static_assert(Size == 7 || Size == 14);
  constexpr std::size_t kData = Size - 3;
  std::uint32_t rest = (std::uint32_t{bytes[kData]} << 16) |
                       (std::uint32_t{bytes[kData + 1]} << 8) | bytes[kData + 2];
  for (std::size_t i = 0; i < kData; ++i) rest ^= kParityTable[14 - Size + i][bytes[i]];
  return rest;
}

/// Which bits of a frame to turn.
struct BitErrors {
  std::array<std::uint8_t, 2> bits{};  ///< from 0, the first of the frame
  std::uint8_t count = 0;              ///< 0: no repair
};

/// The only set of at most `most` (0 to 2) wrong bits behind the downlink format that explains
/// `remainder` in a frame of `size` bytes (7 or 14). The code's least distance is 6, so no other
/// set of two bits does.
BitErrors FindErrors(std::uint32_t remainder, std::size_t size, int most);

/// True when turning one of the five bits of the downlink format would make the remainder 0.
bool IsFormatError(std::uint32_t remainder, std::size_t size);

}  // namespace pelorus::modes
