#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "fusion/hypotheses.h"
#include "fusion/track_bank.h"

namespace pelorus {

/// How reports begin, move, fork, split and end the tracks of one identity. A function of what was
/// believed and of the report alone, so that replaying the same reports in the same order ends in
/// the same bits. `Kind` says what is particular to ships or to aircraft.
///
/// A report goes to the hypothesis that it is most like among those whose gate it passes. Reports
/// outside all gates that agree with each other are followed once there are `reseed_after` of them:
/// by the same track where its hull can have come there; else, where none of the tracks was heard
/// meanwhile, by a fork, the identity's next track, while the old one is kept; else by a track of
/// another hull, because no hull can be here and there in turn. A fork whose old track is heard
/// again becomes a hull too. docs/FORMULAS.md, "Several hulls under one identity".
template <class Kind>
class HypothesisRules {
 public:
  using State = typename Kind::State;
  using Report = typename Kind::Report;
  using Beliefs = Kinematics<State>;
  /// Hulls of one identity that are told apart at a time.
  static constexpr std::size_t kMostHulls = 8;

  /// `params` outlives this.
  explicit HypothesisRules(const TrackBankParams& params) : params_(params) {}

  /// Takes a report that is no older than any before it. Tracks that it ends are added to `ended`.
  TrackStep Take(Beliefs& k, const Report& z, std::vector<EndedTrack>& ended) const {
    EndBefore(k, z.measured_at - Kind::EndAfter(params_), ended);
    TrackStep step;
    if (k.live.empty()) {
      if (Kind::HasPlace(z)) {
        Begin(k, HullOf(k, z), z, step);
      } else {
        step.marks = kMarkHeard;
      }
      return step;
    }
    if (k.live.size() == 1) {
      if (Try(k, 0, z, step, ended)) return step;
    } else if (TryAll(k, z, step, ended)) {
      return step;
    }
    Stray(k, z, step, ended);
    return step;
  }

  /// Ends the tracks whose state is from before `since`.
  void EndBefore(Beliefs& k, Time since, std::vector<EndedTrack>& ended) const {
    for (std::size_t i = k.live.size(); i-- > 0;) {
      if (k.live[i].state.time < since) End(k, i, ended);
    }
  }

 private:
  using Track = Hypothesis<State>;

  bool OneTarget(GeoPoint a, Time at_a, GeoPoint b, Time at_b) const {
    return CanBeOneTarget(a, at_a, b, at_b, Kind::Fastest(params_), Kind::kPositionSlack);
  }
  bool CanReach(const Track& track, const Report& z) const {
    return OneTarget(Kind::Where(track.state), track.state.time, Kind::Place(z), z.measured_at);
  }
  bool CanReach(const Berth& berth, const Report& z) const {
    return OneTarget(berth.heard, berth.heard_at, Kind::Place(z), z.measured_at);
  }

  /// Whether the target can have come there since it was heard: after a silence a gate alone is
  /// wide enough for another hull. What the report says of its own speed is granted.
  bool IsPossible(const TrackLife& life, const Report& z) const {
    if (!Kind::SaysPlace(z)) return true;
    constexpr double kSpeedShare = 1.5, kSigmas = 4.0;
    const Speed own = Speed::MetersPerSecond(kSpeedShare * Kind::OwnSpeed(z).mps());
    const Length slack = Kind::kPositionSlack + Length::Meters(kSigmas * z.position_sigma.meters());
    return CanBeOneTarget(life.heard, life.heard_at, Kind::Place(z), z.measured_at,
                          std::max(own, Kind::Fastest(params_)), slack);
  }

  static void Note(EndedTrack& end, const Track& track) {
    end = {track.ordinal,    track.hull,         track.life.status, track.life.first_update,
           track.state.time, track.life.updates, track.life.gated};
  }

  static void End(Beliefs& k, std::size_t i, std::vector<EndedTrack>& ended) {
    Note(ended.emplace_back(), k.live[i]);
    Berth& berth = k.berth(k.live[i].hull);
    berth.heard = k.live[i].life.heard;
    berth.heard_at = k.live[i].life.heard_at;
    k.live.erase(k.live.begin() + static_cast<std::ptrdiff_t>(i));
  }

  void Begin(Beliefs& k, std::uint8_t hull, const Report& z, TrackStep& step) const {
    const Time t = z.measured_at;
    k.live.push_back({++k.berth(hull).tracks,
                      hull,
                      Kind::Initiate(z, params_),
                      {t, 0, 0, TrackStatus::kTentative, Kind::Place(z), t}});
    step.marks |= kMarkTrack;
    Accepted(k, k.live.back(), z, std::nullopt, step);
  }

  /// Whether this track took the report.
  bool Try(Beliefs& k, std::size_t i, const Report& z, TrackStep& step,
           std::vector<EndedTrack>& ended) const {
    if (!IsPossible(k.live[i].life, z)) return false;
    const auto outcome = Kind::Update(k.live[i].state, z, params_);
    if (outcome.result == UpdateResult::kNumericalTrouble) {
      k.live[i].state = outcome.state;
      step.marks = kMarkNumerical;
      return true;
    }
    if (outcome.result != UpdateResult::kApplied) return false;
    k.live[i].state = outcome.state;
    if (Kind::SaysMotion(z)) {
      Accepted(k, k.live[i], z, outcome.nis, step);
      if (k.live.size() > 1) TellApart(k, i, step, ended);
    } else {
      step.marks = kMarkVertical;
    }
    return true;
  }

