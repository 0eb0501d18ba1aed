#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include "io/export/coverage_csv.h"
#include "io/export/coverage_gpkg.h"
#include "io/export/events_files.h"
#include "io/export/identities_csv.h"
#include "io/export/tracks_gpkg.h"
#include "io/export/updates_jsonl.h"
#include "io/feed/publisher.h"
#include "io/output_directory.h"
#include "replay/cli/commands.h"
#include "replay/cli/control_input.h"
#include "replay/cli/interrupt.h"
#include "replay/cli/progress.h"
#include "replay/cli/replay_inputs.h"
#include "replay/detectors.h"
#include "replay/live/event_watch.h"
#include "replay/report/report_file.h"
#include "replay/run_summary.h"
#include "replay/watchlists.h"

namespace pelorus {
namespace {

/// Nothing was received before: stamps of earlier times are counters without a date.
constexpr Time kFirstPossible{std::chrono::days(365)};

RunConfig ConfigOf(const ReplayArguments& arguments, const CommonArguments& common) {
  RunConfig config;
  if (common.config) ApplyConfigFile(*common.config, config);
  config.session.from = arguments.from;
  config.session.to = arguments.to;
  config.session.region = arguments.region;
  config.silences.region = arguments.region;
  config.session.speed = arguments.speed;
  return config;
}

/// Wall and processor time since it was made.
class Stopwatch {
 public:
  RunCost Read() const {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count(),
            seconds(usage.ru_utime) + seconds(usage.ru_stime),
            static_cast<std::uint64_t>(usage.ru_maxrss) * 1024};
  }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

/// The files of a run, made together.
class Results {
 public:
  Results(const ReplayArguments& arguments, const TrackLine::Rules& lines)
      : directory_(arguments.out, arguments.force),
        tracks_(std::make_unique<TracksGpkg>(directory_.Prepare("tracks.gpkg"), lines)) {
    if (arguments.updates)
      updates_ = std::make_unique<UpdatesJsonl>(directory_.Prepare("updates.jsonl"));
  }

  void WriteEvents(std::span<const Event> events, const RunDetectors& detectors, Time now,
                   std::span<const std::string> inputs) {
    const ReceptionMap& coverage = detectors.coverage();
    WriteIdentitiesCsv(directory_.Prepare("identities.csv"), detectors.identities(), inputs);
    WriteEventsJsonl(directory_.Prepare("events.jsonl"), events, inputs);
    WriteEventsGeojson(directory_.Prepare("events.geojson"), events, inputs);
    WriteCoverageCsv(directory_.Prepare("coverage.csv"), coverage);
    WriteCoverageGpkg(directory_.Prepare("coverage.gpkg"), coverage, now);
    const auto has_area = [](const Event& event) { return !event.area.empty(); };
    if (std::any_of(events.begin(), events.end(), has_area)) {
      WriteEventAreas(directory_.Prepare("areas").parent_path(), events);
    }
  }

  /// From the files made so far.
  void WriteReportPage() {
    const std::filesystem::path file = directory_.Prepare("report.html");
    WriteReport(file.parent_path(), ReportFormat::kHtml, std::nullopt, file);
  }

  std::vector<PictureSink*> sinks() const {
    std::vector<PictureSink*> sinks{tracks_.get()};
    if (updates_) sinks.push_back(updates_.get());
    return sinks;
  }

  std::filesystem::path summary() { return directory_.Prepare("run.json"); }
  const std::filesystem::path& path() const { return directory_.path(); }

  void CloseSinks() {
    tracks_->Close();
    if (updates_) updates_->Close();
  }
  void Commit() {
    directory_.Commit({"updates.jsonl", "tracks.gpkg", "run.json", "events.jsonl", "events.geojson",
                       "coverage.csv", "coverage.gpkg", "identities.csv", "areas", "report.html"});
  }

