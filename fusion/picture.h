#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fusion/identity.h"
#include "geo/ids.h"
#include "trackers/kinematic_estimate.h"

namespace pelorus {

enum class TrackStatus : std::uint8_t { kTentative, kConfirmed };

/// Names of the modes of a kind of target, in the order of KinematicEstimate::mode_probability.
std::span<const std::string_view> ModeNames(TargetKey::Kind kind);

/// `tentative` or `confirmed`.
std::string_view Name(TrackStatus status);

/// One filter update: what the engine believed right after it.
struct TrackUpdate {
  TrackId track;
  TrackStatus status = TrackStatus::kTentative;
  Time time;
  KinematicEstimate estimate;
  /// Of the position, 2 expected; nothing for the first update and for one by velocity alone.
  std::optional<double> nis;
  std::optional<Heading> heading;
  std::optional<NavStatus> nav_status;
  std::optional<bool> on_ground;            ///< of aircraft, where they last said so
  RawRef raw;                               ///< of the report that made it
  AisClass ais_class = AisClass::kUnknown;  ///< of ships, as far as known by then
  std::uint32_t report = 0;                 ///< number within the batch of the report that made it
};

/// A track that will not be updated any more.
struct TrackEnd {
  TrackId track;
  TrackStatus status = TrackStatus::kTentative;
  Time first_update;
  Time last_update;
  std::uint32_t updates = 0;
  std::uint32_t gated = 0;  ///< reports outside the gate, not applied
  Identity identity;        ///< as known at the end of the track
};

/// That one station heard one transmission. A transmission has one hearing for each copy that came
/// in, the first included; the first is the one that tracking used.
struct Hearing {
  TargetKey key;      ///< who the transmission claims to be about
  StationId station;  ///< within the input `raw.source`
  Time received_at;   ///< by the clock of that station
  RawRef raw;         ///< of this copy
  RawRef first;       ///< of the first copy, this one where equal
  bool is_first() const { return raw == first; }
};

/// What became of one report.
enum class Disposition : std::uint8_t {
  kUsed,       ///< made an update, or told something beside a position
  kDuplicate,  ///< a copy of a transmission that was used before
  kStray,      ///< outside its track's gate, not applied
  kStale,      ///< older than its track, not applied
};

/// What one step of the engine changed, in order of the reports that caused it.
struct PictureBatch {
  std::vector<TrackUpdate> updates;
  std::vector<TrackEnd> ended;  ///< by track id
  /// One for every message that came in, positions and static reports, in the order of the run.
  std::vector<Hearing> hearings;
  /// The reports of the step as they came, copies included, and what became of each.
  ReportBatch reports;
  std::vector<Disposition> dispositions;
  void Clear();
};

/// A consumer of the picture: a file, a feed. Called from one thread at a time, in order.
class PictureSink {
 public:
  virtual ~PictureSink() = default;
  virtual void Write(const PictureBatch& batch) = 0;
};

}  // namespace pelorus
