#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace pelorus::modes {

/// The 56 bits of a register as they stand in a long frame, numbered from 1 as in [Doc9871].
class Bits56 {
 public:
  /// From the seven bytes at `bytes`; the one behind them must be readable too.
  explicit Bits56(const std::uint8_t* bytes) {
    std::uint64_t raw = 0;
    std::memcpy(&raw, bytes, sizeof raw);
    if constexpr (std::endian::native == std::endian::little) raw = __builtin_bswap64(raw);
    bits_ = raw >> 8;
  }

  /// Bits `first` to `last`, both included, as a number. At most 32 of them.
  std::uint32_t Field(unsigned first, unsigned last) const {
    return static_cast<std::uint32_t>((bits_ >> (56 - last)) &
                                      ((std::uint64_t{1} << (last - first + 1)) - 1));
  }
  bool Bit(unsigned n) const { return ((bits_ >> (56 - n)) & 1) != 0; }
  /// Bits `first` to `last` in two's complement, the first the sign.
  std::int32_t Signed(unsigned first, unsigned last) const {
    const unsigned size = last - first + 1;
    const auto value = static_cast<std::int32_t>(Field(first, last));
    return Bit(first) ? value - (std::int32_t{1} << size) : value;
  }
  std::uint64_t all() const { return bits_; }

 private:
  std::uint64_t bits_ = 0;
};

}  // namespace pelorus::modes
