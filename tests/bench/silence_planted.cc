#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "io/input.h"
#include "replay/simulate/simulation.h"
#include "tests/bench/silence_cases.h"
#include "tests/support/temporary_folder.h"

namespace pelorus::silences {
namespace {

/// A switch-off, and the ten-minute bins of what was heard that it removed.
struct Planted {
  Time from;
  Time to;
  std::set<TimeBin> bins;
  std::set<TimeBin> under_way;  ///< those with a report above 3 kn

  /// One that stays at its berth hides nothing: it is no dark transit, whatever its transponder
  /// does.
  bool sailed() const { return under_way.size() >= 3; }
};

/// What is removed from a simulated day.
struct Plan {
  Time start;
  double hours;
  std::uint64_t seed;
  std::string failed_station;  ///< silent for five hours from the ninth on
  std::map<TargetKey, Planted> planted;
  /// Beyond the edge of the world, where a vessel does not exist; or in another of its plots.
  std::multimap<std::uint64_t, std::pair<Time, Time>> elsewhere;

  /// What is silent for a reason that is not judged here.
  bool WasElsewhere(TargetKey key, Time begin, Time end) const {
    const auto [from, to] = elsewhere.equal_range(MmsiOf(key));
    return std::any_of(from, to, [begin, end](const auto& stay) {
      return stay.second.first < end && stay.second.second > begin;
    });
  }
  static std::uint64_t MmsiOf(TargetKey key) { return key.number() & 0xffffffffU; }

  void ReadElsewhere(const std::filesystem::path& truth) {
    std::ifstream in(truth);
    for (std::string line; std::getline(in, line);) {
      const bool outside = line.find("\"outside\"") != std::string::npos;
      const bool plot = line.find("\"look_alike\":null") != std::string::npos;
      if (!outside && !plot) continue;
      const nlohmann::json told = nlohmann::json::parse(line);
      const auto time = [&told](const char* name, Time otherwise) {
        if (told.at(name).is_null()) return otherwise;
        return *TimeFromUnix(told.at(name).get<std::int64_t>());
      };
      if (outside) {
        elsewhere.emplace(told.at("mmsi").get<std::uint64_t>(),
                          std::pair{time("arrived", Time::min()), time("departed", Time::max())});
        continue;
      }
      for (const char* list : {"participants", "hidden"}) {
        for (const auto& key : told.at(list)) {
          const std::string digits = key.get<std::string>().substr(5);
          elsewhere.emplace(std::stoull(digits),
                            std::pair{time("start", Time::min()), time("end", Time::max())});
        }
      }
    }
  }

  /// One ship in eight switches off once, for 3 to 12 h.
  std::optional<Planted> Of(TargetKey key) const {
    const std::uint64_t dice = MixBits(key.bits() ^ MixBits(seed));
    if (dice % 8 != 0) return std::nullopt;
    const double length_h = 3.0 + 9.0 * static_cast<double>(dice >> 8 & 0xffff) / 65536.0;
    const double begin_h =
        1.0 + (hours - length_h - 2.0) * static_cast<double>(dice >> 24 & 0xffff) / 65536.0;
    const Time from = start + FromSeconds(3600.0 * begin_h);
    return Planted{from, from + FromSeconds(3600.0 * length_h), {}, {}};
  }

