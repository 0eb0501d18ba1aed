#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <stdexcept>

#include "io/output_directory.h"
#include "replay/cli/commands.h"
#include "replay/cli/interrupt.h"
#include "replay/cli/progress.h"
#include "replay/simulate/simulation.h"

namespace pelorus {
namespace {

/// The name says the day that the stamps of the frames lack.
const std::string kBeastFile = "modes-utc-" +
                               std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                                  kSimulationStart.time_since_epoch())
                                                  .count()) +
                               ".beast";

struct Interruption : std::runtime_error {
  Interruption() : std::runtime_error("interrupted") {}
};

}  // namespace

int RunSimulate(const SimulateArguments& arguments, const CommonArguments& common) {
  OutputDirectory out(arguments.out, arguments.force);
  ProgressBar bar(common.quiet);
  const auto advance = [&bar](int done_s, int all_s) {
    if (Interrupted()) throw Interruption();
    bar.Show(done_s, all_s);
  };
  try {
    const SimulationResult made =
        Simulate({arguments.scenario, arguments.seed, arguments.hours, advance},
                 {out.Prepare("ais.nmea"), out.Prepare("truth.jsonl"), out.Prepare(kBeastFile),
                  out.Prepare("modes.csv"), out.Prepare("contacts.csv")});
    out.Commit({});
    spdlog::info(
        "{} vessels from {} to {}: {} sentences and {} frames heard by {} stations, truth "
        "beside: {}",
        made.vessels, FormatIso8601(made.start), FormatIso8601(made.end), made.sentences,
        made.frames, made.stations, out.path().string());
  } catch (const Interruption&) {
    spdlog::warn("interrupted: no files were written");
    return kInterruptedExit;
  }
  return 0;
}

}  // namespace pelorus
