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

/// A switch-off, and how many ten-minute bins of what was heard it removed.
struct Planted {
  Time from;
  Time to;
  std::set<TimeBin> bins;
};

/// What is removed from a simulated day.
struct Plan {
  Time start;
  double hours;
  std::uint64_t seed;
  std::string failed_station;  ///< silent for five hours from the ninth on
  std::map<TargetKey, Planted> planted;
  std::multimap<TargetKey, std::pair<Time, Time>> outside;  ///< beyond the edge of the world

  /// The simulated world ends at its gates; a vessel beyond them does not exist.
  bool WasOutside(const Event& event) const {
    const auto [from, to] = outside.equal_range(event.participants.front().key);
    return std::any_of(from, to, [&event](const auto& stay) {
      return stay.second.first < event.end.value_or(Time::max()) &&
             stay.second.second > event.start;
    });
  }
  void ReadOutside(const std::filesystem::path& truth) {
    std::ifstream in(truth);
    for (std::string line; std::getline(in, line);) {
      if (line.find("\"outside\"") == std::string::npos) continue;
      const nlohmann::json call = nlohmann::json::parse(line);
      const auto time = [&call](const char* name, Time otherwise) {
        if (call.at(name).is_null()) return otherwise;
        return *TimeFromUnix(call.at(name).get<std::int64_t>());
      };
      outside.emplace(TargetKey::Of(Mmsi(call.at("mmsi").get<std::uint32_t>())),
                      std::pair{time("arrived", Time::min()), time("departed", Time::max())});
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
    return Planted{from, from + FromSeconds(3600.0 * length_h), {}};
  }

  bool Drops(const Report& report, const std::string& station) {
    const Time at = From(report).received_at;
    const TargetKey key = KeyOf(report);
    if (const std::optional<Planted> meant = Of(key)) {
      const auto place = planted.try_emplace(key, *meant).first;
      if (at >= meant->from && at < meant->to) {
        place->second.bins.insert(BinOf(at));
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
  int hidden = 0;  ///< planted where hardly anything was heard
  std::vector<std::pair<double, bool>> stated;
};

void TakeEvents(const std::vector<Event>& events, const Plan& plan, Tallies& out) {
  std::set<TargetKey> found;
  for (const Event& event : events) {
    const TargetKey key = event.participants.front().key;
    const auto place = plan.planted.find(key);
    const bool so = place != plan.planted.end() && event.start < place->second.to &&
                    event.end.value_or(Time::max()) > place->second.from;
    if (plan.WasOutside(event)) continue;
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
    if (found.contains(key)) continue;
    if (planted.bins.size() >= kTestableBins) {
      ++out.score.missed;
      fmt::print("  missed {} bins {} of {:.1f} h\n", ToString(key), planted.bins.size(),
                 ToSeconds(planted.to - planted.from) / 3600);
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
  const SimulationResult made = Simulate({scenario, seed, 24.0, nullptr}, nmea, truth);
  Plan plan{made.start, 24.0, seed, failed, {}, {}};
  PlantingReader reader(
      MakeReader(OpenInput(InputSpec::Parse(nmea.string())), SourceId(0), {}),
      [&plan](const Report& report, const std::string& s) { return plan.Drops(report, s); });
  SilenceParams params;
  params.region = scenario == "caspian" ? CaspianRegion() : RedSeaRegion();
  const std::vector<Event> events = EventsOf(reader, params, 2);
  plan.ReadOutside(truth);
  TakeEvents(events, plan, out);
  out.score.vessel_days += static_cast<double>(made.vessels);
}

}  // namespace

void PlantedTraffic() {
  fmt::print("\n{:<44} {:>5} {:>5} {:>6} {:>8} {:>4} {:>4} {:>4}\n",
             "switch-offs planted into simulated traffic", "P", "R", "F0.5", "FA/v.day", "TP", "FP",
             "FN");
  const struct {
    const char* scenario;
    const char* failed;
  } days[] = {{"caspian", ""}, {"caspian", "SIMAKTAU"}, {"red-sea", ""}};
  Tallies all;
  for (const auto& day : days) {
    Tallies one;
    for (const std::uint64_t seed : {11U, 12U}) OneDay(day.scenario, seed, day.failed, one);
    PrintScore(
        fmt::format("{}{}{}", day.scenario, *day.failed != 0 ? ", 5 h without " : "", day.failed),
        one.score);
    fmt::print("  planted out of reach: {}\n", one.hidden);
    all.stated.insert(all.stated.end(), one.stated.begin(), one.stated.end());
  }
  PrintReliability(all.stated);
}

}  // namespace pelorus::silences
