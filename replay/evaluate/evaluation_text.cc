#include "replay/evaluate/evaluation_text.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace pelorus {
namespace {

using json = nlohmann::ordered_json;

std::string Figure(const std::optional<double>& value, int decimals) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "–";
}

json OrNull(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

template <class... Arguments>
void Line(std::string& out, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Arguments>(arguments)...);
  out += '\n';
}

void AddTally(std::string& out, const std::string& name, const ScoreTally& tally,
              const Evaluation& all) {
  Line(out, "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |", name, tally.planted, tally.found,
       tally.false_alarms, tally.repeated, tally.explained, Figure(tally.precision(), 2),
       Figure(tally.recall(), 2), Figure(tally.f05(), 2),
       Figure(all.false_alarms_per_vessel_day(tally), 4));
}

void AddShares(std::string& out, const char* head,
               const std::map<std::string, std::map<std::string, Share>>& shares) {
  if (shares.empty()) return;
  Line(out, "\n| kind | {} |\n|---|---|---:|---:|", head);
  for (const auto& [kind, by_name] : shares) {
    for (const auto& [name, share] : by_name) {
      Line(out, "| {} | {} | {} | {} |", kind, name, share.planted, share.found);
    }
  }
}

void AddReliability(std::string& out, const Evaluation& all) {
  Line(out, "\n| stated | findings | mean stated | right |\n|---|---:|---:|---:|");
  for (std::size_t i = 0; i < all.reliability.size(); ++i) {
    const ReliabilityBin& bin = all.reliability[i];
    if (bin.findings == 0) continue;
    const double n = static_cast<double>(bin.findings);
    Line(out, "| {:.1f} to {:.1f} | {} | {:.2f} | {:.2f} |", 0.1 * static_cast<double>(i),
         0.1 * static_cast<double>(i + 1), bin.findings, bin.stated_sum / n,
         static_cast<double>(bin.right) / n);
  }
  Line(out, "\nBrier score {}, calibration error {}.", Figure(all.brier(), 3),
       Figure(all.calibration_error(), 3));
}

/// Missed things and false alarms in groups of the same description.
void AddGroups(std::string& out, const Evaluation& all) {
  std::map<std::string, std::size_t> missed, alarms;
  for (const Missed& one : all.missed) {
    const std::string seen = one.seen_as.empty() ? "nothing" : one.seen_as;
    ++missed[fmt::format("{} | {} | {}", one.event, one.regime, seen)];
  }
  for (const FalseAlarm& one : all.false_alarms) {
    const std::string about = one.look_alike.empty() ? "nothing planted" : one.look_alike;
    ++alarms[fmt::format("{} | {}", one.kind, about)];
  }
  if (!missed.empty()) Line(out, "\n| missed | regime | seen as | how many |\n|---|---|---|---:|");
  for (const auto& [what, count] : missed) Line(out, "| {} | {} |", what, count);
  if (!alarms.empty()) Line(out, "\n| false alarm | about | how many |\n|---|---|---:|");
  for (const auto& [what, count] : alarms) Line(out, "| {} | {} |", what, count);
}

json TallyJson(const ScoreTally& tally, const Evaluation& all) {
  return {{"planted", tally.planted},
          {"found", tally.found},
          {"false_alarms", tally.false_alarms},
          {"repeated", tally.repeated},
          {"explained", tally.explained},
          {"precision", OrNull(tally.precision())},
          {"recall", OrNull(tally.recall())},
          {"f05", OrNull(tally.f05())},
          {"false_alarms_per_vessel_day", OrNull(all.false_alarms_per_vessel_day(tally))}};
}

json SharesJson(const std::map<std::string, std::map<std::string, Share>>& shares,
                const char* found) {
  json all = json::object();
  for (const auto& [kind, by_name] : shares) {
    for (const auto& [name, share] : by_name) {
      all[kind][name] = {{"planted", share.planted}, {found, share.found}};
    }
  }
  return all;
}

json CalibrationJson(const Evaluation& all) {
  json bins = json::array();
  for (std::size_t i = 0; i < all.reliability.size(); ++i) {
    const ReliabilityBin& bin = all.reliability[i];
    const double n = static_cast<double>(bin.findings);
    const bool any = bin.findings > 0;
    bins.push_back({{"from", static_cast<double>(i) / 10.0},
                    {"to", static_cast<double>(i + 1) / 10.0},
                    {"findings", bin.findings},
                    {"mean_stated", any ? json(bin.stated_sum / n) : json(nullptr)},
                    {"share_right", any ? json(static_cast<double>(bin.right) / n) : nullptr}});
  }
  return {{"brier", OrNull(all.brier())},
          {"calibration_error", OrNull(all.calibration_error())},
          {"bins", bins}};
}

}  // namespace

std::string AsTable(const Evaluation& all) {
  std::string out;
  Line(out, "{} run{}, {:.1f} vessel-days\n", all.runs, all.runs == 1 ? "" : "s", all.vessel_days);
  Line(out,
       "| kind | planted | found | false | repeated | explained | precision | recall | F0.5 | "
       "false per vessel-day |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
  for (const auto& [kind, tally] : all.by_kind) AddTally(out, kind, tally, all);
  AddTally(out, "all", all.total, all);
  if (all.partners_asked > 0) {
    Line(out, "\nThe hidden partner was named in {} of {}.", all.partners_named,
         all.partners_asked);
  }
  AddShares(out, "regime | planted | found", all.by_regime);
  AddShares(out, "look-alike | planted | taken for it", all.by_look_alike);
  AddReliability(out, all);
  AddGroups(out, all);
  return out;
}

std::string AsJson(const Evaluation& all) {
  json out = {{"runs", all.runs},
              {"vessel_days", all.vessel_days},
              {"total", TallyJson(all.total, all)},
              {"by_kind", json::object()},
              {"by_regime", SharesJson(all.by_regime, "found")},
              {"by_look_alike", SharesJson(all.by_look_alike, "taken_for_it")},
              {"partners", {{"asked", all.partners_asked}, {"named", all.partners_named}}},
              {"calibration", CalibrationJson(all)},
              {"missed", json::array()},
              {"false_alarms", json::array()}};
  for (const auto& [kind, tally] : all.by_kind) out["by_kind"][kind] = TallyJson(tally, all);
  for (const Missed& m : all.missed) {
    out["missed"].push_back(
        {{"id", m.id}, {"event", m.event}, {"regime", m.regime}, {"seen_as", m.seen_as}});
  }
  for (const FalseAlarm& f : all.false_alarms) {
    out["false_alarms"].push_back({{"id", f.id},
                                   {"kind", f.kind},
                                   {"look_alike", f.look_alike},
                                   {"probability", f.probability}});
  }
  return out.dump(2) + "\n";
}

}  // namespace pelorus
