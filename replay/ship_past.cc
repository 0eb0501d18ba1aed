#include "replay/ship_past.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "geo/geodesic.h"
#include "replay/ship_answer.h"

namespace pelorus {
namespace {

constexpr std::size_t kStride = 32;
/// Observations after a gap that the smoother looks at, and for how long.
constexpr std::size_t kAhead = 8;
constexpr Duration kAheadFor = std::chrono::minutes{10};
/// Times pass through binary fractions on their way into a query file.
constexpr Duration kRounding = std::chrono::microseconds{1};

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
    : params_(params), z_(std::move(observations)), last_(params) {
  std::sort(z_.begin(), z_.end(), [](const Observation& a, const Observation& b) {
    return std::tie(a.measured_at, a.from.received_at, a.from.raw) <
           std::tie(b.measured_at, b.from.received_at, b.from.raw);
  });
  received_max_.reserve(z_.size());
  Follower follower(params);
  Time latest = Time::min();
  for (std::size_t i = 0; i < z_.size(); ++i) {
    if (i % kStride == 0) checkpoints_.push_back(follower);
    follower.Take(z_[i]);
    latest = std::max({latest, z_[i].measured_at, z_[i].from.received_at});
    received_max_.push_back(latest);
  }
}

bool ShipPast::MayUse(std::size_t i, const Query& query) const {
  const Time t = z_[i].measured_at;
  if (query.using_until) {
    const Time until = *query.using_until + kRounding;
    if (t > until || z_[i].from.received_at > until) return false;
  }
  return std::none_of(query.exclude.begin(), query.exclude.end(), [t](const auto& span) {
    return span.first - kRounding <= t && t <= span.second + kRounding;
  });
}

/// The filter over what may be used of the first `end` observations.
Follower ShipPast::Before(const Query& query, std::size_t end) {
  std::size_t whole = end;  // so many from the start may all be used
  if (query.using_until) {
    const auto late = std::upper_bound(received_max_.begin(), received_max_.end(),
                                       *query.using_until + kRounding);
    whole = std::min(whole, static_cast<std::size_t>(late - received_max_.begin()));
  }
  const bool clean = end <= whole;
  const bool goes_on =
      last_clean_ && last_end_ <= whole && last_end_ <= end && last_exclude_ == query.exclude;
  if (!query.exclude.empty()) {
    const Time first = query.exclude.front().first - kRounding;
    const auto out =
        std::lower_bound(z_.begin(), z_.end(), first,
                         [](const Observation& z, Time t) { return z.measured_at < t; });
    whole = std::min(whole, static_cast<std::size_t>(out - z_.begin()));
  }
  std::size_t from = std::min(whole / kStride, checkpoints_.size() - 1) * kStride;
  if (goes_on && last_end_ > from) {
    from = last_end_;
  } else {
    last_ = checkpoints_[from / kStride];
  }
  for (; from < end; ++from) {
    if (MayUse(from, query)) last_.Take(z_[from]);
  }
  last_end_ = end;
  last_clean_ = clean;
  last_exclude_ = query.exclude;
  return last_;
}

/// The filter over the next observations with time running backwards.
Follower ShipPast::After(const Query& query, std::size_t begin) const {
  std::vector<std::size_t> ahead;
  for (std::size_t i = begin; i < z_.size() && ahead.size() < kAhead; ++i) {
    if (query.using_until && z_[i].measured_at > *query.using_until + kRounding) break;
    if (!ahead.empty() && z_[i].measured_at - z_[ahead.front()].measured_at > kAheadFor) break;
    if (MayUse(i, query)) ahead.push_back(i);
  }
  Follower follower(params_);
  for (std::size_t i = ahead.size(); i-- > 0;) follower.Take(Reversed(z_[ahead[i]]));
  return follower;
}

QueryAnswer ShipPast::Answer(const Query& query, const DriftOutlook& outlook) {
  const auto behind =
      std::upper_bound(z_.begin(), z_.end(), query.at + kRounding,
                       [](Time t, const Observation& z) { return t < z.measured_at; });
  const auto end = static_cast<std::size_t>(behind - z_.begin());
  const Follower before = z_.empty() ? last_ : Before(query, end);
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
