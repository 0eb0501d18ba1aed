#include <gtest/gtest.h>

#include <limits>

#include "tests/trackers/aircraft_world.h"

namespace pelorus {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool IsFinite(const KinematicEstimate& e) {
  return std::isfinite(e.position.lat_deg()) && std::isfinite(e.position.lon_deg()) &&
         std::isfinite(e.sog.mps()) && e.cov_m2.allFinite() && e.cov_mps2.allFinite() &&
         (!e.vertical ||
          (std::isfinite(e.vertical->altitude.feet()) && std::isfinite(e.vertical->climb.mps())));
}

/// Anything that the types let through.
AircraftReport Anything(Random& random, double t_s) {
  AircraftReport z;
  const auto sometimes = [&random](double share) { return random.Uniform(0.0, 1.0) < share; };
  z.measured_at = Time(FromSeconds(t_s));
  if (sometimes(0.6)) {
    z.position = GeoPoint::Degrees(random.Uniform(-90.0, 90.0), random.Uniform(-180.0, 180.0));
  }
  z.position_sigma = Length::Meters(sometimes(0.1) ? kInf : random.LogUniform(1e-9, 1e9));
  z.velocity_sigma = Speed::MetersPerSecond(sometimes(0.1) ? kNan : random.LogUniform(1e-9, 1e9));
  z.time_sigma = FromSeconds(random.LogUniform(1e-3, 1e6));
  if (sometimes(0.6)) {
    z.ground_speed = Speed::Knots(sometimes(0.1) ? kNan : random.LogUniform(1e-3, 1e5));
  }
  if (sometimes(0.6)) z.track = Course::Degrees(random.Uniform(0.0, 360.0));
  if (sometimes(0.5)) z.pressure_altitude_ft = static_cast<std::int32_t>(random.Uniform(-2e9, 2e9));
  if (sometimes(0.5)) z.geometric_height_ft = static_cast<std::int32_t>(random.Uniform(-1e5, 1e5));
  if (sometimes(0.5)) z.vertical_rate_fpm = static_cast<std::int32_t>(random.Uniform(-2e9, 2e9));
  z.implausible = sometimes(0.2);
  return z;
}

TEST(AircraftFilter, NothingThatIsReportedMakesAStateUnsound) {
  Random random(21);
  for (int run = 0; run < 200; ++run) {
    AircraftReport first = Anything(random, 0.0);
    first.position = GeoPoint::Degrees(random.Uniform(-90.0, 90.0), 179.0);
    AircraftState state = Initiate(first, {});
    double t_s = 0.0;
    for (int k = 0; k < 60; ++k) {
      t_s += random.LogUniform(1e-6, k % 20 == 0 ? 1e7 : 100.0);
      const AircraftReport z = Anything(random, t_s);
      const AircraftOutcome out = Update(state, z, {});
      ASSERT_TRUE(IsFinite(Estimate(out.state, {}))) << run << " " << k;
      state = out.result == UpdateResult::kOutsideGate && z.position ? Initiate(z, {}) : out.state;
      ASSERT_TRUE(IsFinite(Estimate(state, {}))) << run << " " << k;
    }
  }
}

TEST(AircraftFilter, HoursOfSilenceStayOnTheEarthAndGrowUncertain) {
  const GeodesicAircraft aircraft{GeoPoint::Degrees(46.0, 8.0), Azimuth::Degrees(30.0), 450.0_kn};
  AircraftState state = Initiate(aircraft.Both(0.0), {});
  for (int k = 1; k < 60; ++k) state = Update(state, aircraft.Both(k), {}).state;
  double sigma_m = 0.0;
  for (const double ahead_s : {1.0, 10.0, 100.0, 1800.0, 7200.0, 1e5, 3e8}) {
    const AircraftState later = Predict(state, state.time + FromSeconds(ahead_s), {});
    const KinematicEstimate e = Estimate(later, {});
    ASSERT_TRUE(IsFinite(e)) << ahead_s;
    EXPECT_GT(std::sqrt(e.cov_m2.trace()), sigma_m) << ahead_s;
    sigma_m = std::sqrt(e.cov_m2.trace());
    if (ahead_s <= 1800.0) {
      EXPECT_LT(MetersOff(e.position, aircraft.At(59.0 + ahead_s)), 2e3) << ahead_s;
    }
  }
}

TEST(AircraftFilter, RepeatedExactReportsDoNotWearItOut) {
  const GeodesicAircraft parked{GeoPoint::Degrees(47.46, 8.55), Azimuth::Degrees(0.0), 0.0_kn};
  AircraftState state = Initiate(parked.Both(0.0), {});
  for (int k = 1; k < 200'000; ++k) state = Update(state, parked.Both(0.5 * k), {}).state;
  EXPECT_TRUE(IsSound(state));
  EXPECT_LT(MetersOff(Estimate(state, {}).position, parked.start), 0.1);
}

}  // namespace
}  // namespace pelorus
