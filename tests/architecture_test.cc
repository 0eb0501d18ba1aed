#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/function_spans.h"
#include "tests/support/house_rules.h"

namespace pelorus {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Matcher;

std::string AsLines(const std::vector<Finding>& findings) {
  std::ostringstream text;
  for (const Finding& finding : findings) text << finding << '\n';
  return text.str();
}

/// A small tree in a folder of its own, to plant what the scan has to find.
class HouseRules : public ::testing::Test {
 protected:
  HouseRules()
      : root_(std::filesystem::path(::testing::TempDir()) /
              ("pelorus_house_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    std::filesystem::remove_all(root_);
    Plant("geo/units.h", "#pragma once\n");
    Plant("trackers/filter.h", "#pragma once\n#include \"geo/units.h\"\n");
    Plant("fusion/bank.h", "#pragma once\n#include \"trackers/filter.h\"\n");
    Plant("fusion/anomaly/silence.h", "#pragma once\n#include \"fusion/bank.h\"\n");
    Plant("io/reader.h", "#pragma once\n#include \"trackers/filter.h\"\n");
    Plant("replay/session.h", "#pragma once\n#include \"fusion/anomaly/silence.h\"\n");
  }
  ~HouseRules() override { std::filesystem::remove_all(root_); }

  void Plant(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }

  std::vector<Finding> Check() const { return CheckHouse(root_); }

 private:
  std::filesystem::path root_;
};

Matcher<Finding> At(const std::string& file, int line, const std::string& words) {
  return AllOf(::testing::Field("file", &Finding::file, file),
               ::testing::Field("line", &Finding::line, line),
               ::testing::Field("what", &Finding::what, ::testing::HasSubstr(words)));
}

std::string Repeat(int times, const std::string& line) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

TEST(Architecture, TreeKeepsTheRulesOfTheHouse) {
  const std::vector<Finding> findings = CheckHouse(PELORUS_SOURCE_DIR);
  EXPECT_TRUE(findings.empty()) << AsLines(findings);
}

TEST(Architecture, NineOfTenFunctionsFitIntoTwentyFiveLines) {
  int all = 0;
  std::vector<Finding> longer;
  for (const SourceText& source : ReadRooms(PELORUS_SOURCE_DIR)) {
    if (source.path.starts_with("tests/")) continue;
    for (const FunctionSpan& function : FindFunctions(source).functions) {
      ++all;
      if (function.lines() <= 25) continue;
      longer.push_back({source.path, function.first_line, std::to_string(function.lines())});
    }
  }
  ASSERT_GT(all, 100) << "the scan no longer finds the functions";
  EXPECT_LE(10 * longer.size(), static_cast<std::size_t>(all)) << AsLines(longer);
}

TEST_F(HouseRules, OneNameInANamespaceIsOneType) {
  Plant("geo/port.h", "#pragma once\nnamespace pelorus {\nstruct Port {\n};\n}\n");
  Plant("io/port.h", "#pragma once\nnamespace pelorus::ais {\nstruct Port {\n};\n}\n");
  Plant("io/sea.h", "#pragma once\nnamespace pelorus {\nstruct Port;\n}\n");
  EXPECT_THAT(Check(), IsEmpty()) << "another namespace, and a declaration";
  Plant("replay/port.h", "#pragma once\nnamespace pelorus {\nclass Port : public Place {\n};\n}\n");
  EXPECT_THAT(Check(), ElementsAre(At("replay/port.h", 3, "geo/port.h")));
}

TEST_F(HouseRules, AreKeptByACleanTree) {
  Plant("tests/geo/units_test.cc",
        "#include <gtest/gtest.h>\n#include <gdal.h>\n#include \"geo/units.h\"\n");
  Plant("geo/land_gdal.cc", "#include <gdal.h>\n#include <vector>\n");
  Plant("fusion/parallel.cc", "#include <tbb/task_arena.h>\n#include <thread>\n");
  Plant("io/export/events.cc", "#include \"fusion/anomaly/silence.h\"\n#include <ogrsf_frmts.h>\n");
  Plant("replay/version.h.in", "#pragma once\n");
  Plant("replay/info.cc", "#include \"replay/version.h\"\n");
  Plant("io/clock.cc", "auto t = std::chrono::system_clock::now();\n");
  Plant("replay/cli/main.cc", "#include <CLI/CLI.hpp>\n#include <iostream>\n");
  EXPECT_THAT(Check(), IsEmpty()) << AsLines(Check());
}

TEST_F(HouseRules, CatchARoomThatIncludesTheRoomAboveIt) {
  Plant("geo/shore.cc", "#include \"geo/units.h\"\n\n#include \"fusion/bank.h\"\n");
  Plant("trackers/gate.cc", "#include \"io/reader.h\"\n");
  Plant("fusion/picture.cc", "#include <replay/session.h>\n");
  EXPECT_THAT(Check(), ElementsAre(At("fusion/picture.cc", 1, "includes replay/session.h"),
                                   At("geo/shore.cc", 3, "geo may include only geo"),
                                   At("trackers/gate.cc", 1, "includes io/reader.h")));
}

TEST_F(HouseRules, CatchFusionAndReadersThatIncludeDetectors) {
  Plant("fusion/fuser.cc", "\n#include \"fusion/anomaly/silence.h\"\n");
  Plant("io/ais/decode.cc", "#include \"fusion/anomaly/silence.h\"\n");
  Plant("io/wire/encode.cc", "#include \"fusion/anomaly/silence.h\"\n");
  EXPECT_THAT(Check(), ElementsAre(At("fusion/fuser.cc", 2, "fusion may include only"),
                                   At("io/ais/decode.cc", 1, "io may include only")));
}

TEST_F(HouseRules, CatchTestCodeInTheProduct) {
  Plant("tests/support/world.h", "#pragma once\n");
  Plant("replay/simulate.cc", "#include \"tests/support/world.h\"\n");
  EXPECT_THAT(Check(), ElementsAre(At("replay/simulate.cc", 1, "includes tests/support/world.h")));
}

TEST_F(HouseRules, CatchIncludesThatDoNotBeginAtTheRoot) {
  Plant("geo/time.cc", "#include \"units.h\"\n#include \"../geo/units.h\"\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/time.cc", 1, "\"units.h\""),
                                   At("geo/time.cc", 2, "\"../geo/units.h\"")));
}

