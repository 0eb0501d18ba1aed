#include "geo/region.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace pelorus {
namespace {

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

Region Box(double w, double s, double e, double n) { return *Region::FromDegrees(w, s, e, n); }

TEST(Region, ContainsItsInsideAndItsEdges) {
  const Region caspian = CaspianRegion();
  EXPECT_TRUE(caspian.Contains(P(42, 50)));
  for (const GeoPoint edge : {P(36, 46), P(47.5, 55), P(36, 55), P(47.5, 46), P(40, 55)}) {
    EXPECT_TRUE(caspian.Contains(edge));
  }
  for (const GeoPoint out :
       {P(35.9999, 50), P(47.5001, 50), P(42, 45.9999), P(42, 55.0001), P(42, -130), P(-42, 50)}) {
    EXPECT_FALSE(caspian.Contains(out));
  }
}

TEST(Region, MayCrossTheAntimeridian) {
  const Region fiji = Box(175, -22, -176, -12);
  EXPECT_TRUE(fiji.crosses_antimeridian());
  EXPECT_DOUBLE_EQ(fiji.width_deg(), 9.0);
  EXPECT_DOUBLE_EQ(fiji.center().lon_deg(), 179.5);
  for (const double lon : {175.0, 179.9, 180.0, -180.0, -176.0}) {
    EXPECT_TRUE(fiji.Contains(P(-17, lon))) << lon;
  }
  for (const double lon : {174.999, -175.999, 0.0, 90.0}) {
    EXPECT_FALSE(fiji.Contains(P(-17, lon))) << lon;
  }
}

TEST(Region, MayEndAtTheAntimeridian) {
  const Region west_of_it = Box(170, 0, 180, 10);
  EXPECT_FALSE(west_of_it.crosses_antimeridian());
  EXPECT_TRUE(west_of_it.Contains(P(5, -180)));
  EXPECT_FALSE(west_of_it.Contains(P(5, -179.999)));
  const Region east_of_it = Box(180, 0, -170, 10);
  EXPECT_EQ(east_of_it, Box(-180, 0, -170, 10));
  EXPECT_TRUE(east_of_it.Contains(P(5, 180)));
  EXPECT_FALSE(east_of_it.Contains(P(5, 179.999)));
}

TEST(Region, MayReachAPoleAndGoAllTheWayRound) {
  const Region arctic = Box(-180, 66, 180, 90);
  EXPECT_DOUBLE_EQ(arctic.width_deg(), 360.0);
  for (const double lon : {-180.0, -90.0, 0.0, 179.9999, 180.0}) {
    EXPECT_TRUE(arctic.Contains(P(80, lon)));
  }
  EXPECT_FALSE(arctic.Contains(P(65, 0)));
  // The pole has no longitude of its own.
  EXPECT_TRUE(Box(10, 80, 20, 90).Contains(P(90, -123)));
  EXPECT_TRUE(Box(10, -90, 20, -80).Contains(P(-90, -123)));
  EXPECT_FALSE(Box(10, 80, 20, 89).Contains(P(90, 15)));
}

TEST(Region, RefusesBoxesThatAreNone) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(Region::FromDegrees(10, 20, 10, 30));
  EXPECT_FALSE(Region::FromDegrees(180, 20, 180, 30));
  EXPECT_FALSE(Region::FromDegrees(180, 20, -180, 30));
  EXPECT_FALSE(Region::FromDegrees(-180, 20, -180, 30));
  EXPECT_FALSE(Region::FromDegrees(10, 30, 20, 30));
  EXPECT_FALSE(Region::FromDegrees(10, 31, 20, 30));
  EXPECT_FALSE(Region::FromDegrees(10, -91, 20, 30));
  EXPECT_FALSE(Region::FromDegrees(10, 0, 20, 90.5));
  EXPECT_FALSE(Region::FromDegrees(181, 0, 20, 30));
  EXPECT_FALSE(Region::FromDegrees(kNan, 0, 20, 30));
  EXPECT_FALSE(Region::FromDegrees(0, kNan, 20, 30));
}

TEST(ParseRegion, KnowsTheTwoSeas) {
  EXPECT_EQ(*ParseRegion("caspian"), Box(46, 36, 55, 47.5));
  EXPECT_EQ(*ParseRegion("red-sea"), Box(32, 8, 62, 31));
}

TEST(ParseRegion, ReadsWestSouthEastNorth) {
  EXPECT_EQ(*ParseRegion("46,36,55,47.5"), CaspianRegion());
  EXPECT_EQ(*ParseRegion(" 46 , 36,55 ,47.5 "), CaspianRegion());
  EXPECT_EQ(*ParseRegion("175,-22,-176,-12"), Box(175, -22, -176, -12));
}

TEST(ParseRegion, SaysWhatIsWrongInOneLine) {
  using testing::HasSubstr;
  EXPECT_THAT(ParseRegion("").error(), HasSubstr("expected caspian, red-sea or W,S,E,N"));
  EXPECT_THAT(ParseRegion("Caspian Sea").error(), HasSubstr("'Caspian Sea'"));
  EXPECT_THAT(ParseRegion("1,2,3").error(), HasSubstr("expected"));
  EXPECT_THAT(ParseRegion("1,2,3,4,5").error(), HasSubstr("expected"));
  EXPECT_THAT(ParseRegion("1,2,3,4x").error(), HasSubstr("expected"));
  EXPECT_THAT(ParseRegion("1;2;3;4").error(), HasSubstr("expected"));
  EXPECT_THAT(ParseRegion("1,4,3,2").error(), HasSubstr("south must be less"));
  EXPECT_THAT(ParseRegion("1,2,1,4").error(), HasSubstr("same meridian"));
  EXPECT_THAT(ParseRegion("190,2,200,4").error(), HasSubstr("-180..180"));
  EXPECT_THAT(ParseRegion("1,2,3,91").error(), HasSubstr("-90..90"));
  EXPECT_THAT(ParseRegion("nan,2,3,4").error(), HasSubstr("-180..180"));
  EXPECT_THAT(ParseRegion("1,2,inf,4").error(), HasSubstr("-180..180"));
}

TEST(ParseRegion, ReadsBackWhatToStringWrites) {
  for (const Region& region : {CaspianRegion(), Box(175.1, -22.3, -176.7, -12.2),
                               Box(-180, -90, 180, 90), Box(170, 0, 180, 0.1 + 0.2)}) {
    EXPECT_EQ(*ParseRegion(ToString(region)), region) << ToString(region);
  }
  EXPECT_EQ(ToString(CaspianRegion()), "46,36,55,47.5");
}

}  // namespace
}  // namespace pelorus
