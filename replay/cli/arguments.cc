#include "replay/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <functional>
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
  app.add_option("--publish", replay.publish, "publish tracks and events, as tcp://127.0.0.1:5556")
      ->type_name("ENDPOINT");
  app.add_option("--snapshot", replay.snapshot, "where subscribers may ask for a snapshot")
      ->type_name("ENDPOINT");
  app.add_option("--curve-keys", replay.curve_keys, "keys of the feed, made by `pelorus keygen`")
      ->type_name("DIR");
  app.add_option("--control", replay.control, "a Unix socket that takes pause, step, speed, seek")
      ->type_name("SOCKET");
  app.add_flag_callback(
      "--no-detect", [&replay] { replay.detect = false; }, "track only: no events");
  app.add_option("--seed-coverage", replay.seed_coverage,
                 "begin with the coverage.csv of another run")
      ->type_name("FILE");
  app.add_option("--watchlist", replay.watchlists,
                 "look participants up in a list: OpenSanctions' maritime CSV or OFAC's SDN.CSV")
      ->type_name("FILE")
      ->allow_extra_args(false);
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

/// The subcommands with their options and what they were given.
class Commands {
 public:
  explicit Commands(CLI::App& app) : app_(app) {
    CLI::App& replay = Add("replay", "track everything that the inputs hold", replay_);
    AddReplay(replay, replay_);
    AddAircraftOptions(replay, replay_.aircraft);
    AddLive(Add("live", "track what comes in, and publish it", live_), live_);
    CLI::App& decode = Add("decode", "print every message, one JSON object a line", decode_);
    AddDecode(decode, decode_);
    AddAircraftOptions(decode, decode_.aircraft);
    CLI::App& info = Add("info", "say what the inputs hold", info_);
    AddInputs(info, info_.inputs);
    AddAircraftOptions(info, info_.aircraft);
    AddSimulate(Add("simulate", "make a sea with known truth", simulate_), simulate_);
    AddEvaluate(Add("evaluate", "say how good the findings are, against the truth", evaluate_),
                evaluate_);
    CLI::App& query =
        Add("query", "say where ships and aircraft were, by what was known then", query_);
    AddQuery(query, query_);
    AddAircraftOptions(query, query_.aircraft);
    AddReach(Add("reach", "say where a ship can have been while silent", reach_), reach_);
    AddRecord(Add("record", "keep what comes in, byte by byte, for replay", record_), record_);
    AddReport(Add("report", "make a report of what replay wrote", report_), report_);
    AddKeygen(Add("keygen", "make keys for the feed", keygen_), keygen_);
    AddWatch(Add("watch", "show what a feed publishes", watch_), watch_);
  }
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  /// The one that was parsed; the application requires that there is one.
  Invocation chosen() const {
    const auto parsed = std::find_if(commands_.begin(), commands_.end(),
                                     [](const auto& one) { return one.first->parsed(); });
    return parsed->second();
  }

 private:
  template <class Arguments>
  CLI::App& Add(const char* name, const char* help, const Arguments& arguments) {
    CLI::App* const sub = app_.add_subcommand(name, help);
    AddCommon(*sub, common_);
    commands_.emplace_back(sub, [this, &arguments] { return Invocation{common_, arguments}; });
    return *sub;
  }

  CLI::App& app_;
  std::vector<std::pair<CLI::App*, std::function<Invocation()>>> commands_;
  CommonArguments common_;
  ReplayArguments replay_;
  LiveArguments live_;
  DecodeArguments decode_;
  InfoArguments info_;
  SimulateArguments simulate_;
  EvaluateArguments evaluate_;
  QueryArguments query_;
  ReachArguments reach_;
  RecordArguments record_;
  ReportArguments report_;
  KeygenArguments keygen_;
  WatchArguments watch_;
};

}  // namespace

std::variant<Invocation, NotACommand> ParseArguments(int argc, const char* const* argv) {
  CLI::App app{"pelorus: tracks of ships and aircraft from what they broadcast, with reasons"};
  app.name("pelorus");
  app.set_version_flag("--version", std::string("pelorus ") + kVersion);
  app.require_subcommand(1);
  const Commands commands(app);
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
  return commands.chosen();
}

}  // namespace pelorus
