#include "fusion/contacts/scene_association.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fusion/contacts/auction.h"
#include "fusion/contacts/contact_track.h"
#include "fusion/contacts/plot_grid.h"
#include "geo/geodesic.h"
#include "geo/local_frame.h"
#include "trackers/kalman.h"

namespace pelorus {
namespace {

/// Of the velocity that a track claims, where it makes the echo's place uncertain.
constexpr double kSpeedSigma_mps = 0.5;

double NormalDensity(double z, double sigma) {
  return std::exp(-0.5 * z * z / (sigma * sigma)) / (sigma * std::sqrt(2.0 * std::numbers::pi));
}

/// A vessel's echo as it must appear: place and covariance without the contact's own.
struct ExpectedEcho {
  LocalFrame frame;  ///< at the vessel
  EchoShift shift;
  Length radius;  ///< of the gate, for the largest sigma of the scene
};

ExpectedEcho Expect(const ExpectedVessel& vessel, double sigma_m, const SceneModel& model) {
  ExpectedEcho echo{LocalFrame(vessel.position), ShiftOf(vessel.v_mps, model), Length{}};
  echo.shift.cov_m2 += vessel.cov_m2;
  const double spread = echo.shift.cov_m2.trace() + sigma_m * sigma_m;
  echo.radius =
      Length::Meters(echo.shift.mean_m.norm() + std::sqrt(model.gate * std::max(spread, 0.0)));
  return echo;
}

/// Likelihood of length and axis if `vessel` made the contact, over that if another did.
double ShapeRatio(const ContactReport& contact, const ExpectedVessel& vessel,
                  const SceneModel& model) {
  double ratio = 1.0;
  if (contact.length && vessel.length && contact.length->meters() > 0.0) {
    const double spread = std::hypot(model.others_log_sigma, model.length.log_sigma);
    const double others = NormalDensity(
        std::log(contact.length->meters()) - model.others_log_length - model.length.log_bias,
        spread);
    ratio *= model.length.Likelihood(*contact.length, *vessel.length) / std::max(others, 1e-12);
  }
  if (contact.heading && vessel.heading) {
    ratio *= AxisLikelihood(*contact.heading, *vessel.heading, model) * std::numbers::pi;
  }
  return ratio;
}

class SceneMatcher {
 public:
  SceneMatcher(std::span<const ContactReport> contacts, std::span<const ExpectedVessel> vessels,
               const SceneModel& model)
      : contacts_(contacts), vessels_(vessels), model_(model) {}

  std::vector<SceneMatch> Run() {
    FindEdges();
    propagation_.Run(vessels_.size(), contacts_.size(), edges_);
    const auto contact_of = Assign(vessels_.size(), contacts_.size(), edges_);
    std::vector<SceneMatch> matches(contacts_.size());
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      SceneMatch& match = matches[edges_[e].plot];
      const double probability = propagation_.edge_probability()[e];
      match.unmatched -= probability;
      match.nearest.push_back(e);
      if (contact_of[edges_[e].track] != edges_[e].plot || probability < 0.5) continue;
      match.vessel = edges_[e].track;
      match.probability = probability;
    }
    for (std::size_t c = 0; c < matches.size(); ++c) Rank(c, matches[c]);
    return matches;
  }

 private:
  void FindEdges() {
    double sigma = 0.0, radii = 0.0;
    for (const ContactReport& contact : contacts_) {
      if (contact.position) sigma = std::max(sigma, PlotSigma(contact));
    }
    std::vector<ExpectedEcho> echoes;
    for (const ExpectedVessel& vessel : vessels_) {
      echoes.push_back(Expect(vessel, sigma, model_));
      radii += echoes.back().radius.meters();
    }
    const double cell = vessels_.empty() ? 1.0 : radii / static_cast<double>(vessels_.size());
    const PlotGrid grid(contacts_, Length::Meters(cell));
    for (std::size_t v = 0; v < vessels_.size(); ++v) {
      near_.clear();
      grid.VisitNear(vessels_[v].position, echoes[v].radius,
                     [&](std::uint32_t c) { near_.push_back(c); });
      std::sort(near_.begin(), near_.end());
      for (const std::uint32_t c : near_) AddEdge(v, c, echoes[v]);
    }
  }

