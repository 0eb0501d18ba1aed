#include "replay/aircraft_past.h"

#include <utility>

#include "geo/geodesic.h"
#include "replay/aircraft_answer.h"

namespace pelorus {
namespace {

/// Reports after the time asked for that the smoother looks at, and for how long.
constexpr std::size_t kAhead = 24;
constexpr Duration kAheadFor = std::chrono::minutes{5};

std::vector<AircraftReport> OfMotion(std::vector<AircraftReport> reports) {
  std::erase_if(reports, [](const AircraftReport& z) { return !SaysMotion(z); });
  return reports;
}

}  // namespace

void AircraftFollower::Take(const AircraftReport& z) {
  if (state_ && z.measured_at - state_->time > params_->aircraft_end_after) state_.reset();
  if (!state_) {
    if (z.position && !z.implausible) Begin(z);
    return;
  }
  const AircraftOutcome out = Update(*state_, z, params_->aircraft);
  if (out.result == UpdateResult::kOlderThanState) return;
  if (out.result != UpdateResult::kOutsideGate) {
    state_ = out.state;
    if (!z.position) return;
    strays_ = 0;
    fix_ = z;
    return;
  }
  if (z.position && !z.implausible) Stray(z);  // a velocity alone cannot move a track
}

/// Follows the positions outside the gate once enough of them agree with each other.
void AircraftFollower::Stray(const AircraftReport& z) {
  const double dt_s = ToSeconds(z.measured_at - stray_at_);
  const double most_m = params_->max_aircraft_speed.mps() * dt_s + kAircraftSlack.meters();
  const bool agrees = strays_ > 0 && FastDistance(stray_, *z.position).meters() <= most_m;
  strays_ = agrees ? strays_ + 1 : 1;
  stray_ = *z.position;
  stray_at_ = z.measured_at;
  if (strays_ >= params_->reseed_after) Begin(z);
}

void AircraftFollower::Begin(const AircraftReport& z) {
  state_ = Initiate(z, params_->aircraft);
  fix_ = z;
  strays_ = 0;
}

AircraftPast::AircraftPast(std::vector<AircraftReport> reports, const TrackBankParams& params)
    : params_(params), past_(OfMotion(std::move(reports)), AircraftFollower(params)) {}

/// The filter over the next reports with time running backwards.
AircraftFollower AircraftPast::After(const Query& query, std::size_t begin) const {
  const std::vector<std::size_t> ahead = past_.Ahead(query, begin, kAhead, kAheadFor);
  AircraftFollower follower(params_);
  for (std::size_t i = ahead.size(); i-- > 0;) follower.Take(Reversed(past_[ahead[i]]));
  return follower;
}

QueryAnswer AircraftPast::Answer(const Query& query, const RegionScale& scale) {
  const std::size_t end = past_.EndAt(query.at);
  const AircraftFollower& before = past_.Before(query, end);
  const AircraftFollower after = After(query, end);
  if (before.state() && after.state() &&
      CanBeOneAircraft(*before.state(), *after.state(), params_.max_aircraft_speed)) {
    return AnswerBetween(before.End(), after.End(), query.at, params_, scale);
  }
  const Time reversed = UnReversed(query.at);
  if (before.state() && (!after.state() || std::chrono::abs(before.state()->time - query.at) <=
                                               std::chrono::abs(after.state()->time - reversed))) {
    return AnswerAhead(before.End(), query.at, params_, scale);
  }
  if (after.state()) return AnswerAhead(after.End(), reversed, params_, scale);
  QueryAnswer none;
  none.error = "no observation";
  return none;
}

}  // namespace pelorus
