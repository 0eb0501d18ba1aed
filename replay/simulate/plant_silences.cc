// Silences that are meant: under way, and about a call at a port.
#include <fmt/format.h>

#include "replay/simulate/planter.h"

namespace pelorus {

void Planter::RecordSilence(std::size_t player, const Spell& off) {
  PlantRecord& record = AddRecord("dark_transit", {player});
  record.start.at_s = off.from_s;
  if (off.to_s < seconds_) record.end = Moment{off.to_s, 0, 0};
}

void Planter::PlantTransit() {
  Spell off;
  off.from_s = static_cast<int>(random_.Uniform(0.15, 0.6) * seconds_);
  off.to_s = off.from_s + Hour(2.5, 8.0);
  TransponderPlan plan;
  plan.off = {off};
  const VesselKind kind = random_.Chance(0.6) ? VesselKind::kCargo : VesselKind::kTanker;
  RecordSilence(AddVoyage(kind, std::move(plan)), off);
}

/// Out of one port, dark from an hour or more before another to an hour or more behind it.
void Planter::PlantHiddenCall() {
  const Role role = Cast(VesselKind::kCargo);
  const std::vector<std::size_t> ports = PortsOf(role.fleet);
  const std::size_t port = ports[random_.Below(ports.size())];
  const std::string berth = waters_.scenario.ports[port].berth;
  const Waypoint& sea = OpenWater();
  const int call_s = static_cast<int>(random_.Uniform(0.35, 0.5) * seconds_);
  const int leave_s = call_s + Hour(2.0, 4.0);
  std::vector<ScriptStep> script;
  ScriptStep inward = Sailing(waters_.lanes.Between(sea.name, berth));
  const double way_h = LaneFollower(inward.route, 0.3, {false, true}).length().nautical_miles() /
                       role.handling.cruising.knots();
  ScriptStep outward = inward;
  std::reverse(outward.route.begin(), outward.route.end());
  ScriptStep alongside = Berthed(port, leave_s);
  inward.route.back() = outward.route.front() = {alongside.spot, Length()};
  inward.skip = std::clamp(1.0 - call_s / 3600.0 / std::max(0.5, way_h), 0.0, 0.9);
  inward.ends.start = false;
  script.push_back(std::move(inward));
  script.push_back(std::move(alongside));
  outward.ends.end = true;
  script.push_back(std::move(outward));
  script.push_back(Holding(Speed::Knots(2.5), Length::Kilometers(4.0), seconds_));
  TransponderPlan plan;
  const Spell off{call_s - Hour(1.0, 3.0), leave_s + Hour(1.0, 3.0)};
  plan.off = {off};
  const std::size_t player = AddPlayer(role, std::move(script), std::move(plan));
  RecordSilence(player, off);
  plants_.records.back().detail = fmt::format("call at {}", waters_.scenario.ports[port].name);
}

}  // namespace pelorus
