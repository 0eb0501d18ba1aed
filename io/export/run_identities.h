#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pelorus {

/// One row of a run's `identities.csv`: what a ship or an aircraft said of itself.
struct RunSaid {
  std::string field;  ///< as `name`
  std::string value;
  std::string first;  ///< received first and last, ISO 8601 UTC
  std::string last;
  std::string times;  ///< how often
};

/// Reads the `identities.csv` of a run: rows by key, in the file's order. Empty when there is none,
/// as after a run without detection. Throws InputError with path and cause when it is no such
/// table.
std::map<std::string, std::vector<RunSaid>> ReadRunIdentities(const std::filesystem::path& csv);

}  // namespace pelorus
