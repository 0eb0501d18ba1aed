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
/// area, not with time; 300 bytes a silence, of which at most `most_silences` are kept.
class SilenceTracker {
 public:
  /// A year of both seas, with one silence a vessel and day, has about a million.
  static constexpr std::size_t kMostSilences = 400'000;
  explicit SilenceTracker(std::size_t most_silences = kMostSilences)
      : most_silences_(most_silences) {}

  /// The next batch, in order of the run.
  void Take(const PictureBatch& batch);

  /// All silences by vessel and start, those that last at `now`, the latest time of the run,
  /// without an end.
  std::vector<Silence> SilencesAt(Time now) const;
  /// Silences that ended first and were forgotten, a quarter of all at a time, to make room.
  std::uint64_t forgotten() const { return forgotten_; }
  /// The map without what the silences would add.
  const ReceptionMap& map() const { return map_; }
  ReceiverActivity& activity() { return activity_; }
  std::size_t vessels() const { return vessels_.size(); }
  TargetKey KeyOf(std::uint32_t vessel) const { return vessels_[vessel].key; }
  /// All about one vessel, without its identity; made anew on each call.
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
    VoyageClaims claims;
    std::optional<std::uint64_t> silence;  ///< number of the newest, counted over the run
    bool awaits_position = false;          ///< it was ended by a report without one
  };

  void Update(const TrackUpdate& update);
  void Hear(TargetKey key, Time received_at);
  void TakeClaims(const StaticReport& report);
  void CountBins(Vessel& vessel, const TrackUpdate& update, TimeBin bin);
  void Count(Vessel& vessel, GeoPoint p, bool hit);
  static Silence SilenceOf(const Vessel& vessel, std::uint32_t number);
  void Note(Vessel& vessel, std::uint32_t number, Time end);
  /// The newest silence of a vessel that has one; null when it was forgotten.
  Silence* NewestOf(const Vessel& vessel);
  void Forget();
  static bool IsShip(TargetKey key);

  std::size_t most_silences_;

  std::unordered_map<TargetKey, std::uint32_t> index_;
  std::vector<Vessel> vessels_;
  std::vector<Silence> silences_;
  std::uint64_t forgotten_ = 0;  ///< number of the first that is kept
  ReceptionMap map_;
  ReceiverActivity activity_;
};

}  // namespace pelorus
