#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fusion/picture.h"
#include "replay/detectors.h"
#include "replay/live/event_log.h"

namespace pelorus {

/// Shows a run to the detectors, and asks them at each whole minute of event time what they hold;
/// what is new goes into the log and out. When that is depends on the arrivals alone. Batches must
/// not go beyond a whole `kTick` (SessionParams::tick).
class EventWatch final : public PictureSink {
 public:
  static constexpr Duration kTick = std::chrono::minutes(1);

  /// `inputs` are the names of the run's inputs, by SourceId. `say` gets each new line. All but
  /// these outlive it.
  EventWatch(RunDetectors& detectors, EventLog& log, std::vector<std::string> inputs,
             std::function<void(const std::string&)> say);

  void Write(const PictureBatch& batch) override;
  /// The last findings, as of the end of the run, with every last change.
  void Finish(Time now);

 private:
  void Ask(Time now, bool exact);

  RunDetectors& detectors_;
  EventLog& log_;
  std::vector<std::string> inputs_;
  std::function<void(const std::string&)> say_;
  std::optional<Time> minute_;  // of the newest batch
};

}  // namespace pelorus
