#include "replay/simulate/reception.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "geo/geodesic.h"
#include "replay/simulate/simulation.h"

namespace pelorus {
namespace {

TEST(Reception, ProbabilityFallsWithDistance) {
  EXPECT_GT(HearingProbability(0.0), 0.999);
  EXPECT_NEAR(HearingProbability(1.0), 0.5, 1e-12);
  EXPECT_NEAR(HearingProbability(1.4), 0.01, 0.001);
  EXPECT_EQ(HearingProbability(2.0), 0.0);
  for (double share = 0.0; share < 2.0; share += 0.01) {
    EXPECT_GE(HearingProbability(share), HearingProbability(share + 0.01));
  }
}

TEST(Reception, NearMessagesAreHeardButForTheLossAndFarOnesNot) {
  const Scenario scenario = HarbourScenario();
  Reception reception(scenario, kSimulationStart, RandomSequence(1));
  const Transmission sent{std::chrono::seconds(1), ais::Encode(ais::ClassBReport{}), 'A', false};
  const GeoPoint mast = scenario.stations[0].at;
  constexpr int kMessages = 20000;
  for (int i = 0; i < kMessages; ++i) reception.Hear(sent, mast, {0});
  const double heard = static_cast<double>(reception.counts().receptions);
  EXPECT_NEAR(heard / kMessages, 0.98, 3.0 * std::sqrt(0.98 * 0.02 / kMessages));
  const GeoPoint far =
      GeodesicDirect(mast, Azimuth::Degrees(270), scenario.stations[0].range * 1.8);
  for (int i = 0; i < 1000; ++i) reception.Hear(sent, far, {0});
  EXPECT_EQ(static_cast<double>(reception.counts().receptions), heard);
}

TEST(Reception, ClassBReachesLessFar) {
  const Scenario scenario = HarbourScenario();
  Reception reception(scenario, kSimulationStart, RandomSequence(1));
  Transmission sent{std::chrono::seconds(1), ais::Encode(ais::ClassBReport{}), 'A', true};
  const GeoPoint p = GeodesicDirect(scenario.stations[0].at, Azimuth::Degrees(270),
                                    scenario.stations[0].range * 0.7);
  for (int i = 0; i < 1000; ++i) reception.Hear(sent, p, {0});
  const auto class_b = reception.counts().receptions;
  sent.class_b = false;
  for (int i = 0; i < 1000; ++i) reception.Hear(sent, p, {0});
  EXPECT_LT(class_b, 400U);
  EXPECT_GT(reception.counts().receptions - class_b, 600U);
}

TEST(Reception, WritesOnlyWhatHasArrived) {
  const Scenario scenario = HarbourScenario();
  Reception reception(scenario, kSimulationStart, RandomSequence(1));
  const Transmission sent{std::chrono::seconds(10), ais::Encode(ais::ClassBReport{}), 'A', false};
  for (int i = 0; i < 50; ++i) reception.Hear(sent, scenario.stations[0].at, {0});
  std::ostringstream early, late;
  reception.WriteUntil(std::chrono::seconds(10), early);
  reception.WriteUntil(std::chrono::seconds(12), late);
  EXPECT_EQ(early.str(), "");
  EXPECT_NE(late.str(), "");
}

}  // namespace
}  // namespace pelorus
