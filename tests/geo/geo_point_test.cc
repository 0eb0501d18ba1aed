#include "geo/geo_point.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace pelorus {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(GeoPoint, RefusesWhatIsNotOnEarth) {
  EXPECT_TRUE(GeoPoint::FromDegrees(90, 0));
  EXPECT_TRUE(GeoPoint::FromDegrees(-90, -180));
  EXPECT_FALSE(GeoPoint::FromDegrees(std::nextafter(90.0, 91.0), 0));
  EXPECT_FALSE(GeoPoint::FromDegrees(91, 181));  // the AIS "not available" pair
  EXPECT_FALSE(GeoPoint::FromDegrees(0, 180.0001));
  EXPECT_FALSE(GeoPoint::FromDegrees(kNan, 0));
  EXPECT_FALSE(GeoPoint::FromDegrees(0, kNan));
  EXPECT_FALSE(GeoPoint::FromDegrees(kInf, 0));
  EXPECT_FALSE(GeoPoint::FromDegrees(0, -kInf));
}

TEST(GeoPoint, TheAntimeridianHasOneLongitude) {
  EXPECT_EQ(GeoPoint::FromDegrees(5, 180)->lon_deg(), -180.0);
  EXPECT_EQ(GeoPoint::FromDegrees(5, 180), GeoPoint::FromDegrees(5, -180));
  EXPECT_EQ(GeoPoint::Degrees(5, 540).lon_deg(), -180.0);
}

TEST(GeoPoint, KeepsValuesInsideTheRangeBitForBit) {
  for (const double lon :
       {-180.0, -179.999999999, -1e-300, 0.0, 47.523456789, 179.99999999999997}) {
    EXPECT_EQ(GeoPoint::FromDegrees(12.3, lon)->lon_deg(), lon);
  }
}

TEST(GeoPoint, KnownGoodValuesAreWrappedAndClamped) {
  const GeoPoint p = GeoPoint::Degrees(90.0000001, 190);
  EXPECT_EQ(p.lat_deg(), 90.0);
  EXPECT_DOUBLE_EQ(p.lon_deg(), -170.0);
  EXPECT_DOUBLE_EQ(p.lat().radians(), p.lat_deg() * std::numbers::pi / 180);
}

TEST(WrapLongitude, StaysInsideItsHalfOpenRange) {
  EXPECT_DOUBLE_EQ(WrapLongitudeDeg(-190), 170.0);
  EXPECT_DOUBLE_EQ(WrapLongitudeDeg(360), 0.0);
  EXPECT_EQ(WrapLongitudeDeg(180), -180.0);
  for (const double lon : {std::nextafter(-180.0, -181.0), 1e17, -1e300, 539.9999999999999}) {
    const double w = WrapLongitudeDeg(lon);
    EXPECT_TRUE(w >= -180.0 && w < 180.0) << lon;
  }
  EXPECT_TRUE(std::isnan(WrapLongitudeDeg(kNan)));
  EXPECT_TRUE(std::isnan(WrapLongitudeDeg(kInf)));
}

}  // namespace
}  // namespace pelorus
