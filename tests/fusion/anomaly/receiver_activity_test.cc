#include "fusion/anomaly/receiver_activity.h"

#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace pelorus {
namespace {

const GeoPoint kPort = GeoPoint::Degrees(40.3, 50.3);
constexpr TimeBin kDayOfBins = 144;

/// Two days with `vessels` heard in every bin but those from 130 to 160.
ReceiverActivity WithOutage(int vessels) {
  ReceiverActivity activity;
  const TimeBin first = BinOf(kWorldStart);
  for (TimeBin bin = 0; bin < 2 * kDayOfBins; ++bin) {
    if (bin >= 130 && bin < 160) continue;
    for (int i = 0; i < vessels; ++i) activity.Hear(kPort, first + bin);
  }
  activity.Smooth();
  return activity;
}

TEST(ReceiverActivity, ABusyPlaceGoneQuietIsAnOutage) {
  const ReceiverActivity activity = WithOutage(6);
  const TimeBin first = BinOf(kWorldStart);
  for (const TimeBin bin : {132, 145, 157}) EXPECT_LT(activity.Working(kPort, first + bin), 0.05);
  for (const TimeBin bin : {10, 127, 163, 280})
    EXPECT_GT(activity.Working(kPort, first + bin), 0.95);
}

TEST(ReceiverActivity, WhereVesselsComeAndGoQuietSaysNothing) {
  ReceiverActivity activity;
  const TimeBin first = BinOf(kWorldStart);
  for (TimeBin bin = 0; bin < 2 * kDayOfBins; ++bin) {
    if (bin % 48 < 12) activity.Hear(kPort, first + bin);  // two hours in eight
  }
  activity.Smooth();
  for (TimeBin bin = 0; bin < 2 * kDayOfBins; ++bin) {
    EXPECT_GT(activity.Working(kPort, first + bin), 0.9) << bin;
  }
}

TEST(ReceiverActivity, ElsewhereAndBeforeIsTakenAsWorking) {
  const ReceiverActivity activity = WithOutage(6);
  EXPECT_EQ(activity.Working(GeoPoint::Degrees(10.0, 10.0), BinOf(kWorldStart)), 1.0);
  EXPECT_EQ(activity.Working(kPort, BinOf(kWorldStart) - 1000), 1.0);
}

TEST(ReceiverActivity, AYearKeepsItsLastSixtyDays) {
  ReceiverActivity activity;
  const TimeBin first = BinOf(kWorldStart);
  const TimeBin year = 365 * kDayOfBins;
  for (TimeBin bin = 0; bin < year; ++bin) {
    if (bin >= year - 100 && bin < year - 70) continue;
    for (int i = 0; i < 6; ++i) activity.Hear(kPort, first + bin);
  }
  activity.Smooth();
  EXPECT_LT(activity.Working(kPort, first + year - 85), 0.05);
  EXPECT_GT(activity.Working(kPort, first + year - 10), 0.95);
  EXPECT_EQ(activity.Working(kPort, first), 1.0);
}

}  // namespace
}  // namespace pelorus
