#include "fusion/stitching.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>

#include "fusion/stitching_motion.h"
#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Nats for an attribute that both tracks tell: equal, or different.
struct Ratio {
  double equal, different;
};
// Equal: ln of how few ships share a value by chance. Different: ln of how seldom one hull tells
// two, higher for what a ship with something to hide changes first.
constexpr Ratio kImo = {9.0, -8.0}, kName = {7.0, -1.0}, kCallsign = {7.0, -0.5},
                kType = {1.5, -1.5}, kDimensions = {5.0, -5.0}, kClass = {0.3, -4.0},
                kRegistration = {9.0, -2.0};
/// The old key is heard after the new one began, or the new one before the old one ended.
constexpr double kBothKeys = -10.0;

template <class T>
double Term(const Ratio& ratio, const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) return 0.0;
  return *a == *b ? ratio.equal : ratio.different;
}

/// When a key was heard, over all of its tracks.
struct KeySpan {
  Time first = Time::max(), last = Time::min();
};

class Scorer {
 public:
  Scorer(std::span<const StitchTrack> tracks, const StitchParams& params) : params_(params) {
    for (const StitchTrack& t : tracks) {
      KeySpan& span = spans_[t.track.key];
      span.first = std::min(span.first, t.begin.at);
      span.last = std::max(span.last, t.end.at);
    }
  }

  bool MayLink(const StitchTrack& a, const StitchTrack& b) const {
    const Duration gap = b.begin.at - a.end.at;
    const TargetKey::Kind kind = a.track.key.kind();
    if (a.track.key.identity() == b.track.key.identity() || kind != b.track.key.kind() ||
        gap <= Duration::zero() || gap > MostGap(kind)) {
      return false;
    }
    constexpr double kMostDegree_m = 111.7e3;
    const double most_m = FastestOf(kind).mps() * ToSeconds(gap) + 1000.0;
    const double north_deg = a.end.position.lat_deg() - b.begin.position.lat_deg();
    return std::abs(north_deg) * kMostDegree_m < 1.01 * most_m + 1000.0 &&
           FastDistance(a.end.position, b.begin.position).meters() <= most_m &&
           std::find(params_.undone.begin(), params_.undone.end(), std::pair(a.track, b.track)) ==
               params_.undone.end();
  }

  StitchDecision Score(const StitchTrack& a, const StitchTrack& b) const {
    const TargetKey::Kind kind = a.track.key.kind();
    const MotionTerms motion = MotionTermsOf(a.end, b.begin, kind);
    const Identity &x = a.identity, &y = b.identity;
    const bool classes = x.ais_class != AisClass::kUnknown && y.ais_class != AisClass::kUnknown;
    const bool both =
        spans_.at(a.track.key).last > b.begin.at || spans_.at(b.track.key).first < a.end.at;
    StitchDecision out{a.track, b.track, {}};
    out.terms = {motion.position,
                 motion.velocity,
                 GapTerm(ToSeconds(b.begin.at - a.end.at), MostGap(kind)),
                 -std::log(params_.births_per_m2s),
                 Term(kImo, x.imo, y.imo),
                 Term(kName, x.name, y.name),
                 Term(kCallsign, x.callsign, y.callsign),
                 Term(kType, x.ship_type, y.ship_type),
                 Term(kDimensions, x.dimensions, y.dimensions),
                 !classes                     ? 0.0
                 : x.ais_class == y.ais_class ? kClass.equal
                                              : kClass.different,
                 both ? kBothKeys : 0.0,
                 Term(kRegistration, x.registration, y.registration)};
    out.score = std::accumulate(out.terms.begin(), out.terms.end(), 0.0);
    return out;
  }

  Duration MostGap(TargetKey::Kind kind) const {
    return kind == TargetKey::Kind::kIcao ? params_.most_gap_air : params_.most_gap;
  }

 private:
  const StitchParams& params_;
  std::unordered_map<TargetKey, KeySpan> spans_;
};

/// The links of a bipartite graph whose sum of scores is greatest, by augmenting paths of greatest
/// gain: minimum-cost flow with unit capacities.
class Matching {
 public:
  struct Edge {
    std::size_t from, to;
    double score;
  };
  Matching(std::vector<Edge> edges, std::size_t froms, std::size_t tos)
      : edges_(std::move(edges)), link_from_(froms, kNone), link_to_(tos, kNone) {}

  double Solve(std::size_t forbidden = kNone) {
    std::fill(link_from_.begin(), link_from_.end(), kNone);
    std::fill(link_to_.begin(), link_to_.end(), kNone);
    double value = 0.0;
    for (double gain = Augment(forbidden); gain > 0.0; gain = Augment(forbidden)) value += gain;
    return value;
  }
  bool Uses(std::size_t edge) const { return link_from_[edges_[edge].from] == edge; }

  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

