#include "replay/run_summary.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "replay/version.h"

namespace pelorus {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const Counters& c) {
  Json rejected = Json::object();
  for (std::size_t i = 0; i < c.rejected.size(); ++i) {
    if (c.rejected[i] > 0) rejected[std::string(Name(static_cast<Reject>(i)))] = c.rejected[i];
  }
  Json messages = Json::object();
  for (std::size_t i = 0; i < c.messages.size(); ++i) {
    if (c.messages[i] > 0) messages[MessageKindName(i)] = c.messages[i];
  }
  return {{"received", c.received},   {"used", c.used}, {"rejected", rejected},
          {"duplicate", c.duplicate}, {"late", c.late}, {"dropped", c.dropped},
          {"messages", messages}};
}

Json ConfigJson(RunConfig effective, int threads) {
  Json config = Json::object();
  for (const Setting& setting : SettingsOf(effective)) {
    const std::size_t dot = setting.key.find('.');
    Json& place = config[setting.key.substr(0, dot)][setting.key.substr(dot + 1)];
    if (setting.whole) {
      place = static_cast<std::int64_t>(setting.get());
    } else {
      place = setting.get();
    }
  }
  config["threads"] = threads;
  const SessionParams& params = effective.session;
  config["speed"] = params.speed ? Json(*params.speed) : Json("max");
  config["from"] = params.from ? Json(FormatIso8601(*params.from)) : Json();
  config["to"] = params.to ? Json(FormatIso8601(*params.to)) : Json();
  config["region"] = params.region ? Json(ToString(*params.region)) : Json();
  return config;
}

Json ToJson(const InputFacts& input) {
  Json json = {{"name", input.name}, {"format", input.format}};
  for (const ClockFault& fault : input.clock_faults) {
    json["clock_faults"].push_back({{"station", fault.station},
                                    {"offset_s", ToSeconds(fault.offset)},
                                    {"modulo_minute", fault.modulo_minute},
                                    {"messages", fault.messages}});
  }
  return json;
}

Json ToJson(const CountersByInput& counters) {
  Json all = Json::object();
  Counters total;
  for (const auto& [name, one] : counters) {
    total += one;
    all[name] = ToJson(one);
  }
  all["total"] = ToJson(total);
  return all;
}

CountersByInput CountersOf(const Session& session, const std::vector<InputFacts>& inputs) {
  CountersByInput counters;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    counters.emplace_back(inputs[i].name,
                          session.counters(SourceId(static_cast<std::uint16_t>(i))));
  }
  return counters;
}

}  // namespace

std::string CountersJson(const CountersByInput& counters) {
  return ToJson(counters).dump(2, ' ', false, Json::error_handler_t::replace);
}

void WriteRunSummary(const std::filesystem::path& file, const Session& session,
                     const RunConfig& config, const std::vector<InputFacts>& inputs, int threads,
                     const RunCost& cost) {
  Json run;
  run["version"] = kVersion;
  run["inputs"] = Json::array();
  for (const InputFacts& input : inputs) {
    run["inputs"].push_back(ToJson(input));
  }
  const auto span = session.span();
  run["start"] = span ? Json(FormatIso8601(span->first)) : Json();
  run["end"] = span ? Json(FormatIso8601(span->last)) : Json();
  run["counters"] = ToJson(CountersOf(session, inputs));
  session.tracker_counts().Visit(
      [&run](const char* name, std::uint64_t value) { run["tracker"][name] = value; });
  run["wall_s"] = cost.wall_s;
  run["cpu_s"] = cost.cpu_s;
  run["peak_memory_bytes"] = cost.peak_memory_bytes;
  run["config"] = ConfigJson(config, threads);
  std::ofstream out(file);
  out << run.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  out.close();
  if (!out) throw std::runtime_error(file.string() + ": cannot write");
}

}  // namespace pelorus
