// The page in a browser, as people see it. Skips where Chromium is not installed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "io/bytes.h"
#include "replay/report/report_file.h"
#include "replay/report/report_html.h"
#include "tests/replay/report/run_on_disk.h"

namespace pelorus {
namespace {

bool HasChromium() { return std::system("command -v chromium >/dev/null 2>&1") == 0; }

std::string Print(const std::string& command) {
  std::string all;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 4096> part{};
  while (const std::size_t n = std::fread(part.data(), 1, part.size(), pipe)) {
    all.append(part.data(), n);
  }
  ::pclose(pipe);
  return all;
}

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// The document after its scripts have run, and what the browser's console said.
struct Seen {
  std::string document, console;
};

Seen Open(const std::string& page, const TemporaryFolder& folder) {
  const std::string html = (folder / "page.html").string();
  const std::string log = (folder / "log").string();
  std::ofstream(html) << page;
  const std::string document = Print(
      "timeout 60 chromium --headless --no-sandbox --disable-gpu --enable-logging=stderr "
      "--user-data-dir=" +
      (folder / "profile").string() + " --dump-dom file://" + html + " 2>" + log);
  return {document, Slurp(log)};
}

TEST(ReportInABrowser, HoldsEveryEventAndLoadsAndComplainsOfNothing) {
  if (!HasChromium()) GTEST_SKIP() << "needs chromium";
  RunOnDisk run;
  nlohmann::json quiet = run.Silence("quiet", 0.2);
  quiet["kind"] = "silence";
  quiet["reason"] = "reception";
  run.Add(quiet);
  for (int i = 0; i < 20; ++i) run.Add(run.Silence("more" + std::to_string(i), 0.7));
  const std::string counter =
      "<script>addEventListener(\"load\",()=>{document.title=\"loaded \"+"
      "performance.getEntriesByType(\"resource\").length})</script></body>";
  std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  page.replace(page.rfind("</body>"), 7, counter);
  const TemporaryFolder folder;
  const Seen seen = Open(page, folder);
  EXPECT_EQ(Count(seen.document, "<article "), 22U);
  EXPECT_EQ(Count(seen.document, "hidden=\"\""), 1U) << "silences are folded away by the script";
  EXPECT_EQ(Count(seen.document, "<title>loaded 0</title>"), 1U);
  EXPECT_EQ(Count(seen.console, "CONSOLE"), 0U) << seen.console;
  const Seen broken = Open(page + "<script>nonsense()</script>", folder);
  EXPECT_GT(Count(broken.console, "CONSOLE"), 0U) << "an error would have shown";
}

TEST(ReportInABrowser, PrintsToPdf) {
  const RunOnDisk run;
  const std::filesystem::path pdf = run.folder() / "report.pdf";
  if (!HasChromium()) {
    EXPECT_THROW(WriteReport(run.folder(), ReportFormat::kPdf, std::nullopt, pdf), InputError);
    return;
  }
  WriteReport(run.folder(), ReportFormat::kPdf, std::nullopt, pdf);
  EXPECT_EQ(Slurp(pdf).substr(0, 5), "%PDF-");
}

}  // namespace
}  // namespace pelorus
