#pragma once

#include <chrono>

#include "geo/geodesic.h"
#include "trackers/ship_filter.h"

namespace pelorus {

/// A ship on a geodesic at constant speed: the truth comes from geo/geodesic, not from planes.
struct GeodesicShip {
  GeoPoint start;
  Azimuth azimuth;
  Speed speed;

  GeoPoint At(double t_s) const {
    return GeodesicDirect(start, azimuth, Length::Meters(speed.mps() * t_s));
  }
  Course CourseAt(double t_s) const {
    return Course::Degrees(t_s > 0.0 ? GeodesicInverse(start, At(t_s)).end.degrees()
                                     : azimuth.degrees());
  }
  Observation Report(double t_s) const {
    Observation z;
    z.measured_at = Time(FromSeconds(t_s));
    z.position = At(t_s);
    z.position_sigma = Length::Meters(3.0);
    z.time_sigma = std::chrono::milliseconds(300);
    z.sog = speed;
    z.cog = CourseAt(t_s);
    return z;
  }
};

inline double MetersBetween(GeoPoint a, GeoPoint b) {
  return GeodesicInverse(a, b).distance.meters();
}

/// Every number of a state is finite and every covariance positive definite.
bool IsSound(const KinematicState& state);

}  // namespace pelorus
