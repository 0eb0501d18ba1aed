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

/// A state as a report would tell it: with what a report's position and its time are off.
QueryAnswer AsReported(const KinematicEstimate& estimate, const AircraftEnd& end,
                       const AircraftFilterParams& params) {
  QueryAnswer answer;
  answer.position = estimate.position;
  const double time_sigma_s = std::hypot(ToSeconds(end.fix_time_sigma), params.time_sigma_s);
  answer.cov_m2 = estimate.cov_m2 + PositionCovariance(end.fix_sigma.meters(), time_sigma_s,
                                                       estimate.v_mps, params.position);
  for (std::size_t i = 0; i < kAircraftModes; ++i) {
    answer.modes[i] = {kAircraftModeNames[i], estimate.mode_probability[i]};
  }
  return answer;
}

GeoPoint PositionOf(const AircraftState& state) {
  return state.frame.FromEnu(CombinedPair<0>(state.modes).x);
}

}  // namespace

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

QueryAnswer AnswerAhead(const AircraftEnd& before, Time at, const TrackBankParams& params) {
  const Time until = std::min(at, before.state.time + kLongestFlight);
  return AsReported(Estimate(Predict(before.state, until, params.aircraft), params.aircraft),
                    before, params.aircraft);
}

QueryAnswer AnswerBetween(const AircraftEnd& before, const AircraftEnd& after, Time at,
                          const TrackBankParams& params) {
  if (UnReversed(after.state.time) - before.state.time > kLongestFlight) {
    const bool first = at - before.state.time < UnReversed(after.state.time) - at;
    return first ? AnswerAhead(before, at, params) : AnswerAhead(after, UnReversed(at), params);
  }
  const AircraftState forward = Predict(before.state, at, params.aircraft);
  const AircraftState backward = Predict(after.state, UnReversed(at), params.aircraft);
  const std::optional<KinematicEstimate> joint = Smooth(forward, backward, params.aircraft);
  if (!joint) return AnswerAhead(before, at, params);
  return AsReported(*joint, before, params.aircraft);
}

}  // namespace pelorus
