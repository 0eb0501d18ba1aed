#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/modes/message.h"
#include "io/reject.h"

/// The values that aggregators write, in the units of Message. What cannot be read, and what stands
/// for "not available", is nothing.
namespace pelorus::modes {

/// Takes up to six hexadecimal digits, `~` before them where the address is of no ICAO allocation,
/// into `message`; false when the text is none, or zero.
bool SetAddress(std::string_view hex, Message& message);

/// Takes a position in degrees into `message`: both values or none. A reject when one is missing or
/// out of range.
std::optional<Reject> SetPosition(std::optional<double> lat_deg, std::optional<double> lon_deg,
                                  Message& message);

/// The nearest whole number; nothing beyond ±1e9.
std::optional<std::int32_t> WholeOf(std::optional<double> value);
/// A whole number in [0, limit].
std::optional<std::uint8_t> SmallOf(std::optional<double> value, std::uint8_t limit);
std::optional<std::int32_t> FeetFromMeters(std::optional<double> meters);
std::optional<std::int32_t> FeetPerMinute(std::optional<double> meters_per_second);
std::optional<float> KnotsFromMps(std::optional<double> meters_per_second);
/// A value that is not negative, as a speed is.
std::optional<float> NotNegative(std::optional<double> value);
std::optional<float> FloatOf(std::optional<double> value);
/// Degrees in [0, 360); from -360 to 360 in.
std::optional<float> DirectionOf(std::optional<double> degrees);

/// Flight identification without blanks around it; nothing for `N/A` and the like, and for what
/// says nothing (`@@@@@@@@`).
std::optional<FixedText<8>> CallsignOf(std::string_view text);
/// Four octal digits, leading zeros optional; a lone `0` says that there is none.
std::optional<std::uint16_t> SquawkOf(std::string_view digits);
/// As SquawkOf, where the digits were written as a decimal number; zero is none.
std::optional<std::uint16_t> SquawkOf(std::optional<double> number);
/// `A3` as 0xA3.
std::optional<std::uint8_t> CategoryOf(std::string_view text);

/// The claim's hash: who, when and where; of a row without a new position all that it says. Zero
/// ("not known") where it has no time.
std::uint64_t RowHash(const Message& message);

}  // namespace pelorus::modes
