#include "trackers/turn_model.h"

#include <gtest/gtest.h>

#include <numbers>

namespace pelorus {
namespace {

Gaussian<5> Flying(double ve_mps, double vn_mps, double omega_rps) {
  Gaussian<5> g;
  g.x << 100.0, -50.0, ve_mps, vn_mps, omega_rps;
  g.p.setZero();
  g.p.diagonal() << 100.0, 100.0, 1.0, 1.0, 1e-6;
  return g;
}

/// A model whose turn rate neither decays nor changes in the times of these tests.
TurnModel Steady() { return {1.0, 0.03, 1e12, 0.1}; }

// With v east and omega positive the aircraft flies a circle of radius v/omega to its left.
TEST(TurnModel, FliesACircle) {
  const double v = 200.0, omega = 0.05, radius = v / omega;
  for (const double angle : {0.01, 0.5, std::numbers::pi / 2, 3.0, 6.0}) {
    const Gaussian<5> out = Steady().Predict(Flying(v, 0.0, omega), angle / omega);
    EXPECT_NEAR(out.x(0), 100.0 + radius * std::sin(angle), 1e-6);
    EXPECT_NEAR(out.x(1), -50.0 + radius * (1.0 - std::cos(angle)), 1e-6);
    EXPECT_NEAR(out.x(2), v * std::cos(angle), 1e-9);
    EXPECT_NEAR(out.x(3), v * std::sin(angle), 1e-9);
  }
}

TEST(TurnModel, WithoutATurnIsNearlyConstantVelocity) {
  Gaussian<5> prior = Flying(200.0, 30.0, 0.0);
  prior.p(4, 4) = 0.0;
  TurnModel model = Steady();
  const Gaussian<5> out = model.Predict(prior, 12.0);
  const Transition t = MotionModel::NearlyConstantVelocity(1.0).Discretise(12.0);
  const Eigen::Matrix4d p = t.F() * prior.p.topLeftCorner<4, 4>() * t.F().transpose() + t.Q();
  const Eigen::Matrix4d got = out.p.topLeftCorner<4, 4>();
  EXPECT_LT((got - p).norm(), 1e-9 * p.norm());
  EXPECT_NEAR(out.x(0), 100.0 + 12.0 * 200.0, 1e-9);
}

// The covariance goes by the Jacobian; central differences of the mean give it independently.
TEST(TurnModel, JacobianIsTheDerivativeOfTheMean) {
  TurnModel model = Steady();
  model.q_m2s3 = 0.0;
  for (const double omega : {0.0, 1e-4, 0.0099 / 10.0, 0.0101, -0.05}) {
    Eigen::Matrix<double, 5, 5> jacobian;
    for (int i = 0; i < 5; ++i) {
      const double h = i == 4 ? 1e-6 : 1e-2;
      Gaussian<5> low = Flying(180.0, -90.0, omega), high = low;
      low.x(i) -= h;
      high.x(i) += h;
      jacobian.col(i) = (model.Predict(high, 10.0).x - model.Predict(low, 10.0).x) / (2.0 * h);
    }
    Gaussian<5> prior = Flying(180.0, -90.0, omega);
    const Eigen::Matrix<double, 5, 5> expected = jacobian * prior.p * jacobian.transpose();
    const Eigen::Matrix<double, 5, 5> got = model.Predict(prior, 10.0).p;
    EXPECT_LT((got - expected).norm(), 1e-6 * expected.norm()) << omega;
  }
}

TEST(TurnModel, SeriesMeetsTheClosedForm) {
  const double dt_s = 10.0, edge_rps = 0.1 / dt_s;
  const TurnFunctions below(edge_rps * (1.0 - 1e-12), dt_s), above(edge_rps * (1.0 + 1e-12), dt_s);
  EXPECT_NEAR(below.along_s, above.along_s, 1e-9 * dt_s);
  EXPECT_NEAR(below.across_s, above.across_s, 1e-9 * dt_s);
  EXPECT_NEAR(below.d_along_s2, above.d_along_s2, 1e-9 * dt_s * dt_s);
  EXPECT_NEAR(below.d_across_s2, above.d_across_s2, 1e-9 * dt_s * dt_s);
}

TEST(TurnModel, AnUnknownTurnKeepsItsStationaryDeviation) {
  TurnModel model;
  Gaussian<5> g = Flying(200.0, 0.0, 0.0);
  g.p(4, 4) = model.omega_sigma_rps * model.omega_sigma_rps;
  const double before = g.p(4, 4);
  for (int i = 0; i < 50; ++i) g = model.Predict(g, 7.0);
  EXPECT_NEAR(g.p(4, 4), before, 1e-12);
  EXPECT_EQ(g.x(4), 0.0);
}

}  // namespace
}  // namespace pelorus
