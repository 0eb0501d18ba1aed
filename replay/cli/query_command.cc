#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "io/line_reader.h"
#include "replay/cli/commands.h"
#include "replay/cli/inputs.h"
#include "replay/cli/interrupt.h"
#include "replay/cli/progress.h"
#include "replay/query_run.h"
#include "replay/run_config.h"

namespace pelorus {
namespace {

std::vector<Query> ReadQueries(const std::string& path) {
  LineReader lines(OpenBytes(path));
  std::vector<Query> queries;
  for (LineReader::Line line; lines.Next(line);) {
    const bool blank = line.text.find_first_not_of(" \t") == std::string_view::npos;
    if (!blank) queries.push_back(ParseQuery(line.text));
  }
  if (lines.bytes().damaged()) throw InputError(path + ": damaged");
  return queries;
}

/// False when a signal ended it.
bool Drive(QueryRun& run, const std::vector<std::unique_ptr<ReportReader>>& readers, bool quiet) {
  ProgressBar bar(quiet);
  while (run.Step()) {
    if (Interrupted()) return false;
    ByteSource::Progress all;
    for (const auto& reader : readers) {
      const ByteSource::Progress one = reader->progress();
      all.done += one.done;
      all.size += one.size;
    }
    const auto span = run.session().span();
    bar.Show(all, span ? FormatIso8601(span->last) : "");
  }
  return true;
}

void Print(const std::vector<Query>& queries, const std::vector<QueryAnswer>& answers) {
  constexpr std::size_t kLarge = 1 << 18;
  std::string out;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    AppendAnswer(out, queries[i], answers[i]);
    if (out.size() < kLarge && i + 1 < queries.size()) continue;
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) {
      throw std::runtime_error("standard output: cannot write");
    }
    out.clear();
  }
  if (std::fflush(stdout) != 0) throw std::runtime_error("standard output: cannot write");
}

}  // namespace

int RunQuery(const QueryArguments& arguments, const CommonArguments& common) {
  RunConfig config;
  if (common.config) ApplyConfigFile(*common.config, config);
  std::vector<Query> queries = ReadQueries(arguments.queries);
  std::vector<std::unique_ptr<ReportReader>> readers;
  std::vector<ReportReader*> views;
  ReaderOptions options;
  options.aircraft = arguments.aircraft;
  for (OpenedInput& input : OpenInputs(arguments.inputs)) {
    const auto source = SourceId(static_cast<std::uint16_t>(readers.size()));
    readers.push_back(MakeReader(std::move(input), source, options));
    views.push_back(readers.back().get());
  }
  Executor executor(common.threads);
  QueryRun run(config.session, std::move(queries), views, executor);
  if (!Drive(run, readers, common.quiet)) {
    spdlog::warn("interrupted: nothing was answered");
    return kInterruptedExit;
  }
  const std::vector<QueryAnswer> answers = run.Answers();
  Print(run.queries(), answers);
  std::size_t failed = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool bad = !answers[i].error.empty() || !run.queries()[i].error.empty();
    failed += bad ? 1 : 0;
  }
  spdlog::info("{} queries, {} without an answer", answers.size(), failed);
  return 0;
}

}  // namespace pelorus
