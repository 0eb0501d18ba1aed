#pragma once

#include "fusion/stitching.h"

namespace pelorus {

/// What two tips of tracks say of being one target's, beside identity.
struct MotionTerms {
  double position;  ///< ln of the density, per square metre, of beginning there having ended here
  double velocity;  ///< ln of how much likelier the first velocity is than that of any new track
};

/// The terms for a ship or an aircraft, `kind`, that was silent from `end` to the later `begin`. It
/// went on steadily, went on with turns and changes of speed, or lay still. docs/FORMULAS.md,
/// "Stitching".
MotionTerms MotionTermsOf(const TrackTip& end, const TrackTip& begin, TargetKey::Kind kind);

/// ln of the density, per second, of a silence around a change: as 1/g from 10 s to `most`, since
/// nothing is known of its scale.
double GapTerm(double gap_s, Duration most);

/// What no ship, or aircraft, exceeds.
Speed FastestOf(TargetKey::Kind kind);

}  // namespace pelorus
