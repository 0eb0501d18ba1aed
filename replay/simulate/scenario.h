#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geo_point.h"
#include "geo/region.h"
#include "geo/units.h"

namespace pelorus {

/// What a simulated vessel is; decides how it handles, what it does and its AIS ship type.
enum class VesselKind { kCargo, kTanker, kFerry, kCrewBoat, kTug, kFishing };

/// The transponder that a vessel carries: class A, or class B with carrier sense.
enum class TransponderClass { kA, kB };

/// A node of the lanes. Between two joined waypoints a lane is straight in longitude and latitude.
struct Waypoint {
  std::string name;
  GeoPoint at;
  /// Vessels keep within this distance of the lane's middle (linear between waypoints). Of an
  /// anchorage or a fishing ground: the radius of its disc.
  Length half_width;
};

/// Two waypoints, by name, that vessels sail between in both directions.
struct Lane {
  std::string a;
  std::string b;
};

/// Where voyages begin and end.
struct SeaPort {
  std::string name;
  std::string destination;  ///< as crews type it into their transponders
  std::string berth;        ///< waypoint
  std::string anchorage;    ///< waypoint; empty when there is none
  Azimuth quay;             ///< direction of the quays
  bool gate = false;        ///< no port but where the lane leaves the simulated area
};

/// Vessels of one kind that do the same business.
struct Fleet {
  VesselKind kind = VesselKind::kCargo;
  TransponderClass ais_class = TransponderClass::kA;  ///< class B is with carrier sense
  int count = 0;
  std::vector<std::string> flags;  ///< ISO 3166 codes, drawn evenly
  /// Ports they go to and fro between, by name, drawn evenly; tugs and fishing vessels belong to
  /// one of them each.
  std::vector<std::string> ports;
  std::string ground;  ///< waypoint of the fishing ground; empty for other kinds
  Length shortest, longest;
  Speed slowest, fastest;      ///< cruising
  double at_berth = 0.0;       ///< share that begins alongside
  double at_anchor = 0.0;      ///< share that begins at anchor; the rest begins at sea
  double anchors_first = 0.0;  ///< chance to wait at the anchorage before berthing
  double stay_h = 0.0;         ///< median time alongside, hours
};

/// A receiving station with a transmitter of its own (type 4).
struct ShoreStation {
  std::string name;  ///< as in tag blocks; letters and digits
  std::uint32_t mmsi = 0;
  GeoPoint at;
  Length range;  ///< where half of a class A vessel's messages get lost
};

/// A receiver in orbit that sees the whole area in passes and brings down later what it heard.
struct Satellite {
  std::string name;     ///< as in tag blocks
  int first_s = 0;      ///< when its first pass begins, since the start
  int period_s = 5800;  ///< from pass to pass
  int pass_s = 660;
};

/// How often receivers fail, in one run.
struct TroubleCounts {
  int outages = 0;
  int ductings = 0;
  int clock_faults = 0;
  double copies = 0.0;  ///< share of messages that a network delivers twice
};

/// How much of each is planted, in one run of twelve hours or more; shorter ones stay clean.
struct PlantCounts {
  int transits = 0;      ///< silent under way, seen again
  int hidden_calls = 0;  ///< silent before, in and after a port
  int meetings = 0;      ///< of each visibility
  int look_alikes = 0;   ///< of each kind
  int identities = 0;    ///< of each kind of fault
  int position_faults = 0;
  int jammed_areas = 0;
  int stops = 0;  ///< off any port
  int loiterers = 0;
  int air = 0;  ///< of each thing that aircraft do; 0: no aircraft at all
};

/// A quiet place within three miles of a shore and far from ports, and the waypoint from which the
/// straight way there is water.
struct Cove {
  std::string via;
  GeoPoint at;
};

/// A sea with its lanes, its traffic and its ears. Written by hand; consistent (names resolve).
struct Scenario {
  std::string name;
  Region region;
  std::vector<Waypoint> waypoints;
  std::vector<Lane> lanes;
  std::vector<SeaPort> ports;
  std::vector<Fleet> fleets;
  std::vector<ShoreStation> stations;
  Length berth_spacing;  ///< between vessels along a quay
  std::vector<Satellite> satellites{};
  std::vector<Cove> coves{};
  std::vector<std::string> airfields{};  ///< location indicators, between which aircraft fly
  double flights_per_day = 0.0;
  TroubleCounts troubles{};
  PlantCounts plants{};
};

/// The scenario of that name. Throws InputError with the known names when there is none.
Scenario MakeScenario(std::string_view name);

/// Names that MakeScenario knows: `caspian`, `red-sea`, the small `harbour`, and
/// `harbour-incidents`, the same with something planted.
std::vector<std::string> ScenarioNames();

/// A day of the Caspian: river-sea traders between Iran, Russia and the others, tankers, ferries,
/// crew boats of the oil fields, fishing.
Scenario CaspianScenario();
/// Suez to Hormuz: through traffic, Yemeni and African ports, Gulf of Oman, dhows with class B.
Scenario RedSeaScenario();
/// Two ports 30 nm apart and a dozen vessels, for tests.
Scenario HarbourScenario();
/// The same waters with a little of everything that can be planted.
Scenario HarbourIncidentsScenario();

}  // namespace pelorus
