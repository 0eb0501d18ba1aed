#include "replay/evaluate/score.h"

#include <gtest/gtest.h>

#include "replay/evaluate/evaluation_text.h"
#include "tests/replay/evaluate/evaluation_case.h"

namespace pelorus {
namespace {

/// Four dark transits of ships 1 to 4, the fourth in water that nobody hears, and a tug's meeting.
TruthFile FourTransits() {
  TruthFile truth;
  truth.start = AtHour(0.0);
  truth.end = AtHour(24.0);
  truth.vessel_days = 50.0;
  for (int i = 1; i <= 4; ++i) {
    const std::string n = std::to_string(i);
    truth.planted.push_back(Plant("p" + n, "dark_transit", 4.0, 8.0, {"mmsi:" + n}));
  }
  truth.planted[3].regime = "uncovered";
  truth.planted[0].hidden = {"mmsi:9"};
  truth.planted.push_back(Plant("t", "rendezvous", 4.0, 8.0, {"mmsi:5"}));
  truth.planted[4].look_alike = "tug";
  return truth;
}

/// Finds 1 (twice) and 2, misses 3 and calls 4 a silence; raises an alarm for nothing and one for
/// the tug.
std::vector<Finding> WhatWasFound() {
  std::vector<Finding> findings = {Found("a", "dark_transit", 4.0, 6.0, {"mmsi:1"}, 0.95),
                                   Found("b", "dark_transit", 6.0, 8.0, {"mmsi:1"}, 0.75),
                                   Found("c", "dark_transit", 4.0, 8.0, {"mmsi:2"}, 0.85),
                                   Found("d", "silence", 4.0, 8.0, {"mmsi:4"}, 0.25),
                                   Found("e", "dark_transit", 4.0, 8.0, {"mmsi:8"}, 0.65),
                                   Found("f", "rendezvous", 4.0, 8.0, {"mmsi:5"}, 0.55)};
  findings[3].detail = "unobservable";
  return findings;
}

TEST(Score, MeasuresAreThoseComputedByHand) {
  Evaluation all;
  Score(FourTransits(), WhatWasFound(), all);
  const ScoreTally& dark = all.by_kind.at("dark_transit");
  EXPECT_EQ(dark.planted, 4U);
  EXPECT_EQ(dark.found, 2U);
  EXPECT_EQ(dark.false_alarms, 1U);
  EXPECT_EQ(dark.repeated, 1U);
  EXPECT_DOUBLE_EQ(*dark.precision(), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(*dark.recall(), 0.5);
  // 1.25 · 2/3 · 1/2 / (1/6 + 1/2) = (5/12) / (2/3)
  EXPECT_DOUBLE_EQ(*dark.f05(), 0.625);
  EXPECT_DOUBLE_EQ(*all.false_alarms_per_vessel_day(dark), 0.02);
  EXPECT_EQ(all.total.false_alarms, 2U);
  EXPECT_DOUBLE_EQ(*all.total.precision(), 0.5);
  EXPECT_EQ(all.by_kind.count("silence"), 0U);
}

TEST(Score, RegimesAndLookAlikesAreCountedApart) {
  Evaluation all;
  Score(FourTransits(), WhatWasFound(), all);
  EXPECT_EQ(all.by_regime["dark_transit"]["covered"].planted, 3U);
  EXPECT_EQ(all.by_regime["dark_transit"]["covered"].found, 2U);
  EXPECT_EQ(all.by_regime["dark_transit"]["uncovered"].found, 0U);
  EXPECT_EQ(all.by_look_alike["rendezvous"]["tug"].planted, 1U);
  EXPECT_EQ(all.by_look_alike["rendezvous"]["tug"].found, 1U);
  // The hidden partner of the first is not among those that the finding names.
  EXPECT_EQ(all.partners_asked, 1U);
  EXPECT_EQ(all.partners_named, 0U);
  ASSERT_EQ(all.missed.size(), 2U);
  EXPECT_EQ(all.missed[0].seen_as, "");
  EXPECT_EQ(all.missed[1].seen_as, "silence unobservable");
}

TEST(Score, StatedProbabilitiesAreComparedWithWhatWasTrue) {
  Evaluation all;
  Score(FourTransits(), WhatWasFound(), all);
  // The repetition counts neither way. Right: 0.95, 0.85 and the silence 0.25, which was meant;
  // wrong: 0.65 and 0.55.
  const double squares = 0.05 * 0.05 + 0.15 * 0.15 + 0.75 * 0.75 + 0.65 * 0.65 + 0.55 * 0.55;
  EXPECT_NEAR(*all.brier(), squares / 5.0, 1e-12);
  EXPECT_NEAR(*all.calibration_error(), (0.05 + 0.15 + 0.75 + 0.65 + 0.55) / 5.0, 1e-12);
  EXPECT_EQ(all.reliability[9].right, 1U);
  EXPECT_EQ(all.reliability[6].findings, 1U);
  EXPECT_EQ(all.reliability[6].right, 0U);
  EXPECT_EQ(all.reliability[7].findings, 0U);
}

TEST(Score, RunsAddUp) {
  Evaluation all;
  Score(FourTransits(), WhatWasFound(), all);
  Score(FourTransits(), {}, all);
  EXPECT_EQ(all.runs, 2U);
  EXPECT_DOUBLE_EQ(all.vessel_days, 100.0);
  EXPECT_DOUBLE_EQ(*all.by_kind.at("dark_transit").recall(), 0.25);
  EXPECT_DOUBLE_EQ(*all.by_kind.at("dark_transit").precision(), 2.0 / 3.0);
}

TEST(Score, MeasuresOfNothingAreAbsent) {
  Evaluation none;
  Score(TruthFile{}, {}, none);
  EXPECT_FALSE(none.total.precision());
  EXPECT_FALSE(none.total.recall());
  EXPECT_FALSE(none.total.f05());
  EXPECT_FALSE(none.false_alarms_per_vessel_day(none.total));
  EXPECT_FALSE(none.brier());
  ScoreTally wrong;
  wrong.planted = wrong.false_alarms = 1;
  EXPECT_EQ(wrong.f05(), 0.0);
  EXPECT_NE(AsTable(none).find("| all | 0 | 0 |"), std::string::npos);
}

}  // namespace
}  // namespace pelorus
