#include "tests/support/house_rules.h"

#include <fstream>
#include <iterator>
#include <ostream>
#include <regex>
#include <set>
#include <string_view>

namespace pelorus {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRooms[] = {"geo", "trackers", "fusion", "io", "replay", "tests"};

bool IsSource(const fs::path& path) {
  static const std::set<std::string> kExtensions = {".h",   ".cc",  ".cpp", ".cxx", ".c",
                                                    ".hpp", ".hxx", ".hh",  ".ipp", ".inl"};
  return kExtensions.contains(path.extension().string());
}

std::string TextOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool Names(const std::string& list, const std::string& file) {
  static const std::regex kSpecial(R"([.+])");
  const std::string quoted = std::regex_replace(file, kSpecial, R"(\$&)");
  return std::regex_search(list, std::regex(R"x((^|[\s(/"]))x" + quoted + R"x(($|[\s)"]))x"));
}

/// Whether a CMakeLists.txt in one of the folders above a file names it; true when there is none.
bool IsListed(const fs::path& root, const fs::path& path) {
  bool any_list = false;
  for (fs::path folder = path.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    const fs::path list = root / folder / "CMakeLists.txt";
    if (!fs::exists(list)) continue;
    any_list = true;
    if (Names(TextOf(list), path.lexically_relative(folder).generic_string())) return true;
  }
  return !any_list;
}

std::set<std::string> FilesOfRooms(const fs::path& root) {
  std::set<std::string> paths;
  for (const std::string_view room : kRooms) {
    if (!fs::exists(root / room)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / room)) {
      if (!entry.is_regular_file()) continue;
      paths.insert(entry.path().lexically_relative(root).generic_string());
    }
  }
  return paths;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  return out << finding.file << ':' << finding.line << ": " << finding.what;
}

std::string RoomOf(const std::string& path) {
  if (path.starts_with("fusion/anomaly/")) return "fusion/anomaly";
  return path.substr(0, path.find('/'));
}

std::vector<SourceText> ReadRooms(const fs::path& root) {
  std::vector<SourceText> sources;
  for (const std::string& path : FilesOfRooms(root)) {
    if (IsSource(path)) sources.push_back(ReadSource(root, path));
  }
  return sources;
}

std::set<std::string> GeneratedHeaders(const fs::path& root) {
  std::set<std::string> headers;
  for (const std::string& path : FilesOfRooms(root)) {
    if (path.ends_with(".h.in")) headers.insert(path.substr(0, path.size() - 3));
  }
  return headers;
}

std::vector<Finding> CheckListed(const fs::path& root, const std::vector<SourceText>& sources) {
  std::vector<Finding> findings;
  for (const SourceText& source : sources) {
    // Headers of tests belong to no library.
    if (source.path.starts_with("tests/") && source.is_header()) continue;
    if (IsListed(root, source.path)) continue;
    findings.push_back({source.path, 1, "no CMakeLists.txt above it lists it"});
  }
  return findings;
}

std::vector<Finding> CheckHouse(const fs::path& root) {
  const std::vector<SourceText> sources = ReadRooms(root);
  std::vector<Finding> findings = CheckIncludes(sources, GeneratedHeaders(root));
  for (const std::vector<Finding>& more :
       {CheckTexts(sources), CheckTypes(sources), CheckListed(root, sources)}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

}  // namespace pelorus
