#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "fusion/anomaly/encounter.h"

namespace pelorus {

/// One ship at the time of a sample.
struct EncounterSide {
  Knot now;  ///< as interpolated
  std::optional<StaticReport::Dimensions> size;
};

/// Two ships at one time.
struct EncounterSample {
  Time t;
  std::array<Knot, 2> sides;
  Length separation;       ///< of the antennas
  Length hull_separation;  ///< or of what is known of the hulls
  bool sized = false;      ///< both hulls could be drawn
  Speed relative;
  Speed faster;
  bool together = false;        ///< speeds are those of company
  std::size_t grade = kGrades;  ///< the tightest whose posterior is reached; kGrades for none
  double others = 0.0;          ///< at rest around
  bool approached = false;      ///< either was under way lately
};

/// The state between two knots, on the straight way: both ends' covariance and a tenth of the way,
/// most in the middle. At `t` outside the two, the nearer one.
Knot Between(const Knot& from, const Knot& to, Time t);

/// Compares two ships at one time: `b` is at the time of `a`.
EncounterSample Compare(const EncounterSide& a, const EncounterSide& b,
                        const EncounterParams& params);

/// A stretch of time in which two ships were within one grade.
class EncounterRun {
 public:
  bool active() const { return samples_ > 0; }
  /// `inside`: the sample is within the run's grade. Returns true when the run just ended, with
  /// two samples in a row outside: what it was is in `Finished` until the next `Take`.
  bool Take(const EncounterSample& sample, bool inside);
  /// The encounter so far; keys and grade are left to the caller.
  Encounter Summary() const;
  Duration length() const { return last_ - start_; }
  Time last() const { return last_; }
  void Reset() { *this = EncounterRun(); }
  /// A tighter run that lasted long enough tells of this time already.
  bool covered = false;

 private:
  static constexpr std::size_t kKept = 32;
  void Keep(float separation_m);

  Time start_;
  Time last_;
  std::uint32_t samples_ = 0;
  std::uint32_t sized_ = 0;
  std::uint8_t misses_ = 0;
  bool approached_ = false;
  std::array<GeoPoint, 2> began_{};
  std::array<RawRef, 4> refs_{};
  std::array<std::uint32_t, 2> moored_{};
  std::array<double, 2> strayed_m_{};
  double hull_m_ = 0.0;
  double relative_sum_mps_ = 0.0;
  double speed_sum_mps_ = 0.0;
  double others_sum_ = 0.0;
  /// Separations, every `stride_`-th: enough for a median.
  std::array<float, kKept> kept_{};
  std::uint32_t kept_count_ = 0;
  std::uint32_t stride_ = 1;
};

}  // namespace pelorus