 private:
  OutputDirectory directory_;
  std::unique_ptr<TracksGpkg> tracks_;
  std::unique_ptr<UpdatesJsonl> updates_;
};

Counters TotalOf(const Session& session, std::size_t inputs) {
  Counters total;
  for (std::size_t i = 0; i < inputs; ++i) {
    total += session.counters(SourceId(static_cast<std::uint16_t>(i)));
  }
  return total;
}

/// Says in one or two lines what was done, and what the user should know of what was not.
void Say(const Session& session, std::size_t inputs, const RunCost& cost,
         const std::filesystem::path& out) {
  const Counters total = TotalOf(session, inputs);
  const TrackerCounts tracker = session.tracker_counts();
  spdlog::info("{} records, {} updates, {} tracks of {} identities in {:.1f} s: {}", total.received,
               tracker.updates, tracker.tracks, tracker.identities, cost.wall_s, out.string());
  if (total.received == 0) spdlog::warn("the inputs hold no record");
  if (const std::uint64_t untimed = total.rejected[static_cast<std::size_t>(Reject::kNoTime)]) {
    spdlog::warn("{} records have no time and were not used", untimed);
  }
  if (const auto span = session.span(); span && span->first < kFirstPossible) {
    spdlog::warn(
        "some stamps count from no date and were taken to begin in 1970; --start tells when");
  }
  if (total.late * 100 > total.received) {
    spdlog::warn(
        "{} of {} records came more than sequencer.reorder_s out of order and were not "
        "used; a larger value in --config puts them in place",
        total.late, total.received);
  }
}

std::unique_ptr<RunDetectors> MakeDetectors(const ReplayArguments& arguments,
                                            const RunConfig& config, Executor& executor) {
  if (!arguments.detect) return nullptr;
  auto detectors = std::make_unique<RunDetectors>(config, executor);
  if (arguments.seed_coverage) detectors->Seed(ReadCoverageCsv(*arguments.seed_coverage));
  detectors->Watch(ReadWatchlists(arguments.watchlists));
  return detectors;
}

std::vector<std::string> NamesOf(const std::vector<InputFacts>& facts) {
  std::vector<std::string> names;
  for (const InputFacts& input : facts) names.push_back(input.name);
  return names;
}

void WriteEvents(RunDetectors& detectors, const Session& session, const ReplayInputs& inputs,
                 Results& results) {
  const std::optional<Session::Span> span = session.span();
  const Time now = span ? span->last : Time{};
  const std::vector<Event> events = detectors.Findings(now);
  results.WriteEvents(events, detectors, now, NamesOf(inputs.facts()));
}

/// The feed of the run, when one is asked for.
std::unique_ptr<feed::Publisher> MakePublisher(const ReplayArguments& arguments) {
  if (!arguments.publish) return nullptr;
  feed::PublisherOptions options;
  options.endpoint = *arguments.publish;
  options.snapshot = arguments.snapshot;
  if (arguments.curve_keys) options.curve_keys = *arguments.curve_keys;
  options.replay = true;
  auto publisher = std::make_unique<feed::Publisher>(options);
  spdlog::info("publishing at {}", publisher->endpoint());
  return publisher;
}

enum class Ending { kDone, kInterrupted, kSoughtBack };

Ending Drive(Session& session, const ReplayInputs& inputs, ReplayControl& control, bool quiet) {
  ProgressBar bar(quiet);
  while (session.Step()) {
    if (Interrupted() || control.quits()) return Ending::kInterrupted;
    if (control.TakeRestart()) return Ending::kSoughtBack;
    bar.Show(inputs.progress(), control.status());
  }
  return Ending::kDone;
}

/// Detectors, told to the feed each minute of event time where there is one, as in a live run.
class Findings {
 public:
  Findings(std::unique_ptr<RunDetectors> detectors, feed::Publisher* publisher,
           const ReplayInputs& inputs)
      : detectors_(std::move(detectors)) {
    if (!detectors_ || publisher == nullptr) return;
    watch_.emplace(*detectors_, log_, NamesOf(inputs.facts()),
                   [publisher](const std::string& line) { publisher->WriteEventLine(line, true); });
  }

  void AddTo(std::vector<PictureSink*>& sinks) {
    if (watch_) {
      sinks.push_back(&*watch_);
    } else if (detectors_) {
      sinks.push_back(detectors_.get());
    }
  }
  /// How far a batch may go.
  std::optional<Duration> tick() const {
    return watch_ ? std::optional(EventWatch::kTick) : std::nullopt;
  }
  void Finish(const Session& session, const ReplayInputs& inputs, Results& results) {
    if (watch_ && session.span()) watch_->Finish(session.span()->last);
    if (detectors_) WriteEvents(*detectors_, session, inputs, results);
  }

 private:
  std::unique_ptr<RunDetectors> detectors_;
  EventLog log_{std::nullopt};
  std::optional<EventWatch> watch_;
};

/// One pass; after a seek back another follows.
Ending RunOnce(const ReplayArguments& arguments, const CommonArguments& common,
               ReplayControl& control) {
  const Stopwatch stopwatch;
  RunConfig config = ConfigOf(arguments, common);
  ReplayInputs inputs(arguments.inputs, {false, arguments.aircraft}, config);
  Results results(arguments, config.lines);
  Executor executor(common.threads);
  const std::unique_ptr<feed::Publisher> publisher = MakePublisher(arguments);
  Findings findings(MakeDetectors(arguments, config, executor), publisher.get(), inputs);
  std::vector<PictureSink*> sinks = results.sinks();
  findings.AddTo(sinks);
  if (publisher) sinks.push_back(publisher.get());
  SessionParams params = config.session;
  params.control = &control;
  params.tick = findings.tick();
  Session session(params, inputs.views(), executor, sinks, inputs.arrivals());
  const Ending ending = Drive(session, inputs, control, common.quiet);
  if (ending != Ending::kDone) return ending;
  results.CloseSinks();
  findings.Finish(session, inputs, results);
  const RunCost cost = stopwatch.Read();
  inputs.GatherFaults();
  WriteRunSummary(results.summary(), session, config, inputs.facts(), executor.threads(), cost);
  results.WriteReportPage();
  results.Commit();
  Say(session, inputs.size(), cost, results.path());
  return ending;
}

}  // namespace

int RunReplay(const ReplayArguments& arguments, const CommonArguments& common) {
  ReplayControl control(arguments.speed);
  const ControlInput input(control, arguments.control);
  Ending ending = Ending::kSoughtBack;
  while (ending == Ending::kSoughtBack) ending = RunOnce(arguments, common, control);
  if (ending == Ending::kDone) return 0;
  spdlog::warn("interrupted: no results were written");
  return kInterruptedExit;
}

}  // namespace pelorus
