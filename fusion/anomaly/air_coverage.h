#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/reception_map.h"
#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"

namespace pelorus {

/// Minutes of the run, numbered since 1970.
using Minute = std::int64_t;
constexpr Minute MinuteOf(Time t) { return t.time_since_epoch() / std::chrono::minutes{1}; }

/// Pressure altitudes that are heard about equally far: below 1,500 ft, 4,000, 8,000, 15,000,
/// 25,000, and above.
inline constexpr std::uint32_t kAltitudeBands = 6;
/// The band of an altitude in feet.
std::uint32_t BandOf(double altitude_ft);

/// A quarter of a degree by a quarter, in one band of altitudes.
using AirCell = std::uint32_t;
AirCell AirCellOf(GeoPoint p, double altitude_ft);
/// The middle of its area.
GeoPoint MiddleOf(AirCell cell);

/// Minutes that one aircraft spent in a cell.
struct OwnAirCell {
  AirCell cell = 0;
  float trials = 0.0F;
  float hits = 0.0F;
};

/// Where aircraft are heard, by place and altitude: P(a report within a minute | flying there),
/// counted in cells of 0.25, 1 and 4 degrees and over the run. Each level is a beta-binomial whose
/// prior is the level above; what is heard lower down is heard, too. docs/FORMULAS.md, "Silences of
/// aircraft". Memory: 16 bytes a cell and level, bounded by the area flown over.
class AirCoverage {
 public:
  /// Adds minutes spent in a cell.
  void Count(AirCell cell, Tally tally);
  /// An aircraft was heard there; to be called once a minute. Keeps the lowest of each place.
  void HearAt(GeoPoint p, double altitude_ft, TargetKey who);

  /// What the counts, less those of `own`, say. Without any count: p = 1/2, and unsure.
  Chance At(AirCell cell, std::span<const OwnAirCell> own) const;
  /// The worst that is known of the cell and its eight neighbours in its band.
  Chance WorstNear(AirCell cell, std::span<const OwnAirCell> own) const;
  /// Minutes that others than `own` spent at that altitude or lower in the degree around.
  double KnowledgeAt(AirCell cell, std::span<const OwnAirCell> own) const;
  /// The lowest altitude, feet, at which another than `who` was heard in the quarter degree around,
  /// or else in the degree around; nothing where nobody else was heard.
  std::optional<double> FloorAt(GeoPoint p, TargetKey who) const;

  std::size_t cells() const { return levels_[0].size(); }

 private:
  static constexpr std::size_t kLevels = 3;
  /// The two lowest, of different aircraft.
  struct Lowest {
    std::array<float, 2> ft;
    std::array<TargetKey, 2> who;
  };
  static AirCell Widen(AirCell cell, std::size_t level);
  Tally Others(std::size_t level, AirCell cell, std::span<const OwnAirCell> own) const;
  Tally OthersUpTo(std::size_t level, AirCell cell, std::span<const OwnAirCell> own) const;

  std::array<std::unordered_map<AirCell, Tally>, kLevels> levels_;
  Tally run_;
  std::array<std::unordered_map<AirCell, Lowest>, 2> lowest_;  ///< 0.25 and 1 degree, band 0
};

}  // namespace pelorus
