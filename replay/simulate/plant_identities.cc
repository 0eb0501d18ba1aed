// Who one claims to be and where: faults of identity, of position, and jammed areas.
#include <algorithm>

#include "geo/airfields.h"
#include "geo/geodesic.h"
#include "replay/simulate/planter.h"

namespace pelorus {

Planter::Passage Planter::SomePassage(const Role& role) {
  const std::vector<std::size_t> ports = PortsOf(role.fleet);
  const auto berth = [this](std::size_t i) { return waters_.scenario.ports[i].berth; };
  Passage passage;
  // Where it is after a few hours decides whether it is heard; some attempts are made at that.
  for (int attempt = 0; attempt < 12; ++attempt) {
    const std::size_t from = ports[random_.Below(ports.size())];
    passage.to = ports[random_.Below(ports.size())];
    const bool at_sea = from == passage.to;
    passage.sailing =
        Sailing(waters_.lanes.Between(at_sea ? OpenWater().name : berth(from), berth(passage.to)));
    passage.sailing.ends.start = !at_sea;
    passage.sailing.skip = random_.Uniform(0.02, 0.35);
    LaneFollower follower(passage.sailing.route, 0.3, passage.sailing.ends);
    const double later = 40.0 / std::max(41.0, follower.length().nautical_miles());
    if (Heard(follower.SkipTo(std::min(0.95, passage.sailing.skip + later)).at)) break;
  }
  return passage;
}

std::size_t Planter::AddVoyage(VesselKind kind, TransponderPlan plan) {
  const Role role = Cast(kind);
  Passage passage = SomePassage(role);
  ScriptStep& first = passage.sailing;
  ScriptStep second = first;
  std::reverse(second.route.begin(), second.route.end());
  second.ends = {true, first.ends.start};
  second.skip = 0.0;
  const ScriptStep alongside =
      Berthed(passage.to, static_cast<int>(random_.Uniform(0.6, 0.8) * seconds_));
  first.route.back() = second.route.front() = {alongside.spot, Length()};
  std::vector<ScriptStep> script = {std::move(first), alongside, std::move(second)};
  script.push_back(Holding(Speed::Knots(2.0), Length::Kilometers(3.0), seconds_));
  return AddPlayer(role, std::move(script), std::move(plan));
}

/// Two hulls far apart under one number; a clone takes name and call sign as well.
void Planter::PlantShared(bool cloned) {
  const std::size_t first = AddVoyage(VesselKind::kCargo);
  const std::size_t second = AddVoyage(VesselKind::kCargo);
  const VesselIdentity& original = plants_.players[first].vessel->identity();
  VesselIdentity shown = plants_.players[second].vessel->identity();
  const ais::Extent own_extent = shown.extent;
  if (cloned) shown = original;
  shown.mmsi = original.mmsi;
  shown.extent = own_extent;
  plants_.players[second].plan.identities = {{0, shown}};
  PlantRecord& record = AddRecord("shared_identity", {first, second});
  record.participants.pop_back();
  record.start.at_s = 0;
  record.detail = cloned ? "cloned" : "shared";
}

/// Another number, name and call sign from some time on; the IMO number stays in half of them.
void Planter::PlantChange() {
  const std::size_t player = AddVoyage(VesselKind::kCargo);
  const VesselIdentity& own = plants_.players[player].vessel->identity();
  VesselIdentity next = Cast(VesselKind::kCargo).identity;
  next.extent = own.extent;
  next.length = own.length;
  next.width = own.width;
  next.draught = own.draught;
  const bool keeps_imo = random_.Chance(0.5);
  if (keeps_imo) next.imo = own.imo;
  const int at_s = static_cast<int>(random_.Uniform(0.2, 0.7) * seconds_);
  TransponderPlan& plan = plants_.players[player].plan;
  plan.identities = {{at_s, next}};
  plan.off = {{at_s - static_cast<int>(random_.Uniform(60.0, 2400.0)), at_s}};
  PlantRecord& record = AddRecord("identity_change", {player});
  record.participants.push_back("mmsi:" + std::to_string(next.mmsi.value()));
  record.needed = 2;
  record.start.at_s = at_s;
  record.end = Moment{at_s + 3600, 0, 0};
  record.also = {"dark_transit"};
  record.detail = keeps_imo ? "IMO number kept" : "IMO number changed";
}

/// A class B unit with other data on board of a ship that sends class A.
void Planter::PlantTwoIdentities() {
  const std::size_t player = AddVoyage(VesselKind::kCargo);
  VesselIdentity second = Cast(VesselKind::kCargo).identity;
  second.ais_class = TransponderClass::kB;
  second.imo = 0;
  second.extent = plants_.players[player].vessel->identity().extent;
  plants_.players[player].second = second;
  PlantRecord& record = AddRecord("one_hull_two_identities", {player});
  record.participants.push_back("mmsi:" + std::to_string(second.mmsi.value()));
  record.needed = 2;
  record.start.at_s = 0;
}

void Planter::PlantFault(FixFault::Kind kind) {
  FixFault fault;
  fault.kind = kind;
  fault.spell.from_s = static_cast<int>(random_.Uniform(0.1, 0.3) * seconds_);
  fault.spell.to_s = fault.spell.from_s + Hour(1.5, 3.0);
  fault.at = OpenWater().at;
  fault.radius = Length::Meters(random_.Uniform(400.0, 1500.0));
  fault.period_s = random_.Uniform(500.0, 1200.0);
  const char* detail = "jump";
  if (kind == FixFault::Kind::kCircle) detail = "circle";
  if (kind == FixFault::Kind::kFrozen) detail = "frozen";
  if (kind == FixFault::Kind::kOnLand) {
    detail = "on_land";
    const AirfieldList fields = AirfieldList::Embedded();
    const auto field = fields.Nearest(fault.at, Length::Kilometers(500.0));
    if (field) fault.at = field->airfield->position;
  }
  TransponderPlan plan;
  plan.faults = {fault};
  const std::size_t player = AddVoyage(VesselKind::kCargo, std::move(plan));
  PlantRecord& record = AddRecord("position_fault", {player});
  record.start.at_s = fault.spell.from_s;
  record.end = Moment{fault.spell.to_s, 0, 0};
  record.detail = detail;
  record.also = {"off_port_stop", "loitering"};
}

void Planter::PlantJamming() {
  JammedArea area;
  area.spell.from_s = static_cast<int>(random_.Uniform(0.3, 0.6) * seconds_);
  area.spell.to_s = area.spell.from_s + Hour(1.5, 3.0);
  // Somewhere with traffic: about a fleet's port.
  const std::size_t port = SomeAnchorage().first;
  area.centre = waters_.lanes.Find(waters_.scenario.ports[port].anchorage).at;
  area.radius = Length::Kilometers(40.0);
  const AirfieldList fields = AirfieldList::Embedded();
  const auto field = fields.Nearest(area.centre, Length::Kilometers(500.0));
  area.pulled_to = field ? field->airfield->position : area.centre;
  area.ring = Length::Meters(random_.Uniform(300.0, 3000.0));
  plants_.jammed.push_back(area);
  PlantRecord& record = AddRecord("gnss_interference", {});
  record.start.at_s = area.spell.from_s;
  record.end = Moment{area.spell.to_s, 0, 0};
  record.at = area.centre;
  record.also = {"position_fault", "shared_identity", "silence"};
}

}  // namespace pelorus
