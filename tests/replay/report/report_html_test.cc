#include "replay/report/report_html.h"

#include <gtest/gtest.h>

#include <regex>

#include "io/bytes.h"
#include "replay/report/html.h"
#include "replay/report/raw_record.h"
#include "replay/report/timeline_svg.h"
#include "tests/replay/report/run_on_disk.h"

namespace pelorus {
namespace {

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ReportHtml, NamesAreNeverMarkup) {
  const RunOnDisk run;
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  EXPECT_FALSE(Has(page, "<B>"));
  EXPECT_TRUE(Has(page, "&lt;B&gt;&quot;ARK&quot; &amp; SON"));
}

TEST(ReportHtml, LoadsNothing) {
  const RunOnDisk run;
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  EXPECT_FALSE(std::regex_search(page, std::regex(R"((src|href)="(?!#|data:))")));
  EXPECT_FALSE(std::regex_search(page, std::regex(R"(@import|url\(|fetch\(|XMLHttpRequest)")));
}

TEST(ReportHtml, HoldsEveryEventTheLikelierFirst) {
  RunOnDisk run;
  for (const auto& [id, p] : {std::pair{"b", 0.6}, {"c", 0.95}}) run.Add(run.Silence(id, p));
  nlohmann::json quiet = run.Silence("d", 0.99);
  quiet["kind"] = "silence";
  quiet["reason"] = "reception";
  run.Add(quiet);
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  std::string order;
  const std::regex article("<article id=\"event-(\\d)\" data-id=\"(\\w)\"");
  for (std::sregex_iterator i(page.begin(), page.end(), article), end; i != end; ++i) {
    order += (*i)[1].str() + (*i)[2].str();
  }
  EXPECT_EQ(order, "1c2a3b4d");
  EXPECT_TRUE(Has(page, "3 events are reported: 3 dark transits"));
  EXPECT_TRUE(Has(page, "1 further silence"));
}

TEST(ReportHtml, TheEvidenceShownAddsUp) {
  const RunOnDisk run;
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  const auto from = page.find("<caption>Why");
  const std::string table = page.substr(from, page.find("</table>", from) - from);
  double sum = 0.0, stated = 0.0;
  const std::regex row(
      "<tr>(<td>|<th scope=\"row\">)([a-z_]+)<.*?<td class=\"number\">([-0-9.]+)</td><td>");
  for (std::sregex_iterator i(table.begin(), table.end(), row), end; i != end; ++i) {
    ((*i)[2] == "sum" ? stated : sum) += std::stod((*i)[3]);
  }
  EXPECT_DOUBLE_EQ(stated, 2.2);
  EXPECT_NEAR(sum, stated, 1e-9);
}

TEST(ReportHtml, QuotesTheBytesThatAnEventRestsOn) {
  const RunOnDisk run;
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  EXPECT_TRUE(Has(page, "sea.nmea, byte 11<br><code>!AIVDM,1,1,,A,&lt;raw&gt;,0*00</code>"));
}

TEST(ReportHtml, NoProbabilityIsRoundedToCertainty) {
  RunOnDisk run;
  run.Add(run.Silence("b", 0.99999));
  run.Add(run.Silence("c", 0.00001));
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  EXPECT_TRUE(Has(page, "&gt; 0.99</span>"));
  EXPECT_TRUE(Has(page, "&lt; 0.01</span>"));
  EXPECT_TRUE(Has(page, "0.90</span>"));
}

TEST(ReportHtml, TellsWhatParticipantsSaidOfThemselves) {
  RunOnDisk run;
  nlohmann::json listed = run.Silence("b", 0.6);
  listed["participants"][0]["watchlists"] = {{{"list", "L"},
                                              {"note", "an allegation by list L"},
                                              {"caption", "ARK"},
                                              {"matched_by", "imo"}}};
  run.Add(listed);
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), "b");
  EXPECT_TRUE(
      Has(page, "<td>name</td><td>&lt;B&gt;, &quot;ARK&quot;</td><td>2026-03-01T00:00:00Z</td>"));
  EXPECT_TRUE(Has(page, "<td>OTHER</td>"));
  EXPECT_FALSE(Has(page, "ELSEWHERE")) << "takes no part";
  EXPECT_TRUE(Has(page, "an allegation by list L: ARK (by imo)"));
}

TEST(ReportHtml, OfOneEventHoldsOnlyThat) {
  RunOnDisk run;
  run.Add(run.Silence("b", 0.6));
  const RunFolder folder = ReadRunFolder(run.folder());
  const std::string page = ReportHtml(folder, "b");
  EXPECT_TRUE(Has(page, "data-id=\"b\""));
  EXPECT_FALSE(Has(page, "data-id=\"a\""));
  EXPECT_THROW(ReportHtml(folder, "none"), InputError);
}

TEST(ReportHtml, ShowsReceptionInFiveSteps) {
  const RunOnDisk run;
  const std::string page = ReportHtml(ReadRunFolder(run.folder()), std::nullopt);
  EXPECT_TRUE(Has(page, "<path class=\"heard4\" fill-rule=\"evenodd\" d=\"M")) << "0.9";
  EXPECT_TRUE(Has(page, "<path class=\"heard0\" fill-rule=\"evenodd\" d=\"M")) << "0.1";
  EXPECT_TRUE(Has(page, "<path class=\"heard2\" fill-rule=\"evenodd\" d=\"\"/>"));
}

TEST(ReportHtml, AFolderThatNoRunLeftIsNamed) {
  const TemporaryFolder empty;
  EXPECT_THROW(ReadRunFolder(empty / ""), InputError);
  RunOnDisk run;
  std::ofstream(run.folder() / "events.jsonl", std::ios::app) << "{\"id\":\n";
  try {
    ReadRunFolder(run.folder());
    FAIL();
  } catch (const InputError& e) {
    EXPECT_TRUE(Has(e.what(), "events.jsonl:2"));
  }
}

TEST(Timeline, ShowsSpansHeardAndWhatWasExpected) {
  const RunOnDisk run;
  const RunFolder folder = ReadRunFolder(run.folder());
  const RunTrack* silent = &folder.tracks[folder.tracks_of.at("mmsi:211000001")[0]];
  ASSERT_EQ(silent->heard.size(), 1U) << "three hours of silence end a track";
  const std::vector<TimelineRow> rows = {{"a", {silent}, 17.0}};
  const Time start = kWorldStart + std::chrono::minutes{30};
  // 720 pixels are the 3 h and 6 h on either side: 48 pixels an hour, the event from 288 on.
  const std::string svg =
      TimelineSvg(rows, start, start + std::chrono::hours{3}, start + std::chrono::hours{9});
  EXPECT_TRUE(Has(svg, "class=\"during\" x=\"288.0\" y=\"0\" width=\"144.0\""));
  EXPECT_TRUE(Has(svg, "class=\"expected\" x=\"288.0\"")) << svg;
  EXPECT_TRUE(Has(svg, "≈ 17 expected"));
  EXPECT_TRUE(Has(svg, "class=\"heard\" x=\"264.0\"")) << "half an hour before";
  EXPECT_TRUE(Has(svg, "60 reports"));
}

TEST(RawRecord, IsALineOfTextOrNothing) {
  const TemporaryFolder folder;
  const std::string file = (folder / "f").string();
  std::ofstream(file, std::ios::binary) << "one\ntwo\r\n\x1f\x8b!\n" << std::string(2000, 'x');
  EXPECT_EQ(RawRecord(file, 0), "one");
  EXPECT_EQ(RawRecord(file, 4), "two");
  EXPECT_EQ(RawRecord(file, 9), std::nullopt) << "not printable";
  EXPECT_EQ(RawRecord(file, 13), std::nullopt) << "too long";
  EXPECT_EQ(RawRecord(file, 12), std::nullopt) << "empty";
  EXPECT_EQ(RawRecord(file, 99'999), std::nullopt);
  EXPECT_EQ(RawRecord(file + ".gone", 0), std::nullopt);
}

}  // namespace
}  // namespace pelorus
