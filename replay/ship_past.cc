#include "replay/ship_past.h"

#include <cmath>
#include <utility>

#include "geo/geodesic.h"
#include "replay/ship_answer.h"

namespace pelorus {
namespace {

/// Observations after a gap that the smoother looks at, and for how long.
constexpr std::size_t kAhead = 8;
constexpr Duration kAheadFor = std::chrono::minutes{10};

}  // namespace

void Follower::Take(const Observation& z) {
  if (!state_) {
    Begin(z);
    return;
  }
  const UpdateOutcome out = Update(*state_, z, params_->ship);
  if (out.result == UpdateResult::kOlderThanState) return;
  if (out.result != UpdateResult::kOutsideGate) {
    Follow(out.state);
    if (out.result == UpdateResult::kApplied) applied_ = z;
    strays_ = 0;
    return;
  }
  const double dt_s = ToSeconds(z.measured_at - stray_at_);
  const bool agrees = strays_ > 0 && FastDistance(stray_, z.position).meters() <=
                                         params_->max_ship_speed.mps() * dt_s + 100.0;
  strays_ = agrees ? strays_ + 1 : 1;
  stray_ = z.position;
  stray_at_ = z.measured_at;
  if (strays_ < params_->reseed_after) return;
  Begin(z);
}

void Follower::Begin(const Observation& z) {
  state_ = Initiate(z, params_->ship);
  applied_ = z;
  trend_ = {};
  strays_ = 0;
}

KinematicState Follower::AtReport() const {
  const bool moves = VelocityOverGround(applied_, params_->ship.velocity).has_value();
  return moves && applied_.measured_at == state_->time ? Initiate(applied_, params_->ship)
                                                       : *state_;
}

/// Goes on to the next state and takes the change of velocity into the trend, an average that
/// forgets within kTrend_s. Reports far apart say nothing of a trend.
void Follower::Follow(const KinematicState& next) {
  constexpr double kTrend_s = 20.0, kFarApart_s = 30.0, kStep_s = 0.5, kUnderWay_mps = 0.5;
  const Eigen::Vector2d was = Combine(state_->modes).x.tail<2>();
  const Eigen::Vector2d is = Combine(next.modes).x.tail<2>();
  const double dt_s = ToSeconds(next.time - state_->time);
  state_ = next;
  if (dt_s > kFarApart_s || was.norm() < kUnderWay_mps || is.norm() < kUnderWay_mps) {
    trend_ = {};
  } else if (dt_s > kStep_s) {
    const double weight = -std::expm1(-dt_s / kTrend_s);
    const double turned = std::atan2(was.y() * is.x() - was.x() * is.y(), was.dot(is));
    trend_.turn_radps += weight * (turned / dt_s - trend_.turn_radps);
    trend_.gain_mps2 += weight * ((is.norm() - was.norm()) / dt_s - trend_.gain_mps2);
  }
}

ShipPast::ShipPast(std::vector<Observation> observations, const TrackBankParams& params)
    : params_(params), past_(std::move(observations), Follower(params)) {}

/// The filter over the next observations with time running backwards.
Follower ShipPast::After(const Query& query, std::size_t begin) const {
  const std::vector<std::size_t> ahead = past_.Ahead(query, begin, kAhead, kAheadFor);
  Follower follower(params_);
  for (std::size_t i = ahead.size(); i-- > 0;) follower.Take(Reversed(past_[ahead[i]]));
  return follower;
}

QueryAnswer ShipPast::Answer(const Query& query, const DriftOutlook& outlook) {
  const std::size_t end = past_.EndAt(query.at);
  const Follower& before = past_.Before(query, end);
  const Follower after = After(query, end);
  if (before.state() && after.state() &&
      CanBeOneHull(*before.state(), *after.state(), params_.max_ship_speed)) {
    return AnswerBetween(before.AtReport(), after.AtReport(), query.at);
  }
  const auto gap_to = [&query](const KinematicState& state) {
    return std::chrono::abs(state.time - query.at);
  };
  if (before.state() &&
      (!after.state() ||
       gap_to(*before.state()) <= std::chrono::abs(UnReversed(after.state()->time) - query.at))) {
    return AnswerAhead(*before.state(), before.trend(), query.at, outlook, params_.ship);
  }
  if (after.state()) {
    return AnswerAhead(*after.state(), after.trend(), UnReversed(query.at), outlook, params_.ship);
  }
  QueryAnswer none;
  none.error = "no observation";
  return none;
}

}  // namespace pelorus
