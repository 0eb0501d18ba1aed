#include "io/modes/surveillance.h"

#include "io/modes/altitude.h"

namespace pelorus::modes {
namespace {

/// Flight status 0 to 5; 6 and 7 are reserved.
void DecodeFlightStatus(std::uint8_t status, Message& message) {
  if (status > 5) return;
  if (status < 4) message.on_ground = (status & 1) != 0;
  message.alert = status >= 2 && status <= 4;
  message.spi = status >= 4;
}

}  // namespace

void DecodeSurveillance(Message& message) {
  const auto& b = message.frame;
  const std::uint32_t code = ((b[2] & 0x1FU) << 8) | b[3];
  switch (*message.df) {
    case 0:
    case 16:
      message.on_ground = (b[0] & 0x04) != 0;
      message.alt_baro_ft = AltitudeOfCode13(code);
      break;
    case 4:
    case 20:
      DecodeFlightStatus(b[0] & 7, message);
      message.alt_baro_ft = AltitudeOfCode13(code);
      break;
    case 5:
    case 21:
      DecodeFlightStatus(b[0] & 7, message);
      message.squawk = SquawkOfCode13(code);
      break;
    default:
      break;
  }
}

std::optional<bool> OnGroundByCapability(std::uint8_t capability) {
  if (capability == 4) return true;
  if (capability == 5) return false;
  return std::nullopt;
}

}  // namespace pelorus::modes
