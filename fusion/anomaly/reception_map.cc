#include "fusion/anomaly/reception_map.h"

#include <algorithm>
#include <cmath>

namespace pelorus {
namespace {

constexpr Cell kColumns = 3600;
constexpr Cell kRows = 1801;
/// Cells of a level along the edge of one.
constexpr std::array<Cell, 3> kSide = {1, 5, 25};
/// Bins that a level's prior is worth: how alike neighbours are.
constexpr double kPriorBins = 2.0;
/// Bins of others from which on a neighbour is worth listening to.
constexpr double kKnownBins = 2.0;
/// No prior is surer than this: an unseen cell may be behind a mountain.
constexpr double kSurest = 0.95;

Tally Less(const Tally& all, const Tally& own) {
  const double trials = std::max(0.0, all.trials - own.trials);
  return {trials, std::clamp(all.hits - own.hits, 0.0, trials)};
}

Chance Posterior(double prior, const Tally& seen) {
  const double p = std::clamp(prior, 1.0 - kSurest, kSurest);
  return {kPriorBins * p + seen.hits, kPriorBins * (1.0 - p) + seen.trials - seen.hits};
}

}  // namespace

Cell CellOf(GeoPoint p) {
  const auto row = static_cast<Cell>(std::clamp((p.lat_deg() + 90.0) * 10.0, 0.0, 1800.0));
  const auto column = static_cast<Cell>(std::clamp((p.lon_deg() + 180.0) * 10.0, 0.0, 3599.0));
  return row * kColumns + column;
}

GeoPoint CenterOf(Cell cell) {
  const double row = std::min(cell / kColumns, kRows - 1);
  const double column = cell % kColumns;
  return GeoPoint::Degrees(row / 10.0 - 89.95, column / 10.0 - 179.95);
}

double Chance::LogMisses(double bins) const {
  // E[(1-p)^n] = B(a, b+n) / B(a, b).
  return std::lgamma(beta + bins) - std::lgamma(beta) + std::lgamma(alpha + beta) -
         std::lgamma(alpha + beta + bins);
}

Cell ReceptionMap::Widen(Cell cell, std::size_t level) {
  const Cell row = cell / kColumns / kSide[level];
  const Cell column = cell % kColumns / kSide[level];
  return row * kColumns + column;
}

void ReceptionMap::Count(Cell cell, Transmitting kind, Tally tally) {
  for (std::size_t level = 0; level < kLevels; ++level) {
    levels_[level][Widen(cell, level)][kind.index()] += tally;
  }
  run_[kind.index()] += tally;
}

Tally ReceptionMap::ClassTally(std::size_t level, Cell cell, bool class_b) const {
  const auto place = levels_[level].find(Widen(cell, level));
  if (place == levels_[level].end()) return {};
  const std::size_t first = class_b ? 2U : 0U;
  Tally both = place->second[first];
  return both += place->second[first + 1];
}

Chance ReceptionMap::At(Cell cell, Transmitting kind, const ReceptionMap& own) const {
  const std::size_t first = kind.class_b ? 2U : 0U;
  Tally run = Less(run_[first], own.run_[first]);
  run += Less(run_[first + 1], own.run_[first + 1]);
  Chance chance = Posterior(0.5, run);
  for (std::size_t level = kLevels; level-- > 0;) {
    const Tally seen =
        Less(ClassTally(level, cell, kind.class_b), own.ClassTally(level, cell, kind.class_b));
    chance = Posterior(chance.mean(), seen);
  }
  return chance;
}

Chance ReceptionMap::WorstNear(Cell cell, Transmitting kind, const ReceptionMap& own) const {
  Chance worst = At(cell, kind, own);
  const Cell column = cell % kColumns;
  const Cell row = cell / kColumns;
  for (const Cell r : {row == 0 ? row : row - 1, row, std::min(row + 1, kRows - 1)}) {
    for (const Cell c : {(column + kColumns - 1) % kColumns, column, (column + 1) % kColumns}) {
      const Cell near = r * kColumns + c;
      const Tally seen =
          Less(ClassTally(0, near, kind.class_b), own.ClassTally(0, near, kind.class_b));
      if (near == cell || seen.trials < kKnownBins) continue;
      const Chance chance = At(near, kind, own);
      if (chance.mean() < worst.mean()) worst = chance;
    }
  }
  return worst;
}

double ReceptionMap::KnowledgeAt(Cell cell, Transmitting kind, const ReceptionMap& own) const {
  return Less(ClassTally(1, cell, kind.class_b), own.ClassTally(1, cell, kind.class_b)).trials;
}

double ReceptionMap::total_trials() const {
  double sum = 0.0;
  for (const Tally& tally : run_) sum += tally.trials;
  return sum;
}

void ReceptionMap::Add(const ReceptionMap& other) {
  for (const Row& row : other.Rows()) {
    for (std::size_t kind = 0; kind < kTransmittingKinds; ++kind) {
      Count(row.cell, {kind >= 2, kind % 2 == 1}, row.tallies[kind]);
    }
  }
}

std::vector<ReceptionMap::Row> ReceptionMap::Rows() const {
  std::vector<Row> rows;
  rows.reserve(levels_[0].size());
  for (const auto& [cell, tallies] : levels_[0]) rows.push_back({cell, tallies});
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.cell < b.cell; });
  return rows;
}

}  // namespace pelorus
