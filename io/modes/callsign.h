#pragma once

#include <optional>

#include "io/modes/bits56.h"
#include "trackers/fixed_text.h"

namespace pelorus::modes {

/// The eight 6-bit characters from bit 9 on ([Annex10] volume IV, table 3-8), without trailing
/// blanks. Nothing when one of them is no letter, digit or blank, or all are blank.
std::optional<FixedText<8>> CallsignOf(Bits56 bits);

}  // namespace pelorus::modes
