#include "replay/aircraft_answer_scale.h"

#include <algorithm>
#include <cmath>

#include "geo/local_frame.h"
#include "trackers/kalman.h"

namespace pelorus {
namespace {

constexpr Duration kEvery = std::chrono::seconds{60};
constexpr double kMissed = 0.09;     ///< share of truths that regions are steered to miss
constexpr double kChi90 = 4.605170;  ///< chi-square of 2 degrees of freedom, 90 %
/// Steps of kGain / (kPrior + n), n the samples so far, and never smaller than after kMemory.
constexpr double kGain = 8.0, kPrior = 24.0, kMemory = 1000.0;
constexpr double kMostLog = 6.0;

constexpr RegionScale kUnscaled = {{}, {}};

/// d^2 of where it was under the answer's region.
double SquaredOff(const QueryAnswer& answer, GeoPoint truth) {
  return Ldl2(answer.cov_m2).SquaredNorm(LocalFrame(answer.position).ToEnu(truth));
}

}  // namespace

void RegionScaleTable::Learn(const AircraftReport& report) {
  if (!SaysMotion(report)) return;
  if (report.measured_at >= next_forget_) Forget(report.measured_at);
  Craft& craft =
      crafts_.try_emplace(report.key, Craft{AircraftFollower(*params_), {}}).first->second;
  craft.follower.Take(report);
  const auto& state = craft.follower.state();
  if (!report.position || !state || state->time != report.measured_at) return;
  for (Anchor& anchor : craft.anchors) Compare(anchor, report);
  constexpr std::uint32_t kAll = (1U << kScaleHorizons_s.size()) - 1;
  std::erase_if(craft.anchors, [](const Anchor& anchor) { return anchor.scored == kAll; });
  if (craft.anchors.empty() || state->time - craft.anchors.back().end.state.time >= kEvery) {
    craft.anchors.push_back({craft.follower.End(), {}, 0});
  }
}

/// Scores what the anchor's state said of the time of this fix, which the filter believed.
void RegionScaleTable::Compare(Anchor& anchor, const AircraftReport& fix) {
  const double passed_s = ToSeconds(fix.measured_at - anchor.end.state.time);
  for (std::size_t h = 0; h < kScaleHorizons_s.size(); ++h) {
    const double horizon_s = kScaleHorizons_s[h];
    if ((anchor.scored >> h & 1U) != 0) continue;
    if (passed_s < horizon_s) {
      const bool middle = passed_s >= 0.5 * horizon_s && !anchor.middle[h];
      if (middle) anchor.middle[h] = Seen{fix.measured_at, *fix.position};
      continue;
    }
    anchor.scored |= 1U << h;
    if (passed_s > 1.1 * horizon_s + 1.5) continue;
    const QueryAnswer ahead = AnswerAhead(anchor.end, fix.measured_at, *params_, kUnscaled);
    Step(SquaredOff(ahead, *fix.position), scale_.log_ahead[h], ahead_[h]);
    if (!anchor.middle[h]) continue;
    const AircraftEnd after{Initiate(Reversed(fix), params_->aircraft), fix.position_sigma,
                            fix.time_sigma};
    const QueryAnswer between =
        AnswerBetween(anchor.end, after, anchor.middle[h]->at, *params_, kUnscaled);
    Step(SquaredOff(between, anchor.middle[h]->position), scale_.log_gap[h], gap_[h]);
  }
}

void RegionScaleTable::Step(double squared, double& log, std::uint32_t& count) const {
  const double step = kGain / (kPrior + std::min(kMemory, static_cast<double>(count)));
  const bool missed = !(squared <= kChi90 * std::exp(log));
  log = std::clamp(log + step * ((missed ? 1.0 : 0.0) - kMissed), -kMostLog, kMostLog);
  ++count;
}

/// Drops the aircraft that nobody has heard for longer than a track lasts.
void RegionScaleTable::Forget(Time now) {
  std::erase_if(crafts_, [this, now](const auto& entry) {
    const auto& state = entry.second.follower.state();
    return !state || now - state->time > params_->aircraft_end_after;
  });
  next_forget_ = now + params_->aircraft_end_after;
}

}  // namespace pelorus
