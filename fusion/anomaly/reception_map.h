#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/geo_point.h"
#include "geo/time.h"

namespace pelorus {

/// Ten minutes of the run, numbered since 1970.
using TimeBin = std::int64_t;
inline constexpr Duration kTimeBin = std::chrono::minutes{10};
/// The bin that a time lies in.
constexpr TimeBin BinOf(Time t) { return t.time_since_epoch() / kTimeBin; }

/// What reception depends on besides the place.
struct Transmitting {
  bool class_b = false;    ///< two watts instead of twelve and a half
  bool under_way = false;  ///< reports every few seconds instead of minutes
  constexpr std::size_t index() const { return (class_b ? 2U : 0U) + (under_way ? 1U : 0U); }
};
inline constexpr std::size_t kTransmittingKinds = 4;

/// A tenth of a degree by a tenth, numbered row by row.
using Cell = std::uint32_t;
/// The cell of a point.
Cell CellOf(GeoPoint p);
/// Its middle.
GeoPoint CenterOf(Cell cell);

/// Bins in which a vessel transmitted, and those of them in which it was heard. Fractions come from
/// doubtful bins.
struct Tally {
  double trials = 0.0;
  double hits = 0.0;
  Tally& operator+=(const Tally& other) {
    trials += other.trials;
    hits += other.hits;
    return *this;
  }
};

/// A beta distribution over the chance that a transmitting vessel is heard within a bin.
struct Chance {
  double alpha = 1.0;
  double beta = 1.0;
  double mean() const { return alpha / (alpha + beta); }
  /// ln of the expected chance of `bins` misses in a row: ln E[(1 - p)^n].
  double LogMisses(double bins) const;
};

/// Where vessels are heard, counted in cells of three sizes: 0.1, 0.5 and 2.5 degrees, and over the
/// run. Each level is a beta-binomial whose prior is the level above; docs/FORMULAS.md, "Silences".
class ReceptionMap {
 public:
  /// Adds bins spent in a cell.
  void Count(Cell cell, Transmitting kind, Tally tally);

  /// What the counts, less those of `own`, say of a cell. Without any count: p = 1/2, and unsure.
  Chance At(Cell cell, Transmitting kind, const ReceptionMap& own) const;
  /// The worst that is known of a cell and of its eight neighbours, as far as others have been
  /// there: the edge of what receivers reach moves by a few miles over the day.
  Chance WorstNear(Cell cell, Transmitting kind, const ReceptionMap& own) const;
  /// Bins that other vessels than `own` spent in the half-degree around.
  double KnowledgeAt(Cell cell, Transmitting kind, const ReceptionMap& own) const;
  double total_trials() const;

  /// Adds all counts of another map.
  void Add(const ReceptionMap& other);

  /// One cell with its counts, by kind.
  struct Row {
    Cell cell = 0;
    std::array<Tally, kTransmittingKinds> tallies;
  };
  /// All cells, by number.
  std::vector<Row> Rows() const;
  std::size_t cells() const { return levels_[0].size(); }

 private:
  static constexpr std::size_t kLevels = 3;
  using Tallies = std::array<Tally, kTransmittingKinds>;
  static Cell Widen(Cell cell, std::size_t level);
  Tally ClassTally(std::size_t level, Cell cell, bool class_b) const;

  /// By cell of each level, finest first.
  std::array<std::unordered_map<Cell, Tallies>, kLevels> levels_;
  Tallies run_{};
};

}  // namespace pelorus
