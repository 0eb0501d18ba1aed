#include "trackers/kalman.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/trackers/chi_square.h"
#include "tests/trackers/random.h"
#include "trackers/motion_model.h"

namespace pelorus {
namespace {

using Matrix24 = Eigen::Matrix<double, 2, 4>;
using Vector1 = Eigen::Matrix<double, 1, 1>;

Matrix24 PairRows(int first) {
  Matrix24 h = Matrix24::Zero();
  h(0, first) = h(1, first + 1) = 1.0;
  return h;
}

TEST(Kalman, OneNumberIsThePrecisionWeightedMean) {
  const Gaussian<1> prior{Vector1(10.0), Vector1(4.0)};
  const KalmanOutcome<1> out = Update<1, 1>(prior, Vector1(13.0), Vector1(1.0), Vector1(2.0));
  EXPECT_DOUBLE_EQ(out.posterior.x(0), (10.0 / 4.0 + 13.0 / 2.0) / (1.0 / 4.0 + 1.0 / 2.0));
  EXPECT_DOUBLE_EQ(out.posterior.p(0, 0), 1.0 / (1.0 / 4.0 + 1.0 / 2.0));
  EXPECT_DOUBLE_EQ(out.nis, 9.0 / 6.0);
  EXPECT_DOUBLE_EQ(out.log_likelihood(), -0.5 * (1.5 + std::log(2.0 * std::numbers::pi * 6.0)));
}

template <int First>
void ExpectPairLikeGeneral(const Gaussian<4>& prior, const Eigen::Vector2d& z,
                           const Eigen::Matrix2d& r) {
  const KalmanOutcome<4> pair = UpdatePair<First, 4>(prior, z, r);
  const KalmanOutcome<4> general = Update<4, 2>(prior, z, PairRows(First), r);
  ASSERT_FALSE(pair.failed);
  ASSERT_FALSE(general.failed);
  EXPECT_LT((pair.posterior.x - general.posterior.x).norm(), 1e-10 * (1.0 + prior.x.norm()));
  EXPECT_LT((pair.posterior.p - general.posterior.p).norm(), 1e-10 * prior.p.norm());
  EXPECT_NEAR(pair.nis, general.nis, 1e-9 * (1.0 + general.nis));
  EXPECT_NEAR(pair.log_likelihood(), general.log_likelihood(), 1e-9 * (1.0 + general.nis));
}

TEST(Kalman, PairUpdateIsTheGeneralUpdate) {
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const Gaussian<4> prior{1e3 * random.Normal<4>(Eigen::Matrix4d::Identity()),
                            random.Covariance<4>(0.1, 1e4)};
    const Eigen::Vector2d z = 1e3 * random.Normal<2>(Eigen::Matrix2d::Identity());
    const Eigen::Matrix2d r = random.Covariance<2>(1.0, 100.0);
    ExpectPairLikeGeneral<0>(prior, z, r);
    ExpectPairLikeGeneral<2>(prior, z, r);
  }
}

TEST(Kalman, JosephFormKeepsAPreciseMeasurementOfAVagueState) {
  Gaussian<4> prior{Eigen::Vector4d::Zero(), Eigen::Matrix4d::Identity() * 1e14};
  prior.p.topRightCorner<2, 2>().diagonal().setConstant(0.5e14);
  prior.p.bottomLeftCorner<2, 2>().diagonal().setConstant(0.5e14);
  const Eigen::Matrix2d r = 1e-2 * Eigen::Matrix2d::Identity();
  const KalmanOutcome<4> out = UpdatePair<0, 4>(prior, {1.0, 2.0}, r);
  ASSERT_FALSE(out.failed);
  EXPECT_NEAR(out.posterior.p(0, 0), 1e-2, 1e-8);  // R to 1e-16 of P/(P + R)
  EXPECT_NEAR(out.posterior.p(2, 2), 0.75e14, 1e2);
  EXPECT_EQ(Eigen::LLT<Eigen::Matrix4d>(out.posterior.p).info(), Eigen::Success);
}

TEST(Kalman, BrokenCovarianceIsAnOutcomeNotAnException) {
  Gaussian<4> prior{Eigen::Vector4d::Ones(), -4.0 * Eigen::Matrix4d::Identity()};
  prior.p(3, 3) = std::numeric_limits<double>::quiet_NaN();
  const Eigen::Matrix2d r = Eigen::Matrix2d::Identity();
  for (const KalmanOutcome<4>& out :
       {UpdatePair<0, 4>(prior, {0.0, 0.0}, r), UpdatePair<2, 4>(prior, {0.0, 0.0}, r),
        Update<4, 2>(prior, {0.0, 0.0}, PairRows(0), r)}) {
    EXPECT_TRUE(out.failed);
    EXPECT_EQ(out.posterior.x, prior.x);
    EXPECT_EQ(Eigen::Vector4d(out.posterior.p.diagonal()), Eigen::Vector4d(8.0, 8.0, 8.0, 1.0));
    EXPECT_EQ(Eigen::LLT<Eigen::Matrix4d>(out.posterior.p).info(), Eigen::Success);
  }
}

/// NEES and NIS of one run after another, summed per time step.
struct Consistency {
  static constexpr int kRuns = 200, kSteps = 100;
  std::array<double, kSteps> nees{}, nis{};

