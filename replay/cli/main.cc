#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <exception>
#include <variant>

#include "io/bytes.h"
#include "replay/cli/arguments.h"
#include "replay/cli/commands.h"
#include "replay/cli/interrupt.h"

namespace pelorus {
namespace {

int RunCommand(const Invocation& invocation) {
  const CommonArguments& common = invocation.common;
  struct Dispatch {
    const CommonArguments& common;
    int operator()(const ReplayArguments& a) const { return RunReplay(a, common); }
    int operator()(const LiveArguments& a) const { return RunLive(a, common); }
    int operator()(const DecodeArguments& a) const { return RunDecode(a, common); }
    int operator()(const InfoArguments& a) const { return RunInfo(a, common); }
    int operator()(const QueryArguments& a) const { return RunQuery(a, common); }
    int operator()(const ReachArguments& a) const { return RunReach(a, common); }
    int operator()(const ReportArguments& a) const { return RunReport(a, common); }
    int operator()(const KeygenArguments& a) const { return RunKeygen(a, common); }
    int operator()(const WatchArguments& a) const { return RunWatch(a, common); }
    int operator()(const RecordArguments& a) const { return RunRecord(a, common); }
    int operator()(const EvaluateArguments& a) const { return RunEvaluate(a, common); }
    int operator()(const SimulateArguments& a) const { return RunSimulate(a, common); }
  };
  return std::visit(Dispatch{common}, invocation.command);
}

void SetUpLog(const CommonArguments& common) {
  spdlog::set_default_logger(spdlog::stderr_color_st("pelorus"));
  spdlog::set_pattern("%n: %v");
  spdlog::set_level(common.quiet ? spdlog::level::err : spdlog::level::from_str(common.log_level));
}

int Main(int argc, const char* const* argv) {
  const std::variant<Invocation, NotACommand> parsed = ParseArguments(argc, argv);
  if (const auto* other = std::get_if<NotACommand>(&parsed)) {
    if (other->exit_code == 0) {
      std::fputs(other->text.c_str(), stdout);
    } else {
      std::fprintf(stderr, "pelorus: %s\n", other->text.c_str());
    }
    return other->exit_code;
  }
  const Invocation& invocation = std::get<Invocation>(parsed);
  SetUpLog(invocation.common);
  CatchInterrupts();
  try {
    return RunCommand(invocation);
  } catch (const InputError& e) {
    std::fprintf(stderr, "pelorus: %s\n", e.what());
    return 2;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "pelorus: %s\n", e.what());
    return 1;
  }
}

}  // namespace
}  // namespace pelorus

int main(int argc, char** argv) { return pelorus::Main(argc, argv); }
