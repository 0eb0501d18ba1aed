#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "trackers/observation.h"

namespace pelorus {

/// What a Sequencer forgives.
struct SequencerParams {
  /// Records up to this much older than the newest of their source are put in place.
  Duration reorder = std::chrono::hours{2};
  /// Event time is released in whole epochs of this length.
  Duration epoch = std::chrono::seconds{60};
  /// A stamp further ahead than this needs `witnesses` records in a row that agree with it: none
  /// back by more than this, or ahead by more than 30 times this, of the one before.
  Duration max_jump = std::chrono::hours{24};
  std::uint32_t witnesses = 3;
  /// A source further behind the leader than this does not hold back the others (live sources;
  /// unset for recordings, which are read evenly).
  std::optional<Duration> idle_after;
  /// Reports come in the order of arrival and Seal says when; what is late then does not depend on
  /// when Release is called. Needs `idle_after`, and `reorder` is what a run waits for.
  bool by_arrival = false;
};

/// Merges the reports of several sources into one order, by (received_at, source, offset), under a
/// watermark: an epoch leaves once no source can add to it any more. The order does not depend on
/// how the input was chunked or which source was read first.
class Sequencer {
 public:
  /// What was not passed on, in records (Provenance::records).
  struct Losses {
    std::uint64_t late = 0;              ///< older than `reorder` allows
    std::uint64_t implausible_time = 0;  ///< alone with a stamp far ahead
  };

  Sequencer(std::size_t sources, const SequencerParams& params);

  /// Takes the next reports of a source.
  void Add(SourceId source, const ReportBatch& batch);

  /// By arrival only: what the source had at `arrived` has been added. A source is heeded while it
  /// is not silent for longer than `idle_after`; the one whose stamps are nearest to the clock is
  /// believed, those within `idle_after` of it hold back the others, further ones do not.
  void Seal(SourceId source, Time arrived);
  /// By arrival only: nothing that is held waits any longer.
  void SealAll();

  /// The source has ended; it holds nothing back any more.
  void Close(SourceId source);

  /// Appends the reports of complete epochs to `out`, in order, whole epochs until there are
  /// `enough` of them. False when none were ready.
  bool Release(ReportBatch& out, std::size_t enough = SIZE_MAX);

  /// The open source to read next: the one that is furthest behind; nothing when all are closed.
  std::optional<SourceId> FurthestBehind() const;

  const Losses& losses(SourceId source) const { return sources_[source.value()].losses; }
  /// Reports held at present.
  std::size_t held() const { return held_; }
  /// The newest time that any source has reached.
  std::optional<Time> leader() const;

 private:
  struct Source {
    std::optional<Time> progress;  ///< newest accepted stamp
    ReportBatch suspects;          ///< records in a row with stamps far ahead
    std::optional<Time> arrived;   ///< by arrival: when it was last heard
    bool closed = false;
    Losses losses;
  };

  void AddOne(Source& source, const Report& report);
  void Suspect(Source& source, const Report& report);
  void RejectSuspects(Source& source);
  void AcceptSuspects(Source& source);
  void Place(Source& source, const Report& report);
  std::optional<Time> Watermark() const;
  std::optional<Time> ArrivalWatermark() const;
  void SealUntil(std::int64_t epoch);
  bool AllClosed() const;
  void AppendSorted(const ReportBatch& epoch, ReportBatch& out);

  SequencerParams params_;
  std::vector<Source> sources_;
  std::map<std::int64_t, ReportBatch> epochs_;  ///< by floor(time / epoch)
  std::vector<ReportBatch> spare_;              ///< emptied batches, their memory kept
  std::vector<std::uint32_t> order_;
  std::int64_t released_until_ = INT64_MIN;  ///< first epoch not yet released
  std::size_t held_ = 0;
  std::optional<Time> now_;                ///< by arrival: the latest that Seal was told
  std::int64_t sealed_until_ = INT64_MIN;  ///< by arrival: first epoch that still takes reports
  std::size_t unsealed_ = 0;               ///< reports in epochs from there on
};

}  // namespace pelorus
