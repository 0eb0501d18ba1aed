#pragma once

#include <filesystem>
#include <iosfwd>
#include <set>
#include <string>
#include <vector>

#include "tests/support/source_text.h"

namespace pelorus {

/// Where a rule of the house is broken, and how.
struct Finding {
  std::string file;  ///< relative to the tree
  int line = 0;      ///< counted from 1
  std::string what;  ///< ends with what is allowed instead
};

/// `file:line: what`
std::ostream& operator<<(std::ostream& out, const Finding& finding);

/// The room that a file lives in: its first folder, or `fusion/anomaly`.
std::string RoomOf(const std::string& path);

/// The sources of all rooms below `root`, sorted by path. Files of other folders are not looked at;
/// throws std::runtime_error when one cannot be read.
std::vector<SourceText> ReadRooms(const std::filesystem::path& root);

/// Paths of the headers that CMake generates: those with a template `NAME.in` in a room.
std::set<std::string> GeneratedHeaders(const std::filesystem::path& root);

/// Includes across rooms, outside libraries by room, cycles between files and between folders.
/// `generated` are paths that may be included though they are no sources of the tree.
std::vector<Finding> CheckIncludes(const std::vector<SourceText>& sources,
                                   const std::set<std::string>& generated);

/// Clocks, printing, file and function lengths, names: what one file shows on its own.
std::vector<Finding> CheckTexts(const std::vector<SourceText>& sources);

/// Types of the same name in the same namespace in two headers.
std::vector<Finding> CheckTypes(const std::vector<SourceText>& sources);

/// Every source and header is named in a CMakeLists.txt above it: a header that is not listed
/// escapes the check that it compiles alone.
std::vector<Finding> CheckListed(const std::filesystem::path& root,
                                 const std::vector<SourceText>& sources);

/// All of the above on the tree below `root`.
std::vector<Finding> CheckHouse(const std::filesystem::path& root);

}  // namespace pelorus
