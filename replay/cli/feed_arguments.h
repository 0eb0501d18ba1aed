#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace pelorus {

/// What `pelorus keygen` was asked.
struct KeygenArguments {
  std::string folder;
  std::vector<std::string> names = {"server", "client"};
};

/// What `pelorus watch` was asked.
struct WatchArguments {
  std::string endpoint;
  std::optional<std::string> snapshot;
  std::vector<std::string> topics;  ///< prefixes; none: everything
  std::optional<std::string> curve_keys;
  std::string name = "client";  ///< of this side's key
  bool lines = false;           ///< a line a message, as in a pipe
};

/// Give the subcommands their options. The arguments outlive `app`.
void AddKeygen(CLI::App& app, KeygenArguments& keygen);
void AddWatch(CLI::App& app, WatchArguments& watch);

}  // namespace pelorus
