#pragma once

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "fusion/contacts/scene_association.h"
#include "fusion/picture.h"

namespace pelorus {

struct ContactSceneParams {
  /// A scene waits so long for the next reports of the vessels around it.
  Duration settle = std::chrono::hours{2};
  /// A vessel heard on one side of the scene alone is expected there for so long.
  Duration one_sided = std::chrono::minutes{30};
  /// A sensor that looks at the same place again this soon follows targets by itself: its scans are
  /// no scenes.
  Duration look_again = std::chrono::minutes{5};
  std::size_t most_scenes = 256;           ///< that wait at a time; the eldest goes first
  std::size_t most_contacts = 100'000;     ///< of a scene; what is beyond begins another
  Length margin = Length::Kilometers(50);  ///< vessels farther from a scene cannot matter
};

/// Where a vessel was, as its track had it.
struct VesselFix {
  TrackId track;
  Time time;
  KinematicEstimate estimate;
  std::optional<Heading> heading;
};

/// What one look of one sensor saw, and who was heard around it.
struct ContactScene {
  Time at;  ///< of its first contact
  RawRef first;
  StationId station;
  std::vector<ContactReport> contacts;  ///< with a position each
  /// The box around the contacts; longitudes may go beyond 180.
  double south = 90.0, north = -90.0, west = 540.0, east = -540.0;
  struct Sides {
    std::optional<VesselFix> before, after;
  };
  std::vector<Sides> heard;  ///< vessels that were heard again since

  /// Whether `p` lies in the box, widened by `margin` on all sides.
  bool Covers(GeoPoint p, Length margin) const;
};

/// Cuts contacts into scenes by the sensor's own word, or by equal times where it names none, and
/// keeps for each the last report before it and the first after of every vessel around. What comes
/// out depends on the order of the reports alone. Memory: one fix a vessel, 300 bytes, and the
/// scenes that wait.
class ContactScenes {
 public:
  explicit ContactScenes(const ContactSceneParams& params) : params_(params) {}

  void Take(const PictureBatch& batch);

  /// Scenes whose wait is over, in the order of their times; the caller takes them away.
  std::vector<ContactScene> TakeSettled();
  /// Those that still wait or are under way, as far as they are known by now, each with the vessels
  /// that were not heard again.
  std::vector<ContactScene> Waiting() const;
  /// Scenes that were dropped for want of room.
  std::uint64_t dropped() const { return dropped_; }

 private:
  struct SensorName {
    SourceId source;
    StationId station;
    friend auto operator<=>(const SensorName&, const SensorName&) = default;
  };
  struct Sensor {
    std::optional<ContactScene> open;
    std::optional<ContactScene> last;  ///< the box and time of the one before, without contacts
    bool stares = false;
  };

  void TakeUpdate(const TrackUpdate& update);
  void TakeContact(const ContactReport& contact);
  void NameContact(const TrackUpdate& update);
  void Close(Sensor& sensor);
  void Settle(Time now);
  void AddSilentSince(ContactScene& scene) const;
  void Hear(ContactScene& scene, const VesselFix& before, const VesselFix& after) const;

  ContactSceneParams params_;
  std::map<SensorName, Sensor> sensors_;
  std::unordered_map<TargetKey, VesselFix> vessels_;  ///< the newest fix
  std::deque<ContactScene> waiting_;
  std::vector<ContactScene> settled_;
  std::uint64_t dropped_ = 0;
};

/// Where the vessels heard around a scene must have been at its time: on a bridge between two
/// reports, or carried on or back from one. docs/FORMULAS.md "Contacts".
std::vector<ExpectedVessel> ExpectVessels(const ContactScene& scene,
                                          const ContactSceneParams& params);

}  // namespace pelorus
