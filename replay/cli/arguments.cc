#include "replay/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <utility>

#include "replay/cli/aircraft_arguments.h"
#include "replay/version.h"

namespace pelorus {
namespace {

constexpr const char* kInputHelp =
    "[FORMAT@]LOCATION: a file, a folder or - for standard input; .gz and .zst are read directly";
constexpr const char* kLiveInputHelp =
    "[FORMAT@]LOCATION: a file, a folder, - for standard input, or udp://HOST:PORT, "
    "tcp://HOST:PORT, tcp-listen://HOST:PORT until Ctrl-C";

void AddInputs(CLI::App& app, std::vector<std::string>& inputs, const char* help = kInputHelp) {
  app.add_option("INPUT", inputs, help)->required();
}

void AddCommon(CLI::App& app, CommonArguments& common) {
  app.add_option("--config", common.config, "settings, a TOML file")->type_name("FILE.toml");
  app.add_option("--threads", common.threads, "threads; default: all cores")
      ->check(CLI::Range(1, 1024));
  app.add_option("--log-level", common.log_level, "how much is said on stderr")
      ->check(CLI::IsMember({"debug", "info", "warning", "error", "off"}))
      ->capture_default_str();
  app.add_flag("--quiet", common.quiet, "errors only, no progress");
}

void AddTime(CLI::App& app, const std::string& name, std::optional<Time>& at,
             const std::string& help) {
  app.add_option_function<std::string>(
         name,
         [name, &at](const std::string& text) {
           at = ParseIso8601(text);
           if (!at) at = ParseEpochSeconds(text);
           if (!at) throw CLI::ValidationError(name, text + " is no ISO 8601 time or epoch second");
         },
         help)
      ->type_name("TIME");
}

void AddReplay(CLI::App& app, ReplayArguments& replay) {
  AddInputs(app, replay.inputs);
  app.add_option("--out", replay.out, "folder for the results")->required()->type_name("DIR");
  app.add_option_function<std::string>(
         "--region",
         [&replay](const std::string& text) {
           const Result<Region, std::string> region = ParseRegion(text);
           if (!region.ok()) throw CLI::ValidationError("--region", region.error());
           replay.region = *region;
         },
         "use positions inside only: caspian, red-sea or W,S,E,N")
      ->type_name("REGION");
  AddTime(app, "--from", replay.from, "use what was received from then on");
  AddTime(app, "--to", replay.to, "use what was received until then");
  app.add_option_function<std::string>(
         "--speed",
         [&replay](const std::string& text) {
           double speed = 0.0;
           if (text == "max") {
             replay.speed.reset();
           } else if (CLI::detail::lexical_cast(text, speed) && speed > 0.0) {
             replay.speed = speed;
           } else {
             throw CLI::ValidationError("--speed", text + " is neither max nor a number above 0");
           }
         },
         "max, or seconds of the recording a second")
      ->type_name("max|N");
  app.add_flag("--updates", replay.updates, "write every filter update to updates.jsonl");
  app.add_flag("--force", replay.force, "replace the results of an earlier run in DIR");
  app.add_flag_callback(
      "--no-detect", [&replay] { replay.detect = false; }, "track only: no events");
  app.add_option("--seed-coverage", replay.seed_coverage,
                 "begin with the coverage.csv of another run")
      ->type_name("FILE");
}

void AddDecode(CLI::App& app, DecodeArguments& decode) {
  AddInputs(app, decode.inputs, kLiveInputHelp);
  const std::map<std::string, DecodeFormat> formats = {
      {"jsonl", DecodeFormat::kJsonl}, {"csv", DecodeFormat::kCsv}, {"none", DecodeFormat::kNone}};
  app.add_option("--format", decode.format, "output; none decodes everything and prints nothing")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("jsonl|csv|none");
  app.add_option("--summary", decode.summary, "write the counters as JSON")->type_name("FILE");
}

void AddRecord(CLI::App& app, RecordArguments& record) {
  app.add_option("--input,INPUT", record.inputs, kLiveInputHelp)->required();
  app.add_option("--out", record.out, "folder for the recordings")->required()->type_name("DIR");
  app.add_option("--rotate-mb", record.rotate_mb, "begin a new file after this many megabytes")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--rotate-minutes", record.rotate_minutes, "begin a new file after this long")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
}

void AddQuery(CLI::App& app, QueryArguments& query) {
  AddInputs(app, query.inputs);
  app.add_option("--queries", query.queries, "one query a line, JSON; - for standard input")
      ->required()
      ->type_name("FILE.jsonl");
}

void AddSimulate(CLI::App& app, SimulateArguments& simulate) {
  app.add_option("--scenario", simulate.scenario, "name of the scenario")->required();
  app.add_option("--out", simulate.out, "folder for the files")->required()->type_name("DIR");
  app.add_option("--seed", simulate.seed, "of all chance")->capture_default_str();
  app.add_option("--hours", simulate.hours, "length")->capture_default_str();
  app.add_flag("--force", simulate.force, "replace the files of an earlier simulation in DIR");
}

/// The parser's message without its line breaks.
std::string OneLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

}  // namespace

std::variant<Invocation, NotACommand> ParseArguments(int argc, const char* const* argv) {
  CLI::App app{"pelorus: tracks of ships and aircraft from what they broadcast, with reasons"};
  app.name("pelorus");
  app.set_version_flag("--version", std::string("pelorus ") + kVersion);
  app.require_subcommand(1);
  CommonArguments common;
  ReplayArguments replay;
  DecodeArguments decode;
  InfoArguments info;
  SimulateArguments simulate;
  QueryArguments query;
  ReachArguments reach;
  RecordArguments record;
  CLI::App* replay_app = app.add_subcommand("replay", "track everything that the inputs hold");
  CLI::App* decode_app =
      app.add_subcommand("decode", "print every message, one JSON object a line");
  CLI::App* info_app = app.add_subcommand("info", "say what the inputs hold");
  CLI::App* simulate_app = app.add_subcommand("simulate", "make a sea with known truth");
  CLI::App* query_app =
      app.add_subcommand("query", "say where ships and aircraft were, by what was known then");
  CLI::App* reach_app = app.add_subcommand("reach", "say where a ship can have been while silent");
  CLI::App* record_app =
      app.add_subcommand("record", "keep what comes in, byte by byte, for replay");
  for (CLI::App* sub :
       {replay_app, decode_app, info_app, simulate_app, query_app, reach_app, record_app}) {
    AddCommon(*sub, common);
  }
  AddReplay(*replay_app, replay);
  AddAircraftOptions(*replay_app, replay.aircraft);
  AddDecode(*decode_app, decode);
  AddAircraftOptions(*decode_app, decode.aircraft);
  AddInputs(*info_app, info.inputs);
  AddAircraftOptions(*info_app, info.aircraft);
  AddSimulate(*simulate_app, simulate);
  AddQuery(*query_app, query);
  AddAircraftOptions(*query_app, query.aircraft);
  AddReach(*reach_app, reach);
  AddRecord(*record_app, record);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion&) {
    return NotACommand{app.version() + "\n", 0};
  } catch (const CLI::Success&) {
    const auto chosen = app.get_subcommands();
    return NotACommand{(chosen.empty() ? app : *chosen.front()).help(), 0};
  } catch (const CLI::ParseError& e) {
    return NotACommand{OneLine(e.what()) + " (pelorus --help lists what there is)", 2};
  }
  if (replay_app->parsed()) return Invocation{common, replay};
  if (decode_app->parsed()) return Invocation{common, decode};
  if (info_app->parsed()) return Invocation{common, info};
  if (query_app->parsed()) return Invocation{common, query};
  if (reach_app->parsed()) return Invocation{common, reach};
  if (record_app->parsed()) return Invocation{common, record};
  return Invocation{common, simulate};
}

}  // namespace pelorus
