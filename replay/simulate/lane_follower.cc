#include "replay/simulate/lane_follower.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/check.h"
#include "geo/geodesic.h"
#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

Course CourseOf(GeoPoint from, GeoPoint to) {
  const FlatOffset leg = FlatMetric(from).Between(from, to);
  return Course::Radians(std::atan2(leg.east_m, leg.north_m));
}

}  // namespace

LaneFollower::LaneFollower(Route route, double side, HarbourEnds harbours)
    : route_(std::move(route)), ahead_m_(route_.size(), 0.0), side_(side), harbours_(harbours) {
  PELORUS_CHECK(route_.size() >= 2, "a route of less than two points");
  for (std::size_t i = route_.size() - 1; i-- > 0;) {
    ahead_m_[i] = ahead_m_[i + 1] + FastDistance(route_[i].at, route_[i + 1].at).meters();
  }
}

Course LaneFollower::first_course() const { return CourseOf(route_[0].at, route_[1].at); }

LaneFollower::OnLeg LaneFollower::Locate(GeoPoint p) const {
  const FlatMetric metric(p);
  const GeoPoint end = route_[leg_ + 1].at;
  const FlatOffset leg = metric.Between(route_[leg_].at, end);
  const FlatOffset left = metric.Between(p, end);
  const double length_m = std::max(1.0, std::hypot(leg.north_m, leg.east_m));
  const double n = leg.north_m / length_m;
  const double e = leg.east_m / length_m;
  const double left_m = left.north_m * n + left.east_m * e;
  return {Course::Radians(std::atan2(leg.east_m, leg.north_m)), left_m,
          left.north_m * e - left.east_m * n, std::clamp(1.0 - left_m / length_m, 0.0, 1.0)};
}

double LaneFollower::WantedRight_m(double share) const {
  const double from_m = route_[leg_].half_width.meters();
  const double to_m = route_[leg_ + 1].half_width.meters();
  return side_ * (from_m + share * (to_m - from_m));
}

double LaneFollower::Lead_m(const OnLeg& here, const ShipMotion& ship) const {
  if (leg_ + 2 >= route_.size()) return 5.0;
  const FlatMetric metric(route_[leg_ + 1].at);
  const FlatOffset next = metric.Between(route_[leg_ + 1].at, route_[leg_ + 2].at);
  const Course next_course = Course::Radians(std::atan2(next.east_m, next.north_m));
  const double turn_rad =
      std::min(std::abs(Turn(here.course, next_course).radians()), 0.8 * std::numbers::pi);
  const double speed_mps = ship.sog().mps();
  // 0.8: the turn builds up and dies down, so that its mean rate is below the hardest.
  const double radius_m = speed_mps / (0.8 * ship.handling().hardest_turn.radians_per_second());
  const double wanted_m =
      radius_m * std::tan(turn_rad / 2.0) + speed_mps * ship.handling().turn_lag_s;
  const double shorter_m =
      std::min(ahead_m_[leg_] - ahead_m_[leg_ + 1], std::hypot(next.north_m, next.east_m));
  return std::min(wanted_m, 0.45 * shorter_m);
}

Speed LaneFollower::SpeedAt(double left_m, const Handling& handling) const {
  constexpr double kSlowest_mps = 2.0;        // in the harbour
  constexpr double kGain_mps_per_m = 0.7e-3;  // 2.5 kn more with each mile
  constexpr double kBraking_mps2 = 0.01;
  const double to_end_m = std::max(0.0, left_m + ahead_m_[leg_ + 1]);
  double speed_mps = handling.cruising.mps();
  if (harbours_.start) {
    const double from_start_m = std::max(0.0, ahead_m_.front() - to_end_m);
    speed_mps = std::min(speed_mps, kSlowest_mps + kGain_mps_per_m * from_start_m);
  }
  if (harbours_.end) {
    speed_mps = std::min({speed_mps, kSlowest_mps + kGain_mps_per_m * to_end_m,
                          0.2 + std::sqrt(2.0 * kBraking_mps2 * to_end_m)});
  }
  return Speed::MetersPerSecond(speed_mps);
}

LaneFollower::Order LaneFollower::Next(const ShipMotion& ship) {
  OnLeg here = Locate(ship.position());
  while (leg_ + 2 < route_.size() && here.left_m < Lead_m(here, ship)) {
    ++leg_;
    here = Locate(ship.position());
  }
  const bool arrived = leg_ + 2 == route_.size() && here.left_m < 5.0;
  const double look_ahead_m =
      std::max(150.0, ship.sog().mps() * (60.0 + 4.0 * ship.handling().turn_lag_s));
  const double aside_m = WantedRight_m(here.share) - here.right_m;
  const double course_deg =
      here.course.degrees() + Angle::Radians(std::atan(aside_m / look_ahead_m)).degrees();
  return {Course::Degrees(course_deg), SpeedAt(here.left_m, ship.handling()), arrived};
}

LaneFollower::Place LaneFollower::SkipTo(double share) {
  const double ahead_m = (1.0 - share) * ahead_m_.front();
  leg_ = 0;
  while (leg_ + 2 < route_.size() && ahead_m_[leg_ + 1] > ahead_m) ++leg_;
  const double leg_m = std::max(1.0, ahead_m_[leg_] - ahead_m_[leg_ + 1]);
  const double done = std::clamp((ahead_m_[leg_] - ahead_m) / leg_m, 0.0, 1.0);
  const GeoPoint a = route_[leg_].at;
  const GeoPoint b = route_[leg_ + 1].at;
  const GeoPoint middle =
      GeoPoint::Degrees(a.lat_deg() + done * (b.lat_deg() - a.lat_deg()),
                        a.lon_deg() + done * WrapLongitudeDeg(b.lon_deg() - a.lon_deg()));
  const Course course = CourseOf(middle, b);
  const double right_m = WantedRight_m(done);
  const FlatOffset aside{-right_m * std::sin(course.radians()),
                         right_m * std::cos(course.radians())};
  return {FlatMetric(middle).Moved(middle, aside), course};
}

}  // namespace pelorus
