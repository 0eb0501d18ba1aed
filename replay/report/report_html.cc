#include "replay/report/report_html.h"

#include <fmt/format.h>

#include "io/bytes.h"
#include "replay/report/event_article.h"
#include "replay/report/event_text.h"
#include "replay/report/html.h"
#include "replay/report/overview.h"
#include "replay/report/report_style.h"
#include "replay/report/run_section.h"

namespace pelorus {
namespace {

using nlohmann::json;

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
  out += Overview(folder, folder.ranked);
  if (!folder.ranked.empty()) out += "<h2 id=\"events\">Event by event</h2>";
  for (std::size_t n = 0; n < folder.ranked.size(); ++n) {
    out += EventArticle(folder, folder.events[folder.ranked[n]], n + 1);
  }
  out += RunSection(folder);
  AppendTail(out);
  return out;
}

}  // namespace pelorus
