#pragma once

#include <Eigen/Core>

#include <array>
#include <cmath>
#include <cstddef>

namespace pelorus {

/// A discretised motion model of a point in the plane, the same on both axes. For a state
/// [e, n, ve, vn]: F = [1 b; 0 a] (x) I2 and Q = [q_pp q_pv; q_pv q_vv] (x) I2.
struct Transition {
  double a = 1.0;     ///< what is left of a velocity, 0 to 1
  double b = 0.0;     ///< displacement for one unit of velocity, s
  double q_pp = 0.0;  ///< process noise of position, m^2
  double q_pv = 0.0;  ///< process noise between position and velocity, m^2/s
  double q_vv = 0.0;  ///< process noise of velocity, m^2/s^2

  /// The 4x4 transition matrix F.
  Eigen::Matrix4d F() const {
    Eigen::Matrix4d f = Eigen::Matrix4d::Identity();
    f.topRightCorner<2, 2>() = b * Eigen::Matrix2d::Identity();
    f.bottomRightCorner<2, 2>() = a * Eigen::Matrix2d::Identity();
    return f;
  }
  /// The 4x4 process noise Q.
  Eigen::Matrix4d Q() const {
    Eigen::Matrix4d q = Eigen::Matrix4d::Zero();
    q.topLeftCorner<2, 2>() = q_pp * Eigen::Matrix2d::Identity();
    q.topRightCorner<2, 2>() = q_pv * Eigen::Matrix2d::Identity();
    q.bottomLeftCorner<2, 2>() = q_pv * Eigen::Matrix2d::Identity();
    q.bottomRightCorner<2, 2>() = q_vv * Eigen::Matrix2d::Identity();
    return q;
  }
};

/// Taylor coefficients of DecayNoiseFactor in u: (2^(k-1) - 2) (-1)^(k+1) / k! for k = 3, 4, ...
constexpr std::array<double, 12> DecayNoiseSeries() {
  std::array<double, 12> c{};
  double power = 4.0, factorial = 6.0, sign = 1.0;
  for (std::size_t i = 0; i < c.size(); ++i) {
    c[i] = sign * (power - 2.0) / factorial;
    power *= 2.0;
    factorial *= static_cast<double>(i + 4);
    sign = -sign;
  }
  return c;
}

/// (u - y - y^2/2) / u^3 with y = 1 - exp(-u), u >= 0: the position noise of a decaying velocity in
/// units of q dt^3; 1/3 at 0. The difference loses 3e-16 / u^2 of its value, so below u = 1/4 the
/// series is used, whose first term left out is below 1e-15 there. FORMULAS.md "Velocity that
/// decays".
inline double DecayNoiseFactor(double u, double y) {
  if (u >= 0.25) return (u - y - 0.5 * y * y) / (u * u * u);
  static constexpr std::array<double, 12> kSeries = DecayNoiseSeries();
  double sum = 0.0;
  for (std::size_t i = kSeries.size(); i-- > 0;) sum = sum * u + kSeries[i];
  return sum;
}

/// Velocity driven by white noise and pulled to zero at a rate gamma, on each axis:
/// dp = v dt, dv = -gamma v dt + sqrt(q) dW. gamma = 0 is the nearly constant velocity model,
/// gamma > 0 the Ornstein-Uhlenbeck velocity (Singer's model one derivative lower).
class MotionModel {
 public:
  /// Nearly constant velocity with noise density `q_m2s3` >= 0, m^2/s^3. [BarShalom2001] 6.2.2.
  static constexpr MotionModel NearlyConstantVelocity(double q_m2s3) {
    return MotionModel(q_m2s3, 0.0);
  }
  /// Velocity that forgets itself within `tau_s` > 0 and has the stationary deviation `sigma_mps`
  /// an axis: q = 2 sigma^2 / tau. [UhlenbeckOrnstein1930].
  static constexpr MotionModel OrnsteinUhlenbeck(double tau_s, double sigma_mps) {
    return MotionModel(2.0 * sigma_mps * sigma_mps / tau_s, 1.0 / tau_s);
  }

  constexpr double q_m2s3() const { return q_; }
  constexpr double gamma_per_s() const { return gamma_; }

  /// The exact discrete model over `dt_s` >= 0 seconds, from 0 to years.
  Transition Discretise(double dt_s) const {
    return gamma_ == 0.0 ? DiscretiseStraight(dt_s) : DiscretiseDecaying(dt_s);
  }

 private:
  constexpr MotionModel(double q, double gamma) : q_(q), gamma_(gamma) {}

  // [BarShalom2001] 6.2.2
  Transition DiscretiseStraight(double dt_s) const {
    const double q_dt = q_ * dt_s;
    return {1.0, dt_s, q_dt * dt_s * dt_s / 3.0, q_dt * dt_s / 2.0, q_dt};
  }

  // FORMULAS.md "Velocity that decays"; u = gamma dt, y = 1 - e^-u.
  Transition DiscretiseDecaying(double dt_s) const {
    const double u = gamma_ * dt_s;
    const double y = -std::expm1(-u);
    const double b = y / gamma_;
    const double q_dt = q_ * dt_s;
    return {1.0 - y, b, q_dt * dt_s * dt_s * DecayNoiseFactor(u, y), 0.5 * q_ * b * b,
            0.5 * q_ * y * (2.0 - y) / gamma_};
  }

  double q_;
  double gamma_;
};

}  // namespace pelorus
