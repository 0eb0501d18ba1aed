#include "fusion/anomaly/air_coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pelorus {
namespace {

constexpr std::array<double, kAltitudeBands - 1> kBandTops_ft = {1'500.0, 4'000.0, 8'000.0,
                                                                 15'000.0, 25'000.0};
constexpr std::uint32_t kColumns = 1440;
constexpr std::uint32_t kRows = 720;
/// Cells of a level along the edge of one.
constexpr std::array<std::uint32_t, 3> kSide = {1, 4, 16};
/// Minutes that a level's prior is worth: how alike neighbours are.
constexpr double kPriorMinutes = 3.0;
/// Minutes below which a band asks the band under it.
constexpr double kEnoughMinutes = 10.0;
/// Minutes of others from which on a neighbour is worth listening to.
constexpr double kKnownMinutes = 3.0;
/// No prior is surer than this: an unseen cell may be behind a mountain.
constexpr double kSurest = 0.95;

Chance Posterior(double prior, const Tally& seen) {
  const double p = std::clamp(prior, 1.0 - kSurest, kSurest);
  return {kPriorMinutes * p + seen.hits, kPriorMinutes * (1.0 - p) + seen.trials - seen.hits};
}

AirCell CellAt(std::uint32_t row, std::uint32_t column, std::uint32_t band) {
  return (row * kColumns + column) * kAltitudeBands + band;
}

}  // namespace

std::uint32_t BandOf(double altitude_ft) {
  const auto top = std::upper_bound(kBandTops_ft.begin(), kBandTops_ft.end(), altitude_ft);
  return static_cast<std::uint32_t>(top - kBandTops_ft.begin());
}

AirCell AirCellOf(GeoPoint p, double altitude_ft) {
  const double row = std::clamp((p.lat_deg() + 90.0) * 4.0, 0.0, kRows - 1.0);
  const double column = std::clamp((p.lon_deg() + 180.0) * 4.0, 0.0, kColumns - 1.0);
  return CellAt(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column),
                BandOf(altitude_ft));
}

GeoPoint MiddleOf(AirCell cell) {
  const AirCell place = cell / kAltitudeBands;
  return GeoPoint::Degrees(place / kColumns * 0.25 - 89.875, place % kColumns * 0.25 - 179.875);
}

AirCell AirCoverage::Widen(AirCell cell, std::size_t level) {
  const AirCell place = cell / kAltitudeBands;
  return CellAt(place / kColumns / kSide[level], place % kColumns / kSide[level],
                cell % kAltitudeBands);
}

void AirCoverage::Count(AirCell cell, Tally tally) {
  for (std::size_t level = 0; level < kLevels; ++level) levels_[level][Widen(cell, level)] += tally;
  run_ += tally;
}

void AirCoverage::HearAt(GeoPoint p, double altitude_ft, TargetKey who) {
  const AirCell cell = AirCellOf(p, 0.0);
  const auto ft = static_cast<float>(altitude_ft);
  constexpr float kNever = std::numeric_limits<float>::max();
  for (std::size_t level = 0; level < lowest_.size(); ++level) {
    const auto added = lowest_[level].try_emplace(Widen(cell, level), Lowest{{kNever, kNever}, {}});
    auto& [lowest, keys] = added.first->second;
    if (keys[0] == who) {
      lowest[0] = std::min(lowest[0], ft);
    } else if (ft < lowest[0]) {
      lowest[1] = lowest[0];
      keys[1] = keys[0];
      lowest[0] = ft;
      keys[0] = who;
    } else if (ft < lowest[1]) {
      lowest[1] = ft;
      keys[1] = who;
    }
  }
}

Tally AirCoverage::Others(std::size_t level, AirCell cell, std::span<const OwnAirCell> own) const {
  const AirCell wide = Widen(cell, level);
  const auto place = levels_[level].find(wide);
  if (place == levels_[level].end()) return {};
  Tally left = place->second;
  for (const OwnAirCell& item : own) {
    if (Widen(item.cell, level) != wide) continue;
    left.trials -= static_cast<double>(item.trials);
    left.hits -= static_cast<double>(item.hits);
  }
  left.trials = std::max(0.0, left.trials);
  left.hits = std::clamp(left.hits, 0.0, left.trials);
  return left;
}

/// With the bands below for as long as there is little: a line of sight to a lower aircraft clears
/// what one to a higher has to clear. Their misses say nothing about it.
Tally AirCoverage::OthersUpTo(std::size_t level, AirCell cell,
                              std::span<const OwnAirCell> own) const {
  Tally sum = Others(level, cell, own);
  for (std::uint32_t below = 1; below <= cell % kAltitudeBands; ++below) {
    if (sum.trials >= kEnoughMinutes) break;
    const Tally lower = Others(level, cell - below, own);
    sum += {lower.hits, lower.hits};
  }
  return sum;
}

Chance AirCoverage::At(AirCell cell, std::span<const OwnAirCell> own) const {
  Tally run = run_;
  for (const OwnAirCell& item : own) {
    run.trials -= static_cast<double>(item.trials);
    run.hits -= static_cast<double>(item.hits);
  }
  run.trials = std::max(0.0, run.trials);
  run.hits = std::clamp(run.hits, 0.0, run.trials);
  Chance chance = Posterior(0.5, run);
  for (std::size_t level = kLevels; level-- > 0;) {
    chance = Posterior(chance.mean(), OthersUpTo(level, cell, own));
  }
  return chance;
}

Chance AirCoverage::WorstNear(AirCell cell, std::span<const OwnAirCell> own) const {
  Chance worst = At(cell, own);
  const std::uint32_t band = cell % kAltitudeBands;
  const std::uint32_t column = cell / kAltitudeBands % kColumns;
  const std::uint32_t row = cell / kAltitudeBands / kColumns;
  for (const std::uint32_t r : {row == 0 ? row : row - 1, row, std::min(row + 1, kRows - 1)}) {
    for (const std::uint32_t c :
         {(column + kColumns - 1) % kColumns, column, (column + 1) % kColumns}) {
      const AirCell near = CellAt(r, c, band);
      if (near == cell || Others(0, near, own).trials < kKnownMinutes) continue;
      const Chance chance = At(near, own);
      if (chance.mean() < worst.mean()) worst = chance;
    }
  }
  return worst;
}

double AirCoverage::KnowledgeAt(AirCell cell, std::span<const OwnAirCell> own) const {
  double minutes = 0.0;
  for (std::uint32_t below = 0; below <= cell % kAltitudeBands; ++below) {
    minutes += Others(1, cell - below, own).trials;
  }
  return minutes;
}

std::optional<double> AirCoverage::FloorAt(GeoPoint p, TargetKey who) const {
  const AirCell cell = AirCellOf(p, 0.0);
  for (std::size_t level = 0; level < lowest_.size(); ++level) {
    const auto place = lowest_[level].find(Widen(cell, level));
    if (place == lowest_[level].end()) continue;
    for (std::size_t i = 0; i < 2; ++i) {
      const TargetKey heard = place->second.who[i];
      if (heard != TargetKey() && heard != who) return static_cast<double>(place->second.ft[i]);
    }
  }
  return std::nullopt;
}

}  // namespace pelorus