 private:
  /// Bellman and Ford's search from every free `from` to the best free `to`; flips the path.
  double Augment(std::size_t forbidden) {
    std::vector<double> at_from(link_from_.size(), kNever), at_to(link_to_.size(), kNever);
    std::vector<std::size_t> by(link_to_.size(), kNone);
    for (std::size_t i = 0; i < at_from.size(); ++i) {
      if (link_from_[i] == kNone) at_from[i] = 0.0;
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t e = 0; e < edges_.size(); ++e) {
        const Edge& edge = edges_[e];
        if (e == forbidden || Uses(e)) continue;
        const double gain = at_from[edge.from] + edge.score;
        if (!(gain > at_to[edge.to] + kTiny)) continue;
        changed = true;
        at_to[edge.to] = gain;
        by[edge.to] = e;
        const std::size_t back = link_to_[edge.to];
        if (back != kNone) at_from[edges_[back].from] = gain - edges_[back].score;
      }
    }
    return Flip(at_to, by);
  }

  double Flip(const std::vector<double>& at_to, const std::vector<std::size_t>& by) {
    std::size_t best = kNone;
    for (std::size_t i = 0; i < at_to.size(); ++i) {
      if (link_to_[i] == kNone && at_to[i] > 0.0 && (best == kNone || at_to[i] > at_to[best])) {
        best = i;
      }
    }
    if (best == kNone) return 0.0;
    for (std::size_t to = best; to != kNone;) {
      const std::size_t e = by[to], before = link_from_[edges_[e].from];
      link_to_[to] = link_from_[edges_[e].from] = e;
      to = before == kNone ? kNone : edges_[before].to;
    }
    return at_to[best];
  }

  static constexpr double kTiny = 1e-9;
  std::vector<Edge> edges_;
  std::vector<std::size_t> link_from_, link_to_;  ///< the edge of each, or none
};

/// Decides the decisions [begin, end), which no other decision shares a track with.
void Decide(std::span<StitchDecision> group, double least_margin) {
  std::vector<TrackId> froms, tos;
  const auto number = [](std::vector<TrackId>& ids, TrackId id) {
    const auto place = std::find(ids.begin(), ids.end(), id);
    if (place != ids.end()) return static_cast<std::size_t>(place - ids.begin());
    ids.push_back(id);
    return ids.size() - 1;
  };
  std::vector<Matching::Edge> edges;
  for (const StitchDecision& d : group) {
    edges.push_back({number(froms, d.from), number(tos, d.to), d.score});
  }
  Matching matching(edges, froms.size(), tos.size());
  const double best = matching.Solve();
  std::vector<std::size_t> used;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    if (matching.Uses(e)) used.push_back(e);
    group[e].margin = -1.0;
  }
  for (const std::size_t e : used) {
    group[e].margin = best - matching.Solve(e);
    group[e].accepted = group[e].margin >= least_margin;
  }
}

/// The number of the group of each decision: those linked by any chain of shared tracks.
std::vector<std::size_t> Groups(const std::vector<StitchDecision>& all) {
  std::vector<std::size_t> parent(all.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&parent](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::unordered_map<TrackId, std::size_t> as_from, as_to;
  for (std::size_t i = 0; i < all.size(); ++i) {
    parent[root(i)] = root(as_from.try_emplace(all[i].from, i).first->second);
    parent[root(i)] = root(as_to.try_emplace(all[i].to, i).first->second);
  }
  std::vector<std::size_t> group(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) group[i] = root(i);
  return group;
}

}  // namespace

double BirthRate(std::span<const StitchTrack> tracks) {
  constexpr double kCell_deg = 0.25, kDegree_m = 111e3;
  if (tracks.empty()) return StitchParams().births_per_m2s;
  Time first = Time::max(), last = Time::min();
  std::set<std::pair<int, int>> cells;
  double area_m2 = 0.0;
  for (const StitchTrack& t : tracks) {
    first = std::min(first, t.begin.at);
    last = std::max(last, t.end.at);
    for (const GeoPoint p : {t.begin.position, t.end.position}) {
      const std::pair cell(static_cast<int>(std::floor(p.lat_deg() / kCell_deg)),
                           static_cast<int>(std::floor(p.lon_deg() / kCell_deg)));
      const double side_m = kCell_deg * kDegree_m;
      if (cells.insert(cell).second) area_m2 += side_m * side_m * std::cos(p.lat().radians());
    }
  }
  const double span_s = std::max(1.0, 0.9 * ToSeconds(last - first));
  const Time from = last - FromSeconds(span_s);
  const auto births = std::count_if(tracks.begin(), tracks.end(),
                                    [from](const StitchTrack& t) { return t.begin.at > from; });
  return std::max(1.0, static_cast<double>(births)) / (std::max(1e6, area_m2) * span_s);
}

std::vector<StitchDecision> Stitch(std::span<const StitchTrack> tracks,
                                   const StitchParams& params) {
  std::vector<const StitchTrack*> by_begin;
  for (const StitchTrack& t : tracks) {
    const TargetKey::Kind kind = t.track.key.kind();
    if (kind == TargetKey::Kind::kMmsi || kind == TargetKey::Kind::kIcao) by_begin.push_back(&t);
  }
  std::sort(by_begin.begin(), by_begin.end(), [](const StitchTrack* a, const StitchTrack* b) {
    return std::pair(a->begin.at, a->track) < std::pair(b->begin.at, b->track);
  });
  const Scorer scorer(tracks, params);
  std::vector<StitchDecision> all;
  for (const StitchTrack* a : by_begin) {
    auto b = std::upper_bound(by_begin.begin(), by_begin.end(), a->end.at,
                              [](Time t, const StitchTrack* one) { return t < one->begin.at; });
    for (; b != by_begin.end() && (*b)->begin.at - a->end.at <= params.most_gap; ++b) {
      if (!scorer.MayLink(*a, **b)) continue;
      const StitchDecision d = scorer.Score(*a, **b);
      if (d.score > 0.0) all.push_back(d);
    }
  }
  const auto order = [](const StitchDecision& a, const StitchDecision& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  };
  std::sort(all.begin(), all.end(), order);
  const std::vector<std::size_t> group = Groups(all);
  std::vector<std::vector<StitchDecision>> members(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) members[group[i]].push_back(all[i]);
  all.clear();
  for (auto& one : members) {
    if (one.empty()) continue;
    Decide(one, params.least_margin);
    all.insert(all.end(), one.begin(), one.end());
  }
  std::sort(all.begin(), all.end(), order);
  return all;
}

}  // namespace pelorus
