#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/input.h"
#include "io/recording/piece_log.h"
#include "replay/live/live_arrivals.h"
#include "replay/run_config.h"
#include "replay/run_summary.h"

namespace pelorus {

/// The inputs of a replay: recordings and files of any kind, read evenly; or the recording of one
/// live run alone, which is taken in the order in which that run took it, so that it gives what the
/// run gave.
class ReplayInputs {
 public:
  /// Opens them. `config` gets the order of a live run where there is one, and says which part is
  /// wanted: recordings are entered by their indexes. Throws InputError.
  ReplayInputs(const std::vector<std::string>& inputs, const ReaderOptions& options,
               RunConfig& config);

  /// By SourceId.
  std::vector<ReportReader*> views() const;
  const std::vector<InputFacts>& facts() const { return facts_; }
  std::size_t size() const { return facts_.size(); }
  /// The order of arrival; null: read evenly.
  Arrivals* arrivals() const { return arrivals_.get(); }
  /// What the readers found out about their inputs by now goes into the facts.
  void GatherFaults();
  ByteSource::Progress progress() const;

 private:
  bool OpenLiveRun(const std::vector<std::string>& inputs, const ReaderOptions& options,
                   RunConfig& config);

  std::vector<std::unique_ptr<ReportReader>> readers_;
  std::vector<InputFacts> facts_;
  std::unique_ptr<PieceLog> past_;
  PieceQueue none_{1};
  std::unique_ptr<LiveArrivals> arrivals_;
};

}  // namespace pelorus
