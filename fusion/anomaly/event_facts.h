#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"

namespace pelorus {

/// A place at a time.
struct Contact {
  Time time;
  GeoPoint position;
};

/// How a vessel must have moved while it was silent.
enum class Movement : std::uint8_t { kTransit, kDwell, kAmbiguous, kOpen };

/// Why a silence is not judged deliberate.
enum class SilenceReason : std::uint8_t {
  kNone,  ///< it is
  kReception,
  kOutage,
  kInterference,
  kUnobservable,
  kMoored,
  kLeftArea,
  kLanding,  ///< of aircraft
};

/// A port that a hidden call may have been made at.
struct PortCall {
  std::string name;
  std::string unlocode;  ///< or empty
  Duration available{0};
};

/// Of `dark_transit` and `silence`, of ships and aircraft.
struct SilenceFacts {
  Contact off;
  std::optional<Contact> on;  ///< nothing while it lasts
  Movement movement = Movement::kOpen;
  SilenceReason reason = SilenceReason::kNone;
  double expected_messages = 0.0;  ///< that should have come in had it transmitted
  std::vector<PortCall> feasible_ports;
  std::optional<Speed> implied_speed;  ///< that the shortest way takes; nothing while open
};

/// Who of a meeting was heard.
enum class Visibility : std::uint8_t { kBoth, kOneDark, kBothDark, kShipShore };

/// Of `rendezvous`. Distances are medians and minima over the meeting.
struct RendezvousFacts {
  Visibility visibility = Visibility::kBoth;
  std::optional<Length> median_separation;  ///< of the antennas
  std::optional<Length> min_hull_separation;
  int grade_m = 500;  ///< 50, 200 or 500
  std::optional<Speed> relative_speed;
  int competing_pairs = 0;  ///< others that fit as well
};

/// Of `loitering`.
struct LoiteringFacts {
  Speed mean_speed;
  Length radius;
  Duration unknown{0};  ///< silent time within it
};

/// Of `off_port_stop`.
struct OffPortStopFacts {
  std::optional<Length> distance_to_shore;
  std::string nearest_port;
};

/// Of `shared_identity`, `identity_change` and `one_hull_two_identities`.
struct IdentityFacts {
  std::vector<TargetKey> keys;  ///< old and new, or all
  std::vector<TrackId> tracks;
  struct Change {
    std::string_view field;  ///< `mmsi`, `name`, `imo`, ...
    std::string before;
    std::string after;
  };
  std::vector<Change> changes;
};

enum class PositionFault : std::uint8_t {
  kJump,
  kOffset,
  kCircle,
  kOnLand,
  kTooSmooth,
  kFrozen,
};

/// Of `position_fault`: the positions as claimed, at most 200 of them.
struct PositionFaultFacts {
  PositionFault fault = PositionFault::kJump;
  std::vector<Contact> positions;
};

/// Of `gnss_interference`; participants are the affected.
struct InterferenceFacts {
  int affected = 0;                         ///< ships and aircraft
  std::vector<std::string_view> suspended;  ///< names of the kinds of event that it suspended
  std::uint64_t suspended_events = 0;       ///< events of those kinds that it held back
};

/// Of `transponder_gap` and `off_airfield_descent`.
struct AirGapFacts {
  Contact off;
  std::optional<Contact> on;
  std::optional<double> last_alt_ft;
  std::optional<double> coverage_floor_ft;  ///< below it nothing is heard there
  double expected_messages = 0.0;
  struct Airfield {
    std::string name;
    std::string icao;  ///< its location indicator, or empty
    Duration available{0};
  };
  std::vector<Airfield> feasible_airfields;
};

enum class RelativePattern : std::uint8_t { kOrbit, kHover, kPass };

/// Of `air_sea_rendezvous`; the first participant is the aircraft.
struct AirSeaFacts {
  Length min_distance;
  RelativePattern pattern = RelativePattern::kPass;
};

/// Of `unmatched_contact`.
struct UnmatchedContactFacts {
  Contact contact;
  std::string source;
  std::string scan;       ///< as the input names it, or empty
  std::uint64_t row = 0;  ///< from 1, of the input
  double p_detect = 0.0;  ///< that a ship of its length is seen by that sensor
  double p_ais = 0.0;     ///< that a ship there would have been heard
  std::vector<TrackId> nearest_tracks;
};

using EventFacts = std::variant<std::monostate, SilenceFacts, RendezvousFacts, LoiteringFacts,
                                OffPortStopFacts, IdentityFacts, PositionFaultFacts,
                                InterferenceFacts, AirGapFacts, AirSeaFacts, UnmatchedContactFacts>;

/// `transit`, `dwell`, `ambiguous`, `open`.
std::string_view Name(Movement movement);
/// `reception`, `outage`, `interference`, ...; empty for none.
std::string_view Name(SilenceReason reason);
/// `both`, `one_dark`, `both_dark`, `ship_shore`.
std::string_view Name(Visibility visibility);
/// `jump`, `offset`, `circle`, `on_land`, `too_smooth`, `frozen`.
std::string_view Name(PositionFault fault);
/// `orbit`, `hover`, `pass`.
std::string_view Name(RelativePattern pattern);

}  // namespace pelorus
