#include "replay/cli/live_arguments.h"

#include <CLI/CLI.hpp>

#include "replay/cli/aircraft_arguments.h"

namespace pelorus {

void AddLive(CLI::App& app, LiveArguments& live) {
  app.add_option("--input,INPUT", live.inputs,
                 "[FORMAT@]LOCATION: udp://HOST:PORT, tcp://HOST:PORT, tcp-listen://HOST:PORT, a "
                 "file, or - for standard input")
      ->required();
  app.add_option("--publish", live.publish, "publish tracks and events, as tcp://127.0.0.1:5556")
      ->type_name("ENDPOINT");
  app.add_option("--snapshot", live.snapshot, "where subscribers may ask for a snapshot")
      ->type_name("ENDPOINT");
  app.add_option("--curve-keys", live.curve_keys, "keys of the feed, made by `pelorus keygen`")
      ->type_name("DIR");
  app.add_option("--record", live.record, "keep what comes in, for replay")->type_name("DIR");
  app.add_option("--state", live.state, "keep what a killed run needs to go on")->type_name("DIR");
  app.add_option("--metrics", live.metrics,
                 "serve /metrics and /health; without HOST to this machine only")
      ->type_name("[HOST:]PORT");
  app.add_option("--events", live.events, "append each event as it opens, changes and closes")
      ->type_name("FILE|-");
  app.add_option_function<std::string>(
         "--region",
         [&live](const std::string& text) {
           const Result<Region, std::string> region = ParseRegion(text);
           if (!region.ok()) throw CLI::ValidationError("--region", region.error());
           live.region = *region;
         },
         "use positions inside only: caspian, red-sea or W,S,E,N")
      ->type_name("REGION");
  app.add_flag_callback(
      "--no-detect", [&live] { live.detect = false; }, "track only: no events");
  AddAircraftOptions(app, live.aircraft);
}

}  // namespace pelorus
