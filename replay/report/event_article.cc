#include "replay/report/event_article.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "replay/report/event_text.h"
#include "replay/report/html.h"
#include "replay/report/participants_table.h"
#include "replay/report/raw_record.h"
#include "replay/report/svg_map.h"
#include "replay/report/timeline_svg.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// So much of the tracks is drawn before and after an event.
constexpr Duration kAround = std::chrono::hours{12};

std::optional<GeoPoint> PointOf(const json& place) {
  if (!place.is_object() || !place.contains("lat")) return std::nullopt;
  return GeoPoint::FromDegrees(place.value("lat", 999.0), place.value("lon", 999.0));
}

std::vector<GeoPoint> PlacesOf(const RunFolder& folder, const json& event) {
  std::vector<GeoPoint> places;
  if (const auto at = PointOf(event)) places.push_back(*at);
  for (const char* name : {"off", "on", "contact"}) {
    if (const auto at = PointOf(MemberOf(event, name))) places.push_back(*at);
  }
  for (const json& position : MemberOf(event, "positions")) {
    if (const auto at = PointOf(position)) places.push_back(*at);
  }
  const auto area = folder.areas.find(event.at("id"));
  if (area != folder.areas.end()) {
    for (const GeoPolygon& polygon : area->second) {
      places.insert(places.end(), polygon.outer.begin(), polygon.outer.end());
    }
  }
  return places;
}

std::vector<const RunTrack*> TracksOf(const RunFolder& folder, const std::string& key) {
  std::vector<const RunTrack*> tracks;
  const auto numbers = folder.tracks_of.find(key);
  if (numbers == folder.tracks_of.end()) return tracks;
  for (const std::size_t i : numbers->second) tracks.push_back(&folder.tracks[i]);
  return tracks;
}

void DrawTracks(SvgMap& map, const RunFolder& folder, const json& event) {
  const Time start = TimeOf(MemberOf(event, "start")).value_or(Time{});
  const Time end = TimeOf(MemberOf(event, "end")).value_or(Time::max() - kAround);
  int number = 0;
  for (const json& who : MemberOf(event, "participants")) {
    for (const RunTrack* track : TracksOf(folder, who.value("key", ""))) {
      std::vector<GeoPoint> line;
      for (const RunPoint& point : track->points) {
        if (point.time >= start - kAround && point.time <= end + kAround) {
          line.push_back(point.position);
        }
      }
      map.AddLine(line, fmt::format("own own{}", number % 3));
    }
    ++number;
  }
}

std::string MapOf(const RunFolder& folder, const json& event) {
  SvgMap map(FrameAround(PlacesOf(folder, event), 0.15, {1.2, 1.8}), 720.0,
             "Map of the event: " + TitleOf(event) + ", " + ParticipantsOf(event));
  map.AddLand(folder.lands);
  map.AddGrid();
  const auto area = folder.areas.find(event.at("id"));
  if (area != folder.areas.end()) map.AddArea(area->second, "possible");
  DrawTracks(map, folder, event);
  const auto off = PointOf(MemberOf(event, "off"));
  const auto on = PointOf(MemberOf(event, "on"));
  if (off && on) map.AddLine(std::array{*off, *on}, "silent");
  if (off) map.AddLabel(*off, "last heard", "place");
  if (on) map.AddLabel(*on, "heard again", "place");
  for (const auto& end : {off, on}) {
    if (end) map.AddMark(*end, 5.0, "end", "");
  }
  for (const json& position : MemberOf(event, "positions")) {
    if (const auto at = PointOf(position)) map.AddMark(*at, 2.0, "claimed", "");
  }
  if (const auto at = PointOf(event); at && !off) map.AddMark(*at, 6.0, "mark", TitleOf(event));
  map.AddScaleBar();
  return map.Finish();
}

std::string TimelineOf(const RunFolder& folder, const json& event) {
  const auto start = TimeOf(MemberOf(event, "start"));
  if (!start) return "";
  std::vector<std::string> labels;
  for (const json& who : MemberOf(event, "participants")) {
    labels.push_back(who.value("name", who.value("key", "")));
  }
  std::vector<TimelineRow> rows;
  for (std::size_t i = 0; i < std::min<std::size_t>(labels.size(), 6); ++i) {
    const std::string key = event["participants"][i].value("key", "");
    rows.push_back({labels[i], TracksOf(folder, key), {}});
    // Of a silence the first participant is the silent one.
    const json& expected = MemberOf(event, "expected_messages");
    if (i == 0 && expected.is_number()) rows.back().expected = expected.get<double>();
  }
  const auto run_end = TimeOf(MemberOf(folder.run, "end"));
  return TimelineSvg(rows, *start, TimeOf(MemberOf(event, "end")), run_end.value_or(*start));
}

