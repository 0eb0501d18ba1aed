#include "trackers/hull.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numbers>

namespace pelorus {
namespace {

using Eigen::Vector2d;

double Cross(const Vector2d& a, const Vector2d& b) { return a.x() * b.y() - a.y() * b.x(); }

/// Corners of two hulls make so many differences.
constexpr std::size_t kPairs = 25;
using Differences = std::array<Vector2d, kPairs>;

/// A convex polygon, counterclockwise, without repeated corners; one corner is a point, two are a
/// line. While it is made both of its chains may hold every point.
struct ConvexPolygon {
  std::array<Vector2d, 2 * kPairs> corners;
  std::size_t count = 0;

  const Vector2d& corner(std::size_t i) const { return corners[i]; }
  const Vector2d& next(std::size_t i) const { return corners[i + 1 == count ? 0 : i + 1]; }
};

/// Adds one half of the convex hull of sorted points to `out` (Andrew's monotone chain).
template <class Iterator>
void AddChain(Iterator begin, Iterator end, ConvexPolygon& out) {
  const std::size_t base = out.count;
  for (; begin != end; ++begin) {
    while (out.count >= base + 2 && Cross(out.corners[out.count - 1] - out.corners[out.count - 2],
                                          *begin - out.corners[out.count - 1]) <= 0.0) {
      --out.count;
    }
    out.corners[out.count++] = *begin;
  }
  --out.count;  // the next chain begins with it
}

/// Every position of `a` relative to `b`, corner by corner: the Minkowski difference of the hulls.
/// The hulls are as far apart as it is from the origin.
ConvexPolygon Difference(const HullOutline& a, const HullOutline& b) {
  Differences points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = a.corners_enu[i / 5] - b.corners_enu[i % 5];
  }
  std::sort(points.begin(), points.end(), [](const Vector2d& p, const Vector2d& q) {
    return p.x() != q.x() ? p.x() < q.x() : p.y() < q.y();
  });
  const auto last = std::unique(points.begin(), points.end());
  ConvexPolygon polygon;
  if (last - points.begin() == 1) {
    polygon.corners[polygon.count++] = points[0];
    return polygon;
  }
  AddChain(points.begin(), last, polygon);
  AddChain(std::make_reverse_iterator(last), points.rend(), polygon);
  return polygon;
}

/// Distance of the origin from the line from `p` to `q`.
double DistanceOfSegment(const Vector2d& p, const Vector2d& q) {
  const Vector2d along = q - p;
  const double squared = along.squaredNorm();
  const double share = squared > 0.0 ? std::clamp(-p.dot(along) / squared, 0.0, 1.0) : 0.0;
  return (p + share * along).norm();
}

/// Widest interval of y seen so far.
struct Section {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void Add(double y) {
    low = std::min(low, y);
    high = std::max(high, y);
  }
};

/// A convex polygon grown by d on all sides: its sections, and where their formula changes.
class GrownPolygon {
 public:
  GrownPolygon(const ConvexPolygon& polygon, double d) : polygon_(polygon), d_(d) {}

  /// What lies inside at this x. Both ends are corners of round pieces or lie on shifted edges;
  /// every candidate lies inside, so the outermost ones are the ends.
  Section At(double x) const {
    Section section;
    for (std::size_t i = 0; i < polygon_.count; ++i) {
      const Vector2d& p = polygon_.corner(i);
      const double aside = x - p.x();
      if (std::abs(aside) <= d_) {
        const double reach = std::sqrt((d_ - aside) * (d_ + aside));
        section.Add(p.y() + reach);
        section.Add(p.y() - reach);
      }
      AddEdge(p, polygon_.next(i), x, section);
    }
    return section;
  }

