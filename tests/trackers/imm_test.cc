#include "trackers/imm.h"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>

#include <array>
#include <cmath>
#include <vector>

#include "tests/trackers/chi_square.h"
#include "tests/trackers/dense_imm.h"
#include "tests/trackers/random.h"
#include "trackers/ship_filter.h"

namespace pelorus {
namespace {

using Ship = ImmState<3>;

Ship StartAt(const Gaussian<4>& start, const ImmModel<3>& model) {
  return {{start, start, start}, model.entry};
}

Gaussian<4> Vague() {
  return {Eigen::Vector4d(100.0, -50.0, 4.0, 2.0),
          Eigen::Vector4d(100.0, 100.0, 9.0, 9.0).asDiagonal()};
}

DenseImm DenseTwin(const Ship& state, const ImmModel<3>& model) {
  std::vector<DenseImm::Mode> modes;
  for (std::size_t j = 0; j < 3; ++j) {
    modes.push_back({static_cast<long double>(model.motion[j].q_m2s3()),
                     static_cast<long double>(model.motion[j].gamma_per_s()),
                     static_cast<long double>(model.dwell_s[j]),
                     static_cast<long double>(model.entry[j]), state.mode[j].x.cast<long double>(),
                     state.mode[j].p.cast<long double>(), static_cast<long double>(state.mu[j])});
  }
  return DenseImm(modes, static_cast<long double>(model.mu_floor));
}

/// The largest difference, relative to the size of the vector or matrix (probabilities: to 1).
double Difference(const Ship& state, const DenseImm& dense) {
  double worst = 0.0;
  for (std::size_t j = 0; j < 3; ++j) {
    const DenseImm::Mode& mode = dense.modes()[j];
    const Eigen::Vector4d x = mode.x.cast<double>();
    const Eigen::Matrix4d p = mode.p.cast<double>();
    worst = std::max({worst, (state.mode[j].x - x).norm() / (1.0 + x.norm()),
                      (state.mode[j].p - p).norm() / p.norm(),
                      std::abs(state.mu[j] - static_cast<double>(mode.mu))});
  }
  const Gaussian<4> mixture = Combine(state);
  const Eigen::Matrix4d p = dense.Covariance().cast<double>();
  const Eigen::Vector4d x = dense.Mean().cast<double>();
  return std::max(
      {worst, (mixture.x - x).norm() / (1.0 + x.norm()), (mixture.p - p).norm() / p.norm()});
}

/// A truth that jumps between the modes of `model` by pi(dt), from Vague().
class JumpingShip {
 public:
  JumpingShip(const ImmModel<3>& model, Random& random) : model_(model), random_(random) {
    mode_ = Draw();
    x_ = Vague().x + random_.Normal<4>(Vague().p);
  }
  void Move(double dt_s) {
    if (random_.Uniform(0.0, 1.0) > std::exp(-dt_s / model_.dwell_s[mode_])) mode_ = Draw();
    const Transition t = model_.motion[mode_].Discretise(dt_s);
    x_ = t.F() * x_ + random_.Normal<4>(t.Q());
  }
  const Eigen::Vector4d& x() const { return x_; }

