#include "fusion/drift_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

// All fitted on one half of the vessels of the development recordings: docs/FORMULAS.md.
constexpr double kSlowest_mps = 0.514444;
constexpr double kPositionNoise_m = 10.0;
constexpr Duration kEvery = std::chrono::seconds{60};
constexpr double kLatest = 1.25;        ///< a horizon is compared until it is this much over
constexpr std::size_t kAnchors = 40;    ///< kept a vessel
constexpr double kNeighbour = 0.4;      ///< weight of what the next horizon says
constexpr double kIndependence = 0.15;  ///< samples follow each other too closely to count whole
constexpr double kMostRun = 4.0, kMostCell = 4.0, kMostOwn = 2.0;  ///< evidence counts up to this
constexpr std::array<double, kWaters> kPriorLog = {0.3, 0.3, -0.6};
/// Share of truths that regions are steered to miss: at first less than wanted, since a scale lags.
constexpr double kMissedAtFirst = 0.04, kMissedAtLast = 0.075, kMissedHalfway = 2000.0;
constexpr double kChi90 = 4.605170;    ///< chi-square of 2 degrees of freedom, 90 %
constexpr double kCarry = 0.5;         ///< of a horizon's scale, to the next one without samples
constexpr std::uint32_t kEnough = 10;  ///< samples that make a horizon's scale its own

std::size_t ClassOf(double sog_mps) {
  const double kn = sog_mps / kSlowest_mps;
  return kn < 1.0 ? 0 : kn < 5.0 ? 1 : kn < 12.0 ? 2 : 3;
}

std::uint64_t CellOf(GeoPoint p) {
  const auto row = static_cast<std::uint64_t>((p.lat_deg() + 90.0) * 4.0);
  const auto column = static_cast<std::uint64_t>((p.lon_deg() + 180.0) * 4.0);
  return row << 32U | column;
}

using Waters = std::array<double, kWaters>;

/// From logarithms to probabilities.
Waters Normalised(Waters log) {
  const double top = *std::max_element(log.begin(), log.end());
  double sum = 0.0;
  for (double& w : log) sum += (w = std::exp(w - top));
  for (double& w : log) w /= sum;
  return log;
}

/// The mixture of the waters as one ellipse. Along the course the waters' centres differ, which
/// widens it.
Drift Mixture(const Waters& weight, std::size_t speed_class, std::size_t horizon) {
  const DriftPriors& priors = FittedDriftPriors();
  Drift out{0.0, 0.0, 0.0};
  for (std::size_t w = 0; w < kWaters; ++w) {
    out.fraction += weight[w] * priors[w][speed_class][horizon].fraction;
  }
  for (std::size_t w = 0; w < kWaters; ++w) {
    const Drift& one = priors[w][speed_class][horizon];
    const double off = one.fraction - out.fraction;
    out.along += weight[w] * (one.along * one.along + off * off);
    out.cross += weight[w] * one.cross * one.cross;
  }
  out.along = std::sqrt(out.along);
  out.cross = std::sqrt(out.cross);
  return out;
}

/// What a vessel did since an anchor, in units of DriftUnit_m.
struct Sailed {
  double along, cross;
  double noise;  ///< variance of either from the two positions
};

/// ln of Student's density with 4 degrees of freedom, up to a constant.
double LogLikelihood(const Drift& drift, const Sailed& sailed) {
  const double along = drift.along * drift.along + sailed.noise;
  const double cross = drift.cross * drift.cross + sailed.noise;
  const double off = sailed.along - drift.fraction;
  const double d2 = off * off / along + sailed.cross * sailed.cross / cross;
  return -0.5 * std::log(along * cross) - 3.0 * std::log1p(d2 / 4.0);
}

/// Position between two horizons.
struct Between {
  std::size_t low;
  double share;  ///< of the next one, 0 to 1
};

Between Place(double horizon_s) {
  const auto& h = kDriftHorizons_s;
  if (!(horizon_s > h.front())) return {0, 0.0};
  if (horizon_s >= h.back()) return {kDriftHorizons - 2, 1.0};
  const auto next = std::upper_bound(h.begin(), h.end(), horizon_s);
  const auto low = static_cast<std::size_t>(next - h.begin()) - 1;
  return {low, std::log(horizon_s / h[low]) / std::log(h[low + 1] / h[low])};
}

}  // namespace

double DriftUnit_m(double horizon_s, Speed sog) {
  return std::max(sog.mps(), kSlowest_mps) * horizon_s;
}

