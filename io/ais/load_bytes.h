#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Short texts as numbers. They stay in registers: a copy of variable length into a word would be
/// a loop over bytes and a wait for the stores.
namespace pelorus::ais {

/// Eight bytes at `p` as a little-endian number.
inline std::uint64_t LoadWord(const char* p) {
  std::uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// Four bytes at `p` as a little-endian number.
inline std::uint64_t LoadHalf(const char* p) {
  std::uint32_t half = 0;
  std::memcpy(&half, p, sizeof half);
  if constexpr (std::endian::native == std::endian::big) half = __builtin_bswap32(half);
  return half;
}

/// The `n` bytes (0 to 7) at `p`, and nothing behind them, as a little-endian number.
inline std::uint64_t LoadPart(const char* p, std::size_t n) {
  if (n >= 4) return LoadHalf(p) | (LoadHalf(p + n - 4) << (8 * (n - 4)));
  if (n == 0) return 0;
  const auto byte = [p](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(p[i])} << (8 * i);
  };
  return byte(0) | byte(n / 2) | byte(n - 1);
}

}  // namespace pelorus::ais