struct LibraryCase {
  std::string file;
  std::string header;
  std::string words;
};

class HouseLibraries : public HouseRules, public ::testing::WithParamInterface<LibraryCase> {};

TEST_P(HouseLibraries, StayInTheirRooms) {
  const auto& [file, header, words] = GetParam();
  const bool is_header = file.ends_with(".h");
  Plant(file, (is_header ? "#pragma once\n" : "\n") + ("#include <" + header + ">\n"));
  EXPECT_THAT(Check(), ElementsAre(At(file, 2, words)));
}

INSTANTIATE_TEST_SUITE_P(
    Planted, HouseLibraries,
    ::testing::Values(LibraryCase{"geo/land.cc", "gdal_priv.h", "GDAL is only for"},
                      LibraryCase{"io/feature.h", "ogrsf_frmts.h", "GDAL is only for"},
                      LibraryCase{"fusion/fuser.cc", "tbb/parallel_for.h", "TBB is only for"},
                      LibraryCase{"fusion/fuser.cc", "oneapi/tbb/info.h", "TBB is only for"},
                      LibraryCase{"fusion/fuser.cc", "execution", "TBB is only for"},
                      LibraryCase{"fusion/anomaly/dark.cc", "mutex", "threads and locks"},
                      LibraryCase{"trackers/imm.cc", "atomic", "threads and locks"},
                      LibraryCase{"replay/session.cc", "CLI/CLI.hpp", "CLI11 is only for"},
                      LibraryCase{"fusion/track.cc", "fmt/format.h", "fmt is only for"},
                      LibraryCase{"io/log.cc", "spdlog/spdlog.h", "spdlog is only for"},
                      LibraryCase{"io/json.h", "nlohmann/json.hpp", "nlohmann_json is only for"},
                      LibraryCase{"fusion/pattern.cc", "nlohmann/json.hpp", "nlohmann_json"},
                      LibraryCase{"io/fast.h", "simdjson.h", "simdjson is only for"},
                      LibraryCase{"replay/config.cc", "toml.hpp", "toml11 is only for"},
                      LibraryCase{"replay/feed.cc", "zmq.hpp", "ZeroMQ is only for"},
                      LibraryCase{"io/packed.h", "zlib.h", "zlib is only for"},
                      LibraryCase{"io/packed.h", "zstd.h", "zstd is only for"},
                      LibraryCase{"io/message.h", "google/protobuf/message.h", "protobuf"},
                      LibraryCase{"geo/check.cc", "gtest/gtest.h", "a test library"},
                      LibraryCase{"trackers/gate.cc", "sys/socket.h", "the operating system"},
                      LibraryCase{"io/ais/decode.cc", "iostream", "<iostream> is only for"},
                      LibraryCase{"io/net.cc", "boost/asio.hpp", "a library that no room has"}));