DriftOutlook::DriftOutlook() : log_scale_{} {
  const Waters prior = Normalised(kPriorLog);
  for (auto& line : water_) {
    for (std::size_t w = 0; w < kWaters; ++w) line[w] = static_cast<float>(prior[w]);
  }
}

Drift DriftOutlook::At(double horizon_s, Speed sog) const {
  const std::size_t c = ClassOf(sog.mps());
  const Between place = Place(horizon_s);
  std::array<Drift, 2> ends;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::size_t h = place.low + i;
    Waters weight;
    std::copy(water_[h].begin(), water_[h].end(), weight.begin());
    ends[i] = Mixture(weight, c, h);
    const double scale = std::exp(0.5 * static_cast<double>(log_scale_[c][h]));
    ends[i].along *= scale;
    ends[i].cross *= scale;
  }
  const double s = place.share;
  return {std::lerp(ends[0].fraction, ends[1].fraction, s),
          std::exp(std::lerp(std::log(ends[0].along), std::log(ends[1].along), s)),
          std::exp(std::lerp(std::log(ends[0].cross), std::log(ends[1].cross), s))};
}

void DriftTable::Evidence::Add(std::size_t horizon, const std::array<double, kWaters>& relative) {
  constexpr float kMost = 400.0F;  // what is older fades
  if (count[horizon] >= kMost) {
    count[horizon] *= 0.5F;
    for (float& sum : log_likelihood[horizon]) sum *= 0.5F;
  }
  count[horizon] += 1.0F;
  for (std::size_t w = 0; w < kWaters; ++w) {
    log_likelihood[horizon][w] += static_cast<float>(relative[w]);
  }
}

/// Probabilities of the waters: each level's mean log-likelihood, over this horizon and less and
/// less its neighbours, times as many samples as it has, up to a limit.
DriftTable::Waters DriftTable::WatersAt(std::size_t horizon, const Evidence* cell,
                                        const Evidence* own) const {
  Waters log = kPriorLog;
  const std::array<std::pair<const Evidence*, double>, 3> levels = {
      {{&run_, kMostRun}, {cell, kMostCell}, {own, kMostOwn}}};
  for (const auto& [evidence, most] : levels) {
    if (evidence == nullptr) continue;
    double count = 0.0, nearest = 0.0;
    Waters sum{};
    for (std::size_t h = 0; h < kDriftHorizons; ++h) {
      const auto apart = static_cast<double>(h > horizon ? h - horizon : horizon - h);
      const double weight = std::pow(kNeighbour, apart);
      if (evidence->count[h] > 0.0F) nearest = std::max(nearest, weight);
      count += weight * static_cast<double>(evidence->count[h]);
      for (std::size_t w = 0; w < kWaters; ++w) {
        sum[w] += weight * static_cast<double>(evidence->log_likelihood[h][w]);
      }
    }
    if (!(count > 0.0)) continue;
    // Far from all that was seen, the nearest must do.
    const double counts = std::min(kIndependence * count / std::sqrt(nearest), most) / count;
    for (std::size_t w = 0; w < kWaters; ++w) log[w] += counts * sum[w];
  }
  return Normalised(log);
}

float DriftTable::LogScale(std::size_t speed_class, std::size_t horizon) const {
  double carry = 1.0;
  for (std::size_t h = horizon + 1; h-- > 0; carry *= kCarry) {
    const Scale& scale = scale_[speed_class][h];
    if (scale.count >= kEnough) return static_cast<float>(carry * static_cast<double>(scale.log));
  }
  return 0.0F;
}

const DriftTable::Evidence* DriftTable::CellAt(GeoPoint position) const {
  const auto place = cells_.find(CellOf(position));
  return place == cells_.end() ? nullptr : &place->second;
}

void DriftTable::Learn(const DriftFix& fix) {
  Vessel& vessel = vessels_[fix.key];
  if (!vessel.anchors.empty() && fix.at - vessel.anchors.back().at < kEvery) return;
  for (std::size_t h = 0; h < kDriftHorizons; ++h) {
    const Duration least = FromSeconds(kDriftHorizons_s[h]);
    const auto younger =
        std::find_if(vessel.anchors.rbegin(), vessel.anchors.rend(),
                     [&](const Anchor& anchor) { return fix.at - anchor.at >= least; });
    if (younger == vessel.anchors.rend()) break;
    const bool scored = (younger->scored >> h & 1U) != 0;
    if (scored || ToSeconds(fix.at - younger->at) > kLatest * kDriftHorizons_s[h]) continue;
    younger->scored |= 1U << h;
    Compare(*younger, fix, h, vessel);
  }
  Keep(vessel.anchors, {fix.at, fix.position, static_cast<float>(fix.sog.mps()),
                        static_cast<float>(fix.course.degrees()), 0});
}

