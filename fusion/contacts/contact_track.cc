#include "fusion/contacts/contact_track.h"

#include <algorithm>
#include <cmath>

#include "trackers/motion_model.h"

namespace pelorus {
namespace {

/// A track's plane is laid anew when its target is farther than this from the plane's origin.
constexpr double kPlane_m = 50e3;
double LongAxisVariance(const Eigen::Matrix2d& p) {
  const double mean = 0.5 * (p(0, 0) + p(1, 1));
  return mean + std::hypot(0.5 * (p(0, 0) - p(1, 1)), p(0, 1));
}

}  // namespace

double PlotSigma(const ContactReport& plot) {
  constexpr double kLeast_m = 0.1, kMost_m = 1e5;
  const double sigma = plot.position_sigma.meters();
  return std::isfinite(sigma) ? std::clamp(sigma, kLeast_m, kMost_m) : kMost_m;
}

ContactTrack BeginTrack(const ContactReport& plot, const ContactModel& model) {
  ContactTrack track(*plot.position);
  const double sigma = PlotSigma(plot);
  track.state.x.setZero();
  track.state.p.setZero();
  track.state.p.diagonal() << sigma * sigma, sigma * sigma, model.start_mps * model.start_mps,
      model.start_mps * model.start_mps;
  track.time = track.first_update = track.last_update = plot.measured_at;
  track.updates = 1;
  track.at_plot = true;
  track.raw = plot.from.raw;
  track.length = plot.length;
  track.heading = plot.heading;
  return track;
}

void PredictTrack(ContactTrack& track, Time to, const ContactModel& model) {
  const double dt_s = ToSeconds(to - track.time);
  if (!(dt_s > 0.0)) return;
  const Transition step = MotionModel::NearlyConstantVelocity(model.q_m2s3).Discretise(dt_s);
  track.state = Predict<4>(track.state, step.F(), step.Q());
  track.time = to;
  track.existence *= std::exp(-dt_s / model.lifetime_s);
  const Eigen::Vector2d p_enu = track.state.x.head<2>();
  if (p_enu.norm() < kPlane_m) return;
  const LocalFrame next(track.frame.FromEnu(p_enu));
  Reanchor(track.frame, next, track.state.x, track.state.p);
  track.frame = next;
}

double GateRadius(const ContactTrack& track, double plot_sigma_m, const ContactModel& model) {
  const double variance =
      LongAxisVariance(track.state.p.topLeftCorner<2, 2>()) + plot_sigma_m * plot_sigma_m;
  const double gate = std::sqrt(model.gate * variance);
  // Before the last update the target was within noise of where it was seen.
  const double since_s = std::max(ToSeconds(track.time - track.last_update), 0.0);
  const double noise = std::sqrt(2.0 * model.gate) * plot_sigma_m;
  return std::min(gate, model.max_speed.mps() * since_s * 2.0 + noise);
}

std::optional<PlotInnovation> Innovate(const ContactTrack& track, const ContactReport& plot,
                                       const ContactModel& model) {
  const double sigma = PlotSigma(plot);
  Eigen::Matrix2d s = track.state.p.topLeftCorner<2, 2>();
  s.diagonal().array() += sigma * sigma;
  const Ldl2 factors(s);
  if (!factors.ok()) return std::nullopt;
  PlotInnovation out;
  out.v_m = track.frame.ToEnu(*plot.position) - track.state.x.head<2>();
  out.distance2 = factors.SquaredNorm(out.v_m);
  if (!(out.distance2 <= model.gate)) return std::nullopt;
  out.likelihood = std::exp(LogNormal2(factors, out.distance2));
  return out;
}

void UpdateTrack(ContactTrack& track, std::span<const PlotShare> plots) {
  const Gaussian<4> prior = track.state;
  double total = 0.0;
  for (const PlotShare& plot : plots) total += plot.share;
  const double none = std::max(1.0 - total, 0.0);
  total += none;
  // Moments about the prior's mean, so that a large coordinate costs no digits.
  Eigen::Vector4d shift = Eigen::Vector4d::Zero();
  Eigen::Matrix4d spread = none / total * prior.p;
  for (const PlotShare& plot : plots) {
    if (plot.share <= 0.0) continue;
    const double variance = plot.sigma_m * plot.sigma_m;
    const KalmanOutcome<4> updated = UpdatePair<0, 4>(
        prior, prior.x.head<2>() + plot.innovation.v_m, variance * Eigen::Matrix2d::Identity());
    const Eigen::Vector4d move = updated.posterior.x - prior.x;
    shift += plot.share / total * move;
    spread += plot.share / total * (updated.posterior.p + move * move.transpose());
  }
  spread -= shift * shift.transpose();
  track.state.x = prior.x + shift;
  track.state.p = 0.5 * (spread + spread.transpose());
}

KinematicEstimate Estimate(const ContactTrack& track) {
  const Eigen::Vector2d p_enu = track.state.x.head<2>();
  const Eigen::Matrix2d ground = track.frame.ToGround(p_enu);
  KinematicEstimate out;
  out.position = track.frame.FromEnu(p_enu);
  out.v_mps = ground * track.state.x.tail<2>();
  const Eigen::Matrix2d half = ground * track.state.p.topLeftCorner<2, 2>();
  out.cov_m2 = half * ground.transpose();
  const Eigen::Matrix2d half_v = ground * track.state.p.bottomRightCorner<2, 2>();
  out.cov_mps2 = half_v * ground.transpose();
  out.sog = Speed::MetersPerSecond(out.v_mps.norm());
  out.course = Course::Radians(std::atan2(out.v_mps.x(), out.v_mps.y()));
  out.mode_probability[0] = 1.0;
  return out;
}

}  // namespace pelorus
