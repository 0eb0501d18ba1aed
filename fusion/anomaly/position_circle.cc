#include "fusion/anomaly/position_circle.h"

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geo/geodesic.h"
#include "geo/local_frame.h"

namespace pelorus {
namespace {

constexpr double kRad = std::numbers::pi / 180.0;
constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();
constexpr Length kLeastChord = Length::Meters(30.0);
constexpr double kCornerDeg = 25.0;
constexpr double kMostCornerDeg = 140.0;
constexpr double kTwoTurnsDeg = 720.0;
constexpr std::size_t kMostCorners = 200;
/// A chord so much longer than the one before it, with no turn, is straight sailing.
constexpr double kStraight = 4.0;
/// No chord counts as longer: else a ship that has sailed straight for a day turned unseen.
constexpr double kLongestChordM = 5000.0;
constexpr double kRoundness = 0.2;  ///< rms over radius

double WrappedDeg(double d) { return std::remainder(d, 360.0); }

double BearingDeg(const Eigen::Vector2d& way) { return std::atan2(way.x(), way.y()) / kRad; }

double ChordDeg(const Contact& a, const Contact& b) {
  return BearingDeg(LocalFrame(a.position).ToEnu(b.position));
}

/// Length of the mean of unit vectors at these angles: 1 where they agree, 0 where they go round.
class Agreement {
 public:
  void Add(double deg) {
    sum_ += Eigen::Vector2d(std::cos(deg * kRad), std::sin(deg * kRad));
    ++count_;
  }
  std::optional<double> value(int least) const {
    if (count_ < least) return std::nullopt;
    return sum_.norm() / count_;
  }

