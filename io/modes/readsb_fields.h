#pragma once

#include "io/modes/json_values.h"
#include "io/modes/message.h"

namespace pelorus::modes {

/// Takes the fields of readsb's aircraft objects from `object` into `message`; what is there before
/// stays where the object says nothing of it. Leaves address, times and position alone. Source:
/// README-json.md of readsb.
void ReadReadsbFields(const JsonElement& object, Message& message);

/// What readsb's `type` says of how a position came to be known, and whether its address is of an
/// ICAO allocation.
void SetReadsbType(std::string_view type, Message& message);

}  // namespace pelorus::modes
