#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/tabular/csv_fields.h"
#include "trackers/fixed_text.h"
#include "trackers/observation.h"

namespace pelorus {

/// `hash` with one more word in it; order matters.
constexpr std::uint64_t HashCombine(std::uint64_t hash, std::uint64_t word) {
  return MixBits(hash ^ (word + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2)));
}
/// `hash` with one more text in it, its length included; the same on machines of one byte order.
/// Weaker than the above, in exchange for speed: for telling a ship's data from its own last ones.
std::uint64_t HashCombine(std::uint64_t hash, std::string_view text);

/// Stands for what a decoded report says of a position (who, when received, where, speed and
/// course), so that the same report in two tables is known as a copy.
std::uint64_t ClaimHash(const Observation& seen);
/// The same for identity data whose content has the hash `content`.
std::uint64_t ClaimHash(const StaticReport& said, std::uint64_t content);

/// AIS text: cut at `@`, without blanks around it; nothing when it says nothing.
template <std::size_t N>
std::optional<FixedText<N>> AisText(std::string_view field) {
  field = Trimmed(field.substr(0, field.find('@')));
  if (IsMissing(field)) return std::nullopt;
  return FixedText<N>(field);
}

/// True when the report says anything about its ship.
bool SaysAnything(const StaticReport& said);

}  // namespace pelorus
