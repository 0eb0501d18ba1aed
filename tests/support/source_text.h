#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pelorus {

/// An `#include` as written: what stands between the quotes or angle brackets.
struct IncludeLine {
  int line = 0;  ///< counted from 1
  std::string target;
  bool angled = false;  ///< `<…>`
};

/// A C++ file cut into what a rule about text has to tell apart. Element i of every vector is line
/// i + 1 of the file, with the same columns.
struct SourceText {
  std::string path;                     ///< relative to the tree, with forward slashes
  std::vector<std::string> code;        ///< comments, literals' contents and directives blanked
  std::vector<std::string> comments;    ///< only comments, all else blanked
  std::vector<std::string> directives;  ///< preprocessor lines, without their comments
  std::vector<IncludeLine> includes;

  bool is_header() const { return path.ends_with(".h"); }
  int lines() const { return static_cast<int>(code.size()); }
};

/// Cuts the text of one file. Knows line and block comments, string, character and raw string
/// literals, digit separators and continued directives; does not expand macros.
SourceText CutSource(std::string path, std::string_view text);

/// Reads and cuts `root / path`; throws std::runtime_error when the file cannot be read.
SourceText ReadSource(const std::filesystem::path& root, const std::string& path);

}  // namespace pelorus
