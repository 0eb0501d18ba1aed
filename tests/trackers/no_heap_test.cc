// Built with EIGEN_RUNTIME_NO_MALLOC together with its own copies of the filters, so that Eigen
// itself checks them; operator new is counted beside that.
#include <gtest/gtest.h>

#include <Eigen/Core>

#include <array>
#include <new>

#include "tests/trackers/aircraft_world.h"
#include "tests/trackers/counting_new.h"
#include "tests/trackers/ship_world.h"
#include "trackers/ship_filter.h"

#ifndef EIGEN_RUNTIME_NO_MALLOC
#error "this test means nothing without EIGEN_RUNTIME_NO_MALLOC"
#endif

namespace pelorus {
namespace {

using namespace std::chrono_literals;

TEST(NoHeap, TheCountersSeeAnAllocation) {
  const long before = CountedAllocations();
  ::operator delete(::operator new(1));  // a new expression could be optimised away
  EXPECT_EQ(CountedAllocations(), before + 1);
  Eigen::internal::set_is_malloc_allowed(false);
  EXPECT_DEATH(Eigen::MatrixXd::Zero(9, 9).eval(), "heap allocation is forbidden");
  Eigen::internal::set_is_malloc_allowed(true);
}

TEST(NoHeap, InitiatePredictUpdateAndEstimateDoNotAllocate) {
  const GeodesicShip ship{GeoPoint::Degrees(50.0, 0.0), Azimuth::Degrees(45.0), Speed::Knots(15.0)};
  const ShipFilterParams params;
  const Observation first = ship.Report(0.0), second = ship.Report(10.0), far = ship.Report(8000.0);
  Observation outlier = ship.Report(20.0);
  outlier.position = GeoPoint::Degrees(-40.0, 100.0);
  const long before = CountedAllocations();
  Eigen::internal::set_is_malloc_allowed(false);
  const KinematicState start = Initiate(first, params);
  const UpdateOutcome near = Update(start, second, params);
  const UpdateOutcome moved = Update(near.state, far, params);  // into another plane
  const UpdateOutcome refused = Update(near.state, outlier, params);
  const KinematicEstimate e = Estimate(Predict(moved.state, moved.state.time + 100h, params));
  Eigen::internal::set_is_malloc_allowed(true);
  EXPECT_EQ(CountedAllocations(), before);
  EXPECT_EQ(near.result, UpdateResult::kApplied);
  EXPECT_EQ(moved.result, UpdateResult::kApplied);
  EXPECT_EQ(refused.result, UpdateResult::kOutsideGate);
  EXPECT_TRUE(e.cov_m2.allFinite());
}

TEST(NoHeap, TheAircraftFilterDoesNotAllocate) {
  const GeodesicAircraft aircraft{GeoPoint::Degrees(46.0, 8.0), Azimuth::Degrees(30.0), 450.0_kn};
  const AircraftFilterParams params;
  AircraftReport height = aircraft.Heard(3.0);
  height.geometric_height_ft = 31'000;
  AircraftReport outlier = aircraft.Both(4.0);
  outlier.position = GeoPoint::Degrees(-40.0, 100.0);
  const std::array<AircraftReport, 6> reports = {
      aircraft.Position(1.0), aircraft.Velocity(2.0), height, outlier,
      aircraft.Both(600.0),   aircraft.Both(601.0)};
  const long before = CountedAllocations();
  Eigen::internal::set_is_malloc_allowed(false);
  AircraftState state = Initiate(aircraft.Both(0.0), params);
  std::size_t applied = 0;
  for (const AircraftReport& z : reports) {
    const AircraftOutcome out = Update(state, z, params);
    state = out.state;
    applied += out.result == UpdateResult::kApplied ? 1U : 0U;
  }
  const KinematicEstimate e = Estimate(Predict(state, state.time + 2h, params), params);
  Eigen::internal::set_is_malloc_allowed(true);
  EXPECT_EQ(CountedAllocations(), before);
  EXPECT_EQ(applied, 5U);
  EXPECT_TRUE(e.cov_m2.allFinite());
}

}  // namespace
}  // namespace pelorus
