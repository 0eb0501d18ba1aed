#include "replay/simulate/scripted_vessel.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "geo/check.h"
#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;

}  // namespace

ScriptedVessel::ScriptedVessel(const VesselIdentity& identity, const Handling& handling,
                               std::vector<ScriptStep> script, std::string destination,
                               const Afloat* partner, const RandomSequence& random)
    : identity_(identity),
      script_(std::move(script)),
      destination_(std::move(destination)),
      partner_(partner),
      random_(random),
      motion_(GeoPoint(), Heading(), handling, random_),
      began_s_(script_.size()) {
  PELORUS_CHECK(!script_.empty(), "a script without steps");
  const ScriptStep& first = script_.front();
  motion_ = ShipMotion(first.spot, Heading::Degrees(first.quay.degrees()), handling, random_);
  Enter(0, 0);
  if (first.kind == ScriptStep::Kind::kFormation) {
    const ShipMotion& other = partner_->motion();
    motion_ = ShipMotion(FlatMetric(other.position()).Moved(other.position(), StationOffset()),
                         other.heading(), handling, random_);
  }
}

void ScriptedVessel::Enter(std::size_t index, int now_s) {
  at_ = index;
  const bool from_start = index == 0;
  switch (step().kind) {
    case ScriptStep::Kind::kLie:
      if (from_start) began_s_[index] = now_s;
      if (from_start && !step().port.empty()) {
        call_ = TrueCall{TrueCall::Place::kBerth, step().port, std::nullopt, std::nullopt};
      }
      return;
    case ScriptStep::Kind::kAnchor:
      motion_.DropAnchor(identity_.length * 0.8 + Length::Meters(60.0));
      break;
    case ScriptStep::Kind::kSail:
      follower_.emplace(step().route, 0.3, step().ends);
      turned_ = from_start;
      if (from_start) {
        const LaneFollower::Place place = follower_->SkipTo(step().skip);
        motion_.Appear(place.at, place.course, motion_.handling().cruising);
        motion_.Appear(place.at, place.course, follower_->Next(motion_).speed);
      }
      break;
    case ScriptStep::Kind::kHold:
      centre_ = motion_.position();
      wander_ = Course::Degrees(random_.Uniform(0.0, 360.0));
      break;
    case ScriptStep::Kind::kAlongside:
      return;  // begins when it is there
    case ScriptStep::Kind::kFormation:
      break;
  }
  began_s_[index] = now_s;
}

void ScriptedVessel::Leave(int now_s) {
  if (at_ + 1 == script_.size()) return;
  if (call_) {
    call_->departed_s = now_s;
    ended_calls_.push_back(*std::exchange(call_, std::nullopt));
  }
  Enter(at_ + 1, now_s);
}

void ScriptedVessel::Step(int now_s) {
  switch (step().kind) {
    case ScriptStep::Kind::kLie:
      return Lie(now_s);
    case ScriptStep::Kind::kAnchor:
      motion_.HangOnAnchor(Heading::Degrees(320.0 + 45.0 * std::sin(now_s / 12600.0)));
      break;
    case ScriptStep::Kind::kSail:
      return Sail(now_s);
    case ScriptStep::Kind::kHold:
      Hold(now_s);
      break;
    case ScriptStep::Kind::kAlongside:
      ComeAlongside(now_s);
      break;
    case ScriptStep::Kind::kFormation:
      motion_.KeepStation(partner_->motion(), StationOffset(), Speed::MetersPerSecond(5.0));
      break;
  }
  if (now_s >= step().until_s) Leave(now_s);
}

void ScriptedVessel::Lie(int now_s) {
  if (began_s_[at_]) {
    motion_.LieStill();
  } else if (motion_.DriftTo(step().spot, step().quay)) {
    began_s_[at_] = now_s;
    if (!step().port.empty()) {
      call_ = TrueCall{TrueCall::Place::kBerth, step().port, now_s, std::nullopt};
    }
  }
  if (now_s >= step().until_s) Leave(now_s);
}

void ScriptedVessel::Sail(int now_s) {
  if (!turned_) {
    turned_ = motion_.Pivot(Heading::Degrees(follower_->first_course().degrees()));
    return;
  }
  const LaneFollower::Order order = follower_->Next(motion_);
  if (order.arrived) return Leave(now_s);
  motion_.Steer(order.course, order.speed);
}

void ScriptedVessel::Hold(int now_s) {
  const FlatOffset home = FlatMetric(centre_).Between(motion_.position(), centre_);
  const bool outside = std::hypot(home.north_m, home.east_m) > step().radius.meters();
  if (now_s >= next_course_s_) {
    next_course_s_ = now_s + static_cast<int>(random_.Uniform(600.0, 2400.0));
    const double inward_deg = std::atan2(home.east_m, home.north_m) * kDegrees;
    wander_ = outside ? Course::Degrees(inward_deg + random_.Uniform(-40.0, 40.0))
                      : Course::Degrees(wander_.degrees() + random_.Uniform(-70.0, 70.0));
  }
  motion_.Steer(wander_, step().speed);
}

FlatOffset ScriptedVessel::StationOffset() const {
  const double heading_rad = partner_->motion().heading_deg() / kDegrees;
  const double n = std::cos(heading_rad);
  const double e = std::sin(heading_rad);
  return {step().ahead_m * n - step().right_m * e, step().ahead_m * e + step().right_m * n};
}

void ScriptedVessel::ComeAlongside(int now_s) {
  constexpr double kClose_m = 250.0;     // from there on slowly
  constexpr double kInSight_m = 4000.0;  // to go straight for a ship under way
  const ShipMotion& other = partner_->motion();
  const FlatOffset station = StationOffset();
  const GeoPoint target = FlatMetric(other.position()).Moved(other.position(), station);
  const FlatOffset left = FlatMetric(target).Between(motion_.position(), target);
  const double left_m = std::hypot(left.north_m, left.east_m);
  if (began_s_[at_] || left_m < kClose_m) {
    if (motion_.KeepStation(other, station, step().speed) && !began_s_[at_]) began_s_[at_] = now_s;
  } else if (other.sog().knots() > 1.5 && !(step().chase && left_m < kInSight_m)) {
    motion_.Steer(wander_, Speed::Knots(0.2));
  } else {
    // What the engine can still take off on the way left.
    const double speed_mps = other.sog().mps() + std::sqrt(2.0 * 0.004 * left_m);
    motion_.Steer(Course::Radians(std::atan2(left.east_m, left.north_m)),
                  std::min(motion_.handling().cruising, Speed::MetersPerSecond(speed_mps)));
  }
}

std::vector<TrueCall> ScriptedVessel::TakePortCalls() { return std::exchange(ended_calls_, {}); }

}  // namespace pelorus
