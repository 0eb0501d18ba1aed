#include "replay/simulate/vessel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pelorus {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

}  // namespace

/// Rates of turn that seafarers use: large ships plan turns at 10 to 20 °/min.
Handling HandlingOf(const VesselIdentity& vessel, const Fleet& fleet, RandomSequence& random) {
  const auto rate = [](double deg_min) { return TurnRate::DegreesPerMinute(deg_min); };
  const Speed cruising = Speed::Knots(random.Uniform(fleet.slowest.knots(), fleet.fastest.knots()));
  if (vessel.length.meters() > 200.0) return {cruising, rate(13), rate(12), 20, 0.01};
  if (vessel.length.meters() > 60.0) return {cruising, rate(22), rate(20), 12, 0.02};
  return {cruising, rate(80), rate(90), 5, 0.08};
}

Vessel::Vessel(const VesselIdentity& identity, const Fleet& fleet, Waters& waters,
               const RandomSequence& random)
    : identity_(identity),
      fleet_(fleet),
      waters_(waters),
      random_(random),
      side_(random_.Uniform(0.1, 0.9)),
      motion_(GeoPoint(), Heading(), HandlingOf(identity, fleet, random_), random_),
      swing_phase_(random_.Uniform(0.0, kTwoPi)),
      swing_period_s_(random_.Uniform(500.0, 1300.0)) {
  const double where = random_.Uniform();
  if (where < fleet.at_berth) {
    StartAtBerth();
  } else if (where < fleet.at_berth + fleet.at_anchor) {
    StartAtAnchor();
  } else {
    StartAtSea();
  }
  shown_status_ = status_;
}

bool Vessel::trades() const {
  return fleet_.kind == VesselKind::kCargo || fleet_.kind == VesselKind::kTanker ||
         fleet_.kind == VesselKind::kFerry;
}

int Vessel::HoursFrom(int now_s, double median_h, double spread) {
  return now_s + static_cast<int>(3600.0 * random_.LogNormal(median_h, spread)) + 60;
}

std::vector<std::size_t> Vessel::PortsWhere(bool (*fits)(const SeaPort&)) const {
  std::vector<std::size_t> found;
  for (const std::string& name : fleet_.ports) {
    for (std::size_t i = 0; i < waters_.scenario.ports.size(); ++i) {
      const SeaPort& candidate = waters_.scenario.ports[i];
      if (candidate.name == name && fits(candidate)) found.push_back(i);
    }
  }
  return found;
}

void Vessel::StartAtBerth() {
  const auto ports = PortsWhere([](const SeaPort& p) { return !p.gate; });
  if (ports.empty()) return StartAtSea();
  port_ = held_port_ = ports[random_.Below(ports.size())];
  const Mooring berth = waters_.berths.TakeBerth(port_);
  berth_ = berth.slot;
  lies_at_ = port().berth;
  motion_ =
      ShipMotion(berth.at, Heading::Degrees(port().quay.degrees()), motion_.handling(), random_);
  destination_ = port().destination;
  Begin(Activity::kMoored, 0);
  until_s_ = static_cast<int>(until_s_ * random_.Uniform());
  OpenCall(TrueCall::Place::kBerth, std::nullopt);
}

void Vessel::StartAtAnchor() {
  const auto ports = PortsWhere([](const SeaPort& p) { return !p.anchorage.empty(); });
  if (ports.empty()) return StartAtSea();
  port_ = held_port_ = ports[random_.Below(ports.size())];
  const Mooring place = waters_.berths.TakeAnchorage(port_, random_);
  anchorage_ = place.slot;
  lies_at_ = port().anchorage;
  motion_ = ShipMotion(place.at, AnchorHeading(0), motion_.handling(), random_);
  destination_ = port().destination;
  goal_ = Goal::kAnchorage;
  motion_.DropAnchor(identity_.length * 0.8 + Length::Meters(60.0));
  Begin(Activity::kAnchored, 0);
  until_s_ = static_cast<int>(until_s_ * random_.Uniform());
  OpenCall(TrueCall::Place::kAnchorage, std::nullopt);
}

