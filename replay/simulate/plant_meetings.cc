// Meetings at sea and at quiet shores, stops and loitering.
#include <algorithm>

#include "geo/geodesic.h"
#include "replay/simulate/planter.h"

namespace pelorus {
namespace {

constexpr Speed kDrift = Speed::Knots(0.25);
/// From a mast of 100 ft, an aircraft at 700 ft is above the horizon for 45 nm.
constexpr Length kLowFlight = Length::NauticalMiles(38.0);

}  // namespace

void Planter::PlantMeeting(bool first_dark, bool second_dark) {
  const Role a = Cast(random_.Chance(0.5) ? VesselKind::kTanker : VesselKind::kCargo);
  const Role b = Cast(VesselKind::kCargo);
  const auto [sea, at] = OpenSpot();
  const int begin_s = static_cast<int>(random_.Uniform(0.3, 0.55) * seconds_);
  const int end_s = begin_s + Hour(2.0, 4.0);
  const std::size_t port_a = PortNear(a, sea), port_b = PortNear(b, sea);
  std::vector<ScriptStep> script_a = Outward(a, port_a, sea, at, begin_s - 1800);
  script_a.push_back(Holding(kDrift, Length::Meters(600.0), end_s + 600));
  Homeward(script_a, port_a, sea, at);
  const GeoPoint beside = GeodesicDirect(at, Azimuth::Degrees(200.0), Length::Meters(1500.0));
  std::vector<ScriptStep> script_b = Outward(b, port_b, sea, beside, begin_s - 1200);
  const std::size_t with_a = script_b.size();
  ScriptStep alongside;
  alongside.kind = ScriptStep::Kind::kAlongside;
  alongside.right_m =
      0.5 * (a.identity.width + b.identity.width).meters() + random_.Uniform(4.0, 15.0);
  alongside.until_s = end_s;
  alongside.speed = Speed::MetersPerSecond(0.4);
  script_b.push_back(alongside);
  Homeward(script_b, port_b, sea, at);
  const auto dark = [&](bool is) {
    TransponderPlan plan;
    if (is) plan.off = {{begin_s - Hour(1.0, 3.0), end_s + Hour(1.0, 3.0)}};
    return plan;
  };
  const std::size_t first = AddPlayer(a, std::move(script_a), dark(first_dark));
  const std::size_t second = AddPlayer(b, std::move(script_b), dark(second_dark), first);
  for (const std::size_t player : {first, second}) {
    const std::vector<Spell>& off = plants_.players[player].plan.off;
    if (!off.empty()) RecordSilence(player, off.front());
  }
  RecordMeeting(first, second, with_a,
                first_dark    ? "both_dark"
                : second_dark ? "one_dark"
                              : "both");
}

void Planter::RecordMeeting(std::size_t first, std::size_t second, std::size_t step,
                            const std::string& visibility) {
  PlantRecord& record = AddRecord("rendezvous", {first, second});
  record.start = {std::nullopt, second, step};
  record.end = Moment{std::nullopt, second, step + 1};
  record.radius = Length::Kilometers(2.0);
  record.detail = visibility;
  record.needed = 2;
  record.also = {"loitering", "off_port_stop"};
  if (visibility != "one_dark") return;
  record.needed = 1;
  record.hidden = {record.participants.back()};
  record.participants.pop_back();
}

PlantRecord& Planter::PlantHalt(const std::string& event, const Halt& halt) {
  const Role role = Cast(VesselKind::kCargo);
  const std::size_t port = PortNear(role, halt.waypoint);
  std::vector<ScriptStep> script = Outward(role, port, halt.waypoint, halt.at, halt.begin_s);
  const std::size_t step = script.size();
  script.push_back(Holding(halt.drift, halt.room, halt.end_s));
  Homeward(script, port, halt.waypoint, halt.at);
  const std::size_t player = AddPlayer(role, std::move(script));
  PlantRecord& record = AddRecord(event, {player});
  record.start = {std::nullopt, player, step};
  record.end = Moment{std::nullopt, player, step + 1};
  record.radius = Length::Kilometers(2.0) + halt.room;
  return record;
}

void Planter::PlantShoreMeeting() {
  const Cove& cove = waters_.scenario.coves[random_.Below(waters_.scenario.coves.size())];
  const int begin_s = static_cast<int>(random_.Uniform(0.3, 0.6) * seconds_);
  PlantRecord& record = PlantHalt("rendezvous", {cove.via, cove.at, kDrift, Length::Meters(200.0),
                                                 begin_s, begin_s + Hour(1.5, 3.0)});
  record.detail = "ship_shore";
  record.also = {"off_port_stop", "loitering"};
}

void Planter::PlantStop() {
  const auto [sea, at] = OpenSpot();
  const int begin_s = static_cast<int>(random_.Uniform(0.3, 0.6) * seconds_);
  PlantHalt("off_port_stop",
            {sea, at, kDrift, Length::Meters(400.0), begin_s, begin_s + Hour(1.5, 3.0)});
}

/// A ship that stops at sea where low aircraft are heard, and somebody who flies to it.
void Planter::PlantAirVisit(const std::string& look_alike) {
  const auto near_station = [this](const Spot& spot) {
    return std::any_of(
        waters_.scenario.stations.begin(), waters_.scenario.stations.end(),
        [&spot](const ShoreStation& s) { return FastDistance(s.at, spot.at) < kLowFlight; });
  };
  Spot spot = OpenSpot();
  for (int attempt = 0; attempt < 20 && !near_station(spot); ++attempt) spot = OpenSpot();
  const int begin_s = static_cast<int>(random_.Uniform(0.3, 0.6) * seconds_);
  PlantRecord& record = PlantHalt(
      "off_port_stop",
      {spot.waypoint, spot.at, kDrift, Length::Meters(300.0), begin_s, begin_s + Hour(2.0, 2.5)});
  plants_.visits.push_back({record.participants.front(), spot.at, begin_s + 3600, look_alike});
}

void Planter::PlantLoiterer() {
  const auto [sea, at] = OpenSpot();
  const int begin_s = static_cast<int>(random_.Uniform(0.2, 0.4) * seconds_);
  const Speed slow = Speed::Knots(random_.Uniform(0.5, 1.3));
  PlantRecord& record = PlantHalt(
      "loitering", {sea, at, slow, Length::Kilometers(2.5), begin_s, begin_s + Hour(5.0, 8.0)});
  record.also = {"off_port_stop"};
}

}  // namespace pelorus
