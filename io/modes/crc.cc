#include "io/modes/crc.h"

#include <vector>

#include "geo/ids.h"

namespace pelorus::modes {
namespace {

constexpr std::size_t kBits = 112;
constexpr std::size_t kFormatBits = 5;

/// Remainder of a long frame whose bit `bit` alone is set.
std::uint32_t Syndrome(std::size_t bit) {
  std::array<std::uint8_t, 14> frame{};
  frame[bit / 8] = static_cast<std::uint8_t>(0x80U >> (bit % 8));
  return Remainder<14>(frame.data());
}

/// Finds the bits of a long frame behind a remainder.
class SyndromeTable {
 public:
  SyndromeTable() : slots_(std::size_t{1} << 14) {
    std::array<std::uint32_t, kBits> single{};
    for (std::size_t i = 0; i < kBits; ++i) single[i] = Syndrome(i);
    for (std::size_t i = 0; i < kBits; ++i) {
      Put(single[i], {{static_cast<std::uint8_t>(i), 0}, 1});
      for (std::size_t j = i + 1; j < kBits; ++j) {
        Put(single[i] ^ single[j],
            {{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)}, 2});
      }
    }
  }

  BitErrors Find(std::uint32_t remainder) const {
    for (std::size_t at = First(remainder);; at = Next(at)) {
      if (slots_[at].errors.count == 0) return {};
      if (slots_[at].remainder == remainder) return slots_[at].errors;
    }
  }

 private:
  struct Slot {
    std::uint32_t remainder = 0;
    BitErrors errors;
  };
  std::size_t First(std::uint32_t remainder) const {
    return static_cast<std::size_t>(MixBits(remainder)) & (slots_.size() - 1);
  }
  std::size_t Next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
  void Put(std::uint32_t remainder, BitErrors errors) {
    std::size_t at = First(remainder);
    while (slots_[at].errors.count != 0) at = Next(at);
    slots_[at] = {remainder, errors};
  }

  std::vector<Slot> slots_;
};

const SyndromeTable& Syndromes() {
  static const SyndromeTable table;
  return table;
}

}  // namespace

BitErrors FindErrors(std::uint32_t remainder, std::size_t size, int most) {
  if (most <= 0) return {};
  BitErrors errors = Syndromes().Find(remainder);
  if (errors.count > most) return {};
  const std::size_t skipped = kBits - 8 * size;
  for (std::size_t i = 0; i < errors.count; ++i) {
    if (errors.bits[i] < skipped + kFormatBits) return {};
    errors.bits[i] = static_cast<std::uint8_t>(errors.bits[i] - skipped);
  }
  return errors;
}

bool IsFormatError(std::uint32_t remainder, std::size_t size) {
  const BitErrors errors = Syndromes().Find(remainder);
  const std::size_t skipped = kBits - 8 * size;
  return errors.count == 1 && errors.bits[0] >= skipped && errors.bits[0] < skipped + kFormatBits;
}

}  // namespace pelorus::modes
