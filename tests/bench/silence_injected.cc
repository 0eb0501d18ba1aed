#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/bench/silence_cases.h"

namespace pelorus::silences {
namespace {

struct Interval {
  Time from;
  Time to;
  double hours() const { return ToSeconds(to - from) / 3600.0; }
};

struct Case {
  std::string id;
  std::string kind;
  std::optional<Interval> meant;
  std::string table = "t,mmsi,lat,lon,sog_kn,cog_deg,ais_class\n";
  std::vector<Time> times;
  double days() const { return ToSeconds(times.back() - times.front()) / 86400.0; }
};

/// Which half of the cases: FNV-1a of the name, so that it never changes.
bool ForTuning(const std::string& id) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return (MixBits(hash) & 1U) == 0;
}

std::map<std::string, Case> LoadCases(const std::string& folder) {
  std::map<std::string, Case> cases;
  std::ifstream truth(folder + "/injected_truth.json");
  const nlohmann::json all = nlohmann::json::parse(truth);
  for (const auto& item : all.at("cases")) {
    const std::string id = item.at("case_id");
    Case& one = cases[id];
    one.id = id;
    one.kind = item.at("kind");
    if (item.at("observed_gap").is_null()) continue;
    one.meant = Interval{*ParseIso8601(item.at("observed_gap")[0].get<std::string>()),
                         *ParseIso8601(item.at("observed_gap")[1].get<std::string>())};
  }
  std::ifstream rows(folder + "/injected_positions.csv");
  std::string line;
  std::getline(rows, line);
  while (std::getline(rows, line)) {
    std::vector<std::string> fields;
    std::stringstream split(line);
    for (std::string field; std::getline(split, field, ',');) fields.push_back(field);
    Case& one = cases.at(fields[0]);
    one.times.push_back(*ParseIso8601(fields[1]));
    one.table += fmt::format("{},201000001,{},{},{},{},{}\n", fields[1], fields[2], fields[3],
                             fields[4], fields[5], fields[7]);
  }
  for (auto& [id, one] : cases) std::sort(one.times.begin(), one.times.end());
  return cases;
}

/// Takes an interval that a method flagged.
void Take(const Case& one, Time from, int& right, Score& score) {
  if (one.meant && std::abs(ToSeconds(one.meant->from - from)) < 2.0) {
    ++right;
  } else {
    ++score.wrong;
  }
}

using Rule = bool (*)(const Case&, std::size_t);

double HoursAfter(const Case& one, std::size_t i) {
  return ToSeconds(one.times[i + 1] - one.times[i]) / 3600.0;
}

/// The published rule as far as its map is not needed: 12 h, and 14 positions in the 12 h before.
bool CountRule(const Case& one, std::size_t i) {
  if (HoursAfter(one, i) < 12.0) return false;
  const Time since = one.times[i] - std::chrono::hours{12};
  const auto first = std::lower_bound(one.times.begin(), one.times.end(), since);
  return one.times.begin() + static_cast<std::ptrdiff_t>(i) + 1 - first >= 14;
}

/// (g - 15 min)/m - ln(n + 1) above 3.06, where it does best on all cases.
bool TailRule(const Case& one, std::size_t i) {
  if (HoursAfter(one, i) < 2.0) return false;
  double excess = 0.0;
  int others = 0;
  for (std::size_t j = 0; j + 1 < one.times.size(); ++j) {
    if (j == i || HoursAfter(one, j) <= 0.25) continue;
    excess += HoursAfter(one, j) - 0.25;
    ++others;
  }
  return others > 0 &&
         (HoursAfter(one, i) - 0.25) * others / excess - std::log(others + 1.0) > 3.06;
}

Score ScoreRule(const std::vector<const Case*>& cases, Rule rule) {
  Score score;
  for (const Case* one : cases) {
    int right = 0;
    for (std::size_t i = 0; i + 1 < one->times.size(); ++i) {
      if (rule(*one, i)) Take(*one, one->times[i], right, score);
    }
    score.right += right;
    if (one->meant && right == 0) ++score.missed;
    score.vessel_days += one->days();
  }
  return score;
}

Score ScoreOurs(const std::vector<const Case*>& cases, std::vector<std::pair<double, bool>>& stated,
                bool list) {
  Score score;
  for (const Case* one : cases) {
    const auto reader = ReaderOfTable(one->table);
    int right = 0;
    for (const Event& event : EventsOf(*reader, {})) {
      const bool so = one->meant && std::abs(ToSeconds(one->meant->from - event.start)) < 2.0;
      stated.push_back({event.probability(), so});
      const bool flagged = event.kind == EventKind::kDarkTransit;
      if (flagged) Take(*one, event.start, right, score);
      if (list && (flagged != so)) {
        fmt::print("  {} {} {}: {:.1f} h, {:.2f}\n", flagged ? "false alarm" : "missed", one->id,
                   one->kind, ToSeconds(*event.end - event.start) / 3600.0, event.probability());
      }
    }
    score.right += right;
    if (one->meant && right == 0) ++score.missed;
    score.vessel_days += one->days();
  }
  return score;
}

void Table(const std::string& title, const std::vector<const Case*>& cases, bool list) {
  fmt::print("\n{:<44} {:>5} {:>5} {:>6} {:>8} {:>4} {:>4} {:>4}\n", title, "P", "R", "F0.5",
             "FA/v.day", "TP", "FP", "FN");
  PrintScore("gap > 2 h",
             ScoreRule(cases, [](const Case& c, std::size_t i) { return HoursAfter(c, i) > 2.0; }));
  PrintScore("gap > 6 h",
             ScoreRule(cases, [](const Case& c, std::size_t i) { return HoursAfter(c, i) > 6.0; }));
  PrintScore("gap > 12 h", ScoreRule(cases, [](const Case& c, std::size_t i) {
               return HoursAfter(c, i) > 12.0;
             }));
  PrintScore("published count rule", ScoreRule(cases, CountRule));
  PrintScore("one-vessel tail", ScoreRule(cases, TailRule));
  std::vector<std::pair<double, bool>> stated;
  PrintScore("pelorus", ScoreOurs(cases, stated, list));
  PrintReliability(stated);
}

}  // namespace

void InjectedCases(const std::string& data) {
  const std::map<std::string, Case> cases = LoadCases(data + "/events/gaps");
  std::vector<const Case*> tuning, kept, all;
  for (const auto& [id, one] : cases) {
    (ForTuning(id) ? tuning : kept).push_back(&one);
    all.push_back(&one);
  }
  Table("injected silences, half for tuning", tuning, false);
  Table("injected silences, half kept back", kept, false);
  Table("injected silences, all", all, true);
}

void EdgeCandidates(const std::string& data) {
  std::ifstream rows(data + "/events/gaps/coverage_edge_candidates.csv");
  std::string line;
  std::getline(rows, line);
  int all = 0;
  int flagged = 0;
  std::string table = "t,mmsi,lat,lon\n";
  while (std::getline(rows, line)) {
    std::vector<std::string> f;
    std::stringstream split(line);
    for (std::string field; std::getline(split, field, ',');) f.push_back(field);
    table +=
        fmt::format("{},{},{},{}\n{},{},{},{}\n", f[1], f[0], f[3], f[4], f[2], f[0], f[5], f[6]);
    ++all;
  }
  const auto reader = ReaderOfTable(table);
  for (const Event& event : EventsOf(*reader, {})) {
    if (event.kind == EventKind::kDarkTransit) ++flagged;
  }
  fmt::print("\ncoverage edge candidates: {} of {} flagged\n", flagged, all);
}

}  // namespace pelorus::silences