TEST_F(HouseRules, CatchASecondFileThatPaysForToml11) {
  Plant("io/config.cc", "#include <toml.hpp>\n");
  Plant("io/patterns.cc", "#include <toml.hpp>\n");
  EXPECT_THAT(Check(), ElementsAre(At("io/patterns.cc", 1, "io/config.cc has it")));
}

TEST_F(HouseRules, CatchACycleBetweenFiles) {
  Plant("geo/a.h", "#pragma once\n#include \"geo/b.h\"\n");
  Plant("geo/b.h", "#pragma once\n\n#include \"geo/c.h\"\n");
  Plant("geo/c.h", "#pragma once\n#include \"geo/a.h\"\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/c.h", 2, "geo/a.h > geo/b.h > geo/c.h > geo/a.h")));
}

TEST_F(HouseRules, CatchACycleBetweenFoldersOfARoom) {
  Plant("io/ais/fields.h", "#pragma once\n");
  Plant("io/ais/sentence.h", "#pragma once\n#include \"io/tabular/row.h\"\n");
  Plant("io/tabular/row.h", "#pragma once\n");
  Plant("io/tabular/table.h", "#pragma once\n#include \"io/ais/fields.h\"\n");
  EXPECT_THAT(Check(), ElementsAre(At("io/tabular/table.h", 2, "io/ais > io/tabular > io/ais")));
}

TEST_F(HouseRules, LetAFolderPutTogetherWhatLiesBelowIt) {
  Plant("io/ais/decode.h", "#pragma once\n#include \"io/reader.h\"\n");
  Plant("io/open.cc", "#include \"io/ais/decode.h\"\n");
  EXPECT_THAT(Check(), IsEmpty()) << AsLines(Check());
}

TEST_F(HouseRules, CatchTheWallClockInTheDomain) {
  Plant("geo/time.cc", "\nauto a = std::chrono::system_clock::now();\n");
  Plant("trackers/imm.cc", "using Clock = std::chrono::steady_clock;\n");
  Plant("fusion/bank.cc", "\n\nlong b = time(nullptr);\nint c = gettimeofday(&v, nullptr);\n");
  Plant("fusion/anomaly/x.cc", "int d = clock_gettime(CLOCK_REALTIME, &t);\n");
  const std::string words = "asks the wall clock";
  EXPECT_THAT(Check(), ElementsAre(At("fusion/anomaly/x.cc", 1, words),
                                   At("fusion/bank.cc", 3, words), At("fusion/bank.cc", 4, words),
                                   At("geo/time.cc", 2, words), At("trackers/imm.cc", 1, words)));
}

TEST_F(HouseRules, CatchLibrariesThatPrint) {
  Plant("fusion/fuser.cc", "void F() {\n  std::cerr << 1;\n}\n");
  Plant("io/reader.cc", "void F() {\n  fmt::print(stderr, \"x\");\n  std::printf(\"x\");\n}\n");
  Plant("io/text.cc", "int F(char* to) { return std::snprintf(to, 2, \"x\"); }\n");
  EXPECT_THAT(Check(),
              ElementsAre(At("fusion/fuser.cc", 2, "prints"), At("io/reader.cc", 2, "prints"),
                          At("io/reader.cc", 3, "prints")));
}

TEST_F(HouseRules, CatchChanceAndExplicitInverses) {
  Plant("fusion/bank.cc", "std::random_device chance;\n");
  Plant("trackers/kalman.cc", "Matrix k = p * s.inverse();\n");
  EXPECT_THAT(Check(), ElementsAre(At("fusion/bank.cc", 1, "asks for chance"),
                                   At("trackers/kalman.cc", 1, "inverts a matrix")));
}

TEST_F(HouseRules, CatchFilesOverTheirLimit) {
  Plant("geo/long.h", "#pragma once\n" + Repeat(300, "\n"));
  Plant("geo/fits.h", "#pragma once\n" + Repeat(299, "\n"));
  Plant("geo/long.cc", Repeat(401, "\n"));
  Plant("geo/fits.cc", Repeat(400, "\n"));
  EXPECT_THAT(Check(), ElementsAre(At("geo/long.cc", 401, "has 401 lines"),
                                   At("geo/long.h", 301, "has 301 lines")));
}

