#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/time.h"

namespace pelorus {

/// What the intervals between one vessel's own reports say of a longer one, without anybody else to
/// compare with. Sessions of reports are parted by more than a quarter of an hour; the time beyond
/// that is taken as exponential with an unknown mean.
class OwnIntervals {
 public:
  /// The vessel was silent from `from` to `to` and then heard; to be called with every interval.
  void Add(Time from, Time to);

  /// How a silence compares with the vessel's other intervals.
  struct Tail {
    std::size_t others = 0;       ///< intervals beyond a quarter of an hour, this one left out
    double expected = 0.0;        ///< intervals of usual length that would fit in
    double surprise = 0.0;        ///< -ln of the chance that one interval is so long
    bool regular_passes = false;  ///< the sessions keep the beat of one satellite's orbit
  };
  /// `counted`: the silence was added before, and is to be left out.
  Tail Compare(Duration silence, bool counted) const;

 private:
  bool InPasses() const;

  std::size_t count_ = 0;
  double excess_s_ = 0.0;
  /// When sessions were heard, s since the first; the first few hundred.
  std::vector<std::uint32_t> sessions_;
  Time first_;
};

}  // namespace pelorus
