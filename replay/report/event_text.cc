#include "replay/report/event_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>

#include "io/json_text.h"

namespace pelorus {
namespace {

using nlohmann::json;

std::string Text(const json& object, const char* name) {
  const json& member = MemberOf(object, name);
  return member.is_string() ? member.get<std::string>() : "";
}

std::string Place(const json& event) {
  return fmt::format("{:.3f}, {:.3f}", event.value("lat", 0.0), event.value("lon", 0.0));
}

/// `180 m`, `24 km`.
std::string Distance(const json& object, const char* name) {
  const json& member = MemberOf(object, name);
  if (!member.is_number()) return "an unknown distance";
  const double meters = member.get<double>();
  return meters < 2000.0 ? fmt::format("{:.0f} m", meters) : fmt::format("{:.0f} km", meters / 1e3);
}

std::string LengthOf(const json& event) {
  const auto from = TimeOf(MemberOf(event, "start"));
  const auto to = TimeOf(MemberOf(event, "end"));
  return from && to ? "for " + DurationText(ToSeconds(*to - *from)) : "until the data ends";
}

std::string Reason(const std::string& reason) {
  static const std::map<std::string, std::string> kReasons = {
      {"reception", "reception there is poor"},
      {"outage", "receivers around were out"},
      {"interference", "satellite navigation was disturbed there"},
      {"unobservable", "too few reports were to be expected to tell"},
      {"moored", "it lay still"},
      {"left_area", "it left the area that is watched"},
      {"landing", "it can have landed"}};
  const auto found = kReasons.find(reason);
  return found == kReasons.end() ? reason : found->second;
}

std::string Meeting(const json& event) {
  static const std::map<std::string, std::string> kSeen = {
      {"both", "Two vessels were close together"},
      {"one_dark", "A vessel stopped where a silent one can have been"},
      {"both_dark", "Two silent vessels can have met"},
      {"ship_shore", "A vessel lay still close to the shore, away from any port"}};
  const auto seen = kSeen.find(Text(event, "visibility"));
  std::string text = seen == kSeen.end() ? "A meeting" : seen->second;
  text += " " + LengthOf(event);
  if (event.contains("min_hull_separation_m") && event["min_hull_separation_m"].is_number()) {
    text += ", hulls as near as " + Distance(event, "min_hull_separation_m");
  }
  return text + ".";
}

std::string Ports(const json& event) {
  const json& ports = MemberOf(event, "feasible_ports");
  if (ports.empty()) return "";
  std::string text = " It had time for " + std::to_string(ports.size()) +
                     (ports.size() == 1   ? " port: "
                      : ports.size() <= 3 ? " ports: "
                                          : " ports, among them ");
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ports.size()); ++i) {
    if (i > 0) text += ", ";
    text += Text(ports[i], "name");
  }
  return text + ".";
}

std::string Silence(const json& event, bool dark) {
  if (!dark) {
    return "Not heard " + LengthOf(event) + ": " + Reason(Text(event, "reason")) + ".";
  }
  return "Not heard " + LengthOf(event) + ", where about " +
         MemberText(event, "expected_messages", 0) + " messages were to be expected." +
         Ports(event);
}

std::string AirGap(const json& event) {
  std::string text =
      "Last heard at " + MemberText(event, "last_alt_ft", 0) + " ft, silent " + LengthOf(event);
  return text + "; the floor of reception there is " + MemberText(event, "coverage_floor_ft", 0) +
         " ft.";
}

}  // namespace

std::string TitleOf(const json& event) {
  std::string title = KindInWords(Text(event, "kind"), 1);
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(title[0]));
  return title;
}

std::string KindInWords(const std::string& kind, std::size_t count) {
  struct Words {
    std::string_view kind, one, many;
  };
  static constexpr std::array<Words, 8> kIrregular = {{
      {"rendezvous", "rendezvous", "rendezvous"},
      {"loitering", "loitering", "loiterings"},
      {"off_port_stop", "off-port stop", "off-port stops"},
      {"shared_identity", "shared identity", "shared identities"},
      {"one_hull_two_identities", "one hull with two identities", "hulls with two identities"},
      {"gnss_interference", "GNSS interference", "GNSS interferences"},
      {"off_airfield_descent", "off-airfield descent", "off-airfield descents"},
      {"air_sea_rendezvous", "air-sea rendezvous", "air-sea rendezvous"},
  }};
  for (const Words& words : kIrregular) {
    if (words.kind == kind) return std::string(count == 1 ? words.one : words.many);
  }
  std::string words = kind;
  std::replace(words.begin(), words.end(), '_', ' ');
  return count == 1 ? words : words + "s";
}

