#pragma once

#include <vector>

#include "geo/geo_point.h"
#include "geo/units.h"
#include "replay/simulate/identity.h"

namespace pelorus {

/// Seconds since the start, the end excluded.
struct Spell {
  int from_s = 0;
  int to_s = 0;
  bool Holds(int now_s) const { return from_s <= now_s && now_s < to_s; }
};

/// From when on a transponder shows somebody else's data.
struct ShownIdentity {
  int from_s = 0;
  VesselIdentity identity;
};

/// A lie about the position.
struct FixFault {
  enum class Kind : std::uint8_t {
    kJump,    ///< everything shifted by the way from where it began to `at`
    kCircle,  ///< going round `at`
    kFrozen,  ///< the place, speed and course of the beginning
    kOnLand   ///< lying at `at`
  };
  Kind kind = Kind::kJump;
  Spell spell;
  GeoPoint at;
  Length radius;            ///< of a circle
  double period_s = 600.0;  ///< once round
};

/// What is wrong with one transponder on purpose.
struct TransponderPlan {
  std::vector<Spell> off;
  std::vector<ShownIdentity> identities;  ///< by time
  std::vector<FixFault> faults;
};

/// Where receivers of satellite positions are led astray: within `radius` of `centre` all of them
/// believe themselves on a ring about `pulled_to`.
struct JammedArea {
  Spell spell;
  GeoPoint centre;
  Length radius;
  GeoPoint pulled_to;
  Length ring;
};

/// The lie that `fault` tells at second `now_s`, of a true fix; `begun` is the true fix of its
/// first second, which the caller keeps.
ais::Fix Falsified(const FixFault& fault, const ais::Fix& fix, const ais::Fix& begun, int now_s);

/// What a receiver inside the area believes; `who` spreads receivers over the ring.
ais::Fix PulledAstray(const JammedArea& area, const ais::Fix& fix, std::uint32_t who);

}  // namespace pelorus
