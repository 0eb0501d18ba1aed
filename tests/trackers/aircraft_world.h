#pragma once

#include <Eigen/Cholesky>

#include <cmath>

#include "geo/geodesic.h"
#include "tests/trackers/random.h"
#include "trackers/aircraft_filter.h"

namespace pelorus {

/// An aircraft on a geodesic at constant speed, climbing steadily; the truth comes from
/// geo/geodesic.
struct GeodesicAircraft {
  GeoPoint start;
  Azimuth azimuth;
  Speed speed;
  double altitude_ft = 30'000.0;
  double climb_fpm = 0.0;

  GeoPoint At(double t_s) const {
    return GeodesicDirect(start, azimuth, Length::Meters(speed.mps() * t_s));
  }
  Course TrackAt(double t_s) const {
    return Course::Degrees(t_s > 0.0 ? GeodesicInverse(start, At(t_s)).end.degrees()
                                     : azimuth.degrees());
  }
  AircraftReport Heard(double t_s) const {
    AircraftReport z;
    z.measured_at = Time(FromSeconds(t_s));
    z.position_sigma = Length::Meters(10.0);
    z.velocity_sigma = Speed::MetersPerSecond(2.0);
    return z;
  }
  AircraftReport Position(double t_s) const {
    AircraftReport z = Heard(t_s);
    z.position = At(t_s);
    z.pressure_altitude_ft =
        static_cast<std::int32_t>(25.0 * std::round((altitude_ft + climb_fpm * t_s / 60.0) / 25.0));
    return z;
  }
  AircraftReport Velocity(double t_s) const {
    AircraftReport z = Heard(t_s);
    z.ground_speed = speed;
    z.track = TrackAt(t_s);
    z.vertical_rate_fpm = static_cast<std::int32_t>(64.0 * std::round(climb_fpm / 64.0));
    return z;
  }
  AircraftReport Both(double t_s) const {
    AircraftReport z = Position(t_s);
    const AircraftReport v = Velocity(t_s);
    z.ground_speed = v.ground_speed;
    z.track = v.track;
    z.vertical_rate_fpm = v.vertical_rate_fpm;
    return z;
  }
};

/// Every number of a state is finite and every covariance positive definite.
inline bool IsSound(const AircraftState& state) {
  double sum = 0.0;
  for (std::size_t j = 0; j < kAircraftModes; ++j) {
    const Gaussian<5>& mode = state.modes.mode[j];
    if (!mode.x.allFinite() || !mode.p.allFinite() || !(state.modes.mu[j] > 0.0)) return false;
    const Eigen::LLT<Eigen::Matrix<double, 5, 5>> llt(mode.p);
    if (llt.info() != Eigen::Success) return false;
    sum += state.modes.mu[j];
  }
  if (!state.vertical) return std::abs(sum - 1.0) < 1e-12;
  for (const Gaussian<3>& mode : state.vertical->modes.mode) {
    if (!mode.x.allFinite() || !mode.p.allFinite()) return false;
    const Eigen::LLT<Eigen::Matrix3d> llt(mode.p);
    if (llt.info() != Eigen::Success) return false;
  }
  return std::abs(sum - 1.0) < 1e-12;
}

inline double MetersOff(GeoPoint a, GeoPoint b) { return GeodesicInverse(a, b).distance.meters(); }

/// An aircraft in a plane that flies turns at `omega_rps` under white acceleration, both simulated
/// in small steps: an independent check of the filter's closed forms.
class PlaneAircraft {
 public:
  PlaneAircraft(GeoPoint origin, double speed_mps, double q_m2s3, Random& random)
      : frame_(origin), q_m2s3_(q_m2s3), random_(random), v_mps_(0.0, speed_mps) {}

  double omega_rps = 0.0;

  void Fly(double dt_s) {
    const int steps = static_cast<int>(std::ceil(dt_s / 0.02));
    const double h_s = dt_s / steps;
    for (int i = 0; i < steps; ++i) {
      p_m_ += 0.5 * h_s * v_mps_;
      const double c = std::cos(omega_rps * h_s), s = std::sin(omega_rps * h_s);
      const Eigen::Vector2d kick(random_.Normal(), random_.Normal());
      v_mps_ = Eigen::Vector2d(c * v_mps_.x() - s * v_mps_.y(), s * v_mps_.x() + c * v_mps_.y()) +
               std::sqrt(q_m2s3_ * h_s) * kick;
      p_m_ += 0.5 * h_s * v_mps_;
    }
    t_s_ += dt_s;
  }

  /// Position and velocity with normal noise of these deviations an axis.
  AircraftReport Report(double sigma_m, double sigma_mps) {
    AircraftReport z;
    z.measured_at = Time(FromSeconds(t_s_));
    z.position =
        frame_.FromEnu(p_m_ + sigma_m * Eigen::Vector2d(random_.Normal(), random_.Normal()));
    z.position_sigma = Length::Meters(sigma_m);
    z.velocity_sigma = Speed::MetersPerSecond(sigma_mps);
    const Eigen::Vector2d v = frame_.ToGround(p_m_) * v_mps_ +
                              sigma_mps * Eigen::Vector2d(random_.Normal(), random_.Normal());
    z.ground_speed = Speed::MetersPerSecond(v.norm());
    z.track = Course::Radians(std::atan2(v.x(), v.y()));
    return z;
  }

  GeoPoint position() const { return frame_.FromEnu(p_m_); }
  double t_s() const { return t_s_; }
  /// [e, n, ve, vn] in the plane of `frame`.
  Eigen::Vector4d In(const LocalFrame& frame) const {
    Eigen::Vector4d x;
    x.head<2>() = frame.ToEnu(position());
    x.tail<2>() = frame.FromGround(x.head<2>()) * frame_.ToGround(p_m_) * v_mps_;
    return x;
  }

 private:
  LocalFrame frame_;
  double q_m2s3_;
  Random& random_;
  Eigen::Vector2d p_m_ = Eigen::Vector2d::Zero();
  Eigen::Vector2d v_mps_;
  double t_s_ = 0.0;
};

}  // namespace pelorus
