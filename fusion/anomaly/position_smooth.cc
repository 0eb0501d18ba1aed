#include "fusion/anomaly/position_smooth.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr Duration kSpacing = std::chrono::seconds{30};
constexpr Duration kLongest = std::chrono::minutes{10};
constexpr double kLeastChordM = 150.0;
/// A turn between two chords that ends a straight piece, as its sine.
constexpr double kTurned = 0.05;
constexpr double kMostM = 1.0;
constexpr double kSmoothM = 0.25;
constexpr std::uint32_t kLeastOffsets = 40;

}  // namespace

std::optional<PositionIncident> SmoothWatch::Break() {
  std::optional<PositionIncident> ended = Told(true);
  count_ = 0;
  sum_m2_ = 0.0;
  positions_.Clear();
  return ended;
}

std::optional<PositionIncident> SmoothWatch::Take(const Observation& z) {
  const Contact here{z.measured_at, z.position};
  std::optional<PositionIncident> ended;
  if (known_ > 0) {
    const Duration since = here.time - last_[static_cast<std::size_t>(known_ - 1)].time;
    if (since < kSpacing) return std::nullopt;
    if (since > kLongest) {
      ended = Break();
      known_ = 0;
    }
  }
  if (known_ == 2) {
    const LocalFrame frame(last_[1].position);
    const Eigen::Vector2d before = frame.ToEnu(last_[0].position);
    const Eigen::Vector2d way = frame.ToEnu(here.position) - before;
    const double chord_m = way.norm();
    const double cross_m =
        chord_m > 0.0 ? std::abs(way.x() * before.y() - way.y() * before.x()) / chord_m : 0.0;
    const bool straight =
        chord_m >= kLeastChordM && cross_m < kMostM && cross_m < kTurned * chord_m;
    if (straight) {
      if (count_ == 0) {
        first_ = last_[0];
        first_raw_ = z.from.raw;
      }
      ++count_;
      sum_m2_ += cross_m * cross_m;
      last_raw_ = z.from.raw;
      positions_.Add(here);
    } else {
      ended = Break();
    }
    last_[0] = last_[1];
    known_ = 1;
  }
  last_[static_cast<std::size_t>(known_++)] = here;
  return ended;
}

std::optional<PositionIncident> SmoothWatch::Open() const { return Told(false); }

std::optional<PositionIncident> SmoothWatch::Told(bool over) const {
  if (count_ < kLeastOffsets) return std::nullopt;
  const double rms_m = std::sqrt(sum_m2_ / count_);
  if (rms_m > kSmoothM) return std::nullopt;
  PositionIncident incident;
  incident.fault = PositionFault::kTooSmooth;
  incident.start = first_.time;
  incident.end = last_[static_cast<std::size_t>(known_ - 1)].time;
  incident.over = over;
  incident.at = first_.position;
  incident.positions = positions_;
  incident.refs = {first_raw_, last_raw_};
  incident.prior_log_odds = -3.0;
  incident.evidence = {{"straight_points", static_cast<double>(count_), "points",
                        Capped(std::log(count_ / 10.0)), "30 s and more apart"},
                       {"scatter", rms_m, "m", Capped(2.0 * std::log(2.0 / std::max(rms_m, 0.1))),
                        "across the way; receivers and helmsmen give metres"}};
  incident.alternatives = {{"resampled_input", 0.7, "a provider interpolated between reports"},
                           {"calm_and_autopilot", 0.3, ""}};
  return incident;
}

}  // namespace pelorus
