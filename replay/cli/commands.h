#pragma once

#include "replay/cli/arguments.h"

namespace pelorus {

/// The subcommands. Each returns the exit code and throws InputError for what the user can mend
/// (code 2) and std::exception for a run that failed (code 1).
int RunReplay(const ReplayArguments& arguments, const CommonArguments& common);
int RunLive(const LiveArguments& arguments, const CommonArguments& common);
int RunDecode(const DecodeArguments& arguments, const CommonArguments& common);
int RunInfo(const InfoArguments& arguments, const CommonArguments& common);
int RunKeygen(const KeygenArguments& arguments, const CommonArguments& common);
int RunWatch(const WatchArguments& arguments, const CommonArguments& common);
int RunRecord(const RecordArguments& arguments, const CommonArguments& common);
int RunReach(const ReachArguments& arguments, const CommonArguments& common);
int RunReport(const ReportArguments& arguments, const CommonArguments& common);
int RunQuery(const QueryArguments& arguments, const CommonArguments& common);
int RunEvaluate(const EvaluateArguments& arguments, const CommonArguments& common);
int RunSimulate(const SimulateArguments& arguments, const CommonArguments& common);

/// Exit code of a batch command that a signal ended: 128 + SIGINT.
inline constexpr int kInterruptedExit = 130;

}  // namespace pelorus
