#include "replay/report/overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "replay/report/event_text.h"
#include "replay/report/html.h"
#include "replay/report/svg_map.h"

namespace pelorus {
namespace {

using nlohmann::json;

/// Labels on the map beyond these would hide it.
constexpr std::size_t kLabelled = 30;
/// Share of positions on each side that the frame may leave out: strays must not make it a map of
/// the world.
constexpr double kStrayShare = 0.002;

std::string KindOf(const json& event) { return event.value("kind", ""); }

std::optional<GeoPoint> PlaceOf(const json& event) {
  return GeoPoint::FromDegrees(event.value("lat", 999.0), event.value("lon", 999.0));
}

/// Without the outermost by latitude and by longitude.
std::vector<GeoPoint> WithoutStrays(std::vector<GeoPoint> places) {
  const auto trim = [&places](auto less) {
    const auto strays =
        static_cast<std::ptrdiff_t>(kStrayShare * static_cast<double>(places.size()));
    std::sort(places.begin(), places.end(), less);
    places.erase(places.end() - strays, places.end());
    places.erase(places.begin(), places.begin() + strays);
  };
  trim([](GeoPoint a, GeoPoint b) { return a.lat_deg() < b.lat_deg(); });
  trim([](GeoPoint a, GeoPoint b) { return a.lon_deg() < b.lon_deg(); });
  return places;
}

MapFrame FrameOf(const RunFolder& folder) {
  std::vector<GeoPoint> places;
  for (const RunTrack& track : folder.tracks) {
    for (const RunPoint& point : track.points) places.push_back(point.position);
  }
  return FrameAround(WithoutStrays(std::move(places)), 0.2, {0.62, 1.6});
}

void DrawEvents(SvgMap& map, const RunFolder& folder, std::span<const std::size_t> ranked) {
  // The first in rank are drawn last, so that they are on top, but get their labels first.
  for (std::size_t n = ranked.size(); n-- > 0;) {
    const json& event = folder.events[ranked[n]];
    const auto at = PlaceOf(event);
    if (!at) continue;
    map.AddMark(*at, KindOf(event) == "silence" ? 3.0 : 6.0, "event " + KindOf(event),
                fmt::format("{}. {}: {}", n + 1, TitleOf(event), ParticipantsOf(event)),
                fmt::format("#event-{}", n + 1));
  }
  for (std::size_t n = 0; n < std::min(ranked.size(), kLabelled); ++n) {
    const json& event = folder.events[ranked[n]];
    const auto at = PlaceOf(event);
    if (at && KindOf(event) != "silence") map.AddLabel(*at, std::to_string(n + 1), "number");
  }
}

std::string MapOf(const RunFolder& folder, std::span<const std::size_t> ranked) {
  const MapFrame frame = FrameOf(folder);
  SvgMap map(frame, WidthFor(frame, 760.0, 960.0),
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
  DrawEvents(map, folder, ranked);
  map.AddScaleBar();
  return map.Finish();
}

/// Kinds with their numbers, the most frequent first, silences last.
std::vector<std::pair<std::string, std::size_t>> KindsOf(const RunFolder& folder) {
  std::map<std::string, std::size_t> counted;
  for (const json& event : folder.events) ++counted[KindOf(event)];
  std::vector<std::pair<std::string, std::size_t>> kinds(counted.begin(), counted.end());
  std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first == "silence", b.second) < std::pair(b.first == "silence", a.second);
  });
  return kinds;
}

/// `159 ships and 12 aircraft were heard`
std::string Heard(const RunFolder& folder) {
  std::map<std::string, std::set<std::string>> keys;
  for (const RunTrack& track : folder.tracks) {
    keys[track.key.substr(0, track.key.find(':'))].insert(track.key);
  }
  std::string text;
  for (const auto& [prefix, one, many] : {std::array{"mmsi", "ship", "ships"},
                                          {"icao", "aircraft", "aircraft"},
                                          {"contact", "contact", "contacts"}}) {
    const std::size_t count = keys[prefix].size();
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, count == 1 ? one : many);
  }
  return text.empty() ? "Nobody was heard" : "Heard: " + text;
}

/// What was found in one sentence.
std::string Sentence(const RunFolder& folder) {
  std::string found;
  std::size_t events = 0, silences = 0;
  for (const auto& [kind, count] : KindsOf(folder)) {
    if (kind == "silence") {
      silences = count;
      continue;
    }
    events += count;
    found += fmt::format("{}{} {}", found.empty() ? ": " : ", ", count, KindInWords(kind, count));
  }
  std::string text = fmt::format("{}. {} event{} reported{}.", Heard(folder),
                                 events == 0 ? "No" : std::to_string(events),
                                 events == 1 ? " is" : "s are", found);
  if (silences > 0) {
    text += fmt::format(
        " {} further silence{} of two hours or more can be explained, or cannot be told.", silences,
        silences == 1 ? "" : "s");
  }
  return text;
}

void AppendFilter(std::string& out, const RunFolder& folder) {
  const auto kinds = KindsOf(folder);
  out += "<div class=\"filter\" role=\"group\" aria-label=\"Kinds shown\">";
  for (const auto& [kind, count] : kinds) {
    out += fmt::format("<label><input type=\"checkbox\" value=\"{0}\"{3}> {1} {2}</label>",
                       Escaped(kind), count, Escaped(KindInWords(kind, count)),
                       kind == "silence" && kinds.size() > 1 ? "" : " checked");
  }
  out += "</div>";
}

void AppendFindings(std::string& out, const RunFolder& folder,
                    std::span<const std::size_t> ranked) {
  out += "<ol class=\"findings\">";
  for (std::size_t n = 0; n < ranked.size(); ++n) {
    const json& event = folder.events[ranked[n]];
    out += fmt::format(
        "<li data-kind=\"{0}\"><span class=\"probability\" title=\"probability\">{1}</span>"
        "<a href=\"#event-{2}\"><span class=\"tag {0}\">{2}</span> <strong>{3}: {4}</strong></a> "
        "<span class=\"soft\">{5}</span><br>{6}</li>",
        Escaped(KindOf(event)), Escaped(ProbabilityText(event)), n + 1, Escaped(TitleOf(event)),
        Escaped(ParticipantsOf(event)), Escaped(TimeText(MemberOf(event, "start"))),
        Escaped(SentenceOf(event)));
  }
  out += "</ol>";
}

}  // namespace

std::string Overview(const RunFolder& folder, std::span<const std::size_t> ranked) {
  std::string out;
  AppendParagraph(out, Sentence(folder), "finding");
  out += "<div class=\"first\"><div>" + MapOf(folder, ranked);
  out += "</div><section aria-labelledby=\"findings\"><h2 id=\"findings\">What was found</h2>";
  if (ranked.empty()) {
    AppendParagraph(out, "Nothing that a detector would report.");
  } else {
    AppendFilter(out, folder);
    AppendFindings(out, folder, ranked);
  }
  return out + "</section></div>";
}

}  // namespace pelorus
