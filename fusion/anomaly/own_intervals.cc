#include "fusion/anomaly/own_intervals.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace pelorus {
namespace {

constexpr Duration kSessionGap = std::chrono::minutes{15};
constexpr std::size_t kMostSessions = 256;
/// Orbital periods of the satellites that hear ships: 500 to 900 km up.
constexpr double kShortestOrbit_s = 90.0 * 60.0;
constexpr double kLongestOrbit_s = 106.0 * 60.0;
constexpr double kOrbitStep_s = 12.0;
/// Length of the mean direction of the sessions' phases, and Rayleigh's n R^2, from which on they
/// are a beat: by chance once in fifty vessels over the orbits tried.
constexpr double kBeat = 0.9;
constexpr double kRayleigh = 8.0;

}  // namespace

void OwnIntervals::Add(Time from, Time to) {
  if (sessions_.empty()) {
    first_ = from;
    sessions_.push_back(0);
  }
  if (to - from <= kSessionGap) return;
  ++count_;
  excess_s_ += ToSeconds(to - from - kSessionGap);
  if (sessions_.size() < kMostSessions) {
    sessions_.push_back(static_cast<std::uint32_t>(ToSeconds(to - first_)));
  }
}

OwnIntervals::Tail OwnIntervals::Compare(Duration silence, bool counted) const {
  Tail tail;
  const double beyond_s = std::max(0.0, ToSeconds(silence - kSessionGap));
  tail.others = count_ - (counted && count_ > 0 ? 1U : 0U);
  const double others_s = std::max(0.0, excess_s_ - (counted ? beyond_s : 0.0));
  if (tail.others == 0 || others_s <= 0.0) return tail;
  const auto n = static_cast<double>(tail.others);
  tail.expected = beyond_s * n / others_s;
  // The mean is known from n intervals only: the tail is a Pareto (Lomax) one.
  tail.surprise = (n + 1.0) * std::log1p(beyond_s / others_s);
  tail.regular_passes = InPasses();
  return tail;
}

bool OwnIntervals::InPasses() const {
  const auto n = static_cast<double>(sessions_.size());
  for (double orbit_s = kShortestOrbit_s; orbit_s <= kLongestOrbit_s; orbit_s += kOrbitStep_s) {
    std::complex<double> sum;
    for (const std::uint32_t at_s : sessions_) {
      sum += std::polar(1.0, 2.0 * std::numbers::pi * at_s / orbit_s);
    }
    const double length = std::abs(sum) / n;
    if (length > kBeat && n * length * length > kRayleigh) return true;
  }
  return false;
}

}  // namespace pelorus
