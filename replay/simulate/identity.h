#pragma once

#include <cstdint>
#include <string>

#include "geo/ids.h"
#include "replay/simulate/ais_encoder.h"
#include "replay/simulate/random.h"
#include "replay/simulate/scenario.h"

namespace pelorus {

/// Who a vessel is, by its own transponder and in truth.
struct VesselIdentity {
  Mmsi mmsi;
  std::uint32_t imo = 0;  ///< 0 for vessels that need none
  std::string name, callsign;
  std::string flag;  ///< ISO 3166
  VesselKind kind = VesselKind::kCargo;
  TransponderClass ais_class = TransponderClass::kA;
  int ship_type = 0;  ///< AIS code
  Length length, width, draught;
  ais::Extent extent;  ///< about the position antenna; sums to length and width
  int epfd = 1;        ///< GPS
};

/// Invents the vessel number `index` (from 0, below 900 in one scenario). Nothing of it is real:
/// names begin with SIM, IMO numbers have a valid check digit but come from a block (3xxxxxx) that
/// was never given out, MMSIs have the flag's identification digits and are distinct by index; one
/// may by chance belong to a real ship.
VesselIdentity InventVessel(const Fleet& fleet, std::size_t index, RandomSequence& random);

/// A ship's number from its first six digits (100000..999999): the last digit of the sum of digits
/// times 7, 6, 5, 4, 3, 2 is the seventh (IMO Res. A.1117(30)).
std::uint32_t WithImoCheckDigit(std::uint32_t first_six);

}  // namespace pelorus
