#include "replay/live/live_engine.h"

#include <algorithm>
#include <utility>

namespace pelorus {
namespace {

constexpr std::chrono::milliseconds kWait{10};
constexpr std::chrono::milliseconds kLeastLull{1000};

SessionParams ParamsOf(const RunConfig& config) {
  SessionParams params = config.session;
  params.sequencer.by_arrival = true;
  params.sequencer.reorder = config.arrivals.reorder;
  params.sequencer.epoch = config.arrivals.epoch;
  params.sequencer.idle_after = config.arrivals.idle_after;
  params.tick = EventWatch::kTick;
  return params;
}

}  // namespace

std::vector<InputSpec> LiveEngine::SourcesOf(const PieceLog& past,
                                             const std::vector<InputSpec>& inputs) {
  std::vector<InputSpec> all;
  for (const RecordedChannel& channel : past.channels()) {
    all.push_back({channel.format, channel.topic});
  }
  for (const InputSpec& input : inputs) {
    const auto known = std::find_if(all.begin(), all.end(), [&input](const InputSpec& one) {
      return one.location == input.location;
    });
    if (known == all.end()) all.push_back(input);
  }
  return all;
}

LiveEngine::LiveEngine(const RunConfig& config, const std::vector<InputSpec>& sources,
                       const ReaderOptions& options, const LiveParts& parts, bool detect,
                       std::function<void(const std::string&)> say)
    : sources_(sources), events_(*parts.events), publisher_(parts.publisher) {
  std::vector<PieceReader*> pieces;
  std::vector<ReportReader*> reports;
  std::vector<std::string> names;
  bool any_live = false;
  for (const InputSpec& source : sources_) {
    const auto number = SourceId(static_cast<std::uint16_t>(readers_.size()));
    readers_.push_back(std::make_unique<PieceReader>(source, source.is_network(), number, options));
    pieces.push_back(readers_.back().get());
    reports.push_back(readers_.back().get());
    names.push_back(source.location);
    any_live = any_live || source.is_network();
  }
  const auto lull =
      std::max(kLeastLull, std::chrono::ceil<std::chrono::milliseconds>(config.arrivals.reorder));
  arrivals_ = std::make_unique<LiveArrivals>(pieces, *parts.past, *parts.queue,
                                             any_live ? lull : std::chrono::milliseconds(0));
  std::vector<PictureSink*> sinks;
  if (detect) {
    detectors_ = std::make_unique<RunDetectors>(config, *parts.executor);
    watch_ = std::make_unique<EventWatch>(*detectors_, events_, names, std::move(say));
    sinks.push_back(watch_.get());
  }
  if (publisher_ != nullptr) sinks.push_back(publisher_);
  session_ =
      std::make_unique<Session>(ParamsOf(config), reports, *parts.executor, sinks, arrivals_.get());
}

void LiveEngine::RecordInto(Recorder& recorder) {
  for (const InputSpec& source : sources_) {
    recorder.AddSource({source.location, source.format ? std::string(Name(*source.format)) : "",
                        source.is_network()});
  }
  arrivals_->RecordInto(recorder);
}

bool LiveEngine::Step() {
  const bool busy = !session_->idle() || !arrivals_->empty();
  arrivals_->Gather(busy ? std::chrono::milliseconds(0) : kWait);
  return session_->Step();
}

void LiveEngine::Finish(bool ends) {
  arrivals_->Gather(std::chrono::milliseconds(0));
  if (!ends) {
    // Three steps behind the last arrival everything that can be written is.
    for (int quiet = 0; quiet < 3;) {
      if (!session_->Step()) return;
      quiet = session_->idle() && arrivals_->empty() ? quiet + 1 : 0;
    }
    return;
  }
  arrivals_->End();
  while (session_->Step()) {
  }
  if (const auto span = session_->span(); watch_ && span) watch_->Finish(span->last);
}

std::string LiveEngine::fault() const {
  const std::string fault = arrivals_->fault();
  return fault.empty() ? events_.fault() : fault;
}

}  // namespace pelorus