  void AddEdge(std::size_t v, std::uint32_t c, const ExpectedEcho& echo) {
    const double sigma = PlotSigma(contacts_[c]);
    Eigen::Matrix2d s = echo.shift.cov_m2;
    s.diagonal().array() += sigma * sigma;
    const Ldl2 factors(s);
    if (!factors.ok()) return;
    const Eigen::Vector2d off = echo.frame.ToEnu(*contacts_[c].position) - echo.shift.mean_m;
    const double distance2 = factors.SquaredNorm(off);
    if (!(distance2 <= model_.gate)) return;
    const double seen = vessels_[v].p_inside *
                        (vessels_[v].length ? SarDetectionProbability(*vessels_[v].length) : 0.8);
    const double others_per_m2 = model_.others_per_km2 * 1e-6;
    const double weight = seen / std::max(1.0 - seen, 1e-6) *
                          std::exp(LogNormal2(factors, distance2)) / others_per_m2 *
                          ShapeRatio(contacts_[c], vessels_[v], model_);
    edges_.push_back({static_cast<std::uint32_t>(v), c, weight, weight});
  }

  /// Turns edge numbers into vessels, the likeliest three, filled up with the nearest.
  void Rank(std::size_t contact, SceneMatch& match) const {
    match.unmatched = std::clamp(match.unmatched, 0.0, 1.0);
    std::stable_sort(match.nearest.begin(), match.nearest.end(), [&](std::size_t a, std::size_t b) {
      return propagation_.edge_probability()[a] > propagation_.edge_probability()[b];
    });
    for (std::size_t& edge : match.nearest) edge = edges_[edge].track;
    if (match.nearest.empty() && contacts_[contact].position) AddNearest(contact, match);
    match.nearest.resize(std::min<std::size_t>(match.nearest.size(), kNearest));
  }

  void AddNearest(std::size_t contact, SceneMatch& match) const {
    std::vector<std::pair<Length, std::size_t>> by_distance;
    for (std::size_t v = 0; v < vessels_.size(); ++v) {
      const Length d = FastDistance(*contacts_[contact].position, vessels_[v].position);
      by_distance.emplace_back(d, v);
    }
    const std::size_t most = std::min(kNearest, by_distance.size());
    std::partial_sort(by_distance.begin(), by_distance.begin() + static_cast<std::ptrdiff_t>(most),
                      by_distance.end());
    for (std::size_t i = 0; i < most; ++i) match.nearest.push_back(by_distance[i].second);
  }

  static constexpr std::size_t kNearest = 3;
  std::span<const ContactReport> contacts_;
  std::span<const ExpectedVessel> vessels_;
  const SceneModel& model_;
  std::vector<AssociationEdge> edges_;
  std::vector<std::uint32_t> near_;
  BeliefPropagation propagation_;
};

}  // namespace

// With flight direction a and look direction r at right angles, the shift is -T (v.r) a for a right
// looker; over all a as likely, its mean is 0 and its covariance T^2 |v|^2 / 8 along v and three
// times that across: E[cos^2 sin^2] = 1/8, E[sin^4] = 3/8.
EchoShift ShiftOf(const Eigen::Vector2d& v_mps, const SceneModel& model) {
  EchoShift out;
  const double t2 = model.azimuth_shift_s * model.azimuth_shift_s;
  if (model.flight) {
    const double flight = model.flight->radians();
    const Eigen::Vector2d a(std::sin(flight), std::cos(flight));
    const double side = model.looks_right ? 1.0 : -1.0;
    const Eigen::Vector2d r = side * Eigen::Vector2d(a.y(), -a.x());
    out.mean_m = -model.azimuth_shift_s * v_mps.dot(r) * a;
    out.cov_m2 = t2 * kSpeedSigma_mps * kSpeedSigma_mps * a * a.transpose();
    return out;
  }
  const double speed2 = v_mps.squaredNorm() + kSpeedSigma_mps * kSpeedSigma_mps;
  out.cov_m2 = 3.0 / 8.0 * t2 * speed2 * Eigen::Matrix2d::Identity();
  out.cov_m2 -= 2.0 / 8.0 * t2 * v_mps * v_mps.transpose();
  return out;
}

double AxisLikelihood(Heading measured, Heading heading, const SceneModel& model) {
  double turn = std::abs(Turn(heading, measured).radians());
  turn = std::min(turn, std::numbers::pi - turn);
  const double right = NormalDensity(turn, model.heading_sigma_rad);
  return (1.0 - model.heading_wrong) * right + model.heading_wrong / std::numbers::pi;
}

std::vector<SceneMatch> MatchScene(std::span<const ContactReport> contacts,
                                   std::span<const ExpectedVessel> vessels,
                                   const SceneModel& model) {
  return SceneMatcher(contacts, vessels, model).Run();
}

}  // namespace pelorus
