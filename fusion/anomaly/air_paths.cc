#include "fusion/anomaly/air_paths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Minutes looked at from either end: beyond, nobody knows where it was.
constexpr Minute kLooked = 30;
/// Climbs and descents go on for so long.
constexpr double kVertical_min = 5.0;
constexpr double kHighest_ft = 45'000.0;
/// A straight line flown at less than this share of the speed was not flown.
constexpr double kLeastPace = 0.6;
/// Turns after an open silence, degrees, with their weights: aircraft mostly fly on.
struct Turned {
  double angle_deg;
  double weight;
};
constexpr std::array<Turned, 5> kTurns = {
    {{0.0, 0.66}, {-20.0, 0.15}, {20.0, 0.15}, {-60.0, 0.02}, {60.0, 0.02}}};

/// Gathers the minutes of a path by cell.
class PathBuilder {
 public:
  PathBuilder(double weight, const AirActivity& activity) : activity_(activity) {
    path_.weight = weight;
  }
  void Spend(const AirPoint& point, Time t, double minutes) {
    const AirCell cell = AirCellOf(point.at, point.altitude_ft);
    if (path_.stays.empty() || path_.stays.back().cell != cell) path_.stays.push_back({cell, 0, 0});
    path_.stays.back().minutes += minutes;
    path_.stays.back().working += minutes * activity_.Working(point.at, MinuteOf(t));
  }
  AirPath Take() { return std::move(path_); }

 private:
  const AirActivity& activity_;
  AirPath path_;
};

AirEnd Turn(AirEnd end, double angle_deg) {
  const double a = -angle_deg * std::numbers::pi / 180.0;  // clockwise
  const Eigen::Vector2d v = end.v_mps;
  end.v_mps = {v.x() * std::cos(a) - v.y() * std::sin(a),
               v.x() * std::sin(a) + v.y() * std::cos(a)};
  return end;
}

/// Good to a kilometre in half an hour below 70 degrees of latitude: cells are 20 km wide.
GeoPoint Moved(GeoPoint from, const Eigen::Vector2d& by_m) {
  constexpr double kDegree_m = 111'195.0;
  const double north_deg = by_m.y() / kDegree_m;
  const double middle = Angle::Degrees(from.lat_deg() + 0.5 * north_deg).radians();
  const double east_deg = by_m.x() / (kDegree_m * std::max(0.05, std::cos(middle)));
  return GeoPoint::Degrees(from.lat_deg() + north_deg, from.lon_deg() + east_deg);
}

/// Calls visit(time, since, left) for the middles of the minutes that are looked at, and of the
/// last part of one.
template <class Visit>
void ForMinutes(Time start, Time end, bool open, Visit visit) {
  const auto whole = static_cast<Minute>((end - start) / std::chrono::minutes{1});
  for (Minute i = 0; i < whole; ++i) {
    if (i >= kLooked && (open || i < whole - kLooked)) continue;
    const Duration since = std::chrono::minutes{i} + std::chrono::seconds{30};
    visit(start + since, since, end - start - since);
  }
}

AirPath Onward(const AirSilence& silence, Time end, double weight, double angle_deg,
               const AirActivity& activity) {
  PathBuilder path(weight, activity);
  const AirEnd turned = Turn(silence.off, angle_deg);
  ForMinutes(silence.start, end, true,
             [&](Time t, Duration since, Duration) { path.Spend(Ahead(turned, since), t, 1.0); });
  return path.Take();
}

AirPath Straight(const AirSilence& silence, double weight, const AirActivity& activity) {
  PathBuilder path(weight, activity);
  ForMinutes(silence.start, *silence.end, false, [&](Time t, Duration since, Duration left) {
    const double share = ToSeconds(since) / ToSeconds(since + left);
    path.Spend(Between(silence.off, *silence.on, share), t, 1.0);
  });
  return path.Take();
}

