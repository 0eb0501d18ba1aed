#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/picture.h"
#include "geo/geodesic.h"

namespace pelorus {

/// A run of reports outside every gate that agree with each other.
struct Strays {
  GeoPoint last;
  Time last_at;
  std::uint32_t count = 0;
  /// Reports that a track accepted meanwhile and that one hull cannot have sent beside these.
  std::uint32_t crossings = 0;
};

/// What a track of any kind has beside its filter's state.
struct TrackLife {
  Time first_update;
  std::uint32_t updates = 0;
  std::uint32_t gated = 0;
  TrackStatus status = TrackStatus::kTentative;
  GeoPoint heard;  ///< position of the last report with one that was applied
  Time heard_at;
};

/// Where a hull of an identity was heard last, for knowing it again.
struct Berth {
  std::uint32_t tracks = 0;  ///< begun so far
  GeoPoint heard;
  Time heard_at;
};

/// One belief of where an identity's transmitter is. Two with the same hull are a doubt: it jumped,
/// or there are two.
template <class State>
struct Hypothesis {
  std::uint32_t ordinal = 0;
  std::uint8_t hull = 1;
  State state;
  TrackLife life;
};

/// All that reports change in what is believed of one identity's motion. A value: a copy of it is a
/// point in time to which late data return.
template <class State>
struct Kinematics {
  std::vector<Hypothesis<State>> live;
  Strays strays;
  Berth first;                  ///< of hull 1
  std::vector<Berth> others;    ///< of hulls 2 on
  std::uint32_t forgotten = 0;  ///< tracks, at most, that a hull had before it was forgotten

  Berth& berth(unsigned hull) { return hull == 1 ? first : others[hull - 2U]; }
  std::uint8_t hulls() const { return static_cast<std::uint8_t>(1 + others.size()); }
};

/// The same beliefs with states of another form, each by `convert`.
template <class To, class From, class Convert>
void Copy(const Kinematics<From>& from, Kinematics<To>& to, Convert&& convert) {
  to.live.clear();
  for (const Hypothesis<From>& track : from.live) {
    to.live.push_back({track.ordinal, track.hull, convert(track.state), track.life});
  }
  to.strays = from.strays;
  to.first = from.first;
  to.others = from.others;
  to.forgotten = from.forgotten;
}

/// A track that ended, as far as its reports tell.
struct EndedTrack {
  std::uint32_t ordinal = 0;
  std::uint8_t hull = 1;
  TrackStatus status = TrackStatus::kTentative;
  Time first_update;
  Time last_update;
  std::uint32_t updates = 0;
  std::uint32_t gated = 0;
};

/// What one report did, each a count of its own; they add up.
enum StepMark : std::uint16_t {
  kMarkUpdate = 1,
  kMarkGated = 2,
  kMarkReseeded = 4,
  kMarkNumerical = 8,
  kMarkTrack = 16,
  kMarkVertical = 32,
  kMarkHeard = 64,
  kMarkSplit = 128
};

/// What a report did to the beliefs about its identity.
struct TrackStep {
  std::uint16_t marks = 0;
  std::uint8_t hull = 1;  ///< with `ordinal`, the track that was updated; of kMarkUpdate
  std::uint32_t ordinal = 0;
  std::optional<double> nis;
};

/// Whether one target can have been at `a` and at `b` without going faster than `most`; `slack` is
/// for the errors of the positions and their times.
inline bool CanBeOneTarget(GeoPoint a, Time at_a, GeoPoint b, Time at_b, Speed most, Length slack) {
  const double dt_s = std::abs(ToSeconds(at_b - at_a));
  return FastDistance(a, b).meters() <= most.mps() * dt_s + slack.meters();
}

}  // namespace pelorus
