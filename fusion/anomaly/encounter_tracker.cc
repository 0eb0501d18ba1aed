#include "fusion/anomaly/encounter_tracker.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

/// Antennas farther apart than this are no pair: 500 m between hulls, 400 m of each hull.
constexpr Length kReach = Length::Meters(1300.0);
/// Faster ships are left out of the search; above the fastest company, so that one fast sample does
/// not end it.
constexpr double kSearched_mps = 3.6;
constexpr double kStill_mps = 0.514;
/// No ship is faster: its track is not one hull's.
constexpr double kImpossible_mps = 31.0;
constexpr Length kJump = Length::Kilometers(1.0);
constexpr Duration kLately = std::chrono::hours{3};
constexpr std::size_t kMostPairs = 24;

Knot KnotOf(const TrackUpdate& update) {
  Knot knot;
  knot.t = update.time;
  knot.p = update.estimate.position;
  knot.v_mps = update.estimate.v_mps;
  knot.cov_m2 = update.estimate.cov_m2;
  knot.heading = update.heading;
  knot.status = update.nav_status;
  knot.raw = update.raw;
  return knot;
}

}  // namespace

bool IsShipKey(TargetKey key) {
  if (key.kind() != TargetKey::Kind::kMmsi) return false;
  const std::uint64_t top = key.number() / 1'000'000;
  return top >= 100 && top != 111 && top < 970;
}

EncounterTracker::EncounterTracker(const EncounterParams& params)
    : params_(params), grid_(kReach) {}

std::uint32_t EncounterTracker::NumberOf(TargetKey key) {
  const auto number = static_cast<std::uint32_t>(vessels_.size());
  const auto [at, fresh] = numbers_.try_emplace(key, number);
  if (fresh) vessels_.emplace_back().key = key;
  return at->second;
}

void EncounterTracker::Take(const PictureBatch& batch) {
  auto said = std::size_t{0};
  for (const TrackUpdate& update : batch.updates) {
    for (; said < batch.reports.size() && said < update.report; ++said) {
      if (const auto* report = std::get_if<StaticReport>(&batch.reports[said])) Say(*report);
    }
    if (IsShipKey(update.track.key)) Move(update);
  }
  for (; said < batch.reports.size(); ++said) {
    if (const auto* report = std::get_if<StaticReport>(&batch.reports[said])) Say(*report);
  }
}

void EncounterTracker::Say(const StaticReport& said) {
  if (!said.dimensions || !IsShipKey(said.key)) return;
  vessels_[NumberOf(said.key)].size = said.dimensions;
}

bool EncounterTracker::BreakOff(const Vessel& vessel, const Knot& next) const {
  const Duration gap = next.t - vessel.last.t;
  if (gap > params_.silence) return true;
  const Length way = FastDistance(vessel.last.p, next.p);
  return way > kJump && way.meters() > kImpossible_mps * ToSeconds(gap);
}

void EncounterTracker::Move(const TrackUpdate& update) {
  const std::uint32_t number = NumberOf(update.track.key);
  Vessel& vessel = vessels_[number];
  if (vessel.heard && update.time < vessel.last.t + params_.step) return;
  const Knot next = KnotOf(update);
  if (vessel.heard && BreakOff(vessel, next)) {
    while (!vessel.pairs.empty()) EndAll(vessel.pairs.back());
    vessel.heard = false;
    vessel.under_way.reset();
  }
  vessel.has_two = vessel.heard;
  vessel.previous = vessel.last;
  vessel.last = next;
  vessel.heard = true;
  Place(number);
  ComparePairs(number);
}

void EncounterTracker::Place(std::uint32_t number) {
  Vessel& vessel = vessels_[number];
  const double speed_mps = vessel.last.v_mps.norm();
  if (speed_mps > kStill_mps) vessel.under_way = vessel.last.t;
  if (speed_mps > kSearched_mps) {
    grid_.Remove(number);
    vessel.others = 0;
    return;
  }
  grid_.Put(number, vessel.last.p);
  Look(number);
}

/// Counts who lies around and pairs with those that are close.
void EncounterTracker::Look(std::uint32_t number) {
  Vessel& vessel = vessels_[number];
  near_.clear();
  grid_.ForEachNear(vessel.last.p, [&](std::uint32_t other) {
    if (other != number) near_.push_back(other);
  });
  std::sort(near_.begin(), near_.end(),
            [this](std::uint32_t a, std::uint32_t b) { return vessels_[a].key < vessels_[b].key; });
  vessel.others = 0;
  for (const std::uint32_t other : near_) {
    const Vessel& there = vessels_[other];
    if (vessel.last.t - there.last.t > params_.silence) {
      grid_.Remove(other);
      continue;
    }
    if (FastDistance(vessel.last.p, there.last.p) > kReach) continue;
    if (there.last.v_mps.norm() <= kStill_mps) ++vessel.others;
    TryPair(number, other);
  }
}

