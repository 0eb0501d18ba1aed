// What all scripts are made of; planter.h says what is planted.
#include <fmt/format.h>

#include <algorithm>

#include "geo/check.h"
#include "geo/geodesic.h"
#include "replay/simulate/planter.h"

namespace pelorus {
namespace {

/// AIS navigational status.
constexpr int kAlongsideStatus = 5;
/// Harbours take longer than their miles.
constexpr double kHarbour_h = 0.5;
/// Share of the plants that are put where some station hears well, as far as there is a choice.
constexpr double kWhereHeard = 0.75;
/// Beyond that from any berth, anchorage and ground a waypoint is open water.
constexpr double kOpenWater_m = 20000.0;
constexpr Length kWideLane = Length::Meters(1500.0);
/// Between planted things, so that they do not make a waiting area of the place.
constexpr Length kApart = Length::Kilometers(8.0);

double LengthM(const Route& route) {
  double sum_m = 0.0;
  for (std::size_t i = 1; i < route.size(); ++i) {
    sum_m += FastDistance(route[i - 1].at, route[i].at).meters();
  }
  return sum_m;
}

}  // namespace

int Planter::Hour(double from, double to) {
  return static_cast<int>(random_.Uniform(from, to) * 3600.0);
}

Planter::Role Planter::Cast(VesselKind kind, const std::string& at_port) {
  std::vector<const Fleet*> fits;
  for (const Fleet& fleet : waters_.scenario.fleets) {
    const bool there = at_port.empty() || std::find(fleet.ports.begin(), fleet.ports.end(),
                                                    at_port) != fleet.ports.end();
    if (fleet.kind == kind && fleet.ais_class == TransponderClass::kA && there) {
      fits.push_back(&fleet);
    }
  }
  if (fits.empty() && !at_port.empty()) return Cast(kind);
  if (fits.empty() && kind != VesselKind::kCargo) return Cast(VesselKind::kCargo);
  PELORUS_CHECK(!fits.empty(), "no cargo ships with class A");
  Role role;
  role.fleet = *fits[random_.Below(fits.size())];
  role.identity = InventVessel(role.fleet, next_index_++, random_);
  role.handling = HandlingOf(role.identity, role.fleet, random_);
  return role;
}

std::vector<std::size_t> Planter::PortsOf(const Fleet& fleet) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < waters_.scenario.ports.size(); ++i) {
    const SeaPort& port = waters_.scenario.ports[i];
    if (!port.gate &&
        std::find(fleet.ports.begin(), fleet.ports.end(), port.name) != fleet.ports.end()) {
      found.push_back(i);
    }
  }
  // Fleets that only pass through may lie in any port for once.
  for (std::size_t i = 0; found.empty() && i < waters_.scenario.ports.size(); ++i) {
    if (!waters_.scenario.ports[i].gate) found.push_back(i);
  }
  return found;
}

