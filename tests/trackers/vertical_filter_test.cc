#include "trackers/vertical_filter.h"

#include <gtest/gtest.h>

#include "tests/trackers/chi_square.h"
#include "tests/trackers/random.h"

namespace pelorus {
namespace {

constexpr double kFoot_m = 0.3048;

Time At(double t_s) { return Time(FromSeconds(t_s)); }

AircraftReport Altitude(double ft) {
  AircraftReport z;
  z.pressure_altitude_ft = static_cast<std::int32_t>(25.0 * std::round(ft / 25.0));
  return z;
}

AircraftReport Rate(double fpm) {
  AircraftReport z;
  z.vertical_rate_fpm = static_cast<std::int32_t>(64.0 * std::round(fpm / 64.0));
  return z;
}

AircraftReport Height(double ft) {
  AircraftReport z;
  z.geometric_height_ft = static_cast<std::int32_t>(25.0 * std::round(ft / 25.0));
  return z;
}

VerticalState Climbing(double fpm, double end_s, bool rates) {
  VerticalState state = InitiateVertical(Altitude(5000.0), At(0.0), {});
  for (double t_s = 1.0; t_s <= end_s; t_s += 1.0) {
    state = Update(state, Altitude(5000.0 + fpm * t_s / 60.0), At(t_s), {}).state;
    if (rates) state = Update(state, Rate(fpm), At(t_s + 0.4), {}).state;
  }
  return state;
}

TEST(VerticalFilter, FollowsAClimbWithAndWithoutReportedRates) {
  for (const bool rates : {false, true}) {
    const VerticalEstimate e = Estimate(Climbing(1920.0, 120.0, rates));
    EXPECT_NEAR(e.climb.feet_per_minute(), 1920.0, 100.0) << rates;
    const double at_s = rates ? 120.4 : 120.0;
    EXPECT_NEAR(e.altitude.feet(), 5000.0 + 1920.0 * at_s / 60.0, 25.0) << rates;
  }
}

TEST(VerticalFilter, LevelFlightIsKnownToAFewFeet) {
  const VerticalEstimate e = Estimate(Climbing(0.0, 300.0, true));
  EXPECT_NEAR(e.altitude.feet(), 5000.0, 5.0);
  EXPECT_NEAR(e.climb.feet_per_minute(), 0.0, 20.0);
  EXPECT_LT(e.sigma.feet(), 10.0);
}

TEST(VerticalFilter, GeometricHeightsFeedItThroughTheOffset) {
  VerticalState state = InitiateVertical(Altitude(35'000.0), At(0.0), {});
  EXPECT_GT(Estimate(state).offset_sigma.meters(), 200.0) << "nothing was said of heights";
  for (int k = 1; k <= 60; ++k) {
    state = Update(state, Altitude(35'000.0), At(k), {}).state;
    state = Update(state, Height(36'200.0), At(k), {}).state;
  }
  EXPECT_NEAR(Estimate(state).offset.feet(), 1200.0, 15.0);
  // Now the pressure altitude fails while the aircraft descends by 2,400 ft.
  for (int k = 61; k <= 180; ++k) {
    state = Update(state, Height(36'200.0 - 20.0 * (k - 60)), At(k), {}).state;
  }
  const VerticalEstimate e = Estimate(state);
  EXPECT_NEAR(e.altitude.feet(), 32'600.0, 150.0);
  EXPECT_GT(3.0 * e.sigma.feet(), std::abs(e.altitude.feet() - 32'600.0));
}

TEST(VerticalFilter, AHeightAloneGivesAnAltitudeWithTheOffsetsDeviation) {
  const VerticalEstimate e = Estimate(InitiateVertical(Height(10'000.0), At(0.0), {}));
  EXPECT_NEAR(e.altitude.feet(), 10'000.0, 1.0);
  EXPECT_NEAR(e.sigma.meters(), 300.0, 2.0);
}

TEST(VerticalFilter, ASingleWrongAltitudeIsIgnoredAndThreeAreFollowed) {
  VerticalState state = Climbing(0.0, 60.0, true);
  const VerticalOutcome wrong = Update(state, Altitude(21'000.0), At(61.0), {});
  EXPECT_EQ(wrong.result, UpdateResult::kOutsideGate);
  EXPECT_NEAR(Estimate(wrong.state).altitude.feet(), 5000.0, 10.0);
  state = Update(wrong.state, Altitude(5000.0), At(62.0), {}).state;
  for (int k = 63; k <= 65; ++k) {
    const VerticalOutcome out = Update(state, Altitude(9000.0), At(k), {});
    EXPECT_EQ(out.reseeded, k == 65);
    state = out.state;
  }
  EXPECT_NEAR(Estimate(state).altitude.feet(), 9000.0, 15.0);
}

TEST(VerticalFilter, StraysThatDisagreeAreNeverFollowed) {
  VerticalState state = Climbing(0.0, 60.0, true);
  for (int k = 61; k <= 90; ++k) {
    const VerticalOutcome out =
        Update(state, Altitude(k % 2 == 0 ? 40'000.0 : 20'000.0), At(k), {});
    EXPECT_EQ(out.result, UpdateResult::kOutsideGate);
    state = out.state;
  }
  EXPECT_NEAR(Estimate(state).altitude.feet(), 5000.0, 10.0);
}

/// Mean NEES of [h, hdot] over runs of white vertical acceleration of density `q`, altitudes to
/// 25 ft and rates to 64 ft/min with normal noise of the filter's deviations.
std::vector<double> MeanNees(double q_m2s3, int runs, std::size_t steps) {
  Random random(31);
  VerticalFilterParams params;
  params.model.q_m2s3 = {q_m2s3, q_m2s3};
  std::vector<double> mean(steps);
  for (int run = 0; run < runs; ++run) {
    double h_m = 3000.0 + random.Uniform(0.0, 8.0), rate_mps = 10.0 * random.Normal();
    const auto heard = [&] {
      AircraftReport z = Altitude((h_m + params.altitude_sigma_m * random.Normal()) / kFoot_m);
      z.vertical_rate_fpm =
          Rate((rate_mps + params.rate_sigma_mps * random.Normal()) * 60.0 / kFoot_m)
              .vertical_rate_fpm;
      return z;
    };
    VerticalState state = InitiateVertical(heard(), At(0.0), params);
    for (std::size_t k = 0; k < steps; ++k) {
      for (int i = 0; i < 100; ++i) {  // 2 s
        const double before_mps = rate_mps;
        rate_mps += std::sqrt(q_m2s3 * 0.02) * random.Normal();
        h_m += 0.01 * (before_mps + rate_mps);
      }
      state = Update(state, heard(), At(2.0 * static_cast<double>(k + 1)), params).state;
      const Gaussian<3> believed = Combine(state.modes);
      const Eigen::Vector2d off = Eigen::Vector2d(h_m, rate_mps) - believed.x.head<2>();
      const Eigen::Matrix2d p = believed.p.topLeftCorner<2, 2>();
      mean[k] += off.dot(p.llt().solve(off)) / runs;
    }
  }
  return mean;
}

TEST(VerticalFilter, ErrorsAreAsLargeAsItsCovarianceSays) {
  const MeanRegion region(2, 200);
  const std::vector<double> mean = MeanNees(0.5, 200, 80);
  const auto inside =
      std::count_if(mean.begin(), mean.end(), [&](double m) { return region.Holds(m); });
  EXPECT_GE(inside, 67) << "76 of 80 are expected, 66 have a probability below 1e-4";
}

}  // namespace
}  // namespace pelorus
