#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "fusion/identity.h"

namespace pelorus {

/// Whether a number can be an IMO ship identification number: seven digits, of which the last is
/// the last digit of the sum of the first six times 7, 6, 5, 4, 3, 2 (IMO Resolution A.1117(30)).
bool IsImoNumber(std::uint32_t number);

/// What is wrong with an identity on the face of it; each alone is most often a mistake in setting
/// up the unit.
struct IdentityFaults {
  bool unallocated_digits = false;  ///< an MMSI of no form or of no country
  bool imo_check_fails = false;
  bool any() const { return unallocated_digits || imo_check_fails; }
};
IdentityFaults FaultsOf(TargetKey key, const Identity& identity);

/// Letters and digits only, in capitals: `M/V Nord-Star ` is `MVNORDSTAR`. At most 34 of them.
FixedText<34> Comparable(std::string_view name);

/// How alike two names are, 1 for equal, 0 for nothing in common: one less the Levenshtein distance
/// over the longer length, of what Comparable leaves. 0 when both are empty.
double Likeness(std::string_view a, std::string_view b);

}  // namespace pelorus