  bool Drops(const Report& report, const std::string& station) {
    const Time at = From(report).received_at;
    const TargetKey key = KeyOf(report);
    if (const std::optional<Planted> meant = Of(key)) {
      const auto place = planted.try_emplace(key, *meant).first;
      if (at >= meant->from && at < meant->to) {
        place->second.bins.insert(BinOf(at));
        const auto* ship = std::get_if<Observation>(&report);
        if (ship != nullptr && ship->sog.value_or(Speed()) > Speed::Knots(3.0)) {
          place->second.under_way.insert(BinOf(at));
        }
        return true;
      }
    }
    return station == failed_station && at >= start + std::chrono::hours{9} &&
           at < start + std::chrono::hours{14};
  }
};

constexpr std::size_t kTestableBins = 14;

struct Tallies {
  Score score;
  int hidden = 0;   ///< planted where hardly anything was heard
  int at_rest = 0;  ///< planted on one that lay still
  std::vector<std::pair<double, bool>> stated;
};

/// What was said of a planted switch-off that was not told as one.
std::string Said(const std::vector<Event>& events, TargetKey key, const Planted& planted) {
  for (const Event& event : events) {
    if (event.participants.front().key != key || event.start >= planted.to ||
        event.end.value_or(Time::max()) <= planted.from) {
      continue;
    }
    const auto& facts = std::get<SilenceFacts>(event.facts);
    std::string text = fmt::format("{:.2f}, {}, {}", event.probability(), Name(facts.movement),
                                   Name(facts.reason));
    for (const Evidence& item : event.evidence) {
      text += fmt::format(", {} {:+.1f}", item.name, item.llr);
    }
    return text;
  }
  return "no silence";
}

void TakeEvents(const std::vector<Event>& events, const Plan& plan, Tallies& out) {
  std::set<TargetKey> found;
  for (const Event& event : events) {
    const TargetKey key = event.participants.front().key;
    const auto place = plan.planted.find(key);
    const bool so = place != plan.planted.end() && place->second.sailed() &&
                    event.start < place->second.to &&
                    event.end.value_or(Time::max()) > place->second.from;
    if (plan.WasElsewhere(key, event.start, event.end.value_or(Time::max()))) continue;
    out.stated.push_back({event.probability(), so});
    if (event.kind != EventKind::kDarkTransit) continue;
    if (!so) {
      ++out.score.wrong;
      fmt::print("  false alarm {} {:.2f} {} {:.3f} {:.3f} {:.1f} h\n", event.id,
                 event.probability(), Name(std::get<SilenceFacts>(event.facts).movement),
                 event.at.lat_deg(), event.at.lon_deg(),
                 event.end ? ToSeconds(*event.end - event.start) / 3600 : -1.0);
    } else if (found.insert(key).second) {
      ++out.score.right;
    }
  }
  for (const auto& [key, planted] : plan.planted) {
    if (found.contains(key) || plan.WasElsewhere(key, planted.from, planted.to)) continue;
    if (!planted.sailed()) {
      ++out.at_rest;
    } else if (planted.bins.size() >= kTestableBins) {
      ++out.score.missed;
      fmt::print("  missed {} bins {} of {:.1f} h: {}\n", ToString(key), planted.bins.size(),
                 ToSeconds(planted.to - planted.from) / 3600, Said(events, key, planted));
    } else {
      ++out.hidden;
    }
  }
}

void OneDay(const std::string& scenario, std::uint64_t seed, const std::string& failed,
            Tallies& out) {
  const TemporaryFolder folder;
  const auto nmea = folder.path() / "ais.nmea";
  const auto truth = folder.path() / "truth.jsonl";
  const SimulationResult made =
      Simulate({scenario, seed, 24.0, nullptr}, {.nmea = nmea, .truth = truth});
  Plan plan{made.start, 24.0, seed, failed, {}, {}};
  PlantingReader reader(
      MakeReader(OpenInput(InputSpec::Parse(nmea.string())), SourceId(0), {}),
      [&plan](const Report& report, const std::string& s) { return plan.Drops(report, s); });
  SilenceParams params;
  params.region = scenario == "caspian" ? CaspianRegion() : RedSeaRegion();
  const std::vector<Event> events = EventsOf(reader, params, 2);
  plan.ReadElsewhere(truth);
  TakeEvents(events, plan, out);
  out.score.vessel_days += static_cast<double>(made.vessels);
}

}  // namespace

namespace {

void Days(std::string_view title, std::initializer_list<std::uint64_t> seeds) {
  fmt::print("\n{:<44} {:>5} {:>5} {:>6} {:>8} {:>4} {:>4} {:>4}\n", title, "P", "R", "F0.5",
             "FA/v.day", "TP", "FP", "FN");
  const struct {
    const char* scenario;
    const char* failed;
  } days[] = {{"caspian", ""}, {"caspian", "SIMAKTAU"}, {"red-sea", ""}};
  Tallies all;
  for (const auto& day : days) {
    Tallies one;
    for (const std::uint64_t seed : seeds) OneDay(day.scenario, seed, day.failed, one);
    PrintScore(
        fmt::format("{}{}{}", day.scenario, *day.failed != 0 ? ", 5 h without " : "", day.failed),
        one.score);
    fmt::print("  planted out of reach: {}; on vessels at rest: {}\n", one.hidden, one.at_rest);
    all.stated.insert(all.stated.end(), one.stated.begin(), one.stated.end());
    all.score.right += one.score.right;
    all.score.wrong += one.score.wrong;
    all.score.missed += one.score.missed;
    all.score.vessel_days += one.score.vessel_days;
  }
  PrintScore("together", all.score);
  PrintReliability(all.stated);
}

}  // namespace

void PlantedTraffic() {
  Days("switch-offs in simulated traffic, for tuning", {21, 22});
  Days("switch-offs in simulated traffic, kept back", {11, 12});
}

}  // namespace pelorus::silences