  /// Every x at which a piece of the outline begins or ends, ascending.
  std::size_t Breaks(std::array<double, 4 * kPairs>& out) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < polygon_.count; ++i) {
      const Vector2d& p = polygon_.corner(i);
      const Vector2d& q = polygon_.next(i);
      const double outward = Outward(p, q).x();
      for (const double x : {p.x() - d_, p.x() + d_, p.x() + outward, q.x() + outward}) {
        out[count++] = x;
      }
    }
    std::sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }

 private:
  /// The step by which the edge's outer side moves; 0 for an edge of no length.
  Vector2d Outward(const Vector2d& p, const Vector2d& q) const {
    const double length = (q - p).norm();
    if (length == 0.0) return Vector2d::Zero();
    return Vector2d(q.y() - p.y(), p.x() - q.x()) * (d_ / length);
  }

  void AddEdge(const Vector2d& p, const Vector2d& q, double x, Section& section) const {
    const Vector2d step = Outward(p, q);
    const double from = p.x() + step.x(), to = q.x() + step.x();
    if (from == to || x < std::min(from, to) || x > std::max(from, to)) return;
    section.Add(p.y() + step.y() + (q.y() - p.y()) * (x - from) / (to - from));
  }

  const ConvexPolygon& polygon_;
  double d_;
};

double NormalDensity(double x) {
  return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
}

/// P(low < N(0, 1) < high), without cancellation far out in a tail.
double NormalBetween(double low, double high) {
  if (low > 0.0) return NormalBetween(-high, -low);
  const double half = std::numbers::sqrt2 / 2.0;
  return 0.5 * (std::erfc(-high * half) - std::erfc(-low * half));
}

/// Fejér's first rule on [-1, 1]: exact for polynomials of degree below the number of its points.
struct FejerRule {
  std::array<double, 24> u, weight;
};

FejerRule MakeFejerRule() {
  FejerRule rule;
  const double n = static_cast<double>(rule.u.size());
  for (std::size_t k = 0; k < rule.u.size(); ++k) {
    const double angle = std::numbers::pi * (static_cast<double>(k) + 0.5) / n;
    double sum = 1.0;
    for (std::size_t j = 1; j <= rule.u.size() / 2; ++j) {
      const double twice = 2.0 * static_cast<double>(j);
      sum -= 2.0 * std::cos(twice * angle) / (twice * twice - 1.0);
    }
    rule.u[k] = std::cos(angle);
    rule.weight[k] = 2.0 / n * sum;
  }
  return rule;
}

const FejerRule& TheFejerRule() {
  static const FejerRule rule = MakeFejerRule();
  return rule;
}

/// P that a normal point about the origin, of these standard deviations along x and y, lies inside.
class NormalMass {
 public:
  NormalMass(const GrownPolygon& shape, const Vector2d& sigma_m) : shape_(shape), sigma_(sigma_m) {}

  double Inside() const {
    std::array<double, 4 * kPairs> breaks;
    const std::size_t count = shape_.Breaks(breaks);
    const double most = kSigmas * sigma_.x();
    double sum = 0.0;
    for (std::size_t i = 1; i < count; ++i) {
      const double from = std::clamp(breaks[i - 1], -most, most);
      const double to = std::clamp(breaks[i], -most, most);
      const int parts = Parts(from, to);
      for (int k = 0; k < parts; ++k) {
        sum += Piece(from + (to - from) * k / parts, from + (to - from) * (k + 1) / parts);
      }
    }
    return std::clamp(sum, 0.0, 1.0);
  }

 private:
  static constexpr double kSigmas = 8.0;

  /// Into how many parts to cut a smooth piece so that neither the density along x nor the share
  /// along y changes fast within one.
  int Parts(double from, double to) const {
    constexpr double kMost = 256.0, kSigmasAside = 4.0;
    if (!(to > from)) return 0;
    const Section a = shape_.At(from), b = shape_.At(to);
    const double rise = std::max(std::abs(b.high - a.high), std::abs(b.low - a.low));
    const double steep = std::isfinite(rise) ? rise / (kSigmasAside * sigma_.y()) : 1.0;
    return static_cast<int>(std::ceil(std::min(kMost, std::max((to - from) / sigma_.x(), steep))));
  }

