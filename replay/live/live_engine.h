#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/feed/publisher.h"
#include "replay/detectors.h"
#include "replay/live/event_log.h"
#include "replay/live/event_watch.h"
#include "replay/live/live_arrivals.h"
#include "replay/live/piece_queue.h"
#include "replay/live/piece_reader.h"
#include "replay/session.h"

namespace pelorus {

/// What a live run is made of that outlives its engine.
struct LiveParts {
  PieceQueue* queue = nullptr;
  PieceLog* past = nullptr;
  EventLog* events = nullptr;
  Executor* executor = nullptr;
  feed::Publisher* publisher = nullptr;  ///< or none
};

/// The engine of a live run: the session that a replay has, fed in the order of arrival, asked for
/// events each minute of event time.
class LiveEngine {
 public:
  /// The sources of a run, by number: those of its past, in its order, then those that are new.
  static std::vector<InputSpec> SourcesOf(const PieceLog& past,
                                          const std::vector<InputSpec>& inputs);

  /// `detect` false: tracks only. `say` gets each line about an event.
  LiveEngine(const RunConfig& config, const std::vector<InputSpec>& sources,
             const ReaderOptions& options, const LiveParts& parts, bool detect,
             std::function<void(const std::string&)> say);

  /// How many bytes of a source were taken.
  std::uint64_t taken(std::size_t number) const { return readers_[number]->taken(); }

  /// Records what comes into a folder as well, from now on.
  void RecordInto(Recorder& recorder);

  /// Does the next piece of work, waiting a little where there is none; false once all sources have
  /// ended and everything was written.
  bool Step();
  /// Takes what the sources have given until now and writes it. With `ends` as the end of the
  /// sources: tracks end, and the last findings are made; else to go on later.
  void Finish(bool ends);

  bool catching_up() const { return arrivals_->catching_up(); }
  std::string fault() const;
  std::uint64_t unrecorded() const { return arrivals_->unrecorded(); }
  const Session& session() const { return *session_; }
  const std::vector<InputSpec>& sources() const { return sources_; }

 private:
  std::vector<InputSpec> sources_;
  std::vector<std::unique_ptr<PieceReader>> readers_;
  EventLog& events_;
  feed::Publisher* publisher_;
  std::unique_ptr<RunDetectors> detectors_;
  std::unique_ptr<EventWatch> watch_;
  std::unique_ptr<LiveArrivals> arrivals_;
  std::unique_ptr<Session> session_;
};

}  // namespace pelorus
