#include "replay/report/run_section.h"

#include "replay/report/coverage_map.h"
#include "replay/report/event_text.h"
#include "replay/report/html.h"

namespace pelorus {
namespace {

using nlohmann::json;

void AppendInputs(std::string& out, const RunFolder& folder) {
  AppendTableHead(out, "What became of the records",
                  {"Input", "Received", "Used", "Duplicate", "Late", "Dropped", "Rejected"});
  for (const auto& [name, counters] : MemberOf(folder.run, "counters").items()) {
    out += "<tr>";
    AppendHeadCell(out, name);
    for (const char* key : {"received", "used", "duplicate", "late", "dropped"}) {
      AppendNumberCell(out, MemberText(counters, key, 0));
    }
    std::string causes;
    for (const auto& [cause, count] : MemberOf(counters, "rejected").items()) {
      causes += (causes.empty() ? "" : ", ") + cause + " " + count.dump();
    }
    AppendCell(out, causes);
    out += "</tr>";
  }
  AppendTableEnd(out);
}

void AppendReception(std::string& out, const RunFolder& folder) {
  const std::string map = CoverageMap(folder.path, folder.lands);
  if (map.empty()) return;
  out += "<h3>What was learned of reception</h3>";
  AppendParagraph(out,
                  "Each square is coloured by the share of ten-minute bins in which a vessel that "
                  "transmitted there was heard. A silence is told from bad reception by what other "
                  "vessels were heard of; where nothing is drawn, nobody can tell.");
  out += map;
}

void AppendLimits(std::string& out, const RunFolder& folder) {
  out += "<h3>What this report cannot say</h3>";
  if (folder.lands.empty()) {
    AppendParagraph(out,
                    "There is no land data for these waters: everything counts as open water.");
  }
  AppendParagraph(
      out,
      "Where too few reports were to be expected, the answer is that it cannot be told. "
      "Probabilities rest on this run alone unless reception was learned before. "
      "Positions and identities are as transmitted, and can be false. An event "
      "describes what was received and what follows from it; it accuses nobody.");
}

void AppendSettings(std::string& out, const json& config) {
  out += "<details><summary>Settings of the detectors and of all other parts</summary>";
  AppendTableHead(out, "Settings in force", {"Setting", "Value"});
  for (const auto& [section, members] : config.items()) {
    if (!members.is_object()) continue;
    for (const auto& [name, value] : members.items()) {
      out += "<tr>";
      AppendHeadCell(out, section + "." + name);
      AppendNumberCell(out, value.dump());
      out += "</tr>";
    }
  }
  AppendTableEnd(out);
  out += "</details>";
}

}  // namespace

std::string RunSection(const RunFolder& folder) {
  std::string out = "<section aria-labelledby=\"run\"><h2 id=\"run\">The run</h2>";
  AppendInputs(out, folder);
  AppendReception(out, folder);
  AppendLimits(out, folder);
  AppendSettings(out, MemberOf(folder.run, "config"));
  return out + "</section>";
}

}  // namespace pelorus