std::string ParticipantsOf(const json& event) {
  std::string text;
  for (const json& who : MemberOf(event, "participants")) {
    if (!text.empty()) text += " and ";
    const std::string name = Text(who, "name").empty() ? Text(who, "callsign") : Text(who, "name");
    text += name.empty() ? Text(who, "key") : name + " (" + Text(who, "key") + ")";
  }
  return text;
}

std::string SentenceOf(const json& event) {
  const std::string kind = Text(event, "kind");
  if (kind == "dark_transit" || kind == "silence") return Silence(event, kind == "dark_transit");
  if (kind == "rendezvous") return Meeting(event);
  if (kind == "loitering") {
    return "Went about at " + MemberText(event, "mean_speed_kn", 1) + " kn within " +
           Distance(event, "radius_m") + " " + LengthOf(event) + ".";
  }
  if (kind == "off_port_stop") {
    return "Stopped " + LengthOf(event) + ", " + Distance(event, "distance_to_shore_m") +
           " from the shore; the nearest port is " + Text(event, "nearest_port") + ".";
  }
  if (kind == "position_fault")
    return "Its positions cannot be true: " + Text(event, "fault") + ".";
  if (kind == "gnss_interference") {
    return "Positions of " + MemberText(event, "affected", 0) +
           " ships and aircraft were disturbed.";
  }
  if (kind == "shared_identity") return "Two hulls used one identity at the same time.";
  if (kind == "identity_change") return "It went on under another identity.";
  if (kind == "one_hull_two_identities") return "One hull transmitted two identities.";
  if (kind == "transponder_gap" || kind == "off_airfield_descent") return AirGap(event);
  if (kind == "air_sea_rendezvous") {
    return "An aircraft came as near as " + Distance(event, "min_distance_m") + " to a vessel.";
  }
  if (kind == "unmatched_contact") return "A contact that no transmission explains.";
  return "At " + Place(event) + ".";
}

std::string WordingOf(const json& event) {
  const std::string wording = Text(event, "wording");
  if (wording == "observed") return "Observed: this is seen in the data itself.";
  if (wording == "inferred") {
    return "Inferred: this is concluded from the data, with the probability given.";
  }
  return "Consistent with a published pattern: other explanations fit as well.";
}

std::string ProbabilityText(const json& object) {
  const json& member = MemberOf(object, "probability");
  if (!member.is_number()) return "–";
  const double p = member.get<double>();
  if (p > 0.995) return "> 0.99";
  if (p < 0.005) return "< 0.01";
  return fmt::format("{:.2f}", p);
}

std::optional<Time> TimeOf(const json& iso) {
  if (!iso.is_string()) return std::nullopt;
  return ParseIso8601(iso.get<std::string>());
}

std::string TimeText(const json& iso) {
  if (!iso.is_string()) return "still open";
  std::string text = iso.get<std::string>().substr(0, 16);
  if (text.size() > 10) text[10] = ' ';
  return text;
}

std::string DurationText(double seconds) {
  const auto minutes = static_cast<long>(std::lround(seconds / 60.0));
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 24 * 60) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return fmt::format("{} d {} h", minutes / 1440, minutes % 1440 / 60);
}

const json& MemberOf(const json& object, const char* name) {
  static const json kNothing;
  const auto member = object.find(name);
  return member == object.end() ? kNothing : *member;
}

std::string MemberText(const json& object, const char* name, int decimals) {
  const json& member = MemberOf(object, name);
  if (member.is_null()) return "–";
  if (member.is_string()) return member.get<std::string>();
  if (!member.is_number()) return member.dump();
  std::string text;
  AppendDecimal(text, member.get<double>(), decimals);
  return text;
}

}  // namespace pelorus
