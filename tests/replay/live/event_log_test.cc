#include "replay/live/event_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> kInputs = {"udp://0.0.0.0:1"};
constexpr Time Minute(int n) { return Time(std::chrono::minutes(n)); }

Event Silence(const std::string& id, double log_odds) {
  Event event;
  event.kind = EventKind::kSilence;
  event.id = id;
  event.prior_log_odds = log_odds;
  event.facts = SilenceFacts{};
  return event;
}

TEST(EventLog, SaysWhatIsNewOnly) {
  EventLog log(std::nullopt);
  EXPECT_EQ(log.Take(Minute(1), std::vector{Silence("a", -1.0)}, kInputs).size(), 1U);
  EXPECT_THAT(log.Take(Minute(2), std::vector{Silence("a", -1.001)}, kInputs), IsEmpty());
  EXPECT_EQ(log.Take(Minute(3), std::vector{Silence("a", 2.0)}, kInputs).size(), 1U);
  Event ended = Silence("a", 2.0);
  ended.end = Minute(3);
  EXPECT_EQ(log.Take(Minute(4), std::vector{ended}, kInputs).size(), 1U);
}

TEST(EventLog, AtTheEndEveryChangeIsSaid) {
  EventLog log(std::nullopt);
  log.Take(Minute(1), std::vector{Silence("a", -1.0)}, kInputs);
  EXPECT_EQ(log.Take(Minute(2), std::vector{Silence("a", -1.001)}, kInputs, true).size(), 1U);
  EXPECT_THAT(log.Take(Minute(3), std::vector{Silence("a", -1.001)}, kInputs, true), IsEmpty());
}

TEST(EventLog, WithdrawsWhatNoLongerHolds) {
  EventLog log(std::nullopt);
  log.Take(Minute(1), std::vector{Silence("a", -1.0)}, kInputs);
  EXPECT_THAT(log.Take(Minute(2), {}, kInputs), ElementsAre(HasSubstr(R"("withdrawn":true})")));
  EXPECT_THAT(log.newest(), IsEmpty());
  EXPECT_EQ(log.Take(Minute(3), std::vector{Silence("a", -1.0)}, kInputs).size(), 1U);
}

TEST(EventLog, GoesOnFromTheLastWholeBatch) {
  const TemporaryFolder folder;
  const auto file = folder / "events.jsonl";
  {
    EventLog log(file);
    log.Take(Minute(1), std::vector{Silence("a", -1.0)}, kInputs);
    log.Take(Minute(2), std::vector{Silence("a", -1.0), Silence("b", 0.0)}, kInputs);
  }
  const std::string whole = Slurp(file);
  for (const std::string& torn :
       {std::string(R"({"id":"c","kind":"sil)"),
        std::string(R"({"id":"c","signature":"1"})") + "\n", std::string("{\"tick\":\"2026-01")}) {
    std::ofstream(file, std::ios::app | std::ios::binary) << torn;
    const EventLog log(file);
    EXPECT_EQ(log.last_tick(), Minute(2));
    EXPECT_EQ(log.lines(), 2U);
    EXPECT_THAT(log.NewestBatch(1), ElementsAre(HasSubstr(R"("id":"b")")));
    EXPECT_THAT(log.NewestBatch(2), IsEmpty());
    EXPECT_EQ(Slurp(file), whole);
  }
}

}  // namespace
}  // namespace pelorus
