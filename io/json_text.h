#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "geo/time.h"

namespace pelorus {

/// Appends `value` in decimal with at most `decimals` (0..9) digits after the point, trailing zeros
/// cut, rounded half away from zero; `null` when it is not finite. The same bits give the same
/// text on every machine. Values of 9e8 and more in size are written without a fraction.
void AppendDecimal(std::string& out, double value, int decimals);

/// Appends epoch seconds with as many digits (up to nine) as the time needs: exact.
void AppendEpochSeconds(std::string& out, Time t);

/// Appends `text` as a JSON string with its quotes. Bytes that are not valid UTF-8 become U+FFFD.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace pelorus
