#include "fusion/anomaly/encounter_pair.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"
#include "geo/local_frame.h"
#include "trackers/hull.h"

namespace pelorus {
namespace {

/// Slower than this a ship lies still.
constexpr double kStill_mps = 0.514;
/// How far a ship may be from the straight line between two knots, of the way between them.
constexpr double kOffTheLine = 0.1;

Speed SpeedOf(const Eigen::Vector2d& v_mps) { return Speed::MetersPerSecond(v_mps.norm()); }

std::optional<HullOutline> HullOf(const LocalFrame& frame, const EncounterSide& side) {
  if (!side.size) return std::nullopt;
  const Eigen::Vector2d v = side.now.v_mps;
  const Course course = Course::Degrees(Angle::Radians(std::atan2(v.x(), v.y())).degrees());
  const auto direction = HullDirection(side.now.heading, course, SpeedOf(v));
  if (!direction) return std::nullopt;
  return HullAt(frame, side.now.p, *direction, *side.size);
}

/// Whether the hulls are within reach with probability `posterior`, as far as bounds tell. The set
/// of offsets that bring them within reach is convex, and the mean lies `slack_m` inside its edge,
/// so the probability is at least that of a disc of that radius and at most that of the half-plane
/// beyond the nearest edge.
std::optional<bool> SurelyWithin(double slack_m, bool apart, const Eigen::Matrix2d& cov_m2,
                                 double posterior) {
  if (slack_m < 0.0) return false;  // less likely than not
  const double mean = 0.5 * (cov_m2(0, 0) + cov_m2(1, 1));
  const double half = std::hypot(0.5 * (cov_m2(0, 0) - cov_m2(1, 1)), cov_m2(0, 1));
  const double disc = 1.0 - std::exp(-0.5 * slack_m * slack_m / (mean + half));
  if (disc >= posterior) return true;
  const double half_plane = 0.5 * std::erfc(-slack_m / std::sqrt(2.0 * std::max(0.0, mean - half)));
  if (apart && half_plane < posterior) return false;
  return std::nullopt;
}

/// The tightest grade that is reached surely enough.
std::size_t GradeOf(const HullOutline& a, const HullOutline& b, Length distance,
                    const Eigen::Matrix2d& cov_m2, double posterior) {
  if (!cov_m2.allFinite()) return kGrades;
  for (std::size_t i = 0; i < kGrades; ++i) {
    const std::optional<bool> surely =
        SurelyWithin(kGrades_m[i] - distance.meters(), distance > Length{}, cov_m2, posterior);
    if (surely == true) return i;
    if (surely) continue;
    if (HullWithinProbability(a, b, Length::Meters(kGrades_m[i]), cov_m2) >= posterior) return i;
  }
  return kGrades;
}

bool InCompany(Speed a, Speed b, Speed relative, const EncounterParams& params) {
  if (std::max(a, b) > params.fastest) return false;
  const bool moving = std::min(a, b).mps() > kStill_mps;
  return relative <= (moving ? params.relative_moving : params.relative);
}

}  // namespace

Knot Between(const Knot& from, const Knot& to, Time t) {
  if (t >= to.t) return to;
  if (t <= from.t) return from;
  const double s = ToSeconds(t - from.t) / ToSeconds(to.t - from.t);
  const LocalFrame frame(from.p);
  const Eigen::Vector2d way = frame.ToEnu(to.p);
  Knot at = s < 0.5 ? from : to;
  at.t = t;
  at.p = frame.FromEnu(s * way);
  at.v_mps = (1.0 - s) * from.v_mps + s * to.v_mps;
  const double off_m = kOffTheLine * 2.0 * std::sqrt(s * (1.0 - s)) * way.norm();
  at.cov_m2 = (1.0 - s) * from.cov_m2 + s * to.cov_m2;
  at.cov_m2 += off_m * off_m * Eigen::Matrix2d::Identity();
  return at;
}

EncounterSample Compare(const EncounterSide& a, const EncounterSide& b,
                        const EncounterParams& params) {
  EncounterSample sample;
  sample.t = a.now.t;
  sample.sides = {a.now, b.now};
  const LocalFrame frame(a.now.p);
  const Eigen::Vector2d to_b = frame.ToEnu(b.now.p);
  sample.separation = Length::Meters(to_b.norm());
  sample.relative = SpeedOf(b.now.v_mps - a.now.v_mps);
  sample.faster = std::max(SpeedOf(a.now.v_mps), SpeedOf(b.now.v_mps));
  sample.together = InCompany(SpeedOf(a.now.v_mps), SpeedOf(b.now.v_mps), sample.relative, params);
  const auto hull_a = HullOf(frame, a);
  const auto hull_b = HullOf(frame, b);
  sample.sized = hull_a && hull_b;
  const HullOutline outline_a = hull_a.value_or(PointHull(Eigen::Vector2d::Zero()));
  const HullOutline outline_b = hull_b.value_or(PointHull(to_b));
  sample.hull_separation = HullDistance(outline_a, outline_b);
  if (!sample.together) return sample;
  sample.grade = GradeOf(outline_a, outline_b, sample.hull_separation, a.now.cov_m2 + b.now.cov_m2,
                         params.posterior);
  return sample;
}

bool EncounterRun::Take(const EncounterSample& sample, bool inside) {
  if (!inside) return active() && ++misses_ >= 2;
  if (!active()) {
    start_ = sample.t;
    hull_m_ = sample.hull_separation.meters();
    approached_ = sample.approached;
    for (std::size_t i = 0; i < 2; ++i) {
      began_[i] = sample.sides[i].p;
      refs_[i] = sample.sides[i].raw;
    }
  }
  misses_ = 0;
  last_ = sample.t;
  for (std::size_t i = 0; i < 2; ++i) {
    const Knot& side = sample.sides[i];
    refs_[i + 2] = side.raw;
    strayed_m_[i] = std::max(strayed_m_[i], FastDistance(began_[i], side.p).meters());
    if (side.status == NavStatus::kMoored) ++moored_[i];
  }
  hull_m_ = std::min(hull_m_, sample.hull_separation.meters());
  relative_sum_mps_ += sample.relative.mps();
  speed_sum_mps_ += sample.faster.mps();
  others_sum_ += sample.others;
  if (sample.sized) ++sized_;
  if (samples_ % stride_ == 0) Keep(static_cast<float>(sample.separation.meters()));
  ++samples_;
  return false;
}

/// When full, every second one goes.
void EncounterRun::Keep(float separation_m) {
  if (kept_count_ == kKept) {
    for (std::size_t i = 0; i < kKept / 2; ++i) kept_[i] = kept_[2 * i];
    kept_count_ = kKept / 2;
    stride_ *= 2;
  }
  kept_[kept_count_++] = separation_m;
}

Encounter EncounterRun::Summary() const {
  const double n = static_cast<double>(samples_);
  std::array<float, kKept> sorted = kept_;
  std::sort(sorted.begin(), sorted.begin() + kept_count_);
  const std::size_t half = kept_count_ / 2;
  const float upper = sorted[half];
  const float lower = kept_count_ % 2 == 1 ? upper : sorted[half - 1];
  Encounter e;
  e.start = start_;
  e.last = last_;
  e.at = began_[0];
  e.median_separation =
      Length::Meters(0.5 * (static_cast<double>(lower) + static_cast<double>(upper)));
  e.min_hull_separation = Length::Meters(hull_m_);
  e.relative_speed = Speed::MetersPerSecond(relative_sum_mps_ / n);
  e.speed = Speed::MetersPerSecond(speed_sum_mps_ / n);
  e.others_at_rest = others_sum_ / n;
  e.strayed = {Length::Meters(strayed_m_[0]), Length::Meters(strayed_m_[1])};
  e.moored = moored_;
  e.samples = samples_;
  e.sized = 2 * sized_ > samples_;
  e.approached = approached_;
  e.refs = refs_;
  return e;
}

}  // namespace pelorus
