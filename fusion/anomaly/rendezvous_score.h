#pragma once

#include <array>

#include "fusion/anomaly/encounter.h"
#include "fusion/anomaly/event.h"
#include "fusion/anomaly/off_port_setting.h"

namespace pelorus {

/// All that a verdict on two visible ships rests on.
struct MeetingCase {
  Encounter encounter;
  std::array<Identity, 2> identities;
  PlaceSetting setting;
  int competing = 0;  ///< other encounters that share a ship and a time and are as close
};

/// The event: whether the two met on purpose, beside all other reasons for being so close. Weights
/// and their sources: docs/FORMULAS.md, "Meetings". Pure.
Event ScoreMeeting(const MeetingCase& meeting, Time now);

}  // namespace pelorus