  static double Mean(const std::array<double, kSteps>& sums) {
    double sum = 0.0;
    for (double s : sums) sum += s;
    return sum / (kSteps * kRuns);
  }
  static int Inside(const std::array<double, kSteps>& sums, const MeanRegion& region) {
    int inside = 0;
    for (double s : sums) inside += region.Holds(s / kRuns) ? 1 : 0;
    return inside;
  }
};

/// One run of the matched filter: truth drawn from the model, start drawn from the prior.
void SimulateMatched(Random& random, Consistency& sums) {
  const MotionModel model = MotionModel::NearlyConstantVelocity(0.05);
  const Eigen::Matrix2d r = Eigen::Vector2d(25.0, 9.0).asDiagonal();
  Gaussian<4> state{Eigen::Vector4d(0.0, 0.0, 5.0, -3.0),
                    Eigen::Vector4d(25.0, 25.0, 4.0, 4.0).asDiagonal()};
  Eigen::Vector4d truth = state.x + random.Normal<4>(state.p);
  for (std::size_t step = 0; step < Consistency::kSteps; ++step) {
    const Transition t = model.Discretise(random.LogUniform(2.0, 180.0));
    truth = t.F() * truth + random.Normal<4>(t.Q());
    const Eigen::Vector2d z = truth.head<2>() + random.Normal<2>(r);
    const KalmanOutcome<4> out = UpdatePair<0, 4>(Predict<4>(state, t.F(), t.Q()), z, r);
    ASSERT_FALSE(out.failed);
    state = out.posterior;
    const Eigen::Vector4d error = truth - state.x;
    sums.nees[step] += error.dot(state.p.ldlt().solve(error));
    sums.nis[step] += out.nis;
  }
}

// 100 steps, each inside with probability 0.95: fewer than 88 or more than 99.5 in 100 happens by
// chance with probability below 0.4 % (binomial). The grand means have their own, tighter, region;
// NIS is white, NEES is correlated along a run, so its grand mean gets the region of one step.
TEST(Kalman, MatchedFilterIsConsistent) {
  Consistency sums;
  Random random(20160112);
  for (int run = 0; run < Consistency::kRuns; ++run) SimulateMatched(random, sums);
  const MeanRegion nees(4, Consistency::kRuns), nis(2, Consistency::kRuns);
  EXPECT_GE(Consistency::Inside(sums.nees, nees), 88);
  EXPECT_GE(Consistency::Inside(sums.nis, nis), 88);
  EXPECT_TRUE(nees.Holds(Consistency::Mean(sums.nees))) << Consistency::Mean(sums.nees);
  const MeanRegion all_nis(2, Consistency::kRuns * Consistency::kSteps);
  EXPECT_TRUE(all_nis.Holds(Consistency::Mean(sums.nis))) << Consistency::Mean(sums.nis);
  RecordProperty("nees_steps_inside", Consistency::Inside(sums.nees, nees));
  RecordProperty("nis_steps_inside", Consistency::Inside(sums.nis, nis));
}

}  // namespace
}  // namespace pelorus
