#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "io/bytes.h"
#include "replay/cli/commands.h"
#include "tests/io/memory_bytes.h"
#include "tests/support/data_dir.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

constexpr const char* kRecording = "ais/nmea/socal-two-talkers-20160110.ais.gz";

/// The recording, whose lines begin with their epoch, by a clock that is an hour and 45 s slow.
std::string SlowCopy(const std::filesystem::path& file) {
  std::istringstream lines(ReadAll(*OpenBytes(file.string())));
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    out += std::to_string(std::stol(line.substr(0, 10)) - 3645) + line.substr(10) + '\n';
  }
  return out;
}

TEST(ClockFault, IsNamedByInfo) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  const TemporaryFolder folder;
  const std::string slow = folder.Write("slow.nmea", SlowCopy(*file)).string();
  testing::internal::CaptureStdout();
  EXPECT_EQ(RunInfo({{file->string()}}, {}), 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout().find("\n  clock "), std::string::npos);
  testing::internal::CaptureStdout();
  EXPECT_EQ(RunInfo({{slow}}, {}), 0);
  const std::string said = testing::internal::GetCapturedStdout();
  EXPECT_NE(said.find("\n  clock       of the input is off by -364"), std::string::npos) << said;
}

TEST(ClockFault, StandsInTheRunSummary) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  spdlog::set_level(spdlog::level::err);
  const TemporaryFolder folder;
  ReplayArguments arguments;
  arguments.inputs = {file->string(), folder.Write("slow.nmea", SlowCopy(*file)).string()};
  arguments.out = (folder / "out").string();
  CommonArguments common;
  common.quiet = true;
  ASSERT_EQ(RunReplay(arguments, common), 0);
  const auto run = nlohmann::json::parse(Slurp(folder / "out/run.json"));
  ASSERT_EQ(run["inputs"].size(), 2U);
  for (const auto& input : run["inputs"]) {
    const bool is_slow = input["name"] == arguments.inputs[1];
    ASSERT_EQ(input.contains("clock_faults"), is_slow) << input;
    if (!is_slow) continue;
    ASSERT_EQ(input["clock_faults"].size(), 1U);
    EXPECT_NEAR(input["clock_faults"][0]["offset_s"].get<double>(), -3645.0, 3.0);
    EXPECT_GT(input["clock_faults"][0]["messages"].get<int>(), 1000);
  }
}

}  // namespace
}  // namespace pelorus
