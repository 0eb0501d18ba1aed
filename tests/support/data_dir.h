#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace pelorus {

/// A file of the development recordings: below $PELORUS_DATA, or ../shared/data beside the source
/// tree. Nothing when it is missing; tests then skip and say so.
inline std::optional<std::filesystem::path> DataFile(const std::string& name) {
  const char* set = std::getenv("PELORUS_DATA");
  const std::filesystem::path root =
      set != nullptr ? std::filesystem::path(set)
                     : std::filesystem::path(PELORUS_SOURCE_DIR) / "../shared/data";
  const std::filesystem::path file = root / name;
  if (!std::filesystem::exists(file)) return std::nullopt;
  return file;
}

}  // namespace pelorus

/// Leaves the test when a recording is missing. GoogleTest counts it as skipped, with the reason.
#define PELORUS_REQUIRE_DATA(variable, name)       \
  const auto variable = ::pelorus::DataFile(name); \
  if (!variable) GTEST_SKIP() << "needs the recording " << (name) << "; set PELORUS_DATA"