void EncounterTracker::TryPair(std::uint32_t a, std::uint32_t b) {
  if (vessels_[b].key < vessels_[a].key) std::swap(a, b);
  for (const std::uint32_t pair : vessels_[a].pairs) {
    if (pairs_[pair].vessels[1] == b && pairs_[pair].vessels[0] == a) return;
  }
  if (vessels_[a].pairs.size() >= kMostPairs || vessels_[b].pairs.size() >= kMostPairs) {
    ++crowded_out_;
    return;
  }
  auto number = static_cast<std::uint32_t>(pairs_.size());
  if (free_.empty()) {
    pairs_.emplace_back();
  } else {
    number = free_.back();
    free_.pop_back();
  }
  pairs_[number] = Pair{};
  pairs_[number].vessels = {a, b};
  vessels_[a].pairs.push_back(number);
  vessels_[b].pairs.push_back(number);
}

void EncounterTracker::ComparePairs(std::uint32_t number) {
  const std::vector<std::uint32_t>& mine = vessels_[number].pairs;
  for (std::size_t i = mine.size(); i-- > 0;) {
    const std::uint32_t pair = mine[i];
    if (!Sample(pairs_[pair], number)) EndAll(pair);
  }
}

EncounterSide EncounterTracker::SideOf(const Vessel& vessel, Time t) const {
  if (t >= vessel.last.t || !vessel.has_two) return {vessel.last, vessel.size};
  return {Between(vessel.previous, vessel.last, t), vessel.size};
}

/// Compares the two at the latest time between whose neighbours both are known; `mover` has a new
/// position. False when they are no pair any more.
bool EncounterTracker::Sample(Pair& pair, std::uint32_t mover) {
  const Vessel& moved = vessels_[mover];
  const Vessel& other = vessels_[pair.vessels[0] == mover ? pair.vessels[1] : pair.vessels[0]];
  if (moved.last.t - other.last.t > params_.silence) return false;
  const Time t = std::min(moved.last.t, other.last.t);
  const Vessel& later = moved.last.t > t ? moved : other;
  const bool known = later.last.t == t || (later.has_two && later.previous.t <= t);
  if (!known || (pair.sampled && t <= *pair.sampled)) return true;
  const Vessel& a = vessels_[pair.vessels[0]];
  const Vessel& b = vessels_[pair.vessels[1]];
  EncounterSample sample = Compare(SideOf(a, t), SideOf(b, t), params_);
  // Each is among the others of the other one, if it lies still.
  sample.others = std::max({a.others, b.others, 1U}) - 1.0;
  for (const Vessel* side : {&a, &b}) {
    sample.approached |= side->under_way && t - *side->under_way < kLately;
  }
  pair.sampled = t;
  pair.separation = sample.separation;
  TakeSample(pair, sample);
  bool active = false;
  for (const EncounterRun& run : pair.runs) active |= run.active();
  return active || (sample.separation <= kReach && sample.faster.mps() <= kSearched_mps);
}

void EncounterTracker::TakeSample(Pair& pair, const EncounterSample& sample) {
  for (std::size_t grade = 0; grade < kGrades; ++grade) {
    if (!pair.runs[grade].Take(sample, sample.grade <= grade)) continue;
    End(pair, grade, found_);
    pair.runs[grade].Reset();
  }
}

/// Tells of a run, unless it was too short or a tighter one tells the same.
void EncounterTracker::End(Pair& pair, std::size_t grade, std::vector<Encounter>& into) const {
  const EncounterRun& run = pair.runs[grade];
  if (!run.active() || run.covered || run.length() < params_.least) return;
  Encounter e = run.Summary();
  e.keys = {vessels_[pair.vessels[0]].key, vessels_[pair.vessels[1]].key};
  e.grade = grade;
  into.push_back(e);
  for (std::size_t wider = grade + 1; wider < kGrades; ++wider) pair.runs[wider].covered = true;
}

void EncounterTracker::EndAll(std::uint32_t number) {
  Pair& pair = pairs_[number];
  for (std::size_t grade = 0; grade < kGrades; ++grade) End(pair, grade, found_);
  for (const std::uint32_t vessel : pair.vessels) Unlink(vessel, number);
  free_.push_back(number);
}

void EncounterTracker::Unlink(std::uint32_t vessel, std::uint32_t pair) {
  std::vector<std::uint32_t>& list = vessels_[vessel].pairs;
  list.erase(std::find(list.begin(), list.end(), pair));
}

std::vector<Encounter> EncounterTracker::Found(Time now) const {
  std::vector<Encounter> all = found_;
  std::vector<bool> unused(pairs_.size(), false);
  for (const std::uint32_t i : free_) unused[i] = true;
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (unused[i]) continue;
    Pair pair = pairs_[i];
    for (std::size_t grade = 0; grade < kGrades; ++grade) {
      const std::size_t before = all.size();
      End(pair, grade, all);
      if (all.size() > before) all.back().open = now - all.back().last <= params_.silence;
    }
  }
  std::sort(all.begin(), all.end(), [](const Encounter& a, const Encounter& b) {
    return std::tie(a.start, a.keys, a.grade) < std::tie(b.start, b.keys, b.grade);
  });
  return all;
}

}  // namespace pelorus
