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

/// Words as they are, a list of words behind one another, anything else as JSON.
std::string WordOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const json& item : value) text += (text.empty() ? "" : ", ") + WordOf(item);
  return text;
}

/// `an allegation by list LIST: CAPTION (by imo)`
std::string ListsOf(const json& hits) {
  std::string text;
  for (const json& hit : hits) {
    text += fmt::format("{}{}: {} (by {})", text.empty() ? "" : "; ", MemberText(hit, "note", 0),
                        MemberText(hit, "caption", 0), MemberText(hit, "matched_by", 0));
  }
  return text;
}

/// What else a participant is said to be: everything but the columns of the table.
std::string Further(const json& who) {
  static constexpr std::array<std::string_view, 4> kColumns = {"key", "name", "callsign", "imo"};
  std::string text;
  for (const auto& [name, value] : who.items()) {
    if (std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) continue;
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    if (!text.empty()) text += "; ";
    text += name == "watchlists" ? ListsOf(value) : words + " " + WordOf(value);
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

/// Nothing when none of them said anything of itself.
void AppendHistory(std::string& out, const RunFolder& folder, const json& event) {
  std::string rows;
  for (const json& who : MemberOf(event, "participants")) {
    const auto said = folder.said.find(who.value("key", ""));
    if (said == folder.said.end()) continue;
    for (const RunSaid& value : said->second) {
      rows += "<tr>";
      AppendHeadCell(rows, said->first);
      for (const std::string& text : {value.field, value.value, value.first, value.last}) {
        AppendCell(rows, text);
      }
      AppendNumberCell(rows, value.times);
      rows += "</tr>";
    }
  }
  if (rows.empty()) return;
  out += "<details><summary>Everything that they said of themselves</summary>";
  AppendTableHead(out, "Each value, with when it was received first and last",
                  {"Key", "Field", "Value", "First", "Last", "Times"});
  out += rows;
  AppendTableEnd(out);
  out += "</details>";
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
  AppendHistory(out, folder, event);
  return out;
}

}  // namespace pelorus
