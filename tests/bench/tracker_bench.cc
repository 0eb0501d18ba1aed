// Cost of the single-target filters: the IMM alone, the ship and aircraft filters around it, and
// the frames.
#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

#include "trackers/aircraft_filter.h"
#include "trackers/ship_filter.h"

namespace pelorus {
namespace {

constexpr double kStep_s = 10.0;

Observation ReportAt(int step) {
  // Due east at 10 m/s from 50 N 0 E, bending by a few metres so that the modes have work.
  const double east_deg = 10.0 * kStep_s * step / 71695.7;
  Observation z;
  z.measured_at = Time(FromSeconds(kStep_s * step));
  z.position = GeoPoint::Degrees(50.0 + 5e-5 * std::sin(0.3 * step), east_deg);
  z.position_sigma = Length::Meters(3.0);
  z.time_sigma = FromSeconds(0.3);
  z.sog = Speed::MetersPerSecond(10.0);
  z.cog = Course::Degrees(90.0 + 3.0 * std::cos(0.3 * step));
  return z;
}

std::vector<Observation> Reports(int count) {
  std::vector<Observation> out;
  for (int i = 0; i < count; ++i) out.push_back(ReportAt(i));
  return out;
}

void ImmPredict(benchmark::State& bench) {
  const ImmModel<kShipModes> model = DefaultShipModes();
  ImmState<kShipModes> state = Initiate(ReportAt(0), {}).modes;
  for (auto _ : bench) {
    ImmState<kShipModes> next = Predict(state, kStep_s, model);
    benchmark::DoNotOptimize(next);
  }
}
BENCHMARK(ImmPredict);

void ImmPredictPositionVelocity(benchmark::State& bench) {
  const ImmModel<kShipModes> model = DefaultShipModes();
  ImmState<kShipModes> state = Initiate(ReportAt(0), {}).modes;
  const Eigen::Matrix2d r = 9.0 * Eigen::Matrix2d::Identity();
  const Eigen::Matrix2d r_v = 0.01 * Eigen::Matrix2d::Identity();
  const Eigen::Vector2d v(10.0, 0.0);
  Eigen::Vector2d z(0.0, 0.0);
  double phase = 0.0;
  for (auto _ : bench) {
    // Never the same twice: without any noise the covariances across decay into denormal numbers.
    phase = phase < 6.0 ? phase + 0.37 : 0.11;
    z += kStep_s * v + Eigen::Vector2d(phase - 3.0, 3.0 - phase);
    state = Predict(state, kStep_s, model);
    state = UpdatePair<0>(state, z, r, model).state;
    state = UpdatePair<2>(state, v, r_v, model).state;
    benchmark::DoNotOptimize(state);
  }
}
BENCHMARK(ImmPredictPositionVelocity);

void ShipFilterUpdate(benchmark::State& bench) {
  const ShipFilterParams params;
  const std::vector<Observation> reports = Reports(1000);
  KinematicState state = Initiate(reports[0], params);
  std::size_t i = 1;
  for (auto _ : bench) {
    state = Update(state, reports[i], params).state;
    benchmark::DoNotOptimize(state);
    if (++i == reports.size()) {
      i = 1;
      state = Initiate(reports[0], params);
    }
  }
  bench.counters["sizeof_state"] = sizeof(KinematicState);
}
BENCHMARK(ShipFilterUpdate);

/// Many tracks in an order that no prefetcher guesses: the filter with its cache misses.
void ShipFilterUpdateManyTracks(benchmark::State& bench) {
  const ShipFilterParams params;
  const std::size_t tracks = static_cast<std::size_t>(bench.range(0));
  const std::vector<Observation> reports = Reports(1000);
  std::vector<KinematicState> states(tracks, Initiate(reports[0], params));
  std::size_t track = 0, step = 1;
  for (auto _ : bench) {
    track = (track + 7919 * 97) % tracks;
    if (track == 0) step = step + 1 < reports.size() ? step + 1 : 1;
    KinematicState& state = states[track];
    state = Update(state, reports[step], params).state;
  }
}
BENCHMARK(ShipFilterUpdateManyTracks)->Arg(1000)->Arg(500000);

void FrameFromOrigin(benchmark::State& bench) {
  GeoPoint origin = GeoPoint::Degrees(50.0, 1.0);
  for (auto _ : bench) {
    benchmark::DoNotOptimize(origin);
    const LocalFrame frame(origin);
    benchmark::DoNotOptimize(frame);
  }
}
BENCHMARK(FrameFromOrigin);

void FrameToEnuAndFromGround(benchmark::State& bench) {
  const LocalFrame frame(GeoPoint::Degrees(50.0, 1.0));
  GeoPoint p = GeoPoint::Degrees(50.1, 1.1);
  for (auto _ : bench) {
    benchmark::DoNotOptimize(p);
    const Eigen::Vector2d p_enu = frame.ToEnu(p);
    Eigen::Matrix2d g = frame.FromGround(p_enu);
    benchmark::DoNotOptimize(g);
  }
}
BENCHMARK(FrameToEnuAndFromGround);

void EstimateOfAState(benchmark::State& bench) {
  const KinematicState state = Initiate(ReportAt(0), {});
  for (auto _ : bench) {
    KinematicEstimate e = Estimate(state);
    benchmark::DoNotOptimize(e);
  }
}
BENCHMARK(EstimateOfAState);

/// Messages of an aircraft due east at 220 m/s, positions with altitudes and velocities with rates
/// in turn, half a second apart, bending by a few metres.
std::vector<AircraftReport> AircraftMessages(int count) {
  std::vector<AircraftReport> out;
  for (int i = 0; i < count; ++i) {
    AircraftReport z;
    z.measured_at = Time(FromSeconds(0.5 * i));
    z.position_sigma = Length::Meters(12.0);
    z.velocity_sigma = Speed::MetersPerSecond(4.1);
    if (i % 2 == 0) {
      z.position = GeoPoint::Degrees(50.0 + 5e-5 * std::sin(0.3 * i), 220.0 * 0.5 * i / 71695.7);
      z.pressure_altitude_ft = 35'000 + 25 * (i % 3);
    } else {
      z.ground_speed = Speed::MetersPerSecond(220.0);
      z.track = Course::Degrees(90.0 + 0.5 * std::cos(0.3 * i));
      z.vertical_rate_fpm = 64 * (i % 3);
    }
    out.push_back(z);
  }
  return out;
}

/// One message: a position with altitude, or a velocity with rate.
void AircraftFilterUpdate(benchmark::State& bench) {
  const AircraftFilterParams params;
  const std::vector<AircraftReport> messages = AircraftMessages(1000);
  AircraftState state = Initiate(messages[0], params);
  std::size_t i = 1;
  for (auto _ : bench) {
    state = Update(state, messages[i], params).state;
    benchmark::DoNotOptimize(state);
    if (++i == messages.size()) {
      i = 1;
      state = Initiate(messages[0], params);
    }
  }
  bench.counters["sizeof_state"] = sizeof(AircraftState);
}
BENCHMARK(AircraftFilterUpdate);

void EstimateOfAnAircraft(benchmark::State& bench) {
  const AircraftFilterParams params;
  const AircraftState state = Initiate(AircraftMessages(1)[0], params);
  for (auto _ : bench) {
    KinematicEstimate e = Estimate(state, params);
    benchmark::DoNotOptimize(e);
  }
}
BENCHMARK(EstimateOfAnAircraft);

}  // namespace
}  // namespace pelorus

BENCHMARK_MAIN();
