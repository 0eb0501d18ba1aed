#include "fusion/anomaly/formation_tracker.h"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

constexpr Length kTogether = Length::Kilometers(2.0);
constexpr double kTogether_ft = 1'000.0;
constexpr double kTogether_mps = 20.0;
constexpr Duration kLeastFormation = std::chrono::minutes{5};
/// So long apart, or unseen, and it is over.
constexpr Duration kApart = std::chrono::minutes{2};
constexpr std::size_t kMostFormations = 10'000;
/// Degrees of latitude in kTogether, and a little.
constexpr double kBand_deg = 0.0185;

bool IsLong(const Formation& formation) {
  return formation.until - formation.since >= kLeastFormation;
}

}  // namespace

void FormationTracker::Round(Time t, std::vector<Flying>& flying) {
  std::sort(flying.begin(), flying.end(), [](const Flying& a, const Flying& b) {
    return std::pair(a.at.lat_deg(), a.key) < std::pair(b.at.lat_deg(), b.key);
  });
  for (auto a = flying.begin(); a != flying.end(); ++a) {
    for (auto b = a + 1; b != flying.end() && b->at.lat_deg() - a->at.lat_deg() < kBand_deg; ++b) {
      if (std::abs(a->altitude_ft - b->altitude_ft) > kTogether_ft) continue;
      if ((a->v_mps - b->v_mps).norm() > kTogether_mps) continue;
      Together(*a, *b, t);
    }
  }
  for (auto i = pairs_.begin(); i != pairs_.end();) {
    if (t - i->second.until <= kApart) {
      ++i;
      continue;
    }
    if (IsLong(i->second) && past_.size() < kMostFormations) {
      past_of_.emplace(i->first.first, static_cast<std::uint32_t>(past_.size()));
      past_of_.emplace(i->first.second, static_cast<std::uint32_t>(past_.size()));
      past_.push_back(i->second);
    }
    i = pairs_.erase(i);
  }
}

void FormationTracker::Together(const Flying& a, const Flying& b, Time t) {
  const Length apart = FastDistance(a.at, b.at);
  if (apart > kTogether) return;
  const Pair pair = std::minmax(a.key, b.key);
  Formation& formation = pairs_.try_emplace(pair, Formation{pair, t, t, apart}).first->second;
  formation.until = t;
  formation.closest = std::min(formation.closest, apart);
}

std::optional<TargetKey> FormationTracker::CompanionOf(TargetKey key, Time t) const {
  const auto other = [&](const Formation& formation) -> std::optional<TargetKey> {
    const auto& [a, b] = formation.aircraft;
    if (a != key && b != key) return std::nullopt;
    if (!IsLong(formation) || formation.until < t - kApart || formation.since > t) {
      return std::nullopt;
    }
    return a == key ? b : a;
  };
  for (const auto& [pair, formation] : pairs_) {
    if (const auto found = other(formation)) return found;
  }
  std::optional<TargetKey> lowest;
  const auto [from, to] = past_of_.equal_range(key);
  for (auto i = from; i != to; ++i) {
    const auto found = other(past_[i->second]);
    if (found && (!lowest || *found < *lowest)) lowest = found;
  }
  return lowest;
}

std::vector<Formation> FormationTracker::formations() const {
  std::vector<Formation> all = past_;
  for (const auto& [pair, formation] : pairs_) {
    if (IsLong(formation)) all.push_back(formation);
  }
  std::sort(all.begin(), all.end(), [](const Formation& a, const Formation& b) {
    return std::tie(a.since, a.aircraft) < std::tie(b.since, b.aircraft);
  });
  return all;
}

}  // namespace pelorus
