#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "fusion/parallel.h"
#include "fusion/picture.h"
#include "fusion/track_bank.h"
#include "geo/region.h"
#include "io/counters.h"
#include "io/reader.h"
#include "replay/arrivals.h"
#include "replay/replay_control.h"
#include "replay/sequencer.h"

namespace pelorus {

/// What a run is to do; the defaults are those of the command line.
struct SessionParams {
  SequencerParams sequencer;
  TrackBankParams tracking;
  std::optional<Time> from;          ///< earlier receive times are not used
  std::optional<Time> to;            ///< later ones neither
  std::optional<Region> region;      ///< positions outside are not used
  std::optional<double> speed;       ///< event seconds a wall second; unset: as fast as possible
  ReplayControl* control = nullptr;  ///< in place of `speed`; outlives the session
  /// No batch goes beyond a whole multiple of it in event time (unset: any batch).
  std::optional<Duration> tick;
};

/// One run of the engine, and the one place that wires its stages: readers, sequencer, track bank,
/// sinks. The stages of neighbouring batches run side by side; what comes out does not depend on
/// how many threads there are.
class Session {
 public:
  /// `readers` in the order of their SourceId. Readers, executor and sinks outlive the session.
  /// With `arrivals`, which outlives it, too, it reads in their order
  /// (SequencerParams::by_arrival).
  Session(const SessionParams& params, std::vector<ReportReader*> readers, Executor& executor,
          std::vector<PictureSink*> sinks, Arrivals* arrivals = nullptr);

  /// Does the next piece of work; false once everything has been written.
  bool Step();

  /// True when a step would do nothing but look for arrivals.
  bool idle() const;
  /// Reports that wait for others to come before them.
  std::size_t held() const { return sequencer_.held(); }

  /// What became of the records of one input; the law holds once Step has returned false.
  Counters counters(SourceId source) const;
  TrackerCounts tracker_counts() const { return bank_.counts(); }
  /// First and last receive time of the reports used so far.
  struct Span {
    Time first;
    Time last;
  };
  std::optional<Span> span() const { return span_; }

 private:
  void ReadStage();
  bool ReadArrival();
  void ReadFrom(SourceId source);
  bool Wanted(const Report& report, Counters& counters) const;
  void HandOn();
  bool Exhausted() const;
  void TrackStage();
  void WriteStage();

  SessionParams params_;
  std::vector<ReportReader*> readers_;
  Executor& executor_;
  std::vector<PictureSink*> sinks_;
  Arrivals* arrivals_;
  Sequencer sequencer_;
  TrackBank bank_;
  ReplayControl own_control_;
  ReplayControl& control_;

  /// Used, duplicate and the rejects of this stage; what the reader counts comes on top.
  std::vector<Counters> session_counters_;
  ReportBatch read_;       ///< one pull of a reader
  ReportBatch sequenced_;  ///< in order, waiting to be due
  std::size_t sequenced_begin_ = 0;
  ReportBatch tracking_;  ///< being tracked
  std::vector<Disposition> dispositions_;
  PictureBatch tracked_;  ///< made by the tracking stage of this step
  PictureBatch writing_;  ///< being written
  std::optional<Span> span_;
  enum class Phase { kRunning, kEnding, kFlushing, kEnded };
  Phase phase_ = Phase::kRunning;
};

}  // namespace pelorus
