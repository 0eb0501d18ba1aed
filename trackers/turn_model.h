#pragma once

#include <Eigen/Core>

#include <cmath>

#include "trackers/kalman.h"
#include "trackers/motion_model.h"

namespace pelorus {

/// The functions of a coordinated turn over T seconds at omega rad/s, with x = omega T:
/// T sin(x)/x, T (1 - cos x)/x and their derivatives by omega. Below |x| = 0.1 their series are
/// used; the first terms left out are below 1e-9 of the value there. [BarShalom2001] 11.7.1.
struct TurnFunctions {
  TurnFunctions(double omega_rps, double dt_s) {
    const double x = omega_rps * dt_s, x2 = x * x;
    sin = std::sin(x);
    cos = std::cos(x);
    if (std::abs(x) < 0.1) {
      along_s = dt_s * (1.0 - x2 / 6.0 * (1.0 - x2 / 20.0 * (1.0 - x2 / 42.0)));
      across_s = dt_s * x * 0.5 * (1.0 - x2 / 12.0 * (1.0 - x2 / 30.0 * (1.0 - x2 / 56.0)));
      d_along_s2 = -dt_s * dt_s * x / 3.0 * (1.0 - x2 / 10.0 * (1.0 - x2 / 28.0));
      d_across_s2 = dt_s * dt_s * 0.5 * (1.0 - x2 / 4.0 * (1.0 - x2 / 18.0 * (1.0 - x2 / 40.0)));
      return;
    }
    along_s = sin / omega_rps;
    across_s = (1.0 - cos) / omega_rps;
    d_along_s2 = (dt_s * cos - along_s) / omega_rps;
    d_across_s2 = (dt_s * sin - across_s) / omega_rps;
  }
  double sin, cos;
  double along_s, across_s;
  double d_along_s2, d_across_s2;
};

/// A coordinated turn: the state is [e, n, ve, vn, omega] (m, m/s, rad/s, omega positive from east
/// to north, that is to port). White acceleration of density `q_m2s3` acts on each axis; the turn
/// rate decays to 0 with `omega_tau_s` and has the stationary deviation `omega_sigma_rps`
/// [UhlenbeckOrnstein1930], so that an aircraft of which nothing but its turning is known has that
/// deviation.
struct TurnModel {
  double q_m2s3 = 1.5;
  double omega_sigma_rps = 0.025;  ///< > 0
  double omega_tau_s = 45.0;       ///< > 0
  double omega_limit_rps = 0.1;    ///< means beyond it are cut

  /// Extended Kalman time update over `dt_s` >= 0. [BarShalom2001] 11.7.2; FORMULAS.md "Turns".
  Gaussian<5> Predict(const Gaussian<5>& prior, double dt_s) const;
};

inline Gaussian<5> TurnModel::Predict(const Gaussian<5>& prior, double dt_s) const {
  const TurnFunctions turn(prior.x(4), dt_s);
  Eigen::Matrix2d displace, rotate;
  displace << turn.along_s, -turn.across_s, turn.across_s, turn.along_s;
  rotate << turn.cos, -turn.sin, turn.sin, turn.cos;
  Eigen::Matrix2d d_displace, d_rotate;
  d_displace << turn.d_along_s2, -turn.d_across_s2, turn.d_across_s2, turn.d_along_s2;
  d_rotate << -dt_s * turn.sin, -dt_s * turn.cos, dt_s * turn.cos, -dt_s * turn.sin;
  const Eigen::Vector2d v = prior.x.segment<2>(2);
  const double keeps = std::exp(-dt_s / omega_tau_s);
  Eigen::Matrix<double, 5, 5> f = Eigen::Matrix<double, 5, 5>::Identity();
  f.block<2, 2>(0, 2) = displace;
  f.block<2, 2>(2, 2) = rotate;
  f.block<2, 1>(0, 4) = d_displace * v;
  f.block<2, 1>(2, 4) = d_rotate * v;
  f(4, 4) = keeps;
  Eigen::Matrix<double, 5, 5> q = Eigen::Matrix<double, 5, 5>::Zero();
  q.topLeftCorner<4, 4>() = MotionModel::NearlyConstantVelocity(q_m2s3).Discretise(dt_s).Q();
  q(4, 4) = omega_sigma_rps * omega_sigma_rps * -std::expm1(-2.0 * dt_s / omega_tau_s);
  Gaussian<5> out;
  const Eigen::Matrix<double, 5, 5> fp = f * prior.p;
  out.p = q;
  out.p.noalias() += fp * f.transpose();
  out.x.head<2>() = prior.x.head<2>() + displace * v;
  out.x.segment<2>(2) = rotate * v;
  out.x(4) = keeps * prior.x(4);
  return out;
}

}  // namespace pelorus
