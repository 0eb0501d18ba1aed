#include "replay/aircraft_answer.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"
#include "replay/query_past.h"
#include "trackers/aircraft_smoother.h"
#include "trackers/measurement_model.h"

namespace pelorus {
namespace {

/// An aircraft that nobody has heard for longer is as far as it may come.
constexpr Duration kLongestFlight = std::chrono::minutes{30};

double Interpolated(const std::array<double, kScaleHorizons_s.size()>& log, double horizon_s) {
  const auto& h = kScaleHorizons_s;
  const double at = std::clamp(horizon_s, h.front(), h.back());
  const auto above = std::upper_bound(h.begin() + 1, h.end() - 1, at);
  const auto i = static_cast<std::size_t>(above - h.begin());
  const double share = std::log(at / h[i - 1]) / std::log(h[i] / h[i - 1]);
  return std::exp((1.0 - share) * log[i - 1] + share * log[i]);
}

/// A state as a report would tell it: with what a report's position and its time are off.
QueryAnswer AsReported(const KinematicEstimate& estimate, const AircraftEnd& end,
                       const AircraftFilterParams& params, double scale) {
  QueryAnswer answer;
  answer.position = estimate.position;
  const double time_sigma_s = std::hypot(ToSeconds(end.fix_time_sigma), params.time_sigma_s);
  answer.cov_m2 = estimate.cov_m2 + PositionCovariance(end.fix_sigma.meters(), time_sigma_s,
                                                       estimate.v_mps, params.position);
  answer.cov_m2 *= scale;
  for (std::size_t i = 0; i < kAircraftModes; ++i) {
    answer.modes[i] = {kAircraftModeNames[i], estimate.mode_probability[i]};
  }
  return answer;
}

GeoPoint PositionOf(const AircraftState& state) {
  return state.frame.FromEnu(CombinedPair<0>(state.modes).x);
}

}  // namespace

double RegionScale::Ahead(double horizon_s) const { return Interpolated(log_ahead, horizon_s); }

double RegionScale::Gap(double gap_s) const {
  // Learned with one report after the gap; with many the smoother is surer than it may be.
  constexpr std::array<double, kScaleHorizons_s.size()> kLogMore = {0.0, 0.0, 0.0, 0.1, 0.6};
  return Interpolated(log_gap, gap_s) * Interpolated(kLogMore, gap_s);
}

AircraftReport Reversed(const AircraftReport& z) {
  AircraftReport out = z;
  out.measured_at = UnReversed(z.measured_at);
  if (z.track) out.track = Course::Degrees(z.track->degrees() + 180.0);
  if (z.vertical_rate_fpm) out.vertical_rate_fpm = -*z.vertical_rate_fpm;
  return out;
}

bool CanBeOneAircraft(const AircraftState& before, const AircraftState& after, Speed most) {
  const double gap_s = ToSeconds(UnReversed(after.time) - before.time);
  return gap_s > 0.0 && FastDistance(PositionOf(before), PositionOf(after)).meters() <=
                            most.mps() * gap_s + kAircraftSlack.meters();
}

QueryAnswer AnswerAhead(const AircraftEnd& before, Time at, const TrackBankParams& params,
                        const RegionScale& scale) {
  const Time until = std::min(at, before.state.time + kLongestFlight);
  return AsReported(Estimate(Predict(before.state, until, params.aircraft), params.aircraft),
                    before, params.aircraft, scale.Ahead(ToSeconds(until - before.state.time)));
}

QueryAnswer AnswerBetween(const AircraftEnd& before, const AircraftEnd& after, Time at,
                          const TrackBankParams& params, const RegionScale& scale) {
  const Duration gap = UnReversed(after.state.time) - before.state.time;
  if (gap > kLongestFlight) {
    const bool first = at - before.state.time < UnReversed(after.state.time) - at;
    return first ? AnswerAhead(before, at, params, scale)
                 : AnswerAhead(after, UnReversed(at), params, scale);
  }
  const AircraftState forward = Predict(before.state, at, params.aircraft);
  const AircraftState backward = Predict(after.state, UnReversed(at), params.aircraft);
  const std::optional<KinematicEstimate> joint = Smooth(forward, backward, params.aircraft);
  if (!joint) return AnswerAhead(before, at, params, scale);
  return AsReported(*joint, before, params.aircraft, scale.Gap(ToSeconds(gap)));
}

}  // namespace pelorus
