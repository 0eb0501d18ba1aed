#include "trackers/motion_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <unsupported/Eigen/MatrixFunctions>

namespace pelorus {
namespace {

using Matrix2 = Eigen::Matrix<long double, 2, 2>;
using Matrix4 = Eigen::Matrix<long double, 4, 4>;

/// F and Q of one axis, in long double.
struct Axis {
  Matrix2 f, q;
};

/// Van Loan (1978): both from the exponential of one block matrix; knows nothing of the closed
/// forms.
Axis VanLoan(double q_m2s3, double gamma_per_s, double dt_s) {
  Matrix2 a;
  a << 0.0L, 1.0L, 0.0L, -static_cast<long double>(gamma_per_s);
  Matrix4 block = Matrix4::Zero();
  block.topLeftCorner<2, 2>() = -a;
  block(1, 3) = static_cast<long double>(q_m2s3);
  block.bottomRightCorner<2, 2>() = a.transpose();
  const Matrix4 e = (block * static_cast<long double>(dt_s)).exp();
  const Matrix2 f = e.bottomRightCorner<2, 2>().transpose();
  return {f, f * e.topRightCorner<2, 2>()};
}

Axis Twice(const Axis& one) { return {one.f * one.f, one.f * one.q * one.f.transpose() + one.q}; }

void ExpectClose(double value, long double truth, double relative, const char* what, double dt_s) {
  EXPECT_NEAR(value, static_cast<double>(truth), relative * std::abs(static_cast<double>(truth)))
      << what << " at dt " << dt_s;
}

void ExpectSame(const Transition& t, const Axis& truth, double relative, double dt_s) {
  ExpectClose(t.a, truth.f(1, 1), relative, "a", dt_s);
  ExpectClose(t.b, truth.f(0, 1), relative, "b", dt_s);
  ExpectClose(t.q_pp, truth.q(0, 0), relative, "q_pp", dt_s);
  ExpectClose(t.q_pv, truth.q(0, 1), relative, "q_pv", dt_s);
  ExpectClose(t.q_vv, truth.q(1, 1), relative, "q_vv", dt_s);
}

TEST(MotionModel, NearlyConstantVelocityIsTheVanLoanIntegral) {
  const MotionModel model = MotionModel::NearlyConstantVelocity(0.25);
  for (double dt_s : {0.05, 1.0, 2.0, 17.3, 180.0, 3600.0}) {
    ExpectSame(model.Discretise(dt_s), VanLoan(0.25, 0.0, dt_s), 1e-12, dt_s);
  }
}

TEST(MotionModel, DecayingVelocityIsTheVanLoanIntegralOnBothSidesOfTheSeries) {
  const double tau_s = 60.0, sigma_mps = 0.05;
  const MotionModel model = MotionModel::OrnsteinUhlenbeck(tau_s, sigma_mps);
  const double q = 2.0 * sigma_mps * sigma_mps / tau_s;
  for (double dt_s : {0.05, 1.0, 2.0, 10.0, 14.999, 15.0, 15.001, 30.0, 180.0}) {
    ExpectSame(model.Discretise(dt_s), VanLoan(q, 1.0 / tau_s, dt_s), 1e-12, dt_s);
  }
}

TEST(MotionModel, DecayingVelocityOverDaysIsTheCompositionOfShortSteps) {
  const double tau_s = 60.0, sigma_mps = 0.05;
  const MotionModel model = MotionModel::OrnsteinUhlenbeck(tau_s, sigma_mps);
  double dt_s = 1.0;
  Axis axis = VanLoan(2.0 * sigma_mps * sigma_mps / tau_s, 1.0 / tau_s, dt_s);
  for (int doubling = 0; doubling < 20; ++doubling) {  // to 12 days
    axis = Twice(axis);
    dt_s *= 2.0;
    const Transition t = model.Discretise(dt_s);
    ExpectClose(t.q_pp, axis.q(0, 0), 1e-12, "q_pp", dt_s);
    ExpectClose(t.q_pv, axis.q(0, 1), 1e-12, "q_pv", dt_s);
    ExpectClose(t.q_vv, axis.q(1, 1), 1e-12, "q_vv", dt_s);
    EXPECT_NEAR(t.a, static_cast<double>(axis.f(1, 1)), 1e-15);
  }
}

TEST(MotionModel, DecayingVelocityTendsToNearlyConstantForShortTimes) {
  const MotionModel decaying = MotionModel::OrnsteinUhlenbeck(60.0, 0.05);
  const MotionModel straight = MotionModel::NearlyConstantVelocity(decaying.q_m2s3());
  for (double dt_s : {1e-9, 1e-6, 1e-3}) {
    const Transition d = decaying.Discretise(dt_s), s = straight.Discretise(dt_s);
    const double u = dt_s / 60.0;  // first-order terms: 1 - 3u/4, 1 - u, 1 - u
    EXPECT_NEAR(d.q_pp / s.q_pp, 1.0 - 0.75 * u, 1e-14 + u * u);
    EXPECT_NEAR(d.q_pv / s.q_pv, 1.0 - u, 1e-14 + u * u);
    EXPECT_NEAR(d.q_vv / s.q_vv, 1.0 - u, 1e-14 + u * u);
  }
}

TEST(MotionModel, StationaryVelocityKeepsItsDeviation) {
  const MotionModel model = MotionModel::OrnsteinUhlenbeck(60.0, 0.05);
  for (double dt_s : {0.1, 10.0, 1e3, 1e7}) {
    const Transition t = model.Discretise(dt_s);
    EXPECT_NEAR(t.a * t.a * 0.05 * 0.05 + t.q_vv, 0.05 * 0.05, 1e-17) << dt_s;
  }
}

TEST(MotionModel, NoTimeChangesNothing) {
  for (const MotionModel& model :
       {MotionModel::NearlyConstantVelocity(0.25), MotionModel::OrnsteinUhlenbeck(60.0, 0.05)}) {
    const Transition t = model.Discretise(0.0);
    EXPECT_EQ(t.F(), Eigen::Matrix4d::Identity());
    EXPECT_EQ(t.Q(), Eigen::Matrix4d::Zero());
  }
}

}  // namespace
}  // namespace pelorus
