#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/identity_book.h"

namespace pelorus {

/// Finds low aircraft with slow vessels: below 1,500 ft, within 2 km for five minutes or more,
/// below 120 kn or circling. Aircraft on AIS (MMSI 111…) count; they say no altitude here, and are
/// taken as low. Looks every ten seconds of event time. Memory: 0.1 kB a vessel and a low aircraft,
/// 0.2 kB a pair of the moment and a meeting, of which the newest 20,000 are kept.
class AirSeaDetector : public Detector {
 public:
  /// `identities` outlives the detector.
  explicit AirSeaDetector(const IdentityBook& identities) : identities_(identities) {}

  void Write(const PictureBatch& batch) override;

  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

 private:
  /// The newest of a vessel or a low aircraft.
  struct Craft {
    TargetKey key;
    Time time;
    GeoPoint at;
    Eigen::Vector2d v_mps = Eigen::Vector2d::Zero();
    std::optional<double> altitude_ft;
    std::optional<NavStatus> status;
    RawRef raw;
  };
  struct Crafts {
    std::unordered_map<TargetKey, std::uint32_t> index;
    std::vector<Craft> all;
    void Take(const TrackUpdate& update);
  };
  /// An aircraft and a vessel near each other.
  struct Meeting {
    std::pair<TargetKey, TargetKey> who;  ///< the aircraft first
    Time since;
    Time until;
    GeoPoint at;  ///< of the vessel, when they were closest
    Length closest;
    int rounds = 0;
    int slow_rounds = 0;        ///< with the aircraft below 120 kn
    int others = 0;             ///< vessels that were as near, the most at once
    double relative_mps = 0.0;  ///< sum over the rounds
    double swing_rad = 0.0;     ///< of the bearing from the vessel, clockwise positive
    double bearing_rad = 0.0;   ///< the newest
    std::optional<double> lowest_ft;
    std::optional<NavStatus> status;  ///< of the vessel
    double vessel_mps = 0.0;
    RawRef aircraft_raw;
    RawRef vessel_raw;
  };

  void Look(Time t);
  void LookAround(const Craft& aircraft, Time t);
  void Together(const Craft& aircraft, const Craft& vessel, GeoPoint a, GeoPoint v, Time t);
  void Close(Time t);
  static bool IsLong(const Meeting& meeting);
  static RelativePattern PatternOf(const Meeting& meeting);
  Event EventOf(const Meeting& meeting, Time now) const;
  void AddEvidence(const Meeting& meeting, Event& event) const;

  const IdentityBook& identities_;
  Crafts vessels_;
  Crafts low_;
  Time next_look_ = Time::min();
  std::map<std::pair<TargetKey, TargetKey>, Meeting> pairs_;
  std::vector<Meeting> past_;
  std::vector<std::pair<Length, std::uint32_t>> near_;
};

}  // namespace pelorus
