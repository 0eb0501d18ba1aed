#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/air_activity.h"
#include "fusion/anomaly/air_coverage.h"
#include "fusion/anomaly/air_silence.h"
#include "fusion/anomaly/formation_tracker.h"
#include "fusion/picture.h"

namespace pelorus {

/// Follows which aircraft are heard when: learns coverage, the receivers' activity, where aircraft
/// stand on the ground and who flies together, and notes the silences of aircraft in flight. Only
/// of aircraft with an ICAO address: anonymous ones change theirs, ground stations' track numbers
/// end. Memory: 0.2 kB an aircraft, 1 kB more while it is heard; the newest 200,000 silences, 50
/// MB.
class AirSilenceTracker {
 public:
  /// The next batch, in order of the run.
  void Take(const PictureBatch& batch);

  /// All silences: the past ones in order of their end, then those that last at `now`.
  std::vector<AirSilence> Silences(Time now) const;

  /// The map without what the silences would add.
  const AirCoverage& coverage() const { return coverage_; }
  AirActivity& activity() { return activity_; }
  const AirActivity& activity() const { return activity_; }
  const FormationTracker& formations() const { return formations_; }
  /// What the aircraft added to the map; made anew on each call.
  OwnAirRecord RecordOf(TargetKey key) const;
  /// Whether two aircraft or more were on the ground within about 5 km of `p`: an airfield, on a
  /// list or not.
  bool IsAirfield(GeoPoint p) const;
  /// Hours that aircraft were followed in flight.
  double flight_hours() const { return static_cast<double>(flight_minutes_) / 60.0; }
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  struct Aircraft {
    TargetKey key;
    AirEnd last;
    Time heard_at;  ///< by a report of any kind
    Minute minute = 0;
    bool awaits_fix = false;      ///< the newest silence was ended by a report without a position
    std::size_t newest_cell = 0;  ///< in `cells`
    std::uint64_t silence = 0;    ///< number of that silence, from 1 over the run
    std::uint64_t reports = 0;
    std::uint64_t minutes = 0;
    std::vector<OwnAirCell> cells;
  };
  /// Aircraft seen on the ground in a cell: one, or more.
  struct Parked {
    TargetKey first;
    bool more = false;
  };

  void Update(const TrackUpdate& update);
  void Hear(const Hearing& hearing);
  void CountMinutes(Aircraft& aircraft, const AirEnd& here, Minute minute);
  void Count(Aircraft& aircraft, GeoPoint p, double altitude_ft, bool hit);
  void Park(TargetKey key, GeoPoint p);
  void Note(Aircraft& aircraft, Time end);
  void LookForFormations(Time t);
  AirSilence SilenceOf(const Aircraft& aircraft) const;

  std::unordered_map<TargetKey, std::uint32_t> index_;
  std::vector<Aircraft> aircraft_;
  std::vector<AirSilence> silences_;
  std::uint64_t forgotten_ = 0;
  std::uint64_t flight_minutes_ = 0;
  AirCoverage coverage_;
  AirActivity activity_;
  FormationTracker formations_;
  Time next_round_ = Time::min();
  std::vector<Flying> flying_;
  std::unordered_map<std::uint32_t, Parked> parked_;
};

}  // namespace pelorus