  /// The same for several, the one first that the report is most like.
  bool TryAll(Beliefs& k, const Report& z, TrackStep& step, std::vector<EndedTrack>& ended) const {
    std::array<std::pair<double, std::size_t>, kMostHulls> order{};
    for (std::size_t i = 0; i < k.live.size(); ++i) {
      order[i] = {Kind::Unlikeness(k.live[i], z, params_), i};
    }
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(k.live.size());
    std::sort(order.begin(), end);
    return std::any_of(order.begin(), end,
                       [&](const auto& next) { return Try(k, next.second, z, step, ended); });
  }

  void Accepted(Beliefs& k, Track& track, const Report& z, std::optional<double> nis,
                TrackStep& step) const {
    TrackLife& life = track.life;
    if (Kind::SaysPlace(z)) {
      const GeoPoint here = Kind::Place(z);
      life.heard = here;
      life.heard_at = z.measured_at;
      Strays& strays = k.strays;
      if (strays.count > 0) {
        const bool crosses = !OneTarget(strays.last, strays.last_at, here, z.measured_at);
        strays = crosses ? Strays{strays.last, strays.last_at, strays.count, strays.crossings + 1}
                         : Strays{};
      }
    }
    if (++life.updates >= params_.confirm_updates) life.status = TrackStatus::kConfirmed;
    step.marks |= kMarkUpdate;
    step.hull = track.hull;
    step.ordinal = track.ordinal;
    step.nis = nis;
  }

  /// The old track of a fork was heard again: what was taken for its next place is another hull.
  void TellApart(Beliefs& k, std::size_t old, TrackStep& step,
                 std::vector<EndedTrack>& ended) const {
    for (Track& other : k.live) {
      if (other.hull != k.live[old].hull || other.ordinal <= k.live[old].ordinal) continue;
      Note(ended.emplace_back(), other);
      other.hull = AnotherHull(k, other.life.heard, other.life.heard_at);
      other.ordinal = ++k.berth(other.hull).tracks;
      other.life.first_update = other.state.time;
      other.life.updates = other.life.gated = 0;
      step.marks |= kMarkSplit;
      return;
    }
  }

  void Stray(Beliefs& k, const Report& z, TrackStep& step, std::vector<EndedTrack>& ended) const {
    step.marks = kMarkGated;
    ++Nearest(k, z).life.gated;
    if (!Kind::HasPlace(z) || !Insists(k.strays, z)) return;
    // The reports insist: follow them.
    const std::uint32_t crossings = k.strays.crossings;
    k.strays = {};
    step.marks |= kMarkReseeded;
    Track& nearest = Nearest(k, z);
    if (CanReach(nearest, z)) {
      nearest.state = Kind::Restart(nearest.state, z, params_);
      Accepted(k, nearest, z, std::nullopt, step);
      return;
    }
    if (k.live.size() == kMostHulls) End(k, LongestSilent(k), ended);
    if (crossings == 0) {
      Begin(k, LastHeard(k).hull, z, step);
    } else {
      Begin(k, AnotherHull(k, Kind::Place(z), z.measured_at), z, step);
      step.marks |= kMarkSplit;
    }
  }

  /// Adds a report outside the gates to the run; true when enough of them agree.
  bool Insists(Strays& strays, const Report& z) const {
    const GeoPoint here = Kind::Place(z);
    const bool agrees = strays.count > 0 &&
                        z.measured_at - strays.last_at <= params_.strays_agree_within &&
                        OneTarget(strays.last, strays.last_at, here, z.measured_at);
    strays = {here, z.measured_at, agrees ? strays.count + 1 : 1, agrees ? strays.crossings : 0};
    return strays.count >= params_.reseed_after;
  }

  /// The hull for a track where none is live: the only one, else the nearest that can be there.
  std::uint8_t HullOf(Beliefs& k, const Report& z) const {
    if (k.others.empty()) return 1;
    return AnotherHull(k, Kind::Place(z), z.measured_at);
  }

  /// A hull of which no track is live: the nearest that can be here by now, else a new one, else
  /// the one longest unheard.
  std::uint8_t AnotherHull(Beliefs& k, GeoPoint here, Time t) const {
    std::optional<std::uint8_t> nearest, oldest;
    for (std::uint8_t hull = 1; hull <= k.hulls(); ++hull) {
      const Berth& berth = k.berth(hull);
      if (std::any_of(k.live.begin(), k.live.end(),
                      [hull](const Track& track) { return track.hull == hull; })) {
        continue;
      }
      if (!oldest || berth.heard_at < k.berth(*oldest).heard_at) oldest = hull;
      if (!OneTarget(berth.heard, berth.heard_at, here, t)) continue;
      if (!nearest || FastDistance(berth.heard, here) < FastDistance(k.berth(*nearest).heard, here))
        nearest = hull;
    }
    if (nearest) return *nearest;
    if (k.hulls() == kMostHulls && oldest) return *oldest;
    k.others.push_back({k.forgotten, {}, {}});
    return k.hulls();
  }

  static Track& Nearest(Beliefs& k, const Report& z) {
    if (k.live.size() == 1 || !Kind::SaysPlace(z)) return LastHeard(k);
    const GeoPoint here = Kind::Place(z);
    return *std::min_element(k.live.begin(), k.live.end(), [here](const Track& a, const Track& b) {
      return FastDistance(a.life.heard, here) < FastDistance(b.life.heard, here);
    });
  }
  static Track& LastHeard(Beliefs& k) {
    return *std::max_element(k.live.begin(), k.live.end(), [](const Track& a, const Track& b) {
      return a.life.heard_at < b.life.heard_at;
    });
  }
  static std::size_t LongestSilent(const Beliefs& k) {
    const auto place = std::min_element(
        k.live.begin(), k.live.end(),
        [](const Track& a, const Track& b) { return a.life.heard_at < b.life.heard_at; });
    return static_cast<std::size_t>(place - k.live.begin());
  }

  const TrackBankParams& params_;
};

}  // namespace pelorus
