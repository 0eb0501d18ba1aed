#include "fusion/stitching_motion.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/geodesic.h"
#include "trackers/motion_model.h"

namespace pelorus {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr double kLog2Pi = 1.8378770664093453;

double LogNormal(double off, double variance) {
  return -0.5 * (off * off / variance + std::log(variance) + kLog2Pi);
}

double LogSum(double a, double b) {
  const double top = std::max(a, b);
  return top + std::log(std::exp(a - top) + std::exp(b - top));
}

/// A way to go on: a velocity that decays along and across the course, and how often it is taken by
/// who moved when last heard, and by who lay still.
struct Going {
  MotionModel along, cross;
  double moving_share, lying_share;
};

/// What the score takes for given of one kind of target. docs/FORMULAS.md, "Stitching".
struct KindOfMotion {
  Going steady, agitated;
  double position_sigma_m, velocity_sigma_mps;
  double lying_sigma_m, lying_velocity_sigma_mps;  ///< swing, and what a berth's reports scatter
  double fleet_sigma_mps, fleet_lying_share;       ///< velocities of tracks that begin
  Speed most_speed;
};

KindOfMotion MotionOf(TargetKey::Kind kind) {
  using Motion = MotionModel;
  if (kind == TargetKey::Kind::kIcao) {
    return {
        {Motion::OrnsteinUhlenbeck(3600.0, 16.0), Motion::OrnsteinUhlenbeck(600.0, 7.0), 0.6, 0},
        {Motion::OrnsteinUhlenbeck(300.0, 60.0), Motion::OrnsteinUhlenbeck(300.0, 60.0), 0.4, 0.2},
        150.0,
        2.0,
        60.0,
        0.5,
        130.0,
        0.05,
        Speed::Knots(800.0)};
  }
  return {
      {Motion::OrnsteinUhlenbeck(18'000.0, 4.2), Motion::OrnsteinUhlenbeck(3600.0, 2.5), 0.5, 0.1},
      {Motion::OrnsteinUhlenbeck(1200.0, 3.5), Motion::OrnsteinUhlenbeck(1200.0, 3.5), 0.3, 0.1},
      20.0,
      0.3,
      60.0,
      0.3,
      5.0,
      0.5,
      Speed::Knots(60.0)};
}

/// ln of a density of a place, per square metre, and of it with a velocity, per (m^2/s)^2.
struct PlaceAndVelocity {
  double place, both;
};

PlaceAndVelocity Mixed(const PlaceAndVelocity& a, double share, const PlaceAndVelocity& b) {
  return {LogSum(a.place, std::log(share) + b.place), LogSum(a.both, std::log(share) + b.both)};
}

/// One axis after `gap_s`: `off_m` and `off_mps` from where and how fast it would be.
PlaceAndVelocity OnAxis(const Transition& t, double off_m, double off_mps,
                        const KindOfMotion& kind) {
  const double v0 = kind.velocity_sigma_mps * kind.velocity_sigma_mps;
  const double pp = t.q_pp + t.b * t.b * v0 + kind.position_sigma_m * kind.position_sigma_m;
  const double pv = t.q_pv + t.a * t.b * v0;
  const double vv = t.q_vv + t.a * t.a * v0 + v0;
  const double place = LogNormal(off_m, pp);
  return {place, place + LogNormal(off_mps - pv / pp * off_m, vv - pv * pv / pp)};
}

/// What lies between an end and a beginning, along the course of the end and to its right.
struct Step {
  double gap_s, along_m, cross_m, from_mps, along_mps, cross_mps;
};

Step Between(const TrackTip& end, const TrackTip& begin) {
  const Geodesic way = GeodesicInverse(end.position, begin.position);
  const double off = way.start.radians() - end.course.radians();
  const double turned = begin.course.radians() - end.course.radians();
  return {ToSeconds(begin.at - end.at),          way.distance.meters() * std::cos(off),
          way.distance.meters() * std::sin(off), end.sog.mps(),
          begin.sog.mps() * std::cos(turned),    begin.sog.mps() * std::sin(turned)};
}

PlaceAndVelocity GoneOn(const Going& going, const Step& step, const KindOfMotion& kind) {
  const Transition along = going.along.Discretise(step.gap_s);
  const Transition cross = going.cross.Discretise(step.gap_s);
  const PlaceAndVelocity a = OnAxis(along, step.along_m - along.b * step.from_mps,
                                    step.along_mps - along.a * step.from_mps, kind);
  const PlaceAndVelocity c = OnAxis(cross, step.cross_m, step.cross_mps, kind);
  return {a.place + c.place, a.both + c.both};
}

PlaceAndVelocity LainStill(const Step& step, const KindOfMotion& kind) {
  const double sigma2 = kind.lying_sigma_m * kind.lying_sigma_m;
  const double v2 = kind.lying_velocity_sigma_mps * kind.lying_velocity_sigma_mps;
  const double place = LogNormal(step.along_m, sigma2) + LogNormal(step.cross_m, sigma2);
  return {place, place + LogNormal(step.along_mps, v2) + LogNormal(step.cross_mps, v2)};
}

}  // namespace

Speed FastestOf(TargetKey::Kind kind) { return MotionOf(kind).most_speed; }

MotionTerms MotionTermsOf(const TrackTip& end, const TrackTip& begin, TargetKey::Kind of) {
  const KindOfMotion kind = MotionOf(of);
  constexpr double kUnderWay_mps = 0.5;
  const Step step = Between(end, begin);
  const bool moving = end.sog.mps() > kUnderWay_mps;
  const auto share = [moving](const Going& g) { return moving ? g.moving_share : g.lying_share; };
  const double lies = 1.0 - share(kind.steady) - share(kind.agitated);
  PlaceAndVelocity sum{kNever, kNever};
  for (const Going* going : {&kind.steady, &kind.agitated}) {
    if (share(*going) > 0.0) sum = Mixed(sum, share(*going), GoneOn(*going, step, kind));
  }
  if (lies > 0.0) sum = Mixed(sum, lies, LainStill(step, kind));
  const auto of_fleet = [&step](double sigma_mps) {
    return LogNormal(step.along_mps, sigma_mps * sigma_mps) +
           LogNormal(step.cross_mps, sigma_mps * sigma_mps);
  };
  const double fleet =
      LogSum(std::log(kind.fleet_lying_share) + of_fleet(kind.lying_velocity_sigma_mps),
             std::log(1.0 - kind.fleet_lying_share) + of_fleet(kind.fleet_sigma_mps));
  return {sum.place, sum.both - sum.place - fleet};
}

double GapTerm(double gap_s, Duration most) {
  constexpr double kShortest_s = 10.0;
  return -std::log(std::max(gap_s, kShortest_s)) -
         std::log(1.0 + std::log(ToSeconds(most) / kShortest_s));
}

}  // namespace pelorus
