#include <signal.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>

#include "io/feed/journal.h"
#include "io/net/status_server.h"
#include "replay/cli/commands.h"
#include "replay/cli/interrupt.h"
#include "replay/cli/live_metrics.h"
#include "replay/live/state_folder.h"

namespace pelorus {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kHousekeeping{500};

RunConfig ConfigOf(const LiveArguments& arguments, const CommonArguments& common) {
  RunConfig config;
  if (common.config) ApplyConfigFile(*common.config, config);
  config.session.region = arguments.region;
  config.silences.region = arguments.region;
  return config;
}

std::vector<InputSpec> SpecsOf(const std::vector<std::string>& inputs) {
  std::vector<InputSpec> specs;
  for (const std::string& text : inputs) {
    specs.push_back(InputSpec::Parse(text));
    for (std::size_t i = 0; i + 1 < specs.size(); ++i) {
      if (specs[i].location == specs.back().location) {
        throw InputError(specs.back().location + ": is given twice");
      }
    }
  }
  return specs;
}

/// Where lines about events go beside the feed.
class EventLines {
 public:
  explicit EventLines(const std::optional<std::string>& to) {
    if (!to) return;
    file_ = *to == "-" ? stdout : std::fopen(to->c_str(), "ae");
    if (file_ == nullptr) throw InputError(*to + ": cannot be written");
  }
  ~EventLines() {
    if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  }
  EventLines(const EventLines&) = delete;
  EventLines& operator=(const EventLines&) = delete;

  void Print(const std::string& line) {
    if (file_ == nullptr) return;
    std::fputs((line + '\n').c_str(), file_);
    std::fflush(file_);
  }

 private:
  std::FILE* file_ = nullptr;
};

/// Everything of a live run, made in the order in which others can see it: the feed answers before
/// the past has been done again, and sources are heard from the beginning.
class LiveCommand {
 public:
  LiveCommand(const LiveArguments& arguments, const CommonArguments& common);

  int Run();

 private:
  void OpenFeed();
  void OpenRecorders();
  void OpenSources();
  void SayEvent(const std::string& line);
  void Housekeep();
  void SayFault();
  void Reload();
  void Say() const;

