#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "io/ais/bit_reader.h"
#include "io/ais/load_bytes.h"

namespace pelorus::ais {

/// The bits of one message while they are put together from armoured payloads (IEC 61162-1: six
/// bits a character, `0`..`W` and backquote..`w`).
class BitBuffer {
 public:
  /// Longer messages do not exist (five slots are 1,064 bits); what comes after is cut.
  static constexpr std::size_t kMaxBits = 3072;

  void Clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  BitSpan span() const { return BitSpan(bytes_, 0, size_); }

  /// Appends the bits of a payload without its last `fill_bits` (clamped to what there is). False
  /// when a character does not belong to the alphabet; the buffer is then of no use.
  bool Append(std::string_view payload, unsigned fill_bits) {
    const std::size_t room = (kMaxBits - size_) / 6;
    if (payload.size() > room) payload = payload.substr(0, room), fill_bits = 0;
    std::uint64_t bad = 0;
    std::size_t at = size_;
    const char* p = payload.data();
    std::size_t left = payload.size();
    for (; left >= 8; left -= 8, p += 8, at += 48) bad |= Store(at, LoadWord(p));
    if (left > 0) {
      bad |= Store(at, LoadPart(p, left) | (kZeros << (8 * left)));
      at += left * 6;
    }
    size_ = at - (fill_bits < at - size_ ? fill_bits : at - size_);
    return bad == 0;
  }

  /// A hash of the bits with the repeat indicator taken as 0, so that a repeated copy equals the
  /// original; the same on every machine.
  std::uint64_t Hash() const;

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  static constexpr std::uint64_t kZeros = 0x3030303030303030ULL;  // "00000000"

  /// Packs eight characters, the first in the lowest byte, into 48 bits at bit `at`, followed by
  /// zeros; nonzero when one of them is outside the alphabet. All eight lanes at once: no sum here
  /// carries into the next byte.
  std::uint64_t Store(std::size_t at, std::uint64_t chars) {
    chars = __builtin_bswap64(chars);
    const std::uint64_t low = chars & (0x7F * kOnes);
    const std::uint64_t from_96 = low + 32 * kOnes;
    const std::uint64_t bad =
        (chars | ~(low + 80 * kOnes) | ((low + 40 * kOnes) & ~from_96) | (low + 8 * kOnes)) &
        (0x80 * kOnes);
    std::uint64_t v = low - kZeros - ((from_96 & (0x80 * kOnes)) >> 4);
    v = (v & 0x003F003F003F003FULL) | ((v & 0x3F003F003F003F00ULL) >> 2);
    v = (v & 0x00000FFF00000FFFULL) | ((v & 0x0FFF00000FFF0000ULL) >> 4);
    v = (v & 0x0000000000FFFFFFULL) | ((v & 0x00FFFFFF00000000ULL) >> 8);
    const std::size_t shift = at & 7;
    std::uint8_t* out = bytes_ + (at >> 3);
    const std::uint64_t kept = static_cast<std::uint64_t>(*out & ~(0xFFu >> shift) & 0xFFu);
    std::uint64_t word = ((v << 16) >> shift) | (kept << 56);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    std::memcpy(out, &word, 8);
    return bad;
  }

  std::size_t size_ = 0;
  std::uint8_t bytes_[kMaxBits / 8 + 2 * BitSpan::kSlack] = {};
};

}  // namespace pelorus::ais
