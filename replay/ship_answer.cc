#include "replay/ship_answer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/geodesic.h"
#include "replay/query_past.h"
#include "trackers/bridge.h"

namespace pelorus {
namespace {

constexpr double kFilterUntil_s = 30.0;
constexpr double kDriftFrom_s = 60.0;
/// A ship that nobody has seen for longer is as far as it may come.
constexpr double kLongestDrift_s = 72.0 * 3600.0;

/// Turns [east, north] into [along, abeam to starboard] of a direction.
Eigen::Matrix2d ToCourse(double direction_rad) {
  const double s = std::sin(direction_rad), c = std::cos(direction_rad);
  Eigen::Matrix2d turn;
  turn << s, c, c, -s;
  return turn;
}

/// A state's mean and covariance over [east, north, ve, vn] on the ground, its position apart.
struct OnGround {
  GeoPoint position;
  Gaussian<4> motion;  ///< position zero
};

OnGround Ground(const KinematicState& state) {
  const Gaussian<4> mixture = Combine(state.modes);
  Eigen::Matrix4d turn = Eigen::Matrix4d::Zero();
  turn.topLeftCorner<2, 2>() = state.frame.ToGround(mixture.x.head<2>());
  turn.bottomRightCorner<2, 2>() = turn.topLeftCorner<2, 2>();
  OnGround out{state.frame.FromEnu(mixture.x.head<2>()), {}};
  out.motion.x = turn * mixture.x;
  out.motion.x.head<2>().setZero();
  out.motion.p = turn * mixture.p * turn.transpose();
  return out;
}

/// The same along a line: [along, abeam] of `direction_rad`.
Gaussian<4> AlongLine(const Gaussian<4>& ground, double direction_rad) {
  Eigen::Matrix4d turn = Eigen::Matrix4d::Zero();
  turn.topLeftCorner<2, 2>() = ToCourse(direction_rad);
  turn.bottomRightCorner<2, 2>() = turn.topLeftCorner<2, 2>();
  return {turn * ground.x, turn * ground.p * turn.transpose()};
}

/// Reports are more exact than what their accuracy flag promises, but for when they were made; the
/// ends of a gap count with this share of their covariance.
constexpr double kEndShare = 0.4;
/// What the time of a report is off, s, and its position beside that, m: the state at a time is
/// told as a report would tell it.
constexpr double kReportTime_s = 0.8;
constexpr double kReportSigma_m = 2.0;

/// Time runs the other way: velocities change their sign.
Gaussian<4> Backwards(Gaussian<4> g) {
  g.x.tail<2>() *= -1.0;
  g.p.topRightCorner<2, 2>() *= -1.0;
  g.p.bottomLeftCorner<2, 2>() *= -1.0;
  return g;
}

void NameModes(QueryAnswer& answer, const std::array<double, kShipModes>& probability) {
  for (std::size_t i = 0; i < kShipModes; ++i) {
    answer.modes[i] = {kShipModeNames[i], probability[i]};
  }
}

/// The position and covariance of a ship that drifts by what was learned. `going_on` is where, in
/// metres [along, abeam], it would be if nothing hindered it.
void Drifted(const KinematicEstimate& now, double horizon_s, const Eigen::Vector2d& going_on,
             const DriftOutlook& outlook, QueryAnswer& answer) {
  const double lasting_s = std::min(horizon_s, kLongestDrift_s);
  const Drift drift = outlook.At(lasting_s, now.sog);
  const double unit = DriftUnit_m(lasting_s, now.sog);
  const double off = std::atan2(going_on.y(), going_on.x());
  const auto way = Azimuth::Radians(now.course.radians() + off);
  const double ahead_m = drift.fraction * going_on.norm();
  answer.position = GeodesicDirect(now.position, way, Length::Meters(ahead_m));
  const double direction =
      (ahead_m > 1.0 ? GeodesicInverse(now.position, answer.position).end : way).radians();
  const Eigen::Matrix2d turn = ToCourse(direction);
  const Eigen::Vector2d sigma = unit * Eigen::Vector2d(drift.along, drift.cross);
  answer.cov_m2 = now.cov_m2 + turn.transpose() * sigma.cwiseAbs2().asDiagonal() * turn;
}

/// Moves `answer` a share of the way to `other`; both are near each other.
void Blend(QueryAnswer& answer, const QueryAnswer& other, double share) {
  const LocalFrame plane(answer.position);
  const Eigen::Vector2d off = plane.ToEnu(other.position);
  answer.position = plane.FromEnu(share * off);
  answer.cov_m2 = (1.0 - share) * answer.cov_m2 + share * other.cov_m2;
}

}  // namespace

Observation Reversed(const Observation& z) {
  Observation out = z;
  out.measured_at = UnReversed(z.measured_at);
  if (z.cog) out.cog = Course::Degrees(z.cog->degrees() + 180.0);
  return out;
}

bool CanBeOneHull(const KinematicState& before, const KinematicState& after, Speed most) {
  constexpr double kPositionSlack_m = 100.0;
  const GeoPoint a = before.frame.FromEnu(Combine(before.modes).x.head<2>());
  const GeoPoint b = after.frame.FromEnu(Combine(after.modes).x.head<2>());
  const double gap_s = ToSeconds(UnReversed(after.time) - before.time);
  return gap_s > 0.0 && FastDistance(a, b).meters() <= most.mps() * gap_s + kPositionSlack_m;
}

Eigen::Vector2d GoingOn(double speed_mps, const Trend& trend, double horizon_s) {
  constexpr double kTurnLasts_s = 10.0, kGainLasts_s = 30.0, kMostTurn_radps = 0.05;
  constexpr int kSteps = 24;
  const double turn = std::clamp(trend.turn_radps, -kMostTurn_radps, kMostTurn_radps);
  const double step_s = horizon_s / kSteps;
  Eigen::Vector2d p = Eigen::Vector2d::Zero();
  for (int i = 0; i < kSteps; ++i) {
    const double t = (i + 0.5) * step_s;
    const double course = -turn * kTurnLasts_s * std::expm1(-t / kTurnLasts_s);
    const double speed = speed_mps - trend.gain_mps2 * kGainLasts_s * std::expm1(-t / kGainLasts_s);
    p += std::max(0.0, speed) * step_s * Eigen::Vector2d(std::cos(course), std::sin(course));
  }
  return p;
}

QueryAnswer AnswerAhead(const KinematicState& before, const Trend& trend, Time at,
                        const DriftOutlook& outlook, const ShipFilterParams& params) {
  const double horizon_s = std::max(0.0, ToSeconds(at - before.time));
  const KinematicEstimate then = Estimate(Predict(before, at, params));
  const KinematicEstimate now = Estimate(before);
  const double lasting_s = std::min(horizon_s, kLongestDrift_s);
  const Eigen::Vector2d going_on = GoingOn(now.sog.mps(), trend, lasting_s);
  QueryAnswer drifted;
  NameModes(drifted, then.mode_probability);
  Drifted(now, horizon_s, going_on, outlook, drifted);
  if (horizon_s >= kDriftFrom_s) return drifted;
  const Eigen::Vector2d off =
      ToCourse(now.course.radians()) * (going_on - Eigen::Vector2d(now.sog.mps() * horizon_s, 0.0));
  QueryAnswer answer = drifted;
  answer.position = LocalFrame(then.position).FromEnu(off);
  answer.cov_m2 = then.cov_m2;
  if (horizon_s <= kFilterUntil_s) return answer;
  Blend(answer, drifted,
        std::log(horizon_s / kFilterUntil_s) / std::log(kDriftFrom_s / kFilterUntil_s));
  return answer;
}

QueryAnswer AnswerBetween(const KinematicState& before, const KinematicState& after, Time at) {
  const OnGround from = Ground(before), to = Ground(after);
  const Geodesic way = GeodesicInverse(from.position, to.position);
  const double gap_s = ToSeconds(UnReversed(after.time) - before.time);
  const double at_s = std::clamp(ToSeconds(at - before.time), 0.0, gap_s);
  const bool apart = way.distance.meters() > 0.01;
  const double start = apart ? way.start.radians() : 0.0, end = apart ? way.end.radians() : 0.0;
  Gaussian<4> near = AlongLine(from.motion, start), far = AlongLine(Backwards(to.motion), end);
  far.x(0) += way.distance.meters();
  near.p *= kEndShare;
  far.p *= kEndShare;
  const BridgeState bridge = Bridge(near, far, at_s, gap_s);

  QueryAnswer answer;
  const double along_m = bridge.state.x(0), abeam_m = bridge.state.x(1);
  const double turned = std::remainder(end - start, 2.0 * std::numbers::pi);
  const double share = apart ? std::clamp(along_m / way.distance.meters(), 0.0, 1.0) : 0.0;
  const double direction = start + share * turned;
  const GeoPoint on_line =
      GeodesicDirect(from.position, Azimuth::Radians(start), Length::Meters(along_m));
  answer.position = GeodesicDirect(on_line, Azimuth::Radians(direction + 0.5 * std::numbers::pi),
                                   Length::Meters(abeam_m));
  const Eigen::Matrix2d turn = ToCourse(direction);
  const Eigen::Vector2d shift = kReportTime_s * bridge.state.x.tail<2>();
  Eigen::Matrix2d cov = bridge.state.p.topLeftCorner<2, 2>() + shift * shift.transpose();
  cov.diagonal().array() += kReportSigma_m * kReportSigma_m;
  answer.cov_m2 = turn.transpose() * cov * turn;
  NameModes(answer, {bridge.stopping, 1.0 - bridge.stopping - bridge.agitated, bridge.agitated});
  return answer;
}

}  // namespace pelorus
