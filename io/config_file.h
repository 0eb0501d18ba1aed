#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace pelorus {

/// One setting of a configuration file.
struct ConfigEntry {
  std::string key;  ///< with its tables: `sequencer.reorder_s`
  std::variant<bool, std::int64_t, double, std::string> value;
  std::string where;  ///< `FILE:LINE`, for messages
};

/// Reads a TOML file into its settings, in the order of their keys. Tables nest; arrays and dates
/// are refused, as no setting is one. Throws InputError with file, line and cause.
std::vector<ConfigEntry> ReadConfigFile(const std::string& path);

}  // namespace pelorus
