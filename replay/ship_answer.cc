#include "replay/ship_answer.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"
#include "trackers/bridge.h"

namespace pelorus {
namespace {

constexpr double kFilterUntil_s = 60.0;
constexpr double kDriftFrom_s = 120.0;
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

/// The position and covariance of a ship that drifts by what was learned.
void Drifted(const KinematicEstimate& now, double horizon_s, const DriftOutlook& outlook,
             QueryAnswer& answer) {
  const double lasting_s = std::min(horizon_s, kLongestDrift_s);
  const Drift drift = outlook.At(lasting_s, now.sog);
  const double unit = DriftUnit_m(lasting_s, now.sog);
  const auto course = Azimuth::Degrees(now.course.degrees());
  const double ahead_m = drift.fraction * now.sog.mps() * lasting_s;
  answer.position = GeodesicDirect(now.position, course, Length::Meters(ahead_m));
  const bool moved = ahead_m > 1.0;
  const double direction =
      (moved ? GeodesicInverse(now.position, answer.position).end : course).radians();
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

Time UnReversed(Time t) { return Time(-t.time_since_epoch()); }

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

QueryAnswer AnswerAhead(const KinematicState& before, Time at, const DriftOutlook& outlook,
                        const ShipFilterParams& params) {
  const double horizon_s = std::max(0.0, ToSeconds(at - before.time));
  const KinematicEstimate then = Estimate(Predict(before, at, params));
  QueryAnswer answer{then.position, then.cov_m2, {}, {}};
  NameModes(answer, then.mode_probability);
  if (horizon_s <= kFilterUntil_s) return answer;
  QueryAnswer drifted = answer;
  Drifted(Estimate(before), horizon_s, outlook, drifted);
  const double share =
      std::min(1.0, std::log(horizon_s / kFilterUntil_s) / std::log(kDriftFrom_s / kFilterUntil_s));
  if (share == 1.0) return drifted;
  Blend(answer, drifted, share);
  return answer;
}

QueryAnswer AnswerBetween(const KinematicState& before, const KinematicState& after, Time at) {
  const OnGround from = Ground(before), to = Ground(after);
  const Geodesic way = GeodesicInverse(from.position, to.position);
  const double gap_s = ToSeconds(UnReversed(after.time) - before.time);
  const double at_s = std::clamp(ToSeconds(at - before.time), 0.0, gap_s);
  const bool apart = way.distance.meters() > 0.01;
  const double start = apart ? way.start.radians() : 0.0, end = apart ? way.end.radians() : 0.0;
  Gaussian<4> far = AlongLine(Backwards(to.motion), end);
  far.x(0) += way.distance.meters();
  const BridgeState bridge = Bridge(AlongLine(from.motion, start), far, at_s, gap_s);

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
  const Eigen::Matrix2d cov = bridge.state.p.topLeftCorner<2, 2>();
  answer.cov_m2 = turn.transpose() * cov * turn;
  NameModes(answer, {bridge.stopping, 1.0 - bridge.stopping - bridge.agitated, bridge.agitated});
  return answer;
}

}  // namespace pelorus
