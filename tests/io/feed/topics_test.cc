#include "io/feed/topics.h"

#include <gtest/gtest.h>

namespace pelorus::feed {
namespace {

TEST(Topics, ATrackIsUnderItsRegionAndCell) {
  EXPECT_EQ(TrackTopic(GeoPoint::Degrees(40.4, 50.2)), "v1.trk.caspian.n40e050.");
  EXPECT_EQ(TrackTopic(GeoPoint::Degrees(12.6, 43.3)), "v1.trk.red-sea.n12e043.");
  EXPECT_EQ(TrackTopic(GeoPoint::Degrees(57.0, 11.0)), "v1.trk.world.n57e011.");
}

TEST(Topics, CellsWestAndSouthOfZeroAreNamedForTheirSouthWesternCorner) {
  EXPECT_EQ(TrackTopic(GeoPoint::Degrees(-0.5, -0.5)), "v1.trk.world.s01w001.");
  EXPECT_EQ(TrackTopic(GeoPoint::Degrees(-33.9, -179.5)), "v1.trk.world.s34w180.");
}

TEST(Topics, AnEventIsUnderItsKindAndRegion) {
  EXPECT_EQ(EventTopic("rendezvous", GeoPoint::Degrees(40.4, 50.2)), "v1.evt.rendezvous.caspian.");
}

}  // namespace
}  // namespace pelorus::feed
