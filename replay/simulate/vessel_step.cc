// What a second brings to a vessel; vessel.cc has the start and the planning of voyages.
#include <cmath>
#include <numbers>
#include <utility>

#include "replay/simulate/flat_metric.h"
#include "replay/simulate/vessel.h"

namespace pelorus {
namespace {

// Navigational status (M.1371-5 table 45).
constexpr int kUnderWay = 0;
constexpr int kAtAnchor = 1;
constexpr int kAlongside = 5;
constexpr int kEngagedInFishing = 7;

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr Speed kTrawling = Speed::Knots(3.2);

}  // namespace

void Vessel::Step(int now_s) {
  if (now_s >= status_due_s_) shown_status_ = status_;
  switch (activity_) {
    case Activity::kMoored:
      motion_.LieStill();
      if (now_s >= until_s_) Depart(now_s);
      break;
    case Activity::kAnchored:
      motion_.HangOnAnchor(AnchorHeading(now_s));
      if (now_s >= until_s_) Depart(now_s);
      break;
    case Activity::kTurning:
      if (motion_.Pivot(Heading::Degrees(follower_->first_course().degrees()))) {
        Begin(Activity::kSailing, now_s);
      }
      break;
    case Activity::kSailing:
      Sail(now_s);
      break;
    case Activity::kBerthing:
      if (motion_.DriftTo(spot_, berth_heading_)) {
        OpenCall(TrueCall::Place::kBerth, now_s);
        Begin(Activity::kMoored, now_s);
      }
      break;
    case Activity::kFishing:
      Fish(now_s);
      break;
    case Activity::kStandingBy:
      StandBy(now_s);
      break;
    case Activity::kAway:
      if (now_s >= until_s_) Come(now_s);
      break;
  }
}

void Vessel::Sail(int now_s) {
  const LaneFollower::Order order = follower_->Next(motion_);
  if (order.arrived) return Arrive(now_s);
  const double surge = 1.0 + 0.015 * std::sin(swing_phase_ + kTwoPi * now_s / swing_period_s_);
  motion_.Steer(order.course, order.speed * surge);
}

void Vessel::Arrive(int now_s) {
  lies_at_ = GoalWaypoint();
  switch (goal_) {
    case Goal::kBerth: {
      const Heading quay = Heading::Degrees(port().quay.degrees());
      const bool ahead = std::abs(Turn(motion_.heading(), quay).degrees()) <= 90.0;
      berth_heading_ = Heading::Degrees(quay.degrees() + (ahead ? 0.0 : 180.0));
      return Begin(Activity::kBerthing, now_s);
    }
    case Goal::kAnchorage:
      motion_.DropAnchor(identity_.length * 0.8 + Length::Meters(60.0));
      OpenCall(TrueCall::Place::kAnchorage, now_s);
      return Begin(Activity::kAnchored, now_s);
    case Goal::kGround:
      return Begin(fleet_.kind == VesselKind::kFishing ? Activity::kFishing : Activity::kStandingBy,
                   now_s);
    case Goal::kGate:
      OpenCall(TrueCall::Place::kOutside, now_s);
      return Begin(Activity::kAway, now_s);
  }
}

Heading Vessel::AnchorHeading(int now_s) const {
  const double weather_deg = 320.0 + 45.0 * std::sin(kTwoPi * now_s / 79200.0);
  const double swing_deg = 14.0 * std::sin(swing_phase_ + kTwoPi * now_s / swing_period_s_);
  return Heading::Degrees(weather_deg + swing_deg);
}

void Vessel::Fish(int now_s) {
  if (now_s >= until_s_) return Depart(now_s);
  const Waypoint& ground = waters_.lanes.Find(fleet_.ground);
  const FlatOffset home = FlatMetric(ground.at).Between(motion_.position(), ground.at);
  const bool outside = std::hypot(home.north_m, home.east_m) > 0.8 * ground.half_width.meters();
  if (now_s >= next_course_s_) {
    next_course_s_ = now_s + static_cast<int>(random_.Uniform(300.0, 1800.0));
    const double inward_deg = std::atan2(home.east_m, home.north_m) * 360.0 / kTwoPi;
    const double spread_deg = outside ? 40.0 : 180.0;
    fishing_course_ = Course::Degrees(inward_deg + random_.Uniform(-spread_deg, spread_deg));
  }
  motion_.Steer(fishing_course_, kTrawling);
}

void Vessel::StandBy(int now_s) {
  motion_.Steer(Course::Degrees(motion_.heading().degrees()), Speed());
  if (now_s >= until_s_) Depart(now_s);
}

void Vessel::Come(int now_s) {
  CloseCall(now_s);
  ChooseGoal();
  SetCourseFor(lies_at_, std::nullopt, now_s);
  const LaneFollower::Place place = follower_->SkipTo(0.0);
  motion_.Appear(place.at, place.course, motion_.handling().cruising);
  Begin(Activity::kSailing, now_s);
}

void Vessel::Begin(Activity activity, int now_s) {
  activity_ = activity;
  switch (activity) {
    case Activity::kMoored:
      until_s_ = HoursFrom(now_s, fleet_.stay_h, 0.4);
      return SetStatus(kAlongside, now_s);
    case Activity::kAnchored:
      until_s_ = HoursFrom(now_s, trades() ? 12.0 : 0.5, 0.5);
      return SetStatus(kAtAnchor, now_s);
    case Activity::kFishing:
      until_s_ = HoursFrom(now_s, 12.0, 0.4);
      return SetStatus(kEngagedInFishing, now_s);
    case Activity::kStandingBy:
      until_s_ = HoursFrom(now_s, 0.6, 0.4);
      return SetStatus(kUnderWay, now_s);
    case Activity::kAway:
      until_s_ = HoursFrom(now_s, 12.0, 0.4);
      return SetStatus(kUnderWay, now_s);
    case Activity::kTurning:
    case Activity::kSailing:
    case Activity::kBerthing:
      return SetStatus(kUnderWay, now_s);
  }
}

void Vessel::SetStatus(int status, int now_s) {
  if (status == status_) return;
  // Crews change it when they find the time, if only within ten minutes.
  status_ = status;
  status_due_s_ = now_s + static_cast<int>(random_.Uniform(0.0, 600.0));
}

void Vessel::OpenCall(TrueCall::Place place, std::optional<int> arrived_s) {
  call_ = TrueCall{place, port().name, arrived_s, std::nullopt};
}

void Vessel::CloseCall(int now_s) {
  if (!call_) return;
  call_->departed_s = now_s;
  ended_calls_.push_back(*std::exchange(call_, std::nullopt));
}

std::vector<TrueCall> Vessel::TakePortCalls() { return std::exchange(ended_calls_, {}); }

}  // namespace pelorus
