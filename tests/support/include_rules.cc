#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include "tests/support/house_rules.h"

namespace pelorus {
namespace {

/// STYLE's table of rooms. Tests include what they test.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"geo", {"geo"}},
    {"trackers", {"trackers", "geo"}},
    {"fusion", {"fusion", "geo", "trackers"}},
    {"fusion/anomaly", {"fusion/anomaly", "fusion", "geo", "trackers"}},
    {"io", {"io", "geo", "trackers", "fusion"}},
    {"replay", {"replay", "geo", "trackers", "fusion", "fusion/anomaly", "io"}},
    {"tests", {"tests", "geo", "trackers", "fusion", "fusion/anomaly", "io", "replay"}},
};

/// The parts of io that carry events out know them.
const std::regex kIoWithEvents("^io/(wire|feed|export)/");

/// An outside library: patterns of its headers and of the files that may include them.
struct Library {
  std::string_view name;
  std::string_view headers;
  std::string_view places;
  std::string_view places_in_words;
};

constexpr std::string_view kIoSource = R"(^io/.*\.cc$)";
constexpr std::string_view kIoSourceInWords = ".cc files of io";
constexpr std::string_view kIoOrReplaySource = R"(^(io|replay)/.*\.cc$)";
constexpr std::string_view kIoOrReplaySourceInWords = ".cc files of io and replay";

constexpr Library kLibraries[] = {
    {"Eigen", "^(unsupported/)?Eigen/", "^(geo|trackers|fusion|replay)/",
     "geo, trackers, fusion and replay"},
    {"GeographicLib", "^GeographicLib/", "^geo/", "geo"},
    {"GDAL", R"(^(gdal|ogr|cpl)\w*\.h$)", R"(^(geo/\w+_gdal\.cc|io/.*\.cc)$)",
     "geo/*_gdal.cc and .cc files of io"},
    {"TBB", "^((oneapi/)?tbb/|execution$)", R"(^fusion/parallel\.(h|cc)$)",
     "fusion/parallel.{h,cc}"},
    {"CLI11", "^CLI/", "^replay/cli/", "replay/cli"},
    {"fmt", "^fmt/", "^(io|replay)/", "io and replay"},
    {"spdlog", "^spdlog/", "^replay/", "replay"},
    // The report reads what a run wrote as JSON documents, from one function to the next.
    {"nlohmann_json", "^nlohmann/", R"(^((io|replay)/.*\.cc|replay/report/\w+\.h)$)",
     "replay/report and .cc files of io and replay"},
    {"simdjson", "^simdjson", kIoSource, kIoSourceInWords},
    {"toml11", R"(^toml(\.hpp$|/))", kIoSource, "one .cc file of io"},
    {"protobuf", R"(^google/protobuf/|\.pb\.h$)", kIoSource, kIoSourceInWords},
    {"ZeroMQ", R"(^zmq\w*\.h(pp)?$)", kIoSource, kIoSourceInWords},
    {"zlib", R"(^zlib\.h$)", kIoSource, kIoSourceInWords},
    {"zstd", R"(^zstd\w*\.h$)", kIoSource, kIoSourceInWords},
    {"prometheus-cpp", "^prometheus/", kIoOrReplaySource, kIoOrReplaySourceInWords},
    {"a test library", "^(gtest|gmock|benchmark)/", "^tests/", "tests"},
    // Shards share nothing, so the domain has no use for these; GDAL is registered once.
    {"threads and locks",
     "^(thread|mutex|shared_mutex|atomic|condition_variable|future|semaphore|latch|barrier|"
     "stop_token)$",
     R"(^(fusion/parallel\.(h|cc)$|geo/\w+_gdal\.cc$|(io|replay)/))",
     "fusion/parallel.{h,cc}, geo/*_gdal.cc, io and replay"},
    {"the operating system",
     R"(^((sys|netinet|arpa|net|linux)/|csignal$|)"
     R"((unistd|fcntl|spawn|poll|netdb|termios|dirent|pthread|signal|ifaddrs)\.h$))",
     "^(io|replay)/", "io and replay"},
    {"<iostream>", "^iostream$", "^replay/cli/", "replay/cli"},
};

/// A row of the table with its patterns ready to match.
struct LibraryRule {
  std::string name;
  std::regex headers;
  std::regex places;
  std::string places_in_words;
};

std::vector<LibraryRule> LibraryRules() {
  std::vector<LibraryRule> rules;
  for (const Library& library : kLibraries) {
    rules.push_back({std::string(library.name), std::regex(std::string(library.headers)),
                     std::regex(std::string(library.places)),
                     std::string(library.places_in_words)});
  }
  return rules;
}

/// Headers of the C++20 library that no row of kLibraries restricts.
constexpr std::string_view kStandardHeaders =
    " algorithm any array bit bitset cassert cctype cerrno cfenv cfloat charconv chrono "
    "cinttypes climits clocale cmath compare complex concepts cstddef cstdint cstdio cstdlib "
    "cstring ctime deque exception filesystem forward_list fstream functional "
    "initializer_list iomanip ios iosfwd istream iterator limits list locale map memory "
    "memory_resource new numbers numeric optional ostream queue random ranges ratio regex "
    "set source_location span sstream stack stdexcept streambuf string string_view "
    "system_error tuple type_traits typeindex typeinfo unordered_map unordered_set utility "
    "valarray variant vector version ";

bool IsStandard(const std::string& header) {
  return kStandardHeaders.find(" " + header + " ") != std::string_view::npos;
}

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

/// Who includes whom, with the line that says so.
using Graph = std::map<std::string, std::map<std::string, Finding>>;

/// Depth-first search that reports the edge closing each cycle it meets.
class CycleSearch {
 public:
  explicit CycleSearch(const Graph& graph) : graph_(graph) {}