std::size_t Planter::PortNear(const Role& role, const std::string& waypoint) {
  std::vector<std::size_t> ports = PortsOf(role.fleet);
  const GeoPoint at = waters_.lanes.Find(waypoint).at;
  const auto distance = [&](std::size_t i) {
    return FastDistance(waters_.lanes.Find(waters_.scenario.ports[i].berth).at, at);
  };
  std::sort(ports.begin(), ports.end(),
            [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
  return ports[random_.Below(std::min<std::size_t>(2, ports.size()))];
}

bool Planter::IsOpen(GeoPoint p) const {
  for (const SeaPort& port : waters_.scenario.ports) {
    for (const std::string& end : {port.berth, port.anchorage}) {
      if (!end.empty() && FastDistance(waters_.lanes.Find(end).at, p).meters() < kOpenWater_m) {
        return false;
      }
    }
  }
  return true;
}

const Waypoint& Planter::OpenWater() {
  const Scenario& scenario = waters_.scenario;
  std::vector<const Waypoint*> open;
  for (const Waypoint& waypoint : scenario.waypoints) {
    const bool ground =
        std::any_of(scenario.fleets.begin(), scenario.fleets.end(),
                    [&waypoint](const Fleet& fleet) { return fleet.ground == waypoint.name; });
    if (!ground && waypoint.half_width >= kWideLane && IsOpen(waypoint.at)) {
      open.push_back(&waypoint);
    }
  }
  PELORUS_CHECK(!open.empty(), "no waypoint in open water");
  const bool where_heard = random_.Chance(kWhereHeard);
  for (int attempt = 0; where_heard && attempt < 30; ++attempt) {
    const Waypoint* one = open[random_.Below(open.size())];
    if (Heard(one->at)) return *one;
  }
  return *open[random_.Below(open.size())];
}

Planter::Spot Planter::SpotBeside(const Waypoint& waypoint) {
  std::vector<const Waypoint*> next;
  for (const Lane& lane : waters_.scenario.lanes) {
    if (lane.a != waypoint.name && lane.b != waypoint.name) continue;
    const Waypoint& other = waters_.lanes.Find(lane.a == waypoint.name ? lane.b : lane.a);
    if (other.half_width >= kWideLane && IsOpen(other.at)) next.push_back(&other);
  }
  Waypoint place = waypoint;
  if (!next.empty()) {
    const Waypoint& other = *next[random_.Below(next.size())];
    const double share = random_.Uniform(0.0, 0.5);
    place.at = GeoPoint::Degrees(
        waypoint.at.lat_deg() + share * (other.at.lat_deg() - waypoint.at.lat_deg()),
        waypoint.at.lon_deg() + share * (other.at.lon_deg() - waypoint.at.lon_deg()));
    place.half_width = std::min(waypoint.half_width, other.half_width);
  }
  return {waypoint.name, PointInDisc(place, Length(), random_)};
}

Planter::Spot Planter::OpenSpot() {
  Spot spot;
  for (int attempt = 0; attempt < 40; ++attempt) {
    const Waypoint& waypoint = OpenWater();
    spot = SpotBeside(waypoint);
    if (!IsOpen(spot.at) || (Heard(waypoint.at) && !Heard(spot.at))) continue;
    if (std::none_of(spots_.begin(), spots_.end(),
                     [&spot](GeoPoint other) { return FastDistance(other, spot.at) < kApart; })) {
      break;
    }
  }
  spots_.push_back(spot.at);
  return spot;
}

bool Planter::Heard(GeoPoint p) const {
  return std::any_of(waters_.scenario.stations.begin(), waters_.scenario.stations.end(),
                     [p](const ShoreStation& station) {
                       return FastDistance(p, station.at) < station.range * 0.8;
                     });
}

Route Planter::WayTo(const std::string& port_berth, const std::string& waypoint,
                     GeoPoint at) const {
  Route route = waters_.lanes.Between(port_berth, waypoint);
  if (FastDistance(at, route.back().at).meters() > 50.0) route.push_back({at, Length()});
  route.front().half_width = Length();
  return route;
}

ScriptStep Planter::Berthed(std::size_t port, int until_s) {
  const Mooring berth = waters_.berths.TakeBerth(port);
  ScriptStep step;
  step.kind = ScriptStep::Kind::kLie;
  step.spot = berth.at;
  step.quay = Heading::Degrees(waters_.scenario.ports[port].quay.degrees());
  step.port = waters_.scenario.ports[port].name;
  step.until_s = until_s;
  step.status = kAlongsideStatus;
  return step;
}

ScriptStep Planter::Sailing(Route route) const {
  ScriptStep step;
  step.kind = ScriptStep::Kind::kSail;
  step.route = std::move(route);
  return step;
}

ScriptStep Planter::Holding(Speed speed, Length radius, int until_s) const {
  ScriptStep step;
  step.kind = ScriptStep::Kind::kHold;
  step.speed = speed;
  step.radius = radius;
  step.until_s = until_s;
  return step;
}

std::vector<ScriptStep> Planter::Outward(const Role& role, std::size_t port,
                                         const std::string& waypoint, GeoPoint at, int arrive_s) {
  Route route = WayTo(waters_.scenario.ports[port].berth, waypoint, at);
  const double hours = LengthM(route) / 1852.0 / role.handling.cruising.knots() + 2.0 * kHarbour_h;
  const int leave_s = arrive_s - static_cast<int>(3600.0 * hours);
  std::vector<ScriptStep> script;
  ScriptStep sailing = Sailing(std::move(route));
  if (leave_s > 0) {
    script.push_back(Berthed(port, leave_s));
    sailing.route.front().at = script.front().spot;
  } else {
    sailing.skip = std::min(0.97, -static_cast<double>(leave_s) / (3600.0 * hours));
  }
  script.push_back(std::move(sailing));
  return script;
}

void Planter::Homeward(std::vector<ScriptStep>& script, std::size_t port,
                       const std::string& waypoint, GeoPoint at) {
  const ScriptStep berth = Berthed(port, seconds_);
  Route route = waters_.lanes.Between(waypoint, waters_.scenario.ports[port].berth);
  // A leg without length has no direction.
  if (FastDistance(at, route.front().at).meters() > 50.0)
    route.insert(route.begin(), {at, Length()});
  route.back() = {berth.spot, Length()};
  script.push_back(Sailing(std::move(route)));
  script.push_back(berth);
}

std::size_t Planter::AddPlayer(const Role& role, std::vector<ScriptStep> script,
                               TransponderPlan plan, std::optional<std::size_t> partner) {
  const Afloat* other = partner ? plants_.players[*partner].vessel.get() : nullptr;
  const std::vector<std::size_t> ports = PortsOf(role.fleet);
  const std::string& bound = waters_.scenario.ports[ports.front()].destination;
  Player player;
  player.vessel = std::make_unique<ScriptedVessel>(role.identity, role.handling, std::move(script),
                                                   bound, other, RandomSequence(random_.Next()));
  player.plan = std::move(plan);
  plants_.players.push_back(std::move(player));
  return plants_.players.size() - 1;
}

std::string Planter::KeyOf(std::size_t player) const {
  return fmt::format("mmsi:{}", plants_.players[player].vessel->identity().mmsi.value());
}

PlantRecord& Planter::AddRecord(const std::string& event, std::vector<std::size_t> players) {
  PlantRecord& record = plants_.records.emplace_back();
  record.id = fmt::format("{}-{}", event, plants_.records.size());
  record.event = event;
  for (const std::size_t player : players) record.participants.push_back(KeyOf(player));
  record.players = std::move(players);
  return record;
}

}  // namespace pelorus