/// On as before in the first half of the time, and to the second contact as it came in the other.
AirPath OutAndBack(const AirSilence& silence, double weight, const AirActivity& activity) {
  PathBuilder path(weight, activity);
  ForMinutes(silence.start, *silence.end, false, [&](Time t, Duration since, Duration left) {
    path.Spend(since < left ? Ahead(silence.off, since) : Ahead(*silence.on, -left), t, 1.0);
  });
  return path.Take();
}

/// Whether the contact that ended a silence says where it was.
bool HasBothEnds(const AirSilence& silence) {
  return silence.end && silence.on && silence.on->altitude_ft && !silence.on->on_ground;
}

double PaceOf(const AirSilence& silence) {
  const double s = ToSeconds(silence.on->contact.time - silence.off.contact.time);
  const Length apart = FastDistance(silence.off.contact.position, silence.on->contact.position);
  const double usual_mps = std::min(silence.off.v_mps.norm(), silence.on->v_mps.norm());
  return apart.meters() / std::max(1.0, s * usual_mps);
}

}  // namespace

AirPoint Ahead(const AirEnd& end, Duration after) {
  const double s = ToSeconds(after);
  const double climb_min = std::clamp(s / 60.0, -kVertical_min, kVertical_min);
  const GeoPoint at = Moved(end.contact.position, end.v_mps * s);
  const double from_ft = end.altitude_ft.value_or(0.0);
  return {at, std::clamp(from_ft + end.climb_fpm * climb_min, 0.0, std::max(from_ft, kHighest_ft))};
}

AirPoint Between(const AirEnd& a, const AirEnd& b, double share) {
  const GeoPoint from = a.contact.position;
  const GeoPoint to = b.contact.position;
  const double east_deg = WrapLongitudeDeg(to.lon_deg() - from.lon_deg());
  const double from_ft = a.altitude_ft.value_or(0.0);
  return {GeoPoint::Degrees(from.lat_deg() + share * (to.lat_deg() - from.lat_deg()),
                            from.lon_deg() + share * east_deg),
          from_ft + share * (b.altitude_ft.value_or(0.0) - from_ft)};
}

std::vector<AirPath> SupposedAirPaths(const AirSilence& silence, Time now,
                                      const AirActivity& activity) {
  std::vector<AirPath> paths;
  if (!silence.off.altitude_ft) return paths;
  if (HasBothEnds(silence)) {
    const double straight = PaceOf(silence) >= kLeastPace ? 0.8 : 0.05;
    paths.push_back(Straight(silence, straight, activity));
    paths.push_back(OutAndBack(silence, 1.0 - straight, activity));
    return paths;
  }
  for (const Turned& turn : kTurns) {
    paths.push_back(
        Onward(silence, silence.end.value_or(now), turn.weight, turn.angle_deg, activity));
  }
  return paths;
}

AirPath LikeliestAirPath(const AirSilence& silence, Time now, const AirActivity& activity) {
  if (!silence.off.altitude_ft) return {};
  if (!HasBothEnds(silence)) {
    return Onward(silence, silence.end.value_or(now), 1.0, 0.0, activity);
  }
  return PaceOf(silence) >= kLeastPace ? Straight(silence, 1.0, activity)
                                       : OutAndBack(silence, 1.0, activity);
}

AirPath WayDown(const AirSilence& silence, Time now, double floor_ft, const AirActivity& activity) {
  PathBuilder path(1.0, activity);
  const double from_ft = silence.off.altitude_ft.value_or(0.0);
  const double rate_fpm = std::max(kSteepDescent_fpm, -silence.off.climb_fpm);
  const Time end =
      std::min(silence.end.value_or(now),
               silence.start + FromSeconds(60.0 * std::max(0.0, from_ft - floor_ft) / rate_fpm));
  AirEnd level = silence.off;
  level.climb_fpm = 0.0;
  ForMinutes(silence.start, end, true, [&](Time t, Duration since, Duration) {
    AirPoint point = Ahead(level, since);
    point.altitude_ft = std::max(0.0, from_ft - rate_fpm * ToSeconds(since) / 60.0);
    path.Spend(point, t, 1.0);
  });
  return path.Take();
}

}  // namespace pelorus