void DriftTable::Compare(const Anchor& anchor, const DriftFix& fix, std::size_t horizon,
                         Vessel& vessel) {
  constexpr double kFastest_mps = 30.0;
  const double elapsed_s = ToSeconds(fix.at - anchor.at);
  const Geodesic way = GeodesicInverse(anchor.position, fix.position);
  if (way.distance.meters() > kFastest_mps * elapsed_s + 200.0) return;
  const auto sog = Speed::MetersPerSecond(static_cast<double>(anchor.sog_mps));
  const double unit = DriftUnit_m(elapsed_s, sog);
  const double turned =
      Angle::Degrees(way.start.degrees() - static_cast<double>(anchor.course_deg)).radians();
  const double distance = way.distance.meters() / unit;
  const double noise = kPositionNoise_m / unit;
  const Sailed sailed{distance * std::cos(turned), distance * std::sin(turned), noise * noise};

  const std::size_t c = ClassOf(sog.mps());
  Evidence& cell = cells_[CellOf(anchor.position)];
  const Drift expected = Mixture(WatersAt(horizon, &cell, &vessel.evidence), c, horizon);
  Scale& scale = scale_[c][horizon];
  const double factor = std::exp(static_cast<double>(scale.log));
  const double off = sailed.along - expected.fraction;
  const double d2 =
      off * off / (factor * expected.along * expected.along + sailed.noise) +
      sailed.cross * sailed.cross / (factor * expected.cross * expected.cross + sailed.noise);
  const double n = scale.count;
  const double missed = std::lerp(kMissedAtFirst, kMissedAtLast, n / (n + kMissedHalfway));
  const double step = std::max(0.08, 0.24 / (1.0 + 0.01 * n));
  const double moved = static_cast<double>(scale.log) + step * ((d2 > kChi90 ? 1.0 : 0.0) - missed);
  scale.log = static_cast<float>(std::clamp(moved, -2.0, 3.0));
  ++scale.count;

  if (c == 0) return;  // who lies still lies alike everywhere
  Waters relative;
  for (std::size_t w = 0; w < kWaters; ++w) {
    relative[w] = LogLikelihood(FittedDriftPriors()[w][c][horizon], sailed);
  }
  const double top = *std::max_element(relative.begin(), relative.end());
  for (double& r : relative) r = std::max(r - top, -4.0);
  run_.Add(horizon, relative);
  cell.Add(horizon, relative);
  vessel.evidence.Add(horizon, relative);
}

/// Adds an anchor. When there are too many, the one goes whose absence opens the smallest gap for
/// its age: the past is kept dense near and sparse far.
void DriftTable::Keep(std::vector<Anchor>& anchors, const Anchor& anchor) {
  anchors.push_back(anchor);
  const Duration oldest = FromSeconds(kLatest * kDriftHorizons_s.back());
  if (anchor.at - anchors.front().at > oldest) anchors.erase(anchors.begin());
  if (anchors.size() <= kAnchors) return;
  std::size_t least = 1;
  double least_gap = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i + 1 < anchors.size(); ++i) {
    const double gap_s = ToSeconds(anchors[i + 1].at - anchors[i - 1].at);
    const double gap = gap_s / (60.0 + ToSeconds(anchor.at - anchors[i].at));
    if (gap < least_gap) {
      least_gap = gap;
      least = i;
    }
  }
  anchors.erase(anchors.begin() + static_cast<std::ptrdiff_t>(least));
}

DriftOutlook DriftTable::Outlook(TargetKey key) const {
  const auto place = vessels_.find(key);
  const Vessel* vessel = place == vessels_.end() ? nullptr : &place->second;
  const Evidence* own = vessel == nullptr ? nullptr : &vessel->evidence;
  const Evidence* cell = vessel == nullptr ? nullptr : CellAt(vessel->anchors.back().position);
  DriftOutlook out;
  for (std::size_t h = 0; h < kDriftHorizons; ++h) {
    const Waters water = WatersAt(h, cell, own);
    for (std::size_t w = 0; w < kWaters; ++w) out.water_[h][w] = static_cast<float>(water[w]);
    for (std::size_t c = 0; c < kDriftClasses; ++c) out.log_scale_[c][h] = LogScale(c, h);
  }
  return out;
}

}  // namespace pelorus
