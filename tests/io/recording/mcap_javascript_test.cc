#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "io/recording/recorder.h"
#include "tests/io/recording/recordings.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;

/// What a shell command prints; nothing when it fails.
std::optional<std::string> OutputOf(const std::string& command) {
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string text;
  std::array<char, 4096> block{};
  for (std::size_t n = 0; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
    text.append(block.data(), n);
  }
  return ::pclose(pipe) == 0 ? std::optional(text) : std::nullopt;
}

/// The folder of npm's packages for the test, filled when it is empty; nothing where npm cannot.
std::optional<std::string> NodeModules() {
  const std::string folder = PELORUS_BINARY_DIR "/tests/npm";
  const std::string modules = folder + "/node_modules";
  if (std::filesystem::exists(modules + "/fzstd/package.json")) return modules;
  std::filesystem::create_directories(folder);
  if (!OutputOf("timeout 60 npm install --prefix '" + folder +
                "' --no-audit --no-fund @mcap/core@2.2.2 fzstd@0.1.1 2>&1")) {
    return std::nullopt;
  }
  return modules;
}

TEST(McapJavascript, TheFormatsOwnReaderTakesOurFiles) {
  if (!OutputOf("node --version 2>&1")) GTEST_SKIP() << "needs node to run @mcap/core";
  const auto modules = NodeModules();
  if (!modules) GTEST_SKIP() << "needs npm's @mcap/core, which npm could not install";
  const TemporaryFolder folder;
  {
    RecorderOptions options;
    options.flush_after = std::chrono::milliseconds(0);
    Recorder recorder(folder.path(), options);
    const auto a = recorder.AddSource({"udp://0.0.0.0:1", "nmea"});
    const auto b = recorder.AddSource({"tcp://host:2", ""});
    recorder.Write(a, At(1.5), 0, "one");
    recorder.Write(b, At(2.5), 9, "two");
    recorder.Close();
  }
  const auto printed =
      OutputOf("NODE_PATH='" + *modules +
               "' node '" PELORUS_SOURCE_DIR "/tests/io/recording/read_mcap.cjs' '" +
               FilesIn(folder.path()).front() + "' 2>&1");
  ASSERT_TRUE(printed);
  const auto found = nlohmann::json::parse(*printed);
  const auto& indexed = found["indexed"];
  EXPECT_THAT(indexed["topics"], ElementsAre("udp://0.0.0.0:1", "tcp://host:2", "pelorus/senders"));
  EXPECT_THAT(indexed["texts"], ElementsAre("one", R"({"channel":2,"sender":9})", "two"));
  EXPECT_THAT(indexed["times"], ElementsAre("1500000000", "2500000000", "2500000000"));
  EXPECT_EQ(indexed["messages"], 3);
  const auto& types = found["streamed"]["types"];
  EXPECT_EQ(types["Message"], 3);
  EXPECT_EQ(types["ChunkIndex"], indexed["chunks"]);
  EXPECT_EQ(types["Footer"], 1);
  EXPECT_EQ(found["streamed"]["done"], true);
}

}  // namespace
}  // namespace pelorus
