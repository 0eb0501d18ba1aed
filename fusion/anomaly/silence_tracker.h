#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/receiver_activity.h"
#include "fusion/anomaly/reception_map.h"
#include "fusion/anomaly/silence.h"
#include "fusion/picture.h"

namespace pelorus {

/// Follows who is heard when: learns the reception map and the receivers' activity, and notes the
/// silences. Memory: per vessel at most 256 cells and 256 sessions, 4 kB; the map grows with the
/// area, not with time; 260 bytes a silence.
class SilenceTracker {
 public:
  /// The next batch, in order of the run.
  void Take(const PictureBatch& batch);

  /// Silences that last at `now`, the latest time of the run, are noted as open ones, those of the
  /// past are all noted. To be called once, at the end.
  void Finish(Time now);

  const std::vector<Silence>& silences() const { return silences_; }
  /// The map without what the silences would add.
  const ReceptionMap& map() const { return map_; }
  ReceiverActivity& activity() { return activity_; }
  std::size_t vessels() const { return vessels_.size(); }
  /// All about one vessel; made anew on each call.
  OwnRecord RecordOf(std::uint32_t vessel) const;

 private:
  struct OwnCell {
    Cell cell = 0;
    std::uint8_t kind = 0;
    std::uint8_t trials = 0;
    std::uint8_t hits = 0;
  };
  struct Vessel {
    TargetKey key;
    SilenceEnd last;
    Time heard_at;  ///< by a report of any kind
    TimeBin bin = 0;
    Transmitting kind;
    std::uint64_t reports = 0;
    std::uint64_t bins = 0;
    OwnIntervals intervals;
    std::vector<OwnCell> cells;
    std::size_t newest_cell = 0;
    Identity identity;
    std::vector<std::uint32_t> silences;
    bool awaits_position = false;  ///< the newest silence was ended by a report without one
  };

  void Update(const TrackUpdate& update);
  void Hear(const Hearing& hearing);
  void End(const TrackEnd& end);
  void CountBins(Vessel& vessel, const TrackUpdate& update, TimeBin bin);
  void Count(Vessel& vessel, GeoPoint p, bool hit);
  void Note(Vessel& vessel, std::uint32_t number, Time end);
  static bool IsShip(TargetKey key);

  std::unordered_map<TargetKey, std::uint32_t> index_;
  std::vector<Vessel> vessels_;
  std::vector<Silence> silences_;
  ReceptionMap map_;
  ReceiverActivity activity_;
};

}  // namespace pelorus
