#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fusion/picture.h"
#include "geo/geo_point.h"
#include "geo/ids.h"
#include "geo/time.h"
#include "geo/units.h"
#include "trackers/provenance.h"

namespace pelorus {

/// What counts as a halt; sources in docs/FORMULAS.md, "Loitering and stops".
struct HaltParams {
  Speed most = Speed::Knots(2.0);  ///< net, between positions `step` apart
  Duration least = std::chrono::hours{4};
  /// A longer silence ends it: where the vessel was meanwhile is not known.
  Duration silence = std::chrono::hours{3};
  /// Time without a report beyond this is unknown, not spent there.
  Duration unknown = std::chrono::hours{1};
  Duration step = std::chrono::minutes{10};
  Length radius = Length::NauticalMiles(10.0);  ///< about the mean position; beyond it, it is over
};

/// A time in which a vessel hardly moved.
struct Halt {
  std::uint32_t vessel = 0;  ///< number given by the owner of the tracker
  Time start;
  Time last;          ///< latest time it was heard there
  bool open = false;  ///< no end was seen
  GeoPoint at;        ///< mean position
  Length radius;      ///< of what it kept to
  Speed mean_speed;   ///< along the way
  Duration unknown{0};
  std::uint32_t anchored = 0;  ///< positions at which it said to be anchored or moored
  std::uint32_t fishing = 0;   ///< the same, fishing
  std::uint32_t positions = 0;
  RawRef first_ref;
  RawRef last_ref;
};

/// Follows who halts. Memory: 200 bytes a vessel, 150 a halt.
class HaltTracker {
 public:
  explicit HaltTracker(const HaltParams& params) : params_(params) {}

  /// A position of vessel `number`; numbers are small. Updates of one vessel in order of time.
  void Take(std::uint32_t number, const TrackUpdate& update);

  /// All halts that lasted long enough, those that go on included, by start and vessel.
  std::vector<Halt> Found(Time now) const;

 private:
  struct State {
    bool heard = false;
    bool halting = false;
    Time at;
    GeoPoint p;
    RawRef raw;
    Halt halt;
    GeoPoint began;
    double east_sum_deg = 0.0;  ///< of positions less `began`
    double north_sum_deg = 0.0;
    double west_deg = 0.0, east_deg = 0.0, south_deg = 0.0, north_deg = 0.0;  ///< of the same
    double way_m = 0.0;
  };

  void Begin(State& state, std::uint32_t number) const;
  bool GoesOn(const State& state, const TrackUpdate& update) const;
  void Add(State& state, const TrackUpdate& update) const;
  std::optional<Halt> Summary(const State& state) const;

  HaltParams params_;
  std::vector<State> states_;
  std::vector<Halt> found_;
};

}  // namespace pelorus
