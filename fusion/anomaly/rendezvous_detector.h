#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "fusion/anomaly/detector.h"
#include "fusion/anomaly/encounter_tracker.h"
#include "fusion/anomaly/identity_book.h"
#include "fusion/anomaly/loitering_detector.h"
#include "fusion/anomaly/rendezvous_dark.h"

namespace pelorus {

/// Half an hour and more below two knots: slow enough to come alongside.
inline constexpr HaltParams kSlowParams = {.most = Speed::Knots(2.0),
                                           .least = std::chrono::minutes{30},
                                           .silence = std::chrono::hours{1},
                                           .unknown = std::chrono::minutes{30},
                                           .step = std::chrono::minutes{10},
                                           .radius = Length::NauticalMiles(3.0)};

struct RendezvousParams {
  EncounterParams encounter;
  HaltParams stop = kStopParams;  ///< of a meeting with the shore
  HaltParams slow = kSlowParams;  ///< of a meeting with a ship that was dark
  DarkMeetingParams dark;
  Length shore = Length::NauticalMiles(3.0);  ///< most, of a meeting with the shore
  /// Meetings less likely than this are counted, not told.
  double least_probability = 0.05;
};

/// What only was counted; as of the last call of Findings.
struct RendezvousCounts {
  std::uint64_t encounters = 0;  ///< pairs in company for long enough
  std::uint64_t unlikely =
      0;  ///< of those and of stops near the shore, below the least probability
  std::uint64_t one_dark = 0;   ///< halts and silences that fit
  std::uint64_t both_dark = 0;  ///< pairs of silences that fit
  std::uint64_t crowded_out = 0;
};

/// Finds meetings: of two ships that both were heard, of one with a ship that was dark, of two dark
/// ones when a third cue says so, of a ship with the shore. Memory: that of EncounterTracker, and
/// 500 bytes a ship and 150 a halt.
class RendezvousDetector : public Detector {
 public:
  /// All outlive this.
  RendezvousDetector(const RendezvousParams& params, const IdentityBook& book,
                     const PlaceIndex& places, const ShoreIndex& shores, const WaterRoutes& routes);

  void Write(const PictureBatch& batch) override;
  /// Of `earlier` the dark transits are used, and hulls with two identities: those meet nobody.
  std::vector<Event> Findings(Time now, std::span<const Event> earlier) override;

  const RendezvousCounts& counts() const { return counts_; }

 private:
  void FindVisible(Time now, std::span<const Event> earlier, std::vector<Event>& events);
  void FindAtShore(Time now, const WaitingAreas& areas, std::vector<Event>& events);
  void FindDark(Time now, std::span<const Event> earlier, const WaitingAreas& areas,
                std::vector<Event>& events);
  void Tell(Event event, std::vector<Event>& events);
  HaltCase CaseOf(const Halt& halt, const WaitingAreas& areas) const;

  RendezvousParams params_;
  const IdentityBook& book_;
  const WaterRoutes& routes_;
  SettingIndex settings_;
  EncounterTracker encounters_;
  HaltTracker stops_;
  HaltTracker slow_;
  std::unordered_map<TargetKey, std::uint32_t> numbers_;
  std::vector<TargetKey> keys_;
  RendezvousCounts counts_;
};

}  // namespace pelorus