void AppendEvidence(std::string& out, const json& event) {
  AppendTableHead(out, "Why: what speaks for it and against it, in nats; the terms add up",
                  {"Term", "Value", "Nats", "What it is"});
  out += "<tr>";
  AppendCell(out, "prior");
  AppendCell(out, "");
  AppendNumberCell(out, MemberText(event, "prior_log_odds", 2));
  AppendCell(out, "how often such events occur in this run");
  out += "</tr>";
  for (const json& item : MemberOf(event, "evidence")) {
    out += "<tr>";
    AppendCell(out, MemberText(item, "name", 0));
    AppendNumberCell(out, MemberText(item, "value", 2) + " " + item.value("unit", ""));
    AppendNumberCell(out, MemberText(item, "llr", 2));
    AppendCell(out, item.value("note", ""));
    out += "</tr>";
  }
  out += "</tbody><tfoot><tr>";
  AppendHeadCell(out, "sum");
  AppendCell(out, "");
  AppendNumberCell(out, MemberText(event, "log_odds", 2));
  AppendCell(out, "log-odds, a probability of " + ProbabilityText(event));
  out += "</tr></tfoot></table></div>";
}

void AppendAlternatives(std::string& out, const json& event) {
  AppendTableHead(out, "What else can explain it", {"Explanation", "Probability", "Note"});
  for (const json& item : MemberOf(event, "alternatives")) {
    out += "<tr>";
    AppendCell(out, MemberText(item, "name", 0));
    AppendNumberCell(out, MemberText(item, "probability", 3));
    AppendCell(out, item.value("note", ""));
    out += "</tr>";
  }
  AppendTableEnd(out);
}

void AppendPlaces(std::string& out, const json& event, const char* list, std::string_view caption,
                  const char* code) {
  const json& places = MemberOf(event, list);
  if (places.empty()) return;
  AppendTableHead(out, caption, {"Name", "Code", "Hours available"});
  for (const json& place : places) {
    out += "<tr>";
    AppendCell(out, place.value("name", ""));
    AppendCell(out, place.value(code, ""));
    AppendNumberCell(out, MemberText(place, "hours_available", 1));
    out += "</tr>";
  }
  AppendTableEnd(out);
}

void AppendPatterns(std::string& out, const json& event) {
  const json& patterns = MemberOf(event, "patterns");
  if (patterns.empty()) return;
  AppendTableHead(out, "Published patterns that it is consistent with",
                  {"Rank", "Pattern", "Score", "Note"});
  for (const json& fit : patterns) {
    out += "<tr>";
    AppendNumberCell(out, MemberText(fit, "rank", 0));
    AppendCell(out, fit.value("id", ""));
    AppendNumberCell(out, MemberText(fit, "score", 2));
    AppendCell(out, fit.value("note", ""));
    out += "</tr>";
  }
  AppendTableEnd(out);
}

/// Own keys that no table shows: numbers and words of the kind.
void AppendFacts(std::string& out, const json& event) {
  static const std::array<std::string_view, 18> kShown = {
      "id",       "kind",         "start",    "end",  "detected_at", "lat",
      "lon",      "participants", "evidence", "refs", "probability", "log_odds",
      "patterns", "alternatives", "wording",  "off",  "on",          "prior_log_odds"};
  out += "<dl>";
  for (const auto& [name, value] : event.items()) {
    if (std::find(kShown.begin(), kShown.end(), name) != kShown.end()) continue;
    if (value.is_structured() && !(value.is_array() && !value.empty() && value[0].is_string())) {
      continue;
    }
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    out += "<dt>" + Escaped(words) + "</dt>";
    out += "<dd>" + Escaped(MemberText(event, name.c_str(), 2)) + "</dd>";
  }
  out += "</dl>";
}

/// The bytes that it rests on, quoted where the input is at hand.
void AppendReferences(std::string& out, const json& event) {
  out += "<div class=\"refs\"><p>Received at:</p><ul>";
  for (const json& ref : MemberOf(event, "refs")) {
    const std::string input = ref.value("input", "");
    const auto offset = ref.value("offset", std::uint64_t{0});
    out += "<li>" + Escaped(input + ", byte " + std::to_string(offset));
    if (const auto record = RawRecord(input, offset)) {
      out += "<br><code>" + Escaped(*record) + "</code>";
    }
    out += "</li>";
  }
  out += "</ul><p>Event <code>" + Escaped(MemberText(event, "id", 0)) + "</code></p></div>";
}

}  // namespace

std::string EventArticle(const RunFolder& folder, const json& event, std::size_t number) {
  std::string out = fmt::format("<article id=\"event-{0}\" data-id=\"", number);
  AppendEscaped(out, MemberText(event, "id", 0));
  out +=
      fmt::format("\"><h3><span class=\"tag {}\">{}</span> ", MemberText(event, "kind", 0), number);
  AppendEscaped(out, TitleOf(event) + ": " + ParticipantsOf(event));
  out += "</h3>";
  AppendParagraph(out, SentenceOf(event), "finding");
  AppendParagraph(out, TimeText(MemberOf(event, "start")) + " – " +
                           TimeText(MemberOf(event, "end")) + " UTC. " + WordingOf(event));
  out += MapOf(folder, event);
  out += TimelineOf(folder, event);
  out += ParticipantsTable(folder, event);
  AppendFacts(out, event);
  AppendEvidence(out, event);
  AppendAlternatives(out, event);
  AppendPatterns(out, event);
  AppendPlaces(out, event, "feasible_ports", "Ports it had time for", "unlocode");
  AppendPlaces(out, event, "feasible_airfields", "Airfields it had time for", "icao");
  AppendReferences(out, event);
  return out + "</article>\n";
}

}  // namespace pelorus
