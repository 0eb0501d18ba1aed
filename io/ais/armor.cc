#include "io/ais/armor.h"

#include "geo/ids.h"

namespace pelorus::ais {

std::uint64_t BitBuffer::Hash() const {
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;
  constexpr std::uint64_t kRepeatMask = ~(std::uint64_t{3} << 56);  // bits 6 and 7
  std::uint64_t hash = size_;
  for (std::size_t at = 0; at < size_; at += 64) {
    const std::size_t left = size_ - at;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes_ + at / 8, sizeof word);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    if (left < 64) word &= ~(~std::uint64_t{0} >> left);
    if (at == 0) word &= kRepeatMask;
    hash = std::rotl((hash ^ word) * kFactor, 29);
  }
  return MixBits(hash);
}

}  // namespace pelorus::ais
