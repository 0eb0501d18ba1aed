#include "replay/cli/feed_arguments.h"

#include <CLI/CLI.hpp>

namespace pelorus {

void AddKeygen(CLI::App& app, KeygenArguments& keygen) {
  app.add_option("DIR", keygen.folder, "folder for the key files")->required();
  app.add_option("--name", keygen.names, "whose keys to make: NAME.key and NAME.key_secret")
      ->type_name("NAME")
      ->capture_default_str();
}

void AddWatch(CLI::App& app, WatchArguments& watch) {
  app.add_option("ENDPOINT", watch.endpoint, "the feed, tcp://HOST:PORT")->required();
  app.add_option("--snapshot", watch.snapshot, "where the publisher gives snapshots")
      ->type_name("ENDPOINT");
  app.add_option("--topic", watch.topics, "only topics that begin so, as v1.trk.caspian.")
      ->type_name("PREFIX");
  app.add_option("--curve-keys", watch.curve_keys, "folder with server.key and this side's keys")
      ->type_name("DIR");
  app.add_option("--name", watch.name, "whose keys in that folder this side uses")
      ->capture_default_str();
  app.add_flag("--lines", watch.lines, "a line a message, as in a pipe");
}

}  // namespace pelorus
