#pragma once

#include <cstdint>
#include <optional>

#include "io/modes/bits56.h"
#include "io/modes/message.h"

namespace pelorus::modes {

/// What is known of an aircraft from its own broadcasts, to judge a Comm-B register by.
struct CommBContext {
  std::optional<float> gs_kt;
  std::optional<float> track_deg;
  std::optional<std::int32_t> altitude_ft;
  std::optional<std::int32_t> rate_fpm;
};

/// Which register a Comm-B message holds, which it does not say: that under which alone its content
/// is possible for an aircraft, and agrees with `context`. Looked for are 1,0 1,7 2,0 3,0 4,0 4,4
/// 4,5 5,0 6,0 ([Doc9871] A.2, table A-2). Nothing when none or several fit, or all bits are 0.
std::optional<Bds> RegisterOf(Bits56 mb, const CommBContext& context);

/// Puts what register `bds` says into `message`, and its number. Of 1,0 1,7 3,0 4,4 4,5 the number
/// only.
void DecodeCommB(Bits56 mb, Bds bds, Message& message);

}  // namespace pelorus::modes
