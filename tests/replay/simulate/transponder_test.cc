#include "replay/simulate/transponder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "replay/simulate/simulation.h"
#include "replay/simulate/vessel.h"

namespace pelorus {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

int TypeOf(const ais::Payload& payload) {
  const int c = payload.Armored(0);
  return c >= 96 ? c - 56 : c - 48;
}

// ITU-R M.1371-5, annex 1, tables 1 and 2.
TEST(ReportingInterval, IsThatOfTheStandard) {
  const auto a = [](bool lies, double kn, bool turning) {
    return ToSeconds(ClassAInterval(lies, Speed::Knots(kn), turning));
  };
  EXPECT_EQ(a(true, 2.9, false), 180);
  EXPECT_EQ(a(true, 3.1, false), 10);
  EXPECT_EQ(a(false, 0, false), 10);
  EXPECT_EQ(a(false, 13.9, false), 10);
  EXPECT_NEAR(a(false, 13.9, true), 10.0 / 3.0, 1e-8);
  EXPECT_EQ(a(false, 14.1, false), 6);
  EXPECT_EQ(a(false, 14.1, true), 2);
  EXPECT_EQ(a(false, 23.1, false), 2);
  EXPECT_EQ(a(false, 23.1, true), 2);
  EXPECT_EQ(ToSeconds(ClassBInterval(Speed::Knots(1.9))), 180);
  EXPECT_EQ(ToSeconds(ClassBInterval(Speed::Knots(2.1))), 30);
}

/// What all vessels of the small scenario send in some hours.
class OnTheAir : public testing::Test {
 protected:
  static constexpr int kSeconds = 4 * 3600;

  /// Gaps between transmissions of one kind while nothing changed.
  struct Gaps {
    double sum_s = 0, shortest = 1e9, longest = 0;  ///< the extremes as shares of the interval
    int count = 0;
    void Add(double gap_s, double interval_s) {
      sum_s += gap_s;
      shortest = std::min(shortest, gap_s / interval_s);
      longest = std::max(longest, gap_s / interval_s);
      ++count;
    }
  };

  void SetUp() override {
    std::size_t index = 0;
    for (const Fleet& fleet : scenario_.fleets) {
      for (int i = 0; i < fleet.count; ++i, ++index) {
        RandomSequence random(7, index);
        Observe(InventVessel(fleet, index, random), fleet, index);
      }
    }
  }

  void Observe(const VesselIdentity& identity, const Fleet& fleet, std::size_t index) {
    Vessel vessel(identity, fleet, waters_, RandomSequence(8, index));
    Transponder transponder(vessel, kSimulationStart, RandomSequence(9, index));
    double last_position = -1, last_static = -1;  // negative: begin anew
    Duration unchanged{0};
    std::vector<Transmission> sent;
    for (int now = 0; now < kSeconds; ++now) {
      if (now > 0) vessel.Step(now);
      sent.clear();
      transponder.Tick(now, sent);
      if (vessel.away() || transponder.interval() != unchanged) last_position = -1;
      if (vessel.away()) last_static = -1;
      unchanged = transponder.interval();
      for (const Transmission& t : sent) {
        const double at = ToSeconds(t.at);
        EXPECT_GE(at, now - 1e-9);
        EXPECT_LT(at, now + 1);
        EXPECT_NEAR(at * 37.5, std::round(at * 37.5), 1e-5) << "not at a slot";
        const int type = TypeOf(t.payload);
        ++types_[type];
        EXPECT_EQ(t.class_b, type == 18 || type == 24);
        if (type == 1 || type == 3 || type == 18) {
          if (last_position >= 0) {
            gaps_[transponder.interval()].Add(at - last_position, ToSeconds(unchanged));
          }
          last_position = at;
        } else if (type == 5) {
          if (last_static >= 0) statics_.Add(at - last_static, 360);
          last_static = at;
        }
      }
    }
  }

  const Scenario scenario_ = HarbourScenario();
  const LaneNetwork lanes_{scenario_};
  BerthPlan berths_{scenario_, lanes_};
  Waters waters_{scenario_, lanes_, berths_};
  std::map<Duration, Gaps> gaps_;
  std::map<int, int> types_;
  Gaps statics_;
};

TEST_F(OnTheAir, IntervalsKeepToTheStandardWithinTheSelectionInterval) {
  // Every rate of class A and B occurs: 2, 3 1/3, 6, 10, 30 and 180 s.
  EXPECT_EQ(gaps_.size(), 6U);
  for (const auto& [interval, gaps] : gaps_) {
    const double interval_s = ToSeconds(interval);
    ASSERT_GT(gaps.count, 5) << interval_s;
    const double slot = 0.0267 / interval_s;
    EXPECT_GE(gaps.shortest, 0.8 - slot) << interval_s;
    EXPECT_LE(gaps.longest, 1.2 + slot) << interval_s;
    // A gap spreads by 0.1 √(2/3) of the interval; most of that cancels between neighbours.
    EXPECT_NEAR(gaps.sum_s / gaps.count, interval_s, 0.1 * interval_s / std::sqrt(gaps.count) * 3);
  }
}

TEST_F(OnTheAir, StaticDataComeEverySixMinutes) {
  EXPECT_GT(statics_.count, 100);
  EXPECT_GE(statics_.shortest, 0.8);
  EXPECT_LE(statics_.longest, 1.201);
  EXPECT_NEAR(statics_.sum_s / statics_.count, 360, 5);
  // Three class B boats for four hours, parts A and B each.
  EXPECT_NEAR(types_[24], 3 * 2 * 40, 8);
  EXPECT_GT(types_[3], 0);
  EXPECT_GT(types_[1], types_[3]);
  EXPECT_GT(types_[18], 0);
}

}  // namespace
}  // namespace pelorus