  /// One smooth piece. x = centre + half (3 u - u^3) / 2 takes the square roots off its ends.
  double Piece(double from, double to) const {
    const FejerRule& rule = TheFejerRule();
    const double centre = 0.5 * (from + to), half = 0.5 * (to - from);
    double sum = 0.0;
    for (std::size_t k = 0; k < rule.u.size(); ++k) {
      const double u = rule.u[k];
      const double x = centre + half * 0.5 * (3.0 - u * u) * u;
      const Section section = shape_.At(x);
      if (!(section.low < section.high)) continue;
      sum += rule.weight[k] * 1.5 * (1.0 - u * u) * NormalDensity(x / sigma_.x()) *
             NormalBetween(section.low / sigma_.y(), section.high / sigma_.y());
    }
    return sum * half / sigma_.x();
  }

  const GrownPolygon& shape_;
  Vector2d sigma_;
};

/// Whether the antenna's place aboard is given with the dimensions.
bool KnowsAntenna(const StaticReport::Dimensions& size) {
  return size.to_bow_m != 0 || size.to_port_m != 0 || size.to_stern_m == 0 ||
         size.to_starboard_m == 0;
}

}  // namespace

std::optional<Heading> HullDirection(std::optional<Heading> heading, std::optional<Course> course,
                                     std::optional<Speed> sog) {
  constexpr Speed kSteadyFrom = Speed::Knots(2.0);
  if (heading) return heading;
  if (!course || !sog || *sog < kSteadyFrom) return std::nullopt;
  return Heading::Degrees(course->degrees());
}

HullOutline HullAt(const LocalFrame& frame, GeoPoint antenna, Heading heading,
                   const StaticReport::Dimensions& size) {
  const double length = size.to_bow_m + size.to_stern_m,
               beam = size.to_port_m + size.to_starboard_m;
  const double bow = KnowsAntenna(size) ? size.to_bow_m : 0.5 * length;
  const double starboard = KnowsAntenna(size) ? size.to_starboard_m : 0.5 * beam;
  const double stern = bow - length, port = starboard - beam;
  const double shoulder = bow - std::min(beam, 0.25 * length);
  const Vector2d antenna_enu = frame.ToEnu(antenna);
  const Eigen::Matrix2d plane_from_ground = frame.FromGround(antenna_enu);
  const double angle = heading.radians();
  const Vector2d ahead = plane_from_ground * Vector2d(std::sin(angle), std::cos(angle));
  const Vector2d abeam = plane_from_ground * Vector2d(std::cos(angle), -std::sin(angle));
  const auto corner = [&](double forward, double aside) -> Vector2d {
    return antenna_enu + forward * ahead + aside * abeam;
  };
  return {{corner(stern, port), corner(shoulder, port), corner(bow, 0.5 * (port + starboard)),
           corner(shoulder, starboard), corner(stern, starboard)}};
}

HullOutline PointHull(const Vector2d& p_enu) { return {{p_enu, p_enu, p_enu, p_enu, p_enu}}; }

Length HullDistance(const HullOutline& a, const HullOutline& b) {
  const ConvexPolygon difference = Difference(a, b);
  bool inside = difference.count >= 3;
  double distance = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < difference.count; ++i) {
    const Vector2d& p = difference.corner(i);
    const Vector2d& q = difference.next(i);
    inside = inside && Cross(q - p, -p) >= 0.0;
    distance = std::min(distance, DistanceOfSegment(p, q));
  }
  return Length::Meters(inside ? 0.0 : distance);
}

double HullWithinProbability(const HullOutline& a, const HullOutline& b, Length d,
                             const Eigen::Matrix2d& relative_cov_m2) {
  constexpr double kLeastSigma_m = 1e-3;
  if (!relative_cov_m2.allFinite()) return 0.0;
  ConvexPolygon difference = Difference(a, b);
  Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> axes;
  axes.computeDirect(relative_cov_m2);
  Eigen::Matrix2d rotation = axes.eigenvectors().transpose();
  if (rotation.determinant() < 0.0) rotation.row(0) *= -1.0;  // keeps the corners' order
  for (std::size_t i = 0; i < difference.count; ++i) {
    difference.corners[i] = rotation * difference.corners[i];
  }
  const Vector2d sigma = axes.eigenvalues().cwiseMax(kLeastSigma_m * kLeastSigma_m).cwiseSqrt();
  const GrownPolygon shape(difference, std::max(0.0, d.meters()));
  return NormalMass(shape, sigma).Inside();
}

}  // namespace pelorus
