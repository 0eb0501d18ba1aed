#include "io/tabular/claim.h"

#include <bit>
#include <cstring>

namespace pelorus {
namespace {

template <class Word>
Word Load(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// Fewer than eight bytes in one word; reads of fixed size are several times faster than copies of
/// changing length.
std::uint64_t ShortWord(std::string_view text) {
  const std::size_t n = text.size();
  if (n >= 4) {
    const std::uint64_t low = Load<std::uint32_t>(text.data());
    return low | std::uint64_t{Load<std::uint32_t>(text.data() + n - 4)} << 32;
  }
  if (n == 0) return 0;
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(text[i])};
  };
  return byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16;
}

/// One word into the hash: a multiplication by 2⁶⁴ over the golden ratio, high half folded down.
std::uint64_t HashStep(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
  return hash ^ (hash >> 32);
}

std::uint64_t WordOf(Time t) { return static_cast<std::uint64_t>(t.time_since_epoch().count()); }

}  // namespace

std::uint64_t HashCombine(std::uint64_t hash, std::string_view text) {
  hash ^= text.size();
  if (text.size() < 8) return HashStep(hash, ShortWord(text));
  for (std::size_t at = 0; at + 8 <= text.size(); at += 8) {
    hash = HashStep(hash, Load<std::uint64_t>(text.data() + at));
  }
  // The last eight bytes again where the length is no multiple of eight.
  return HashStep(hash, Load<std::uint64_t>(text.data() + text.size() - 8));
}

std::uint64_t ClaimHash(const Observation& seen) {
  std::uint64_t hash = HashCombine(seen.key.bits(), WordOf(seen.from.received_at));
  // -1 is no speed and no course.
  for (const double value :
       {seen.position.lat_deg(), seen.position.lon_deg(), seen.sog ? seen.sog->knots() : -1.0,
        seen.cog ? seen.cog->degrees() : -1.0}) {
    hash = HashCombine(hash, std::bit_cast<std::uint64_t>(value + 0.0));  // -0 as 0
  }
  return hash;
}

std::uint64_t ClaimHash(const StaticReport& said, std::uint64_t content) {
  return HashCombine(HashCombine(content, said.key.bits()), WordOf(said.from.received_at));
}

bool SaysAnything(const StaticReport& said) {
  return said.name || said.callsign || said.destination || said.imo || said.ship_type ||
         said.dimensions || said.draught;
}

}  // namespace pelorus
