#include "fusion/anomaly/loitering_halts.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

double MeanOf(double sum, std::uint32_t count) { return sum / static_cast<double>(count); }

/// Longitude of `p` east of `origin`, degrees in [-180, 180).
double EastOf(GeoPoint origin, GeoPoint p) {
  return WrapLongitudeDeg(p.lon_deg() - origin.lon_deg());
}

}  // namespace

void HaltTracker::Take(std::uint32_t number, const TrackUpdate& update) {
  if (number >= states_.size()) states_.resize(number + std::size_t{1});
  State& state = states_[number];
  if (state.heard && update.time < state.at + params_.step) return;
  if (state.heard && !GoesOn(state, update)) {
    if (const auto halt = Summary(state)) found_.push_back(*halt);
    state.halting = false;
  } else if (state.heard) {
    if (!state.halting) Begin(state, number);
    Add(state, update);
  }
  state.heard = true;
  state.at = update.time;
  state.p = update.estimate.position;
  state.raw = update.raw;
}

/// The halt begins with the position before the one that showed it.
void HaltTracker::Begin(State& state, std::uint32_t number) const {
  state.halting = true;
  state.halt = Halt{};
  state.halt.vessel = number;
  state.halt.start = state.at;
  state.halt.first_ref = state.raw;
  state.halt.positions = 1;
  state.began = state.p;
  state.east_sum_deg = state.north_sum_deg = state.way_m = 0.0;
  state.west_deg = state.east_deg = state.south_deg = state.north_deg = 0.0;
}

bool HaltTracker::GoesOn(const State& state, const TrackUpdate& update) const {
  const Duration gap = update.time - state.at;
  if (gap > params_.silence) return false;
  const Length way = FastDistance(state.p, update.estimate.position);
  if (way.meters() > params_.most.mps() * ToSeconds(gap)) return false;
  if (!state.halting) return true;
  const std::uint32_t n = state.halt.positions;
  const GeoPoint mean = GeoPoint::Degrees(state.began.lat_deg() + MeanOf(state.north_sum_deg, n),
                                          state.began.lon_deg() + MeanOf(state.east_sum_deg, n));
  return FastDistance(mean, update.estimate.position) <= params_.radius;
}

void HaltTracker::Add(State& state, const TrackUpdate& update) const {
  const GeoPoint p = update.estimate.position;
  const double east = EastOf(state.began, p);
  const double north = p.lat_deg() - state.began.lat_deg();
  state.east_sum_deg += east;
  state.north_sum_deg += north;
  state.west_deg = std::min(state.west_deg, east);
  state.east_deg = std::max(state.east_deg, east);
  state.south_deg = std::min(state.south_deg, north);
  state.north_deg = std::max(state.north_deg, north);
  state.way_m += FastDistance(state.p, p).meters();
  Halt& halt = state.halt;
  ++halt.positions;
  halt.last = update.time;
  halt.last_ref = update.raw;
  const Duration gap = update.time - state.at;
  if (gap > params_.unknown) halt.unknown += gap - params_.unknown;
  const auto& status = update.nav_status;
  if (status == NavStatus::kAtAnchor || status == NavStatus::kMoored) ++halt.anchored;
  if (status == NavStatus::kFishing) ++halt.fishing;
}

std::optional<Halt> HaltTracker::Summary(const State& state) const {
  if (!state.halting || state.halt.last - state.halt.start < params_.least) return std::nullopt;
  Halt halt = state.halt;
  const double lat = state.began.lat_deg();
  const double lon = state.began.lon_deg();
  halt.at = GeoPoint::Degrees(lat + MeanOf(state.north_sum_deg, halt.positions),
                              lon + MeanOf(state.east_sum_deg, halt.positions));
  const GeoPoint low = GeoPoint::Degrees(lat + state.south_deg, lon + state.west_deg);
  const GeoPoint high = GeoPoint::Degrees(lat + state.north_deg, lon + state.east_deg);
  halt.radius = FastDistance(low, high) / 2.0;
  halt.mean_speed = Speed::MetersPerSecond(state.way_m / ToSeconds(halt.last - halt.start));
  return halt;
}

std::vector<Halt> HaltTracker::Found(Time now) const {
  std::vector<Halt> all = found_;
  for (const State& state : states_) {
    auto halt = Summary(state);
    if (!halt) continue;
    halt->open = now - halt->last <= params_.silence;
    all.push_back(*halt);
  }
  std::sort(all.begin(), all.end(), [](const Halt& a, const Halt& b) {
    return std::tie(a.start, a.vessel) < std::tie(b.start, b.vessel);
  });
  return all;
}

}  // namespace pelorus