  const LiveArguments& arguments_;
  RunConfig config_;
  std::vector<InputSpec> inputs_;
  std::vector<InputSpec> all_sources_;  // those of the past, too
  std::optional<StateFolder> state_;
  std::optional<feed::Journal> journal_;
  EventLines lines_;
  std::unique_ptr<feed::Publisher> publisher_;
  std::optional<StatusServer> status_;
  std::unique_ptr<EventLog> events_;
  std::unique_ptr<PieceLog> past_;
  std::unique_ptr<Recorder> state_recorder_;
  std::unique_ptr<Recorder> recorder_;
  PieceQueue queue_;
  Executor executor_;
  std::unique_ptr<LiveEngine> engine_;
  std::atomic<bool> stop_ = false;
  std::unique_ptr<LiveSources> sources_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point next_look_ = started_;
  bool caught_up_ = false;
  std::string said_fault_;
};

LiveCommand::LiveCommand(const LiveArguments& arguments, const CommonArguments& common)
    : arguments_(arguments),
      config_(ConfigOf(arguments, common)),
      inputs_(SpecsOf(arguments.inputs)),
      lines_(arguments.events),
      queue_(std::size_t{config_.live_queue_mb} << 20),
      executor_(common.threads) {
  if (arguments.state) state_.emplace(*arguments.state);
  if (state_) journal_.emplace(state_->feed());
  events_ = std::make_unique<EventLog>(state_ ? std::optional(state_->events()) : std::nullopt);
  OpenFeed();
  if (arguments.metrics) status_.emplace(*arguments.metrics);
  past_ = std::make_unique<PieceLog>(
      state_ ? RecordingsIn(state_->recording().string()) : std::vector<std::string>{},
      [](const std::string& fault) { spdlog::debug("{}", fault); });
  if (past_->rules()) config_.arrivals = *past_->rules();
  all_sources_ = LiveEngine::SourcesOf(*past_, inputs_);
  const auto is_file = [](const InputSpec& input) { return !input.is_network(); };
  // The network does not wait; files do, until it is known how far they were read.
  if (std::none_of(inputs_.begin(), inputs_.end(), is_file)) OpenSources();
  engine_ = std::make_unique<LiveEngine>(
      config_, all_sources_, ReaderOptions{false, arguments.aircraft},
      LiveParts{&queue_, past_.get(), events_.get(), &executor_, publisher_.get()},
      arguments.detect, [this](const std::string& line) { SayEvent(line); });
  OpenRecorders();
}

void LiveCommand::OpenFeed() {
  if (!arguments_.publish) return;
  feed::PublisherOptions options;
  options.endpoint = *arguments_.publish;
  options.snapshot = arguments_.snapshot;
  if (arguments_.curve_keys) options.curve_keys = *arguments_.curve_keys;
  options.journal = journal_ ? &*journal_ : nullptr;
  publisher_ = std::make_unique<feed::Publisher>(options);
  spdlog::info("publishing at {}", publisher_->endpoint());
  if (arguments_.snapshot) spdlog::info("snapshots at {}", publisher_->snapshot_endpoint());
  const std::uint64_t sent = journal_ ? journal_->sent_events() : 0;
  for (const auto& [id, said] : events_->newest()) {
    if (said.number < sent) publisher_->WriteEventLine(said.line, false);
  }
  for (const std::string& line : events_->NewestBatch(sent)) {
    publisher_->WriteEventLine(line, true);
  }
}

void LiveCommand::OpenRecorders() {
  RecorderOptions options;
  options.flush_after = std::chrono::hours(1);  // each batch is flushed when it is whole
  options.arrivals = config_.arrivals;
  if (state_) {
    state_recorder_ = std::make_unique<Recorder>(state_->recording(), options);
    engine_->RecordInto(*state_recorder_);
  }
  if (arguments_.record) {
    recorder_ = std::make_unique<Recorder>(*arguments_.record, options);
    engine_->RecordInto(*recorder_);
  }
}

void LiveCommand::OpenSources() {
  std::vector<LiveSources::Wanted> wanted;
  for (const InputSpec& input : inputs_) {
    const auto found = std::find_if(all_sources_.begin(), all_sources_.end(), [&](const auto& one) {
      return one.location == input.location;
    });
    const auto number = static_cast<std::size_t>(found - all_sources_.begin());
    wanted.push_back({input, number, engine_ ? engine_->taken(number) : 0});
  }
  sources_ = std::make_unique<LiveSources>(wanted, queue_,
                                           [this] { return stop_.load() || Interrupted(); });
  sources_->Start();
}

void LiveCommand::SayEvent(const std::string& line) {
  lines_.Print(line);
  if (publisher_) publisher_->WriteEventLine(line, true);
}

int LiveCommand::Run() {
  bool more = true;
  while (more && !Interrupted()) {
    // Everything that ended was pushed before it counts as ended.
    const bool all_ended = sources_ && !sources_->running();
    if (!engine_->catching_up() && !sources_) OpenSources();
    more = engine_->Step();
    Housekeep();
    if (all_ended) break;
  }
  stop_ = true;
  const bool ends = !Interrupted() || !state_;
  sources_.reset();
  engine_->Finish(ends);
  if (publisher_) publisher_->Drain();
  SayFault();
  for (const auto* recorder : {&state_recorder_, &recorder_}) {
    if (*recorder) (*recorder)->Close();
  }
  Say();
  return 0;
}

void LiveCommand::Housekeep() {
  if (!caught_up_ && !engine_->catching_up()) {
    caught_up_ = true;
    const double s = std::chrono::duration<double>(Clock::now() - started_).count();
    const auto span = engine_->session().span();
    if (span) {
      spdlog::info("resumed in {:.2f} s at {}", s, FormatIso8601(span->last));
    } else {
      spdlog::info("ready in {:.2f} s", s);
    }
  }
  if (Clock::now() < next_look_) return;
  next_look_ = Clock::now() + kHousekeeping;
  if (TakeHangup()) Reload();
  SayFault();
  try {
    if (state_recorder_) state_recorder_->Tick();
    if (recorder_) recorder_->Tick();
  } catch (const std::runtime_error& e) {
    spdlog::warn("{}", e.what());
  }
  if (status_ && sources_) {
    status_->Set(MetricsOf(*engine_, *sources_, queue_, *events_, publisher_.get()),
                 engine_->fault());
  }
}

/// Says each fault once, and that it is over.
void LiveCommand::SayFault() {
  const std::string fault = engine_->fault();
  if (fault == said_fault_) return;
  if (fault.empty()) {
    spdlog::info("what could not be written can be again");
  } else {
    spdlog::warn("{}; the run goes on", fault);
  }
  said_fault_ = fault;
}

void LiveCommand::Reload() {
  if (publisher_) publisher_->ReloadKeys();
  spdlog::info("read again: keys of the feed");
}

void LiveCommand::Say() const {
  Counters total;
  for (std::size_t i = 0; i < engine_->sources().size(); ++i) {
    total += engine_->session().counters(SourceId(static_cast<std::uint16_t>(i)));
  }
  total.dropped += queue_.counts().dropped_lines;
  spdlog::info("{} records, {} used, {} late, {} dropped; {} tracks, {} lines about {} events",
               total.received, total.used, total.late, total.dropped,
               engine_->session().tracker_counts().tracks, events_->lines(),
               events_->newest().size());
}

}  // namespace

int RunLive(const LiveArguments& arguments, const CommonArguments& common) {
  CatchHangups();
  return LiveCommand(arguments, common).Run();
}

}  // namespace pelorus
