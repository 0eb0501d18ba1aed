#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

namespace pelorus::ais {

/// Bits in sending order, the first in the highest bit of the first byte. A view: it does not own
/// its bytes, and at least kSlack readable zero bytes follow the last one. Small enough to be
/// passed in registers: lengths are below 2^32 bits.
class BitSpan {
 public:
  static constexpr std::size_t kSlack = 8;

  constexpr BitSpan() = default;
  constexpr BitSpan(const std::uint8_t* bytes, std::size_t first, std::size_t size)
      : bytes_(bytes),
        first_(static_cast<std::uint32_t>(first)),
        size_(static_cast<std::uint32_t>(size)) {}

  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }

  /// True when `width` bits at `offset` are whole.
  constexpr bool Has(std::size_t offset, std::size_t width) const {
    return offset + width <= size_;
  }

  /// The unsigned number of `width` bits (1 to 32) at `offset`, which must begin inside; bits
  /// beyond the end read as whatever follows (zero in a decoder's buffer).
  std::uint32_t Unsigned(std::size_t offset, std::size_t width) const {
    const std::size_t at = first_ + offset;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes_ + (at >> 3), sizeof word);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return static_cast<std::uint32_t>((word << (at & 7)) >> (64 - width));
  }

  /// The two's complement number of `width` bits at `offset`.
  std::int32_t Signed(std::size_t offset, std::size_t width) const {
    const std::size_t at = first_ + offset;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes_ + (at >> 3), sizeof word);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return static_cast<std::int32_t>(static_cast<std::int64_t>(word << (at & 7)) >> (64 - width));
  }

  bool Flag(std::size_t offset) const { return Unsigned(offset, 1) != 0; }

  /// The number at `offset` when it is whole.
  std::optional<std::uint32_t> Whole(std::size_t offset, std::size_t width) const {
    if (!Has(offset, width)) return std::nullopt;
    return Unsigned(offset, width);
  }

  /// The bits from `offset` on; empty when there are none.
  constexpr BitSpan From(std::size_t offset) const {
    if (offset >= size_) return {};
    return BitSpan(bytes_, first_ + offset, size_ - offset);
  }

  /// The first `size` bits, or all when there are fewer.
  constexpr BitSpan First(std::size_t size) const {
    return BitSpan(bytes_, first_, size < size_ ? size : size_);
  }

  /// Eight bits at `offset`; bits beyond the end read as zero.
  std::uint8_t PaddedByte(std::size_t offset) const {
    const std::uint32_t value = Unsigned(offset, 8);
    const std::size_t left = size_ - offset;
    return static_cast<std::uint8_t>(left >= 8 ? value : value & (0xFF00u >> left));
  }

 private:
  const std::uint8_t* bytes_ = nullptr;
  std::uint32_t first_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace pelorus::ais
