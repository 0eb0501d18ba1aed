#pragma once

#include <optional>

#include "io/ais/bit_reader.h"
#include "io/ais/message.h"
#include "io/reject.h"

namespace pelorus::ais {

/// Decodes one whole message into `out`, whose spans then point into `bits`. Otherwise the cause:
/// kTooShort when it ends before the fields that make the type what it is, kUnknownType for types
/// other than 1..27. Messages of a length that the standard does not give are decoded as far as
/// they are whole, and flagged.
std::optional<Reject> DecodeMessage(BitSpan bits, Message& out);

/// True when the seventh digit of a seven-digit IMO number is the check digit of the others.
bool ImoCheckDigitHolds(std::uint32_t imo);

}  // namespace pelorus::ais
