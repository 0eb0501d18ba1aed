#pragma once

#include <optional>

#include "io/modes/aircraft_state.h"
#include "io/modes/bits56.h"
#include "io/modes/cpr.h"
#include "io/modes/message.h"

namespace pelorus::modes {

/// Who an extended squitter is about, by its control field and IMF bit.
struct SquitterAddress {
  AirSource source = AirSource::kAdsb;
  bool non_icao = false;
  bool has_fields = true;  ///< false for management messages and reserved control fields
};

/// Of a DF 18 by control field `cf` (0 to 7) with message `me` ([DO-260B] 2.2.17, 2.2.18). DF 17 is
/// always ICAO and ADS-B.
SquitterAddress AddressOfControlField(std::uint8_t cf, Bits56 me);

/// Decodes the message field of an extended squitter into `message`: whatever stands in the frame
/// itself. `message.source` is set; `quality` is what the aircraft said of itself so far and is
/// brought up to date with `now`. Returns the encoded position where there is one ([DO-260B]
/// 2.2.3.2, [Doc9871] A.2, B.2, C.2).
std::optional<CprPosition> DecodeSquitter(Bits56 me, Quality& quality, Time now, Message& message);

/// As DecodeSquitter, for coarse TIS-B positions (control field 3, [DO-260B] 2.2.17.3.5).
CprPosition DecodeCoarsePosition(Bits56 me, Message& message);

}  // namespace pelorus::modes