 private:
  Eigen::Vector2d sum_ = Eigen::Vector2d::Zero();
  int count_ = 0;
};

/// What a circling vessel says of itself, beside the way that its positions make.
struct Manner {
  Agreement heading;         ///< of the heading: the hull points one way
  Agreement heading_on_way;  ///< of heading less way
  Agreement course_on_way;   ///< of course sent less way
  Agreement heading_inward;  ///< of heading less the bearing of the centre: a hull on its cable
  double way_m = 0.0;
  double sent_m = 0.0;  ///< way by the speeds sent
};

Manner MannerOf(const std::vector<CircleCorner>& corners, const std::vector<Eigen::Vector2d>& at,
                const CircleFit& fit) {
  Manner manner;
  for (std::size_t i = 1; i < corners.size(); ++i) {
    const CircleCorner& corner = corners[i];
    // The way at a corner has the direction between the two chords that meet there, one of which
    // may be missing at the end.
    const double way_deg = BearingDeg(at[std::min(i + 1, at.size() - 1)] - at[i - 1]);
    manner.way_m += (at[i] - at[i - 1]).norm();
    if (std::isfinite(corner.sog_kn)) {
      manner.sent_m += Speed::Knots(static_cast<double>(corner.sog_kn)).mps() *
                       ToSeconds(corner.contact.time - corners[i - 1].contact.time);
    }
    if (std::isfinite(corner.cog_deg)) {
      manner.course_on_way.Add(static_cast<double>(corner.cog_deg) - way_deg);
    }
    if (!std::isfinite(corner.heading_deg)) continue;
    const auto heading = static_cast<double>(corner.heading_deg);
    manner.heading.Add(heading);
    manner.heading_on_way.Add(heading - way_deg);
    manner.heading_inward.Add(heading - BearingDeg(fit.center - at[i]));
  }
  return manner;
}

void Judge(const Manner& manner, double hours, PositionIncident& incident) {
  std::vector<Evidence>& terms = incident.evidence;
  const double way_kn = manner.way_m / 1852.0 / hours;
  if (const auto fixed = manner.heading.value(8)) {
    terms.push_back({"heading_fixed", *fixed, "", Capped(*fixed > 0.8 ? 4.0 : -1.0),
                     "1: the hull points one way all the time"});
  }
  if (const auto follows = manner.heading_on_way.value(8)) {
    terms.push_back({"heading_follows_way", *follows, "", Capped(*follows > 0.7 ? -4.0 : 1.5),
                     "1: the hull points where the positions go"});
  }
  if (const auto follows = manner.course_on_way.value(8)) {
    terms.push_back({"course_follows_way", *follows, "", Capped(*follows > 0.7 ? -2.0 : 2.0),
                     "1: the course sent is that of the positions"});
  }
  const double ratio = std::abs(std::log(std::max(manner.sent_m, 1.0) / manner.way_m));
  terms.push_back({"speed_of_way", way_kn, "kn", Capped(ratio < 0.35 ? -1.0 : 2.0),
                   "of the positions, beside the speeds sent"});
  const auto inward = manner.heading_inward.value(8);
  if (inward && *inward > 0.8 && way_kn < 1.5) {
    terms.push_back({"swings_at_anchor", *inward, "", -5.0, "the hull points at the centre"});
  } else if (way_kn < 1.0) {
    terms.push_back({"slow_way", way_kn, "kn", -3.0, "as of a hull that swings with the tide"});
  }
}

}  // namespace

std::optional<CircleFit> FitCircle(const std::vector<Eigen::Vector2d>& points) {
  if (points.size() < 3) return std::nullopt;
  Eigen::Vector2d mean = Eigen::Vector2d::Zero();
  for (const Eigen::Vector2d& p : points) mean += p;
  mean /= static_cast<double>(points.size());
  Eigen::Matrix2d moments = Eigen::Matrix2d::Zero();
  Eigen::Vector2d cubic = Eigen::Vector2d::Zero();
  for (const Eigen::Vector2d& p : points) {
    const Eigen::Vector2d d = p - mean;
    moments += d * d.transpose();
    cubic += 0.5 * d.squaredNorm() * d;
  }
  const double trace = moments.trace();
  if (moments.determinant() <= 1e-9 * trace * trace) return std::nullopt;
  const Eigen::Vector2d offset = moments.ldlt().solve(cubic);
  CircleFit fit;
  fit.center = mean + offset;
  fit.radius = std::sqrt(offset.squaredNorm() + trace / static_cast<double>(points.size()));
  double squares = 0.0;
  for (const Eigen::Vector2d& p : points) {
    squares += std::pow((p - fit.center).norm() - fit.radius, 2);
  }
  fit.rms = std::sqrt(squares / static_cast<double>(points.size()));
  return fit;
}

CircleCorner CircleWatch::CornerOf(const Observation& z) {
  return {{z.measured_at, z.position},
          z.heading ? static_cast<float>(z.heading->degrees()) : kUnknown,
          z.cog ? static_cast<float>(z.cog->degrees()) : kUnknown,
          z.sog ? static_cast<float>(z.sog->knots()) : kUnknown,
          z.from.raw};
}

std::optional<PositionIncident> CircleWatch::Restart(const CircleCorner& here) {
  std::optional<PositionIncident> ended = Told(true);
  const CircleCorner last = corners_.back();
  corners_.assign({last, here});
  turned_deg_ = 0.0;
  return ended;
}

std::optional<PositionIncident> CircleWatch::Take(const Observation& z) {
  const CircleCorner here = CornerOf(z);
  if (corners_.empty()) {
    corners_.push_back(here);
    return std::nullopt;
  }
  const Contact& last = corners_.back().contact;
  if (here.contact.time <= last.time) return std::nullopt;
  const double chord_m = FastDistance(last.position, here.contact.position).meters();
  if (chord_m < kLeastChord.meters()) return std::nullopt;
  if (corners_.size() == 1) {
    corners_.push_back(here);
    return std::nullopt;
  }
  const Contact& before = corners_[corners_.size() - 2].contact;
  const double turn_deg = WrappedDeg(ChordDeg(last, here.contact) - ChordDeg(before, last));
  if (std::abs(turn_deg) < kCornerDeg) {
    const double chord_before_m = FastDistance(before.position, last.position).meters();
    if (chord_m < kStraight * std::min(chord_before_m, kLongestChordM)) return std::nullopt;
    return Restart(here);
  }
  if (std::abs(turn_deg) > kMostCornerDeg || turn_deg * turned_deg_ < 0.0) return Restart(here);
  std::optional<PositionIncident> ended;
  if (corners_.size() == kMostCorners) {
    ended = Told(true);
    const std::size_t dropped = ended ? kMostCorners - 2 : kMostCorners / 2;
    corners_.erase(corners_.begin(), corners_.begin() + static_cast<std::ptrdiff_t>(dropped));
    turned_deg_ = 0.0;
  }
  corners_.push_back(here);
  turned_deg_ += turn_deg;
  return ended;
}

std::optional<PositionIncident> CircleWatch::Open() const { return Told(false); }

std::optional<PositionIncident> CircleWatch::Told(bool over) const {
  if (std::abs(turned_deg_) < kTwoTurnsDeg) return std::nullopt;
  const LocalFrame frame(corners_.front().contact.position);
  PositionIncident incident;
  std::vector<Eigen::Vector2d> points;
  for (const CircleCorner& corner : corners_) {
    points.push_back(frame.ToEnu(corner.contact.position));
    incident.positions.Add(corner.contact);
  }
  const auto fit = FitCircle(points);
  if (!fit || fit->rms > kRoundness * fit->radius) return std::nullopt;
  incident.fault = PositionFault::kCircle;
  incident.start = corners_.front().contact.time;
  incident.end = corners_.back().contact.time;
  incident.over = over;
  incident.at = frame.FromEnu(fit->center);
  incident.refs = {corners_.front().raw, corners_.back().raw};
  incident.prior_log_odds = -3.0;
  incident.evidence = {{"turns", std::abs(turned_deg_) / 360.0, "turns",
                        Capped(std::log(std::abs(turned_deg_) / 360.0)), ""},
                       {"roundness", fit->rms / fit->radius, "of the radius",
                        Capped(std::log(kRoundness / std::max(0.02, fit->rms / fit->radius)) / 2),
                        "a circle of " + std::to_string(std::lround(fit->radius)) + " m"}};
  const Manner manner = MannerOf(corners_, points, *fit);
  Judge(manner, ToSeconds(incident.end - incident.start) / 3600.0, incident);
  incident.alternatives = {{"manoeuvre", 0.7, "waiting, searching, trials, fishing, racing"},
                           {"swing_at_anchor", 0.2, ""},
                           {"receiver_fault", 0.1, ""}};
  return incident;
}

}  // namespace pelorus
