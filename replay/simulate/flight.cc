#include "replay/simulate/flight.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {

void Flight::Add(const FlightPoint& point, double wait_s) {
  double arrive_s = 0.0;
  if (!points_.empty()) {
    const Length leg = GeodesicInverse(points_.back().at, point.at).distance;
    const double mean_kt = std::max(20.0, 0.5 * (points_.back().speed_kt + point.speed_kt));
    arrive_s = leave_s_.back() + leg.meters() / Speed::Knots(mean_kt).mps();
  }
  points_.push_back(point);
  arrive_s_.push_back(arrive_s);
  leave_s_.push_back(arrive_s + wait_s);
}

void Flight::AddOrbit(GeoPoint centre, Length radius, double altitude_ft, double speed_kt,
                      int times) {
  constexpr int kCorners = 24;
  for (int i = 0; i <= times * kCorners; ++i) {
    const Azimuth towards = Azimuth::Degrees(360.0 / kCorners * i);
    Add({GeodesicDirect(centre, towards, radius), altitude_ft, speed_kt});
  }
}

std::optional<FlightState> Flight::At(double now_s) const {
  const double since_s = now_s - start_s;
  if (points_.empty() || since_s < 0.0 || since_s > leave_s_.back()) return std::nullopt;
  const auto next = std::upper_bound(arrive_s_.begin(), arrive_s_.end(), since_s);
  const auto to = static_cast<std::size_t>(next - arrive_s_.begin());
  if (to == 0 || to == points_.size() || since_s < leave_s_[to - 1]) {
    const FlightPoint& waits = points_[to == 0 ? 0 : to - 1];
    return FlightState{waits.at, waits.altitude_ft, 0.0, 0.0, 0.0};
  }
  const FlightPoint& a = points_[to - 1];
  const FlightPoint& b = points_[to];
  const double leg_s = std::max(1e-3, arrive_s_[to] - leave_s_[to - 1]);
  const double into_s = since_s - leave_s_[to - 1];
  const double share = into_s / leg_s;
  const Geodesic way = GeodesicInverse(a.at, b.at);
  const double first_kt = std::max(0.0, a.speed_kt);
  const double speed_kt = first_kt + share * (b.speed_kt - first_kt);
  // Evenly accelerated, so that the leg takes its time.
  const double mean_kt = std::max(1.0, 0.5 * (first_kt + b.speed_kt));
  const double done = share * (first_kt + 0.5 * share * (b.speed_kt - first_kt)) / mean_kt;
  FlightState state;
  state.at = GeodesicDirect(a.at, way.start, way.distance * std::clamp(done, 0.0, 1.0));
  state.altitude_ft = a.altitude_ft + share * (b.altitude_ft - a.altitude_ft);
  const double course = GeodesicInverse(state.at, b.at).start.radians();
  state.north_kt = speed_kt * std::cos(course);
  state.east_kt = speed_kt * std::sin(course);
  state.climb_fpm = (b.altitude_ft - a.altitude_ft) / leg_s * 60.0;
  return state;
}

}  // namespace pelorus
