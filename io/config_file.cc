#include "io/config_file.h"

#include <algorithm>
#include <exception>
#include <fstream>
#include <string_view>
#include <toml.hpp>

#include "io/bytes.h"

namespace pelorus {
namespace {

/// toml11 explains itself over several lines with a drawing; the first line says what is wrong.
std::string FirstLine(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

void Flatten(const std::string& path, const std::string& prefix, const toml::value& table,
             std::vector<ConfigEntry>& out) {
  for (const auto& [name, value] : table.as_table()) {
    const std::string key = prefix.empty() ? name : prefix + "." + name;
    const std::string where = path + ":" + std::to_string(value.location().line());
    if (value.is_table()) {
      Flatten(path, key, value, out);
    } else if (value.is_boolean()) {
      out.push_back({key, value.as_boolean(), where});
    } else if (value.is_integer()) {
      out.push_back({key, std::int64_t{value.as_integer()}, where});
    } else if (value.is_floating()) {
      out.push_back({key, value.as_floating(), where});
    } else if (value.is_string()) {
      out.push_back({key, value.as_string().str, where});
    } else {
      throw InputError(where + ": " + key + " is neither a number, a text nor true or false");
    }
  }
}

}  // namespace

std::vector<ConfigEntry> ReadConfigFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path + ": cannot be opened");
  std::vector<ConfigEntry> entries;
  try {
    Flatten(path, "", toml::parse(file, path), entries);
  } catch (const toml::syntax_error& e) {
    const std::string line = std::to_string(e.location().line());
    throw InputError(path + ":" + line + ": not TOML: " + FirstLine(e.what()));
  } catch (const toml::exception& e) {
    throw InputError(path + ": not TOML: " + FirstLine(e.what()));
  }
  std::sort(entries.begin(), entries.end(),
            [](const ConfigEntry& a, const ConfigEntry& b) { return a.key < b.key; });
  return entries;
}

}  // namespace pelorus
