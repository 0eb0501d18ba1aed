#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/bytes.h"
#include "replay/evaluate/evaluation_text.h"
#include "replay/evaluate/score.h"
#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

constexpr const char* kRun =
    R"({"kind":"run","scenario":"x","seed":1,"start":"2026-03-01T00:00:00Z",)"
    R"("end":"2026-03-02T00:00:00Z","position_every_s":60})"
    "\n";
constexpr const char* kPlanted =
    R"({"kind":"planted","id":"loiter-1","event":"loitering","look_alike":null,"regime":"covered",)"
    R"("start":1772330400,"end":1772344800,"lat":43.0,"lon":51.0,"radius_m":800,)"
    R"("participants":["mmsi:436000001"],"also":["off_port_stop"]})"
    "\n";
constexpr const char* kEvent =
    R"({"id":"e1","kind":"loitering","start":"2026-03-01T02:10:00Z","end":null,"lat":43.001,)"
    R"("lon":51.0,"participants":[{"key":"mmsi:436000001#2","name":"SIM"}],"probability":0.8})"
    "\n";

TEST(EvaluateFiles, ReadsWhatSimulateAndReplayWrite) {
  const TemporaryFolder folder;
  std::string truth = std::string(kRun) + kPlanted;
  // A tenth of a day of one ship.
  for (int i = 0; i < 144; ++i)
    truth += R"({"kind":"position","t":0,"mmsi":436000001})"
             "\n";
  const TruthFile read = ReadTruth(folder.Write("truth.jsonl", truth));
  EXPECT_DOUBLE_EQ(read.vessel_days, 0.1);
  ASSERT_EQ(read.planted.size(), 1U);
  EXPECT_EQ(FormatIso8601(read.planted[0].start), "2026-03-01T02:00:00Z");
  EXPECT_EQ(FormatIso8601(*read.planted[0].end), "2026-03-01T06:00:00Z");
  EXPECT_EQ(read.planted[0].look_alike, "");
  const auto findings = ReadFindings(folder.Write("events.jsonl", kEvent));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].participants[0], "mmsi:436000001");
  EXPECT_FALSE(findings[0].end);
}

TEST(EvaluateFiles, JsonHoldsTheSameFiguresAsTheScore) {
  const TemporaryFolder folder;
  Evaluation all;
  Score(ReadTruth(folder.Write("truth.jsonl", std::string(kRun) + kPlanted)),
        ReadFindings(folder.Write("events.jsonl", kEvent)), all);
  const auto json = nlohmann::json::parse(AsJson(all));
  EXPECT_EQ(json.at("total").at("f05"), 1.0);
  EXPECT_EQ(json.at("by_kind").at("loitering").at("found"), 1);
  EXPECT_TRUE(json.at("total").at("false_alarms_per_vessel_day").is_null());
  EXPECT_EQ(json.at("calibration").at("bins").size(), 10U);
  EXPECT_EQ(json.at("calibration").at("bins")[8].at("share_right"), 1.0);
}

TEST(EvaluateFiles, ABadLineIsNamed) {
  const TemporaryFolder folder;
  const auto message = [](const auto& read) -> std::string {
    try {
      read();
    } catch (const InputError& e) {
      return e.what();
    }
    return "";
  };
  const auto broken = folder.Write("t", std::string(kRun) + "{\"kind\":\"planted\"}\n");
  EXPECT_NE(message([&] { ReadTruth(broken); }).find("t:2: no truth"), std::string::npos);
  const auto headless = folder.Write("h", kPlanted);
  EXPECT_NE(message([&] { ReadTruth(headless); }).find("no line of kind run"), std::string::npos);
  const auto events = folder.Write("e", "[]\n");
  EXPECT_NE(message([&] { ReadFindings(events); }).find("e:1: no event"), std::string::npos);
  EXPECT_NE(message([&] { ReadFindings(folder / "none"); }).find("cannot be opened"),
            std::string::npos);
}

}  // namespace
}  // namespace pelorus