 private:
  std::size_t Draw() {
    double u = random_.Uniform(0.0, 1.0);
    for (std::size_t j = 0; j < 2; ++j) {
      if (u < model_.entry[j]) return j;
      u -= model_.entry[j];
    }
    return 2;
  }
  const ImmModel<3>& model_;
  Random& random_;
  std::size_t mode_ = 0;
  Eigen::Vector4d x_;
};

const Eigen::Matrix2d kPositionR = Eigen::Vector2d(9.0, 9.0).asDiagonal();
const Eigen::Matrix2d kVelocityR = Eigen::Vector2d(0.01, 0.0225).asDiagonal();

/// Both filters from one state through one prediction and two updates; the largest difference on
/// the way. Leaves the fast filter's result in `state`.
double CompareOneStep(Ship& state, double dt_s, const Eigen::Vector2d& z, const Eigen::Vector2d& v,
                      const ImmModel<3>& model) {
  DenseImm::Matrix see_position = DenseImm::Matrix::Identity(2, 4);
  DenseImm::Matrix see_velocity = DenseImm::Matrix::Zero(2, 4);
  see_velocity(0, 2) = see_velocity(1, 3) = 1.0L;
  DenseImm dense = DenseTwin(state, model);
  state = Predict(state, dt_s, model);
  dense.Predict(static_cast<long double>(dt_s));
  double worst = Difference(state, dense);
  state = UpdatePair<0>(state, z, kPositionR, model).state;
  dense.Update(z.cast<long double>(), see_position, kPositionR.cast<long double>());
  worst = std::max(worst, Difference(state, dense));
  state = UpdatePair<2>(state, v, kVelocityR, model).state;
  dense.Update(v.cast<long double>(), see_velocity, kVelocityR.cast<long double>());
  return std::max(worst, Difference(state, dense));
}

// Both start every step from the same state: some sequences amplify any difference a thousandfold a
// step (mode probabilities hang on exp(-d^2/2) with d^2 in the thousands), so that long runs would
// measure the data, not the code.
TEST(Imm, EveryStepIsThatOfTheDenseTextbookFilter) {
  const ImmModel<3> model = DefaultShipModes();
  double worst = 0.0;
  for (unsigned run = 0; run < 20; ++run) {
    Random random(run);
    JumpingShip ship(model, random);
    Ship state = StartAt(Vague(), model);
    for (int step = 0; step < 200; ++step) {
      const double dt_s = random.LogUniform(0.5, 600.0);
      ship.Move(dt_s);
      const Eigen::Vector2d z = ship.x().head<2>() + random.Normal<2>(kPositionR);
      const Eigen::Vector2d v = ship.x().tail<2>() + random.Normal<2>(kVelocityR);
      worst = std::max(worst, CompareOneStep(state, dt_s, z, v, model));
    }
  }
  RecordProperty("largest_relative_difference_e15", static_cast<int>(worst * 1e15));
  EXPECT_LT(worst, 1e-9);
}

constexpr int kRuns = 200;
constexpr std::size_t kSteps = 100;

/// NEES and its square, averaged over the runs, per time step.
struct NeesByStep {
  std::array<double, kSteps> mean{}, square{};

  void Add(std::size_t step, double nees) {
    mean[step] += nees / kRuns;
    square[step] += nees * nees / kRuns;
  }
  /// Steps whose mean lies within 1.96 of its own standard errors of 4.
  int Inside() const {
    int inside = 0;
    for (std::size_t i = 0; i < kSteps; ++i) {
      const double error = std::sqrt((square[i] - mean[i] * mean[i]) / kRuns);
      inside += std::abs(mean[i] - 4.0) < 1.96 * error ? 1 : 0;
    }
    return inside;
  }
};

void SimulateJumping(Random& random, NeesByStep& sums) {
  const ImmModel<3> model = DefaultShipModes();
  JumpingShip ship(model, random);
  Ship state = StartAt(Vague(), model);
  for (std::size_t step = 0; step < kSteps; ++step) {
    const double dt_s = random.LogUniform(2.0, 180.0);
    ship.Move(dt_s);
    state = Predict(state, dt_s, model);
    const Eigen::Vector2d z = ship.x().head<2>() + random.Normal<2>(kPositionR);
    state = UpdatePair<0>(state, z, kPositionR, model).state;
    const Eigen::Vector2d v = ship.x().tail<2>() + random.Normal<2>(kVelocityR);
    if (step % 2 == 0) state = UpdatePair<2>(state, v, kVelocityR, model).state;
    const Gaussian<4> mixture = Combine(state);
    const Eigen::Vector4d error = ship.x() - mixture.x;
    sums.Add(step, error.dot(mixture.p.ldlt().solve(error)));
  }
}

// The mean of NEES is 4 for any distribution whose mean and covariance are right, but a mixture's
// tails are far heavier than chi-square's (deviation about 7, not 2.8), so each step is judged by
// its own standard error and the grand mean by the chi-square region of 200 runs, [3.62, 4.40]. At
// that region's edge 88 % of the steps would still be inside; 80 of 100 are asked for.
TEST(Imm, IsConsistentOnTheJumpProcessItAssumes) {
  NeesByStep nees;
  Random random(7);
  for (int run = 0; run < kRuns; ++run) SimulateJumping(random, nees);
  double mean = 0.0;
  for (double n : nees.mean) mean += n / static_cast<double>(kSteps);
  RecordProperty("mean_nees", std::to_string(mean));
  RecordProperty("steps_inside", nees.Inside());
  EXPECT_TRUE(MeanRegion(4, kRuns).Holds(mean)) << mean;
  EXPECT_GE(nees.Inside(), 80);
}

}  // namespace
}  // namespace pelorus
