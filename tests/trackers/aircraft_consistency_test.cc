// Monte Carlo: the filter's own covariance against the errors that it makes, when its model holds.
#include <gtest/gtest.h>

#include "tests/trackers/aircraft_world.h"
#include "tests/trackers/chi_square.h"

namespace pelorus {
namespace {

constexpr int kRuns = 200;
constexpr double kSigma_m = 20.0, kSigma_mps = 2.0;

/// Noise as simulated, no weighing of outliers, and one mode that matters.
AircraftFilterParams Matched(AircraftMode mode, double q_m2s3) {
  AircraftFilterParams params;
  params.position = {0.0, 0.1};
  params.velocity_share = 1.0;
  params.velocity_sigma_floor_mps = 0.01;
  params.velocity_step_kn = 0.0;
  params.time_sigma_s = 0.0;
  params.student_dof = 1e9;
  params.gate_tail = 1e-12;
  params.model.straight = MotionModel::NearlyConstantVelocity(q_m2s3);
  params.model.manoeuvre = params.model.straight;
  params.model.turn.q_m2s3 = q_m2s3;
  params.model.mu_floor = 1e-30;
  params.model.entry = {1e-15, 1e-15, 1e-15};
  params.model.entry[static_cast<std::size_t>(mode)] = 1.0;
  return params;
}

struct Sums {
  std::vector<double> nees, nis;
};

void RunOnce(const AircraftFilterParams& params, PlaneAircraft& aircraft, Random& random,
             bool known_gaps, Sums& sums) {
  AircraftState state = Initiate(aircraft.Report(kSigma_m, kSigma_mps), params);
  for (std::size_t k = 0; k < sums.nees.size(); ++k) {
    aircraft.Fly(known_gaps ? 1.0 : random.LogUniform(0.4, 12.0));
    const AircraftOutcome out = Update(state, aircraft.Report(kSigma_m, kSigma_mps), params);
    ASSERT_EQ(out.result, UpdateResult::kApplied) << k;
    state = out.state;
    const Gaussian<5> believed = Combine(state.modes);
    const Eigen::Vector4d off = aircraft.In(state.frame) - believed.x.head<4>();
    const Eigen::Matrix4d p = believed.p.topLeftCorner<4, 4>();
    sums.nees[k] += off.dot(p.llt().solve(off)) / kRuns;
    sums.nis[k] += *out.nis / kRuns;
  }
}

int Inside(const std::vector<double>& means, int degrees) {
  const MeanRegion region(degrees, kRuns);
  return static_cast<int>(
      std::count_if(means.begin(), means.end(), [&](double m) { return region.Holds(m); }));
}

// Of 80 steps 76 are expected inside the 95 % region; 66 or fewer have a probability below 1e-4.
constexpr std::size_t kSteps = 80;
constexpr int kLeastInside = 67;

TEST(AircraftConsistency, StraightFlightUnderWhiteAcceleration) {
  Random random(11);
  Sums sums{std::vector<double>(kSteps), std::vector<double>(kSteps)};
  const AircraftFilterParams params = Matched(AircraftMode::kStraight, 0.3);
  for (int run = 0; run < kRuns; ++run) {
    PlaneAircraft aircraft(GeoPoint::Degrees(47.0, 8.0), 220.0, 0.3, random);
    RunOnce(params, aircraft, random, false, sums);
  }
  EXPECT_GE(Inside(sums.nees, 4), kLeastInside);
  EXPECT_GE(Inside(sums.nis, 2), kLeastInside);
}

// The turn rate of each run is drawn from what the model believes of turns; linearised, so the
// first steps, when it is hardly known, are left out.
TEST(AircraftConsistency, TurnsOfAnyRate) {
  Random random(12);
  Sums sums{std::vector<double>(kSteps), std::vector<double>(kSteps)};
  AircraftFilterParams params = Matched(AircraftMode::kTurn, 0.3);
  params.model.turn.omega_tau_s = 1e6;
  params.model.turn.omega_sigma_rps = 0.02;
  for (int run = 0; run < kRuns; ++run) {
    PlaneAircraft aircraft(GeoPoint::Degrees(47.0, 8.0), 150.0, 0.3, random);
    aircraft.omega_rps = 0.02 * random.Normal();
    RunOnce(params, aircraft, random, true, sums);
  }
  EXPECT_GE(Inside(sums.nees, 4), kLeastInside);
  EXPECT_GE(Inside(sums.nis, 2), kLeastInside);
}

}  // namespace
}  // namespace pelorus
