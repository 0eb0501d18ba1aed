#pragma once

#include <string>
#include <string_view>

#include "io/ais/nmea_reader.h"

namespace pelorus::ais {

/// Appends a message as one line of JSON, with the keys of docs/FORMATS.md: numbers exact in the
/// standard's steps (degrees to seven digits), null where the sender had nothing. `station` is the
/// name of `received.station`.
void AppendJson(const Received& received, std::string_view station, std::string& out);

}  // namespace pelorus::ais
