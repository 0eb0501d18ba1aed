#include "replay/report/flat_events.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "replay/report/event_text.h"

namespace pelorus {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// `first 1.5; second 0.2`, from the members that say what and how much.
std::string ListOf(const json& event, const char* list, const char* what, const char* number) {
  std::string text;
  for (const json& item : MemberOf(event, list)) {
    if (!text.empty()) text += "; ";
    text += MemberText(item, what, 0) + " " + MemberText(item, number, 3);
  }
  return text;
}

std::string RefsOf(const json& event) {
  std::string text;
  for (const json& ref : MemberOf(event, "refs")) {
    if (!text.empty()) text += "; ";
    text += ref.value("input", "") + " @ " + MemberText(ref, "offset", 0);
  }
  return text;
}

/// Those of all kinds.
ordered_json CommonOf(const json& event) {
  ordered_json row;
  row["id"] = MemberOf(event, "id");
  row["name"] = TitleOf(event) + ": " + ParticipantsOf(event);
  row["description"] = SentenceOf(event);
  row["kind"] = MemberOf(event, "kind");
  row["begin"] = MemberOf(event, "start");
  row["end"] = MemberOf(event, "end");
  for (const char* same :
       {"detected_at", "lat", "lon", "probability", "log_odds", "prior_log_odds", "wording"}) {
    row[same] = MemberOf(event, same);
  }
  row["evidence"] = ListOf(event, "evidence", "name", "llr");
  row["alternatives"] = ListOf(event, "alternatives", "name", "probability");
  row["patterns"] = ListOf(event, "patterns", "id", "score");
  row["refs"] = RefsOf(event);
  return row;
}

}  // namespace

ordered_json FlatEvents(const json& collection) {
  static constexpr std::array<std::string_view, 3> kElsewhere = {"start", "participants",
                                                                 "area_file"};
  ordered_json features = ordered_json::array();
  for (const json& feature : collection.at("features")) {
    const json& event = feature.at("properties");
    ordered_json row = CommonOf(event);
    for (const auto& [name, value] : event.items()) {
      const bool elsewhere =
          std::find(kElsewhere.begin(), kElsewhere.end(), name) != kElsewhere.end();
      if (row.contains(name) || elsewhere) continue;
      if (name == "feasible_ports" || name == "feasible_airfields") {
        row[name] = ListOf(event, name.c_str(), "name", "hours_available");
      } else {
        row[name] = value.is_structured() ? ordered_json(value.dump()) : ordered_json(value);
      }
    }
    features.push_back({{"type", "Feature"},
                        {"properties", std::move(row)},
                        {"geometry", ordered_json(feature.at("geometry"))}});
  }
  return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
}

}  // namespace pelorus
