#include "replay/simulate/ship_motion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kRadians = std::numbers::pi / 180.0;
constexpr double kYaw_deg = 0.6;
constexpr double kLeeway_deg = 1.5;

/// From one direction to another, -180..180 degrees.
double TurnTo(double from_deg, double to_deg) { return std::remainder(to_deg - from_deg, 360.0); }

double Towards(double value, double wanted, double step) {
  return value + std::clamp(wanted - value, -step, step);
}

}  // namespace

ShipMotion::ShipMotion(GeoPoint at, Heading heading, const Handling& handling,
                       RandomSequence& random)
    : handling_(handling),
      position_(at),
      course_deg_(heading.degrees()),
      heading_deg_(heading.degrees()),
      yaw_phase_(random.Uniform(0.0, kTwoPi)),
      yaw_step_(kTwoPi / random.Uniform(90.0, 200.0)),
      leeway_phase_(random.Uniform(0.0, kTwoPi)),
      leeway_step_(kTwoPi / random.Uniform(900.0, 2400.0)) {}

Speed ShipMotion::sog() const { return Speed::MetersPerSecond(std::hypot(north_mps_, east_mps_)); }

Course ShipMotion::cog() const {
  if (north_mps_ == 0.0 && east_mps_ == 0.0) return Course::Degrees(heading_deg_);
  return Course::Radians(std::atan2(east_mps_, north_mps_));
}

TurnRate ShipMotion::turn() const { return TurnRate::DegreesPerMinute(heading_rate_dps_ * 60.0); }

void ShipMotion::Appear(GeoPoint at, Course course, Speed speed) {
  position_ = at;
  course_deg_ = heading_deg_ = course.degrees();
  speed_mps_ = speed.mps();
  turn_dps_ = heading_rate_dps_ = 0.0;
  north_mps_ = speed_mps_ * std::cos(course.radians());
  east_mps_ = speed_mps_ * std::sin(course.radians());
}

void ShipMotion::TurnBy(double wanted_dps, double lag_s) {
  turn_dps_ += (wanted_dps - turn_dps_) / lag_s;
}

void ShipMotion::MoveBy(double north_m, double east_m) {
  position_ = FlatMetric(position_).Moved(position_, {north_m, east_m});
  north_mps_ = north_m;  // in one second
  east_mps_ = east_m;
}

void ShipMotion::Steer(Course course, Speed speed) {
  const double hardest_dps = handling_.hardest_turn.degrees_per_minute() / 60.0;
  // Critically damped with the lag of the hull: gain 1 / (4 lag).
  const double wanted_dps = TurnTo(course_deg_, course.degrees()) / (4.0 * handling_.turn_lag_s);
  TurnBy(std::clamp(wanted_dps, -hardest_dps, hardest_dps), handling_.turn_lag_s);
  const double middle_rad = (course_deg_ + 0.5 * turn_dps_) * kRadians;
  course_deg_ += turn_dps_;
  speed_mps_ = Towards(speed_mps_, speed.mps(), handling_.acceleration_mps2);
  MoveBy(speed_mps_ * std::cos(middle_rad), speed_mps_ * std::sin(middle_rad));
  yaw_phase_ += yaw_step_;
  leeway_phase_ += leeway_step_;
  const double way = std::min(1.0, speed_mps_ / 3.0);
  const double before_deg = heading_deg_;
  heading_deg_ =
      course_deg_ + way * (kYaw_deg * std::sin(yaw_phase_) + kLeeway_deg * std::sin(leeway_phase_));
  heading_rate_dps_ = heading_deg_ - before_deg;
}

bool ShipMotion::Pivot(Heading heading) {
  const double hardest_dps = handling_.hardest_pivot.degrees_per_minute() / 60.0;
  const double left_deg = TurnTo(heading_deg_, heading.degrees());
  TurnBy(std::clamp(left_deg / 40.0, -hardest_dps, hardest_dps), 10.0);
  heading_deg_ += turn_dps_;
  heading_rate_dps_ = turn_dps_;
  course_deg_ = heading_deg_;
  speed_mps_ = north_mps_ = east_mps_ = 0.0;
  return std::abs(left_deg) < 3.0;
}

bool ShipMotion::DriftTo(GeoPoint berth, Heading heading) {
  constexpr double kFastest_mps = 0.4;
  constexpr double kSpeedChange_mps2 = 0.02;
  const FlatOffset left = FlatMetric(position_).Between(position_, berth);
  const double north_mps = north_mps_;
  const double east_mps = east_mps_;
  const bool turned = Pivot(heading);
  const double distance_m = std::hypot(left.north_m, left.east_m);
  if (distance_m < 0.5 && turned) {
    MoveBy(left.north_m, left.east_m);
    return true;
  }
  const double speed_mps = std::min(kFastest_mps, distance_m / 30.0);
  const double share = distance_m > 0.0 ? speed_mps / distance_m : 0.0;
  MoveBy(Towards(north_mps, left.north_m * share, kSpeedChange_mps2),
         Towards(east_mps, left.east_m * share, kSpeedChange_mps2));
  return false;
}

bool ShipMotion::KeepStation(const ShipMotion& other, const FlatOffset& offset, Speed closing) {
  constexpr double kHardest_dps = 2.0;
  const FlatMetric metric(position_);
  const GeoPoint target = FlatMetric(other.position()).Moved(other.position(), offset);
  // Where the station was a second ago, so that a station kept is not chased.
  const FlatOffset left = metric.Between(position_, target);
  const double north_m = left.north_m - other.north_mps();
  const double east_m = left.east_m - other.east_mps();
  const double distance_m = std::hypot(north_m, east_m);
  const double share = distance_m > closing.mps() ? closing.mps() / distance_m : 1.0;
  MoveBy(other.north_mps() + share * north_m, other.east_mps() + share * east_m);
  speed_mps_ = std::hypot(north_mps_, east_mps_);
  heading_rate_dps_ =
      std::clamp(TurnTo(heading_deg_, other.heading_deg()), -kHardest_dps, kHardest_dps);
  heading_deg_ += heading_rate_dps_;
  course_deg_ = heading_deg_;
  turn_dps_ = 0.0;
  return share == 1.0;
}

void ShipMotion::LieStill() {
  north_mps_ = east_mps_ = speed_mps_ = turn_dps_ = heading_rate_dps_ = 0.0;
}

void ShipMotion::DropAnchor(Length scope) {
  scope_m_ = scope.meters();
  const double rad = heading_deg_ * kRadians;
  anchor_ =
      FlatMetric(position_).Moved(position_, {scope_m_ * std::cos(rad), scope_m_ * std::sin(rad)});
  LieStill();
}

void ShipMotion::HangOnAnchor(Heading heading) {
  constexpr double kHardest_dps = 0.05;
  const double wanted_dps = TurnTo(heading_deg_, heading.degrees()) / 300.0;
  TurnBy(std::clamp(wanted_dps, -kHardest_dps, kHardest_dps), 60.0);
  heading_deg_ += turn_dps_;
  heading_rate_dps_ = turn_dps_;
  const double rad = heading_deg_ * kRadians;
  const FlatMetric metric(anchor_);
  const GeoPoint before = position_;
  position_ = metric.Moved(anchor_, {-scope_m_ * std::cos(rad), -scope_m_ * std::sin(rad)});
  const FlatOffset moved = metric.Between(before, position_);
  north_mps_ = moved.north_m;
  east_mps_ = moved.east_m;
}

}  // namespace pelorus
