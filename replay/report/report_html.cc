#include "replay/report/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "io/bytes.h"
#include "replay/report/event_article.h"
#include "replay/report/event_text.h"
#include "replay/report/report_style.h"
#include "replay/report/svg_map.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// What was judged an anomaly before what explains itself, the likelier first.
std::vector<std::size_t> Ranked(const RunFolder& folder) {
  std::vector<std::size_t> order(folder.events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank = [&](std::size_t i) {
    const json& event = folder.events[i];
    return std::pair(event.value("kind", "") == "silence", -event.value("probability", 0.0));
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return order;
}

std::string Escaped(std::string_view text) {
  std::string out;
  AppendEscaped(out, text);
  return out;
}

std::string Overview(const RunFolder& folder, const std::vector<std::size_t>& order) {
  std::vector<GeoPoint> places;
  for (const RunTrack& track : folder.tracks) {
    for (const RunPoint& point : track.points) places.push_back(point.position);
  }
  SvgMap map(FrameAround(places, 0.2, 1.5), 960.0,
             fmt::format("Map of the run: {} tracks and {} events", folder.tracks.size(),
                         folder.events.size()));
  map.AddLand(folder.lands);
  map.AddGrid();
  std::vector<GeoPoint> line;
  for (const RunTrack& track : folder.tracks) {
    line.clear();
    for (const RunPoint& point : track.points) line.push_back(point.position);
    map.AddLine(line, "track");
  }
  // The first in rank are drawn last, so that they are on top.
  for (std::size_t n = order.size(); n-- > 0;) {
    const json& event = folder.events[order[n]];
    const auto at = GeoPoint::FromDegrees(event.value("lat", 999.0), event.value("lon", 999.0));
    if (!at) continue;
    const std::string kind = event.value("kind", "");
    map.AddMark(*at, kind == "silence" ? 3.0 : 6.0, "event " + kind,
                fmt::format("{}. {}: {}", n + 1, TitleOf(event), ParticipantsOf(event)),
                fmt::format("#event-{}", n + 1));
    if (n < 20 && kind != "silence") map.AddLabel(*at, std::to_string(n + 1), "number");
  }
  map.AddScaleBar();
  return map.Finish();
}

std::map<std::string, std::size_t> KindsOf(const RunFolder& folder) {
  std::map<std::string, std::size_t> kinds;
  for (const json& event : folder.events) ++kinds[event.value("kind", "")];
  return kinds;
}

void AppendFilter(std::string& out, const RunFolder& folder) {
  out += "<div class=\"filter\" role=\"group\" aria-label=\"Kinds shown\">";
  for (const auto& [kind, count] : KindsOf(folder)) {
    out += fmt::format("<label><input type=\"checkbox\" value=\"{0}\"{3}> {1} {2}</label>",
                       Escaped(kind), count, Escaped(TitleOf({{"kind", kind}})),
                       kind == "silence" && KindsOf(folder).size() > 1 ? "" : " checked");
  }
  out += "</div>";
}

void AppendFindings(std::string& out, const RunFolder& folder,
                    const std::vector<std::size_t>& order) {
  out += "<h2 id=\"findings\">What was found</h2>";
  if (order.empty()) {
    out += "<p>Nothing that a detector would report.</p>";
    return;
  }
  AppendFilter(out, folder);
  out += "<ol class=\"findings\">";
  for (std::size_t n = 0; n < order.size(); ++n) {
    const json& event = folder.events[order[n]];
    out += fmt::format(
        "<li data-kind=\"{0}\"><span class=\"probability\">{1}</span><a href=\"#event-{2}\">"
        "<span class=\"tag {0}\">{2}</span> <strong>{3}: {4}</strong></a> "
        "<span class=\"soft\">{5}</span><br>{6}</li>",
        Escaped(event.value("kind", "")), Escaped(MemberText(event, "probability", 2)), n + 1,
        Escaped(TitleOf(event)), Escaped(ParticipantsOf(event)),
        Escaped(TimeText(MemberOf(event, "start"))), Escaped(SentenceOf(event)));
  }
  out += "</ol>";
}

void AppendInputs(std::string& out, const RunFolder& folder) {
  out += "<div class=\"wide\"><table><caption>What became of the records</caption><thead><tr>";
  for (const char* head :
       {"Input", "Received", "Used", "Duplicate", "Late", "Dropped", "Rejected"}) {
    out += fmt::format("<th scope=\"col\">{}</th>", head);
  }
  out += "</tr></thead><tbody>";
  for (const auto& [name, counters] : MemberOf(folder.run, "counters").items()) {
    out += "<tr><th scope=\"row\">" + Escaped(name) + "</th>";
    for (const char* key : {"received", "used", "duplicate", "late", "dropped"}) {
      out += fmt::format("<td class=\"number\">{}</td>", MemberText(counters, key, 0));
    }
    std::string causes;
    for (const auto& [cause, count] : MemberOf(counters, "rejected").items()) {
      causes += (causes.empty() ? "" : ", ") + cause + " " + count.dump();
    }
    out += "<td>" + Escaped(causes) + "</td></tr>";
  }
  out += "</tbody></table></div>";
}

void AppendSettings(std::string& out, const json& config) {
  out +=
      "<div class=\"wide\"><table><caption>Settings in force</caption><thead><tr>"
      "<th scope=\"col\">Setting</th><th scope=\"col\">Value</th></tr></thead><tbody>";
  for (const auto& [section, members] : config.items()) {
    if (!members.is_object()) continue;
    for (const auto& [name, value] : members.items()) {
      out += "<tr><td>" + Escaped(section + "." + name) + "</td><td class=\"number\">" +
             Escaped(value.dump()) + "</td></tr>";
    }
  }
  out += "</tbody></table></div>";
}

void AppendRun(std::string& out, const RunFolder& folder) {
  out += "<h2 id=\"run\">The run</h2>";
  AppendInputs(out, folder);
  if (folder.lands.empty()) {
    out += "<p>There is no land data for these waters: everything counts as open water.</p>";
  }
  out +=
      "<p>A silence is told from bad reception by what other vessels near by were heard of. "
      "Where too few were, the answer is that it cannot be told. Probabilities rest on this run "
      "alone unless reception was learned before. An event describes what was received and what "
      "follows from it; it accuses nobody.</p>";
  AppendSettings(out, MemberOf(folder.run, "config"));
}

void AppendHead(std::string& out, const RunFolder& folder) {
  out +=
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<link rel=\"icon\" href=\"data:,\"><title>pelorus report</title><style>";
  out += ReportCss();
  out +=
      "</style></head><body><a class=\"skip\" href=\"#findings\">To the findings</a>"
      "<header><h1>Report of a run</h1><p class=\"soft\">";
  out += Escaped(TimeText(MemberOf(folder.run, "start")) + " – " +
                 TimeText(MemberOf(folder.run, "end")) + " UTC · ");
  std::string inputs;
  for (const json& input : MemberOf(folder.run, "inputs")) {
    const std::string name = input.value("name", "");
    inputs += (inputs.empty() ? "" : ", ") + name.substr(name.rfind('/') + 1) + " (" +
              input.value("format", "") + ")";
  }
  out += Escaped(fmt::format("{} tracks · {} · pelorus {}", folder.tracks.size(), inputs,
                             folder.run.value("version", "")));
  out += "</p></header><main>";
}

void AppendTail(std::string& out) {
  out +=
      "</main><footer class=\"soft\"><p>Land: © OpenStreetMap contributors (ODbL); "
      "GSHHG (LGPL).</p></footer><script>";
  out += ReportScript();
  out += "</script></body></html>\n";
}

const json& EventWith(const RunFolder& folder, const std::string& id) {
  for (const json& event : folder.events) {
    if (event.at("id") == id) return event;
  }
  throw InputError("no event has the id " + id);
}

}  // namespace

std::string ReportHtml(const RunFolder& folder, const std::optional<std::string>& event) {
  std::string out;
  if (event) {
    const json& only = EventWith(folder, *event);
    AppendHead(out, folder);
    out += EventArticle(folder, only, 1);
    AppendTail(out);
    return out;
  }
  AppendHead(out, folder);
  const std::vector<std::size_t> order = Ranked(folder);
  out += Overview(folder, order);
  AppendFindings(out, folder, order);
  if (!order.empty()) out += "<h2 id=\"events\">Event by event</h2>";
  for (std::size_t n = 0; n < order.size(); ++n) {
    out += EventArticle(folder, folder.events[order[n]], n + 1);
  }
  AppendRun(out, folder);
  AppendTail(out);
  return out;
}

}  // namespace pelorus
