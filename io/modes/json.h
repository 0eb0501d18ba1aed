#pragma once

#include <string>
#include <string_view>

#include "io/modes/message.h"

namespace pelorus::modes {

/// Appends a message as one line of JSON with the Mode S keys of docs/FORMATS.md; what it does not
/// say is absent, except `t`, which is then null. `station` is the name of `message.station`; empty
/// leaves the key out.
void AppendJson(const Message& message, std::string_view station, std::string& out);

}  // namespace pelorus::modes
