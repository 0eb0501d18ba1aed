// What only looks like a meeting or like loitering: pilots, tows, bunkering, trawling in pairs,
// queues, ferries at one quay, neighbours at anchor.
#include "geo/geodesic.h"
#include "replay/simulate/planter.h"

namespace pelorus {
namespace {

constexpr int kAtAnchorStatus = 1;
constexpr int kFishingStatus = 7;
/// AIS codes of ships.
constexpr int kPilotType = 50;
constexpr int kTugType = 52;
constexpr int kTankerType = 80;

}  // namespace

void Planter::RecordLookAlike(const std::string& name, const std::vector<std::size_t>& players,
                              const std::vector<std::string>& events) {
  for (const std::string& event : events) {
    PlantRecord& record = AddRecord(event, players);
    record.look_alike = name;
    record.start.at_s = 0;
    record.needed = event == "rendezvous" ? 2 : 1;
  }
}

std::pair<std::size_t, GeoPoint> Planter::SomeAnchorage() {
  std::vector<std::size_t> with;
  for (std::size_t i = 0; i < waters_.scenario.ports.size(); ++i) {
    const SeaPort& port = waters_.scenario.ports[i];
    if (!port.anchorage.empty() && !port.gate) with.push_back(i);
  }
  const std::size_t port = with[random_.Below(with.size())];
  return {port, waters_.berths.TakeAnchorage(port, random_).at};
}

ScriptStep Planter::Anchored(GeoPoint at, int until_s) {
  ScriptStep step;
  step.kind = ScriptStep::Kind::kAnchor;
  step.spot = at;
  step.quay = Heading::Degrees(320.0);
  step.until_s = until_s;
  step.status = kAtAnchorStatus;
  return step;
}

/// A fast boat comes out to a ship that arrives, keeps beside it for ten minutes and goes home.
void Planter::PlantPilot() {
  const Role ship = Cast(VesselKind::kCargo);
  const std::vector<std::size_t> ports = PortsOf(ship.fleet);
  const std::size_t port = ports[random_.Below(ports.size())];
  const SeaPort& home = waters_.scenario.ports[port];
  const Waypoint& sea = OpenWater();
  ScriptStep berth = Berthed(port, seconds_);
  ScriptStep inward = Sailing(waters_.lanes.Between(sea.name, home.berth));
  inward.route.back() = {berth.spot, Length()};
  inward.ends.start = false;
  const Length way = LaneFollower(inward.route, 0.3, inward.ends).length();
  inward.skip = std::clamp(1.0 - 7.0 / way.nautical_miles(), 0.0, 0.9);
  const std::size_t first = AddPlayer(ship, {inward, berth});
  Role boat = Cast(VesselKind::kTug, home.name);
  boat.identity.ship_type = kPilotType;
  boat.handling.cruising = Speed::Knots(18.0);
  ScriptStep along;
  along.kind = ScriptStep::Kind::kAlongside;
  along.chase = true;
  along.speed = Speed::MetersPerSecond(2.0);
  along.right_m = 0.5 * ship.identity.width.meters() + 6.0;
  along.until_s = 3600;
  const int leave_s = 300;
  ScriptStep out =
      Sailing(waters_.lanes.Between(home.berth, waters_.lanes.Neighbour(home.berth).name));
  std::vector<ScriptStep> script = {Berthed(port, leave_s), std::move(out), along};
  script[1].route.front().at = script[0].spot;
  Homeward(script, port, waters_.lanes.Neighbour(home.berth).name,
           waters_.lanes.Neighbour(home.berth).at);
  const std::size_t second = AddPlayer(boat, std::move(script), {}, first);
  RecordLookAlike("pilot", {first, second}, {"rendezvous"});
}

void Planter::PlantTow() {
  const std::size_t tug = AddVoyage(VesselKind::kTug);
  const Role barge = Cast(VesselKind::kCargo);
  ScriptStep towed;
  towed.kind = ScriptStep::Kind::kFormation;
  towed.ahead_m = -140.0;
  towed.until_s = seconds_;
  const std::size_t second = AddPlayer(barge, {towed}, {}, tug);
  RecordLookAlike("tug", {tug, second}, {"rendezvous", "loitering", "off_port_stop"});
}

void Planter::PlantBunkering() {
  const auto [port, at] = SomeAnchorage();
  const Role ship = Cast(VesselKind::kCargo);
  const std::size_t first = AddPlayer(ship, {Anchored(at, seconds_)});
  Role bunker = Cast(VesselKind::kTug, waters_.scenario.ports[port].name);
  bunker.identity.ship_type = kTankerType;
  const int begin_s = static_cast<int>(random_.Uniform(0.2, 0.5) * seconds_);
  const std::string& anchorage = waters_.scenario.ports[port].anchorage;
  const GeoPoint near = GeodesicDirect(at, Azimuth::Degrees(150.0), Length::Meters(500.0));
  std::vector<ScriptStep> script = Outward(bunker, port, anchorage, near, begin_s);
  ScriptStep along;
  along.kind = ScriptStep::Kind::kAlongside;
  along.speed = Speed::MetersPerSecond(0.4);
  along.right_m = 0.5 * (ship.identity.width + bunker.identity.width).meters() + 5.0;
  along.until_s = begin_s + Hour(2.0, 4.0);
  script.push_back(along);
  Homeward(script, port, anchorage, near);
  const std::size_t second = AddPlayer(bunker, std::move(script), {}, first);
  RecordLookAlike("bunker", {first, second}, {"rendezvous", "loitering"});
}

void Planter::PlantPairTrawl() {
  const Role a = Cast(VesselKind::kFishing), b = Cast(VesselKind::kFishing);
  const Waypoint& ground = waters_.lanes.Find(a.fleet.ground);
  ScriptStep trawl = Holding(Speed::Knots(3.2), ground.half_width * 0.7, seconds_);
  trawl.spot = PointInDisc(ground, ground.half_width * 0.4, random_);
  trawl.status = kFishingStatus;
  const std::size_t first = AddPlayer(a, {trawl});
  ScriptStep beside;
  beside.kind = ScriptStep::Kind::kFormation;
  beside.right_m = random_.Uniform(150.0, 300.0);
  beside.until_s = seconds_;
  beside.status = kFishingStatus;
  const std::size_t second = AddPlayer(b, {beside}, {}, first);
  RecordLookAlike("pair-trawl", {first, second}, {"rendezvous"});
}

/// Five ships that drift in a row off a port until they may go in.
void Planter::PlantQueue() {
  const auto [port, at] = SomeAnchorage();
  std::vector<std::size_t> players;
  for (int i = 0; i < 5; ++i) {
    ScriptStep wait = Holding(Speed::Knots(0.3), Length::Meters(150.0), seconds_);
    wait.spot = GeodesicDirect(at, Azimuth::Degrees(90.0), Length::Meters(600.0 * (i - 2)));
    players.push_back(AddPlayer(Cast(VesselKind::kCargo), {wait}));
  }
  RecordLookAlike("queue", players, {"rendezvous", "loitering", "off_port_stop"});
}

void Planter::PlantNeighbours(bool ferries) {
  const Role a = Cast(ferries ? VesselKind::kFerry : VesselKind::kCargo);
  const Role b = Cast(ferries ? VesselKind::kFerry : VesselKind::kCargo);
  if (ferries) {
    const std::vector<std::size_t> ports = PortsOf(a.fleet);
    const std::size_t port = ports[random_.Below(ports.size())];
    ScriptStep lie = Berthed(port, seconds_), beside = lie;
    beside.spot =
        GeodesicDirect(lie.spot, Azimuth::Degrees(lie.quay.degrees() + 90.0), Length::Meters(45.0));
    const std::size_t first = AddPlayer(a, {lie});
    const std::size_t second = AddPlayer(b, {beside});
    return RecordLookAlike("ferry", {first, second}, {"rendezvous"});
  }
  const auto [port, at] = SomeAnchorage();
  const GeoPoint beside = GeodesicDirect(at, Azimuth::Degrees(60.0), Length::Meters(330.0));
  const std::size_t first = AddPlayer(a, {Anchored(at, seconds_)});
  const std::size_t second = AddPlayer(b, {Anchored(beside, seconds_)});
  RecordLookAlike("anchorage", {first, second}, {"rendezvous", "loitering"});
}

}  // namespace pelorus
