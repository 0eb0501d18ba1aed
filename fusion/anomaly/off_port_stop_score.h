#pragma once

#include "fusion/anomaly/event.h"
#include "fusion/anomaly/loitering_halts.h"
#include "fusion/anomaly/off_port_setting.h"

namespace pelorus {

/// All that a verdict on a halt rests on.
struct HaltCase {
  Halt halt;
  TargetKey key;
  Identity identity;
  PlaceSetting setting;
  int others = 0;  ///< other ships that halted there in this run
};

/// Whether the place of a halt is known well enough to say that it is no port: land data reaches
/// it, and it is neither at a known harbour nor inside a designated anchorage.
bool IsOffPort(const PlaceSetting& setting);

/// The three events that a halt can be; weights and their sources: docs/FORMULAS.md, "Loitering and
/// stops". Pure. `now` is the end of what goes on.
Event ScoreOffPortStop(const HaltCase& halt, Time now);
Event ScoreShipShore(const HaltCase& halt, Time now);
Event ScoreLoitering(const HaltCase& halt, Time now);

}  // namespace pelorus
