#pragma once

#include <cstdint>
#include <optional>

#include "io/modes/message.h"

namespace pelorus::modes {

/// The fields of a surveillance reply besides its address (DF 0, 4, 5, 16, 20, 21): altitude or
/// identity, air or ground, alert, SPI ([Annex10] volume IV, 3.1.2.6.5, 3.1.2.8.2). `message.frame`
/// and `message.df` are set. Altitude and squawk still need corroboration.
void DecodeSurveillance(Message& message);

/// Air or ground by the capability field of DF 11 and 17; nothing where that does not say.
std::optional<bool> OnGroundByCapability(std::uint8_t capability);

}  // namespace pelorus::modes
