#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "fusion/contacts/contact_bank.h"
#include "fusion/parallel.h"
#include "fusion/picture.h"
#include "trackers/aircraft_filter.h"
#include "trackers/observation.h"
#include "trackers/ship_filter.h"

namespace pelorus {

/// When tracks begin, count and end.
struct TrackBankParams {
  ShipFilterParams ship;
  AircraftFilterParams aircraft;
  /// Equal payloads within this time of the first are copies of one transmission, where the payload
  /// does not say when it was sent: some equipment repeats static reports every 15 s, and honest
  /// copies come within 5 s. This and the next two: docs/decisions/0003-duplicate-window.md.
  Duration duplicate_window = std::chrono::seconds{10};
  /// The same for payloads with a UTC second, which equal each other again after a minute.
  Duration dated_window = std::chrono::seconds{50};
  /// The same for dated payloads of a vessel that has moved on since: it cannot have sent that
  /// again, so a relay was late.
  Duration late_copy_window = std::chrono::minutes{20};
  /// Equal Mode S frames within this time of the first are copies of one transmission, where an
  /// aircraft repeats itself no sooner than after 0.4 s. This and the next two:
  /// docs/decisions/0004-aircraft-tracks.md.
  Duration frame_window = std::chrono::milliseconds{300};
  /// Equal rows of aggregators, which say when their claim was true, are one claim within this.
  Duration row_window = std::chrono::minutes{2};
  /// A silence longer than this ends a ship's track; the next report begins another.
  Duration end_after = std::chrono::hours{2};
  /// The same of an aircraft.
  Duration aircraft_end_after = std::chrono::minutes{30};
  /// Accepted updates that make a track confirmed.
  std::uint32_t confirm_updates = 3;
  /// Consecutive reports outside the gate that agree with each other before the track follows them.
  std::uint32_t reseed_after = 3;
  /// Strays further apart in time do not agree.
  Duration strays_agree_within = std::chrono::minutes{30};
  /// Reports this much older than the newest of their target are put where they belong, and what
  /// came after is done again; older ones are not used.
  Duration most_late = std::chrono::minutes{10};
  /// An identity unheard for so long is forgotten, but for the numbers of its tracks; longer than
  /// `end_after` and `most_late` together.
  Duration forget_after = std::chrono::hours{7 * 24};
  /// Of what claims no identity.
  ContactBankParams contacts;
  /// Fastest believable ship, for telling whether two positions can be one hull.
  Speed max_ship_speed = Speed::Knots(60.0);
  /// The same of aircraft: Mach 1.2 at sea level.
  Speed max_aircraft_speed = Speed::Knots(800.0);
};

/// What the tracker did with the observations it used; plain counts.
struct TrackerCounts {
  std::uint64_t updates = 0;     ///< filter updates, the first of each track included
  std::uint64_t stale = 0;       ///< older than late data may be, not applied
  std::uint64_t rewound = 0;     ///< older than the newest of their target, put where they belong
  std::uint64_t gated = 0;       ///< outside the gate, not applied
  std::uint64_t reseeded = 0;    ///< tracks that followed consecutive gated reports
  std::uint64_t numerical = 0;   ///< updates that needed the covariance inflated
  std::uint64_t tracks = 0;      ///< tracks begun
  std::uint64_t splits = 0;      ///< tracks given to another hull with the same identity
  std::uint64_t identities = 0;  ///< keys seen, static reports included
  std::uint64_t static_reports = 0;
  std::uint64_t late_copies = 0;    ///< duplicates known by the vessel having moved on since
  std::uint64_t vertical_only = 0;  ///< reports of an aircraft's altitude or rate alone, applied
  std::uint64_t heard_only = 0;     ///< reports of aircraft that no filter could use

  TrackerCounts& operator+=(const TrackerCounts& other);
  /// Calls visit(name, value) for every count, in order.
  template <class F>
  void Visit(F&& visit) const {
    visit("updates", updates);
    visit("stale", stale);
    visit("rewound", rewound);
    visit("gated", gated);
    visit("reseeded", reseeded);
    visit("numerical", numerical);
    visit("tracks", tracks);
    visit("splits", splits);
    visit("identities", identities);
    visit("static_reports", static_reports);
    visit("late_copies", late_copies);
    visit("vertical_only", vertical_only);
    visit("heard_only", heard_only);
  }
};

/// All tracks, keyed by claimed identity. Identities are spread over a fixed number of shards;
/// each shard owns its tracks, so shards run side by side without locks and the result does not
/// depend on how many threads there are.
class TrackBank {
 public:
  static constexpr std::size_t kShards = 64;

  TrackBank(const TrackBankParams& params, Executor& executor);
  ~TrackBank();

  /// Takes the next reports, in the sequencer's order. `picture` is overwritten with the updates,
  /// in the same order, the tracks that ended and the hearings, but not with the reports
  /// themselves; `dispositions` with one entry a report. Of the copies of a transmission the first
  /// in that order, the one stamped earliest, is used: its delay is the least, so its stamp is
  /// nearest to when the position was true.
  void Process(std::span<const Report> reports, PictureBatch& picture,
               std::vector<Disposition>& dispositions);

  /// Ends all tracks.
  void Finish(PictureBatch& picture);

  TrackerCounts counts() const;

 private:
  class Shard;
  void Partition(std::span<const Report> reports);
  void CollectUpdates(std::span<const Report> reports, const std::vector<Disposition>& dispositions,
                      PictureBatch& picture);
  void CollectEnded(PictureBatch& picture);
  void CollectHearings(std::span<const Report> reports, PictureBatch& picture) const;

  TrackBankParams params_;
  Executor& executor_;
  std::vector<std::unique_ptr<Shard>> shards_;
  /// Report numbers of each shard, in order: members_[starts_[s]] .. members_[starts_[s + 1]].
  std::vector<std::uint32_t> members_;
  std::array<std::uint32_t, kShards + 1> starts_{};
  std::vector<std::uint8_t> shard_of_;
  /// One slot a report, filled by whichever shard owns it.
  std::vector<std::optional<TrackUpdate>> slots_;
  std::vector<RawRef> firsts_;  ///< likewise: the first copy of its transmission
  Time next_sweep_ = Time::min();
  /// What claims no identity has no shard; it is tracked between them, in the order of the run.
  ContactBank contacts_;
  ContactBank::Changes contact_changes_;
};

}  // namespace pelorus
