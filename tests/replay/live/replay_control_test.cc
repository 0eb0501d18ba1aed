#include "replay/replay_control.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace pelorus {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

TEST(ReplayControl, PassesThroughEventTimeAtItsSpeed) {
  ReplayControl control(3600.0);
  EXPECT_GE(control.Due(kStart), kStart);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const Time due = control.Due(kStart);
  EXPECT_GE(due, kStart + seconds(180));
  EXPECT_LT(due, kStart + hours(1));
}

TEST(ReplayControl, AsFastAsPossibleHasNoLimit) {
  ReplayControl control(std::nullopt);
  EXPECT_EQ(control.Due(kStart), Time::max());
  control.Command("speed 60");
  EXPECT_LT(control.Due(kStart), kStart + seconds(60));
  control.Command("speed max");
  EXPECT_EQ(control.Due(kStart), Time::max());
}

TEST(ReplayControl, PausesAndGoesOnWhereItWas) {
  ReplayControl control(10'000.0);
  control.Due(kStart);
  EXPECT_THAT(control.Command("pause"), HasSubstr("paused"));
  const Time at = control.Due(kStart);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(control.Due(kStart), at);
  control.Command("resume");
  EXPECT_LT(control.Due(kStart), at + minutes(10));
}

TEST(ReplayControl, AStepGoesSoFarAndPauses) {
  ReplayControl control(1.0);
  control.Due(kStart);
  control.Command("pause");
  control.Command("step 120");
  const Time end = control.Due(kStart + seconds(1));
  EXPECT_GT(end, kStart + seconds(119));
  EXPECT_LT(end, kStart + seconds(121));
  control.Due(kStart + seconds(125));  // what comes next is behind it
  EXPECT_THAT(control.status(), HasSubstr("paused"));
  EXPECT_LT(control.Due(kStart + seconds(125)), kStart + seconds(121));
}

TEST(ReplayControl, SeeksForwardAtOnceAndBackByBeginningAnew) {
  ReplayControl control(1.0);
  control.Due(kStart);
  control.Command("seek 2026-03-01T06:00:00Z");
  EXPECT_FALSE(control.TakeRestart());
  EXPECT_GT(control.Due(kStart), kStart + hours(5));
  EXPECT_LT(control.Due(kStart + hours(6)), kStart + hours(7));
  control.Command("seek -3600");
  EXPECT_TRUE(control.TakeRestart());
  EXPECT_FALSE(control.TakeRestart());
  const Time due = control.Due(kStart);
  EXPECT_GT(due, kStart + hours(4));
  EXPECT_LT(due, kStart + hours(6));
}

TEST(ReplayControl, SaysWhatItDoesNotUnderstand) {
  ReplayControl control(1.0);
  EXPECT_THAT(control.Command("pause"), HasSubstr("error: "));
  control.Due(kStart);
  for (const char* line : {"speed", "speed 0", "speed 20000", "speed fast", "step -1", "step x",
                           "seek", "seek noon", "warp", ""}) {
    EXPECT_THAT(control.Command(line), HasSubstr("error: ")) << line;
  }
  EXPECT_FALSE(control.quits());
  control.Command("quit");
  EXPECT_TRUE(control.quits());
}

}  // namespace
}  // namespace pelorus
