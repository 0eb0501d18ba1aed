#include "replay/report/participants_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "replay/report/event_text.h"
#include "replay/report/html.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// More links would be a list of their own.
constexpr std::size_t kMostLinks = 12;

/// What else a participant is said to be: everything but the columns of the table.
std::string Further(const json& who) {
  static constexpr std::array<std::string_view, 4> kColumns = {"key", "name", "callsign", "imo"};
  std::string text;
  for (const auto& [name, value] : who.items()) {
    if (std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) continue;
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    if (!text.empty()) text += "; ";
    text += words + " " + (value.is_string() ? value.get<std::string>() : value.dump());
  }
  return text;
}

void AppendLinks(std::string& out, const RunFolder& folder, const std::string& key,
                 const std::string& id) {
  out += "<td>";
  std::size_t links = 0;
  const auto others = folder.events_of.find(key);
  if (others != folder.events_of.end()) {
    for (const std::size_t i : others->second) {
      const json& other = folder.events[i];
      if (other.at("id") == id || ++links > kMostLinks) continue;
      out += fmt::format("{0}<a href=\"#event-{1}\">{1} {2}</a>", links > 1 ? ", " : "",
                         folder.rank_of[i] + 1, Escaped(TitleOf(other)));
    }
  }
  if (links > kMostLinks) out += fmt::format(" and {} more", links - kMostLinks);
  out += "</td>";
}

}  // namespace

std::string ParticipantsTable(const RunFolder& folder, const json& event) {
  std::string out;
  const std::string id = MemberText(event, "id", 0);
  AppendTableHead(out, "Who it is about, as they say of themselves",
                  {"Key", "Name", "Call sign", "IMO", "Further", "Other events"});
  for (const json& who : MemberOf(event, "participants")) {
    out += "<tr>";
    AppendHeadCell(out, MemberText(who, "key", 0));
    for (const char* column : {"name", "callsign", "imo"}) {
      AppendCell(out, MemberText(who, column, 0));
    }
    AppendCell(out, Further(who));
    AppendLinks(out, folder, who.value("key", ""), id);
    out += "</tr>";
  }
  AppendTableEnd(out);
  return out;
}

}  // namespace pelorus
