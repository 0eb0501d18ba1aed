#include "trackers/bridge.h"

#include <gtest/gtest.h>

#include "tests/trackers/random.h"

namespace pelorus {
namespace {

Gaussian<4> At(double e, double n, double ve, double vn, double sigma_m, double sigma_mps) {
  Gaussian<4> g{{e, n, ve, vn}, Eigen::Matrix4d::Zero()};
  g.p.diagonal() << sigma_m * sigma_m, sigma_m * sigma_m, sigma_mps * sigma_mps,
      sigma_mps * sigma_mps;
  return g;
}

/// The cubic through both ends with both velocities.
Eigen::Vector2d Hermite(const Gaussian<4>& a, const Gaussian<4>& b, double t, double gap) {
  const double s = t / gap;
  return (2 * s * s * s - 3 * s * s + 1) * a.x.head<2>() +
         (s * s * s - 2 * s * s + s) * gap * a.x.tail<2>() +
         (3 * s * s - 2 * s * s * s) * b.x.head<2>() + (s * s * s - s * s) * gap * b.x.tail<2>();
}

TEST(Bridge, BetweenCertainContactsOfATurnLiesTheCubicHermiteCurve) {
  const Gaussian<4> before = At(0, 0, 0, 10, 1e-3, 1e-4);
  const Gaussian<4> after = At(150, 560, 5, 8.66, 1e-3, 1e-4);
  for (const double t : {6.0, 20.0, 30.0, 45.0, 57.0}) {
    const BridgeState bridge = Bridge(before, after, t, 60.0);
    ASSERT_FALSE(bridge.failed);
    EXPECT_LT((bridge.state.x.head<2>() - Hermite(before, after, t, 60.0)).norm(), 2.0) << t;
  }
}

TEST(Bridge, EndsAreKept) {
  const Gaussian<4> before = At(0, 0, 3, 4, 2.0, 0.1), after = At(900, 1300, 4, 3, 2.0, 0.1);
  EXPECT_LT((Bridge(before, after, 0.0, 300.0).state.x - before.x).norm(), 1.0);
  EXPECT_LT((Bridge(before, after, 300.0, 300.0).state.x - after.x).norm(), 1.0);
}

TEST(Bridge, IsTheSameReadBackwards) {
  const Gaussian<4> before = At(0, 0, 3, 4, 5.0, 0.1), after = At(700, 1300, 4, 3, 5.0, 0.1);
  Gaussian<4> from = after, to = before;
  from.x.tail<2>() *= -1.0;
  to.x.tail<2>() *= -1.0;
  const BridgeState there = Bridge(before, after, 100.0, 300.0);
  const BridgeState back = Bridge(from, to, 200.0, 300.0);
  // A decaying velocity does not decay backwards, so those hypotheses differ a little.
  EXPECT_LT((there.state.x.head<2>() - back.state.x.head<2>()).norm(), 5.0);
}

TEST(Bridge, AShipThatLiesStillAtBothEndsStaysThere) {
  const BridgeState bridge =
      Bridge(At(0, 0, 0, 0, 3, 0.05), At(2, 1, 0, 0, 3, 0.05), 1800.0, 3600.0);
  EXPECT_LT(bridge.state.x.head<2>().norm(), 5.0);
  EXPECT_GT(bridge.stopping, 0.9);
  EXPECT_LT(bridge.state.p(0, 0), 50.0 * 50.0);
}

TEST(Bridge, KnowsLessTheLongerTheGapAndLeastInTheMiddle) {
  const auto sigma = [](double at_s, double gap_s) {
    const BridgeState b =
        Bridge(At(0, 0, 5, 0, 3, 0.1), At(5 * gap_s, 0, 5, 0, 3, 0.1), at_s, gap_s);
    return b.state.p(0, 0);
  };
  EXPECT_LT(sigma(30, 60), sigma(300, 600));
  EXPECT_LT(sigma(300, 600), sigma(1800, 3600));
  EXPECT_LT(sigma(60, 600), sigma(300, 600));
  EXPECT_LT(sigma(540, 600), sigma(300, 600));
}

TEST(Bridge, HoldsTheTruthOfAManoeuvringShipNineTimesInTen) {
  Random random(4);
  const Transition half = MotionModel::NearlyConstantVelocity(0.01).Discretise(150.0);
  const Eigen::Matrix4d noise = At(0, 0, 0, 0, 3, 0.1).p;
  int inside = 0;
  constexpr int kRuns = 2000;
  for (int i = 0; i < kRuns; ++i) {
    const Eigen::Vector4d start{0, 0, random.Uniform(-8, 8), random.Uniform(-8, 8)};
    const Eigen::Vector4d middle = half.F() * start + random.Normal<4>(half.Q());
    const Eigen::Vector4d end = half.F() * middle + random.Normal<4>(half.Q());
    const Gaussian<4> before{start + random.Normal<4>(noise), noise};
    const Gaussian<4> after{end + random.Normal<4>(noise), noise};
    const BridgeState bridge = Bridge(before, after, 150.0, 300.0);
    const Ldl2 cov(bridge.state.p.topLeftCorner<2, 2>());
    inside += cov.SquaredNorm(middle.head<2>() - bridge.state.x.head<2>()) < 4.605 ? 1 : 0;
  }
  EXPECT_GT(inside, 0.85 * kRuns);
  EXPECT_LT(inside, 0.97 * kRuns);  // the bank also allows for calmer and wilder ships
}

}  // namespace
}  // namespace pelorus