TEST_F(HouseRules, CatchFunctionsOverTheirLimit) {
  Plant("geo/long.cc", "int a;\nint F() {\n" + Repeat(59, "  ++a;\n") + "}\n");
  Plant("geo/fits.cc", "int a;\nint F() {\n" + Repeat(58, "  ++a;\n") + "}\n");
  Plant("geo/table.cc", "const int kTable[] = {\n" + Repeat(99, "  1,\n") + "};\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/long.cc", 2, "a function of 61 lines")));
}

TEST_F(HouseRules, CatchNamesForNothing) {
  Plant("geo/util/a.h", "#pragma once\n");
  Plant("geo/core/a.h", "#pragma once\n");
  Plant("io/file_helper.h", "#pragma once\n");
  Plant("io/file.cpp", "\n");
  Plant("replay/run.h", "#pragma once\nclass RunManager;\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/core/a.h", 1, "named for nothing"),
                                   At("geo/util/a.h", 1, "named for nothing"),
                                   At("io/file.cpp", 1, "sources are .h and .cc"),
                                   At("io/file_helper.h", 1, "named for nothing"),
                                   At("replay/run.h", 2, "a type named for nothing")));
}

TEST_F(HouseRules, CatchHeadersThatHarmTheirIncluders) {
  Plant("geo/twice.h", "struct A;\n// #pragma once\n");
  Plant("geo/using.h", "#pragma once\n\nusing namespace std;\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/twice.h", 1, "without #pragma once"),
                                   At("geo/using.h", 3, "using namespace")));
}

TEST_F(HouseRules, CatchUnfinishedWork) {
  Plant("geo/a.cc",
        "int a;\n/* so far\n   TO"
        "DO: the rest */\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/a.cc", 3, "unfinished")));
}

TEST_F(HouseRules, CatchSourcesThatNoListNames) {
  Plant("geo/CMakeLists.txt", "pelorus_room(geo SOURCES time.cc HEADERS units.h sub/a.h)\n");
  Plant("geo/time.cc", "\n");
  Plant("geo/sub/a.h", "#pragma once\n");
  Plant("geo/overtime.cc", "\n");
  Plant("geo/s.h", "#pragma once\n");
  EXPECT_THAT(Check(), ElementsAre(At("geo/overtime.cc", 1, "no CMakeLists.txt above it lists it"),
                                   At("geo/s.h", 1, "no CMakeLists.txt above it lists it")));
}

TEST_F(HouseRules, LookNeitherIntoCommentsNorIntoLiterals) {
  Plant("geo/a.cc",
        "// std::chrono::system_clock::now()\n"
        "/* #include \"fusion/bank.h\"\n#include \"fusion/bank.h\" */\n"
        "const char* b = \"std::cerr << \\\" system_clock::now() { {\";\n"
        "const char* c = R\"x(\n#include \"fusion/bank.h\"\n { )\" system_clock::now())x\";\n"
        "int d = 1'000'000; char e = '\"'; char f = '{';\n");
  EXPECT_THAT(Check(), IsEmpty()) << AsLines(Check());
}

TEST(FunctionScan, CountsFromTheSignatureToTheBrace) {
  const SourceText source = CutSource("a.cc", R"(namespace a {
enum class E { kA };
struct S {
  S(int x,
    int y)
      : x_{x},
        y_(y) {
    if (x) { ++y; }
  }
  int x() const { return x_; }
  bool operator==(const S&) const = default;
  int operator()(int a = 3) const { return a; }
 public:
  static constexpr int kMany[] = {
      1, 2};
  int x_{0};
  int y_ = 1;
};

template <class T = int>
  requires(sizeof(T) > 2)
T F(T t = {}) {
  const auto g = [&] {
    return t;
  };
  return g();
}

TEST(A, B) {
}
}  // namespace a
)");
  const BraceScan scan = FindFunctions(source);
  EXPECT_TRUE(scan.balanced);
  std::vector<std::pair<int, int>> spans;
  for (const FunctionSpan& function : scan.functions) {
    spans.emplace_back(function.first_line, function.last_line);
  }
  EXPECT_THAT(spans, ElementsAre(std::pair(4, 9), std::pair(10, 10), std::pair(12, 12),
                                 std::pair(20, 27), std::pair(29, 30)));
}

TEST(FunctionScan, SaysWhenBracesDoNotAddUp) {
  EXPECT_FALSE(
      FindFunctions(CutSource("a.cc", "void F() {\n#if A\n  if (a) {\n#endif\n}\n")).balanced);
  EXPECT_FALSE(FindFunctions(CutSource("a.cc", "}\n")).balanced);
}

}  // namespace
}  // namespace pelorus
