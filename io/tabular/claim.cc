#include "io/tabular/claim.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pelorus {
namespace {

std::uint64_t WordOf(Time t) { return static_cast<std::uint64_t>(t.time_since_epoch().count()); }

}  // namespace

std::uint64_t HashCombine(std::uint64_t hash, std::string_view text) {
  hash = HashCombine(hash, text.size());
  while (!text.empty()) {
    std::uint64_t word = 0;
    const std::size_t n = std::min(text.size(), sizeof word);
    std::memcpy(&word, text.data(), n);
    hash = HashCombine(hash, word);
    text.remove_prefix(n);
  }
  return hash;
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
