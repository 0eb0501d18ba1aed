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
#include "replay/cli/inputs.h"
#include "replay/cli/interrupt.h"
#include "replay/cli/progress.h"
#include "replay/detectors.h"
#include "replay/report/report_file.h"
#include "replay/run_summary.h"

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

/// The readers of a run, by SourceId, and what is told of their inputs.
struct Readers {
  std::vector<std::unique_ptr<ReportReader>> readers;
  std::vector<InputFacts> facts;

  Readers(std::vector<OpenedInput> inputs, const ReaderOptions& options) {
    for (OpenedInput& input : inputs) {
      facts.push_back({input.location, std::string(Name(input.format)), {}});
      const auto source = SourceId(static_cast<std::uint16_t>(readers.size()));
      readers.push_back(MakeReader(std::move(input), source, options));
    }
  }
  /// What the readers found out about their inputs by now.
  void GatherFaults() {
    for (std::size_t i = 0; i < readers.size(); ++i) {
      facts[i].clock_faults = readers[i]->clock_faults();
    }
  }
  std::vector<ReportReader*> views() const {
    std::vector<ReportReader*> views;
    for (const auto& reader : readers) views.push_back(reader.get());
    return views;
  }
  ByteSource::Progress progress() const {
    ByteSource::Progress all;
    for (const auto& reader : readers) {
      const ByteSource::Progress one = reader->progress();
      all.done += one.done;
      all.size += one.size;
    }
    return all;
  }
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
  return detectors;
}

void WriteEvents(RunDetectors& detectors, const Session& session,
                 const std::vector<InputFacts>& facts, Results& results,
                 feed::Publisher* publisher) {
  std::vector<std::string> inputs;
  for (const InputFacts& input : facts) inputs.push_back(input.name);
  const std::optional<Session::Span> span = session.span();
  const Time now = span ? span->last : Time{};
  const std::vector<Event> events = detectors.Findings(now);
  results.WriteEvents(events, detectors, now, inputs);
  if (publisher == nullptr) return;
  for (const Event& event : events) publisher->WriteEvent(event, inputs);
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

/// False when a signal ended it.
bool Drive(Session& session, const Readers& readers, bool quiet) {
  ProgressBar bar(quiet);
  while (session.Step()) {
    if (Interrupted()) return false;
    const auto span = session.span();
    bar.Show(readers.progress(), span ? FormatIso8601(span->last) : "");
  }
  return true;
}

}  // namespace

int RunReplay(const ReplayArguments& arguments, const CommonArguments& common) {
  const Stopwatch stopwatch;
  const RunConfig config = ConfigOf(arguments, common);
  Readers readers(OpenInputs(arguments.inputs), {false, arguments.aircraft});
  Results results(arguments, config.lines);
  Executor executor(common.threads);
  const std::unique_ptr<RunDetectors> detectors = MakeDetectors(arguments, config, executor);
  std::vector<PictureSink*> sinks = results.sinks();
  if (detectors) sinks.push_back(detectors.get());
  const std::unique_ptr<feed::Publisher> publisher = MakePublisher(arguments);
  if (publisher) sinks.push_back(publisher.get());
  Session session(config.session, readers.views(), executor, sinks);
  if (!Drive(session, readers, common.quiet)) {
    spdlog::warn("interrupted: no results were written");
    return kInterruptedExit;
  }
  results.CloseSinks();
  if (detectors) WriteEvents(*detectors, session, readers.facts, results, publisher.get());
  const RunCost cost = stopwatch.Read();
  readers.GatherFaults();
  WriteRunSummary(results.summary(), session, config, readers.facts, executor.threads(), cost);
  results.WriteReportPage();
  results.Commit();
  Say(session, readers.facts.size(), cost, results.path());
  return 0;
}

}  // namespace pelorus
