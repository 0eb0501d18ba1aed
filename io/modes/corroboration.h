#pragma once

#include "io/modes/aircraft_state.h"
#include "io/modes/aircraft_table.h"
#include "io/modes/message.h"

namespace pelorus::modes {

/// Takes the values out of an address-parity message that nothing else supports. A bit error in the
/// parity field turns such a frame into one of the aircraft whose address differs in that bit. So
/// altitude, squawk and callsign count when they agree with what was accepted of the aircraft
/// before or with its own broadcasts, or come twice in a row while no aircraft one bit away holds
/// the same. Registers 5,0 and 6,0 count when the aircraft's broadcast velocity was there to judge
/// them (`judged`), or their airspeed is near the last one.
void HoldUncorroborated(AircraftTable& table, Aircraft& aircraft, bool judged, Time now,
                        Message& message);

/// Keeps what an aircraft broadcast of itself, to compare address-parity messages with.
void KeepBroadcast(const Message& message, Time now, Aircraft& aircraft);

}  // namespace pelorus::modes
