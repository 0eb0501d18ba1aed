#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "fusion/drift_priors.h"
#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"

namespace pelorus {

/// Where a vessel was and how it moved at one time.
struct DriftFix {
  TargetKey key;
  Time at;
  GeoPoint position;
  Speed sog;
  Course course;
};

/// What a DriftTable had learned at one moment, for one vessel where it was.
class DriftOutlook {
 public:
  /// What is known before anything was learned.
  DriftOutlook();

  /// How far a vessel of this speed comes within `horizon_s` > 0; scales as learned. Horizons
  /// outside kDriftHorizons_s count as its first or last.
  Drift At(double horizon_s, Speed sog) const;

 private:
  friend class DriftTable;
  /// Probability of each kind of water, as it shows at each horizon.
  std::array<std::array<float, kWaters>, kDriftHorizons> water_;
  /// ln of the factor on variances that made 90 % regions hold 90 %.
  std::array<std::array<float, kDriftHorizons>, kDriftClasses> log_scale_;
};

/// Metres that a Drift's numbers are multiplied by: what a ship sails in `horizon_s` at `sog`, or
/// at 1 kn when it is slower.
double DriftUnit_m(double horizon_s, Speed sog);

/// Learns from a run how far its ships come while nobody looks: each report is compared with where
/// that ship was one horizon ago. Kinds of water are weighed, for the run, for the place and for
/// the vessel, by how well they explain what came; the size of the regions is then set so that they
/// hold nine in ten. Feed it in order of time. docs/FORMULAS.md, "Long gaps".
///
/// Memory: about 1.5 kB a vessel and 170 bytes a cell of a quarter degree.
class DriftTable {
 public:
  DriftTable() = default;

  /// Takes a vessel's next fix; more than one a minute, or one older than the last, is passed over.
  void Learn(const DriftFix& fix);

  /// What is known now for a vessel at its last fix, or of the run as a whole if it has none.
  DriftOutlook Outlook(TargetKey key) const;

 private:
  /// Sums of log-likelihoods relative to the best water, one line a horizon.
  struct Evidence {
    std::array<float, kDriftHorizons> count{};
    std::array<std::array<float, kWaters>, kDriftHorizons> log_likelihood{};
    void Add(std::size_t horizon, const std::array<double, kWaters>& relative);
  };
  struct Anchor {
    Time at;
    GeoPoint position;
    float sog_mps = 0.0F;
    float course_deg = 0.0F;
    std::uint32_t scored = 0;  ///< bit h: horizon h has been compared with
  };
  struct Vessel {
    std::vector<Anchor> anchors;  ///< by time
    Evidence evidence;
  };
  struct Scale {
    float log = 0.0F;
    std::uint32_t count = 0;
  };
  using Waters = std::array<double, kWaters>;

  Waters WatersAt(std::size_t horizon, const Evidence* cell, const Evidence* own) const;
  void Compare(const Anchor& anchor, const DriftFix& fix, std::size_t horizon, Vessel& vessel);
  static void Keep(std::vector<Anchor>& anchors, const Anchor& anchor);
  float LogScale(std::size_t speed_class, std::size_t horizon) const;
  const Evidence* CellAt(GeoPoint position) const;

  std::unordered_map<TargetKey, Vessel> vessels_;
  std::unordered_map<std::uint64_t, Evidence> cells_;
  Evidence run_;
  std::array<std::array<Scale, kDriftHorizons>, kDriftClasses> scale_{};
};

}  // namespace pelorus