  std::vector<Finding> Run() {
    for (const auto& [node, edges] : graph_) Visit(node);
    return findings_;
  }

 private:
  void Visit(const std::string& node) {
    if (!seen_.insert(node).second) return;
    path_.push_back(node);
    if (const auto found = graph_.find(node); found != graph_.end()) {
      for (const auto& [next, edge] : found->second) {
        const auto start = std::find(path_.begin(), path_.end(), next);
        if (start != path_.end()) Report(edge, start);
        Visit(next);
      }
    }
    path_.pop_back();
  }

  void Report(Finding edge, std::vector<std::string>::const_iterator start) {
    edge.what = "closes the include cycle ";
    for (auto node = start; node != path_.end(); ++node) edge.what += *node + " > ";
    edge.what += *start;
    findings_.push_back(edge);
  }

  const Graph& graph_;
  std::set<std::string> seen_;
  std::vector<std::string> path_;
  std::vector<Finding> findings_;
};

/// Checks one include at a time and collects the graphs.
class IncludeCheck {
 public:
  IncludeCheck(const std::vector<SourceText>& sources, const std::set<std::string>& generated)
      : paths_(generated) {
    for (const SourceText& source : sources) paths_.insert(source.path);
    for (const SourceText& source : sources) {
      for (const IncludeLine& include : source.includes) Check(source.path, include);
    }
  }

  std::vector<Finding> Run() {
    for (const Graph* graph : {&files_, &folders_}) {
      const std::vector<Finding> cycles = CycleSearch(*graph).Run();
      findings_.insert(findings_.end(), cycles.begin(), cycles.end());
    }
    return findings_;
  }

 private:
  void Check(const std::string& file, const IncludeLine& include) {
    const Finding at{file, include.line, {}};
    if (paths_.contains(include.target)) {
      if (MayInclude(at, include.target)) AddEdges(at, include.target);
    } else if (!include.angled && !include.target.ends_with(".pb.h")) {
      Report(at, "no file \"" + include.target + "\" in the tree: paths begin at its root");
    } else if (!file.starts_with("tests/")) {
      CheckLibrary(at, include.target);
    }
  }

  /// Reports when not. An edge against the table closes cycles that it alone is to blame for.
  bool MayInclude(const Finding& at, const std::string& target) {
    const std::string from = RoomOf(at.file);
    const std::string to = RoomOf(target);
    const std::set<std::string>& allowed = kMayInclude.at(from);
    if (allowed.contains(to)) return true;
    if (to == "fusion/anomaly" && std::regex_search(at.file, kIoWithEvents)) return true;
    std::string rooms;
    for (const std::string& room : allowed) rooms += (rooms.empty() ? "" : ", ") + room;
    Report(at, "includes " + target + ": " + from + " may include only " + rooms);
    return false;
  }

  void CheckLibrary(const Finding& at, const std::string& header) {
    for (const LibraryRule& library : libraries_) {
      if (!std::regex_search(header, library.headers)) continue;
      if (!std::regex_search(at.file, library.places)) {
        Report(at, "includes <" + header + ">: " + library.name + " is only for " +
                       library.places_in_words);
      } else if (library.name == "toml11") {
        CheckOnlyUser(at, library.name);
      }
      return;
    }
    if (!IsStandard(header)) {
      Report(at, "includes <" + header + ">: a library that no room has; see kLibraries");
    }
  }

  /// toml11 costs seconds a translation unit: one file pays.
  void CheckOnlyUser(const Finding& at, const std::string& library) {
    const auto [user, first] = only_user_.try_emplace(library, at.file);
    if (!first && user->second != at.file) {
      Report(at, library + " is for one file and " + user->second + " has it");
    }
  }

  void AddEdges(const Finding& at, const std::string& target) {
    files_[at.file].try_emplace(target, at);
    const std::string from = FolderOf(at.file);
    const std::string to = FolderOf(target);
    // A folder may put together what lies below it: that edge points down by nature.
    if (from != to && !to.starts_with(from + "/")) folders_[from].try_emplace(to, at);
  }

  void Report(Finding at, std::string what) {
    at.what = std::move(what);
    findings_.push_back(std::move(at));
  }

  const std::vector<LibraryRule> libraries_ = LibraryRules();
  std::set<std::string> paths_;
  std::map<std::string, std::string> only_user_;
  Graph files_;
  Graph folders_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckIncludes(const std::vector<SourceText>& sources,
                                   const std::set<std::string>& generated) {
  return IncludeCheck(sources, generated).Run();
}

}  // namespace pelorus