void Vessel::StartAtSea() {
  const auto ports = PortsWhere([](const SeaPort&) { return true; });
  port_ = ports[random_.Below(ports.size())];
  lies_at_ = port().berth;
  if (fleet_.kind == VesselKind::kFishing && random_.Chance(0.75)) {
    const Waypoint& ground = waters_.lanes.Find(fleet_.ground);
    const GeoPoint at = PointInDisc(ground, Length::Meters(500.0), random_);
    lies_at_ = fleet_.ground;
    motion_.Appear(at, Course::Degrees(random_.Uniform(0.0, 360.0)), Speed::Knots(3.0));
    destination_ = "FISHING";
    return Begin(Activity::kFishing, 0);
  }
  ChooseGoal();
  SetCourseFor(lies_at_, std::nullopt, 0);
  const LaneFollower::Place place = follower_->SkipTo(random_.Uniform(0.02, 0.95));
  motion_.Appear(place.at, place.course, motion_.handling().cruising);
  motion_.Appear(place.at, place.course, follower_->Next(motion_).speed);  // slower in harbours
  Begin(Activity::kSailing, 0);
}

void Vessel::Depart(int now_s) {
  CloseCall(now_s);
  LeaveMooring();
  ChooseGoal();
  SetCourseFor(lies_at_, motion_.position(), now_s);
  Begin(Activity::kTurning, now_s);
}

void Vessel::LeaveMooring() {
  if (berth_) waters_.berths.FreeBerth(held_port_, *berth_);
  if (anchorage_) waters_.berths.FreeAnchorage(held_port_, *anchorage_);
  berth_.reset();
  anchorage_.reset();
}

void Vessel::ChooseGoal() {
  const bool from_berth = lies_at_ == port().berth;
  if (fleet_.kind == VesselKind::kTug && from_berth) {
    goal_ = Goal::kAnchorage;
    return;
  }
  if (!fleet_.ground.empty() && from_berth) {
    goal_ = Goal::kGround;
    return;
  }
  if (trades() && from_berth) {
    auto ports = PortsWhere([](const SeaPort&) { return true; });
    ports.erase(std::remove(ports.begin(), ports.end(), port_), ports.end());
    port_ = ports[random_.Below(ports.size())];
    if (!port().anchorage.empty() && random_.Chance(fleet_.anchors_first)) {
      goal_ = Goal::kAnchorage;
      return;
    }
  }
  goal_ = port().gate ? Goal::kGate : Goal::kBerth;
}

bool Vessel::IsGate(const std::string& waypoint) const {
  return std::any_of(waters_.scenario.ports.begin(), waters_.scenario.ports.end(),
                     [&](const SeaPort& p) { return p.gate && p.berth == waypoint; });
}

std::string Vessel::GoalWaypoint() const {
  switch (goal_) {
    case Goal::kAnchorage:
      return port().anchorage;
    case Goal::kGround:
      return fleet_.ground;
    case Goal::kBerth:
    case Goal::kGate:
      break;
  }
  return port().berth;
}

void Vessel::SetCourseFor(const std::string& from, std::optional<GeoPoint> here, int now_s) {
  Route route = waters_.lanes.Between(from, GoalWaypoint());
  held_port_ = port_;
  if (goal_ == Goal::kBerth) {
    const Mooring berth = waters_.berths.TakeBerth(port_);
    berth_ = berth.slot;
    spot_ = berth.at;
  } else if (goal_ == Goal::kAnchorage) {
    const Mooring place = waters_.berths.TakeAnchorage(port_, random_);
    anchorage_ = place.slot;
    spot_ = place.at;
  } else if (goal_ == Goal::kGround) {
    spot_ = PointInDisc(waters_.lanes.Find(fleet_.ground), Length::Meters(800.0), random_);
  } else {
    spot_ = route.back().at;
  }
  // The ends of the route are the places themselves; discs are not lanes.
  if (here) route.front().at = *here;
  route.front().half_width = route.back().half_width = Length();
  route.back().at = spot_;
  follower_.emplace(std::move(route), side_, HarbourEnds{!IsGate(from), goal_ != Goal::kGate});
  SetDestination(now_s);
}

void Vessel::SetDestination(int now_s) {
  destination_ = goal_ == Goal::kGround && fleet_.kind == VesselKind::kFishing ? "FISHING"
                                                                               : port().destination;
  const double hours = follower_->length().nautical_miles() / motion_.handling().cruising.knots();
  eta_s_ = now_s + static_cast<int>(3600.0 * (hours * 1.05 + 0.5));
}

}  // namespace pelorus
