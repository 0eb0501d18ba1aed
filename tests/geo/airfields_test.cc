#include "geo/airfields.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

TEST(Airfields, HoldThoseOfTheTwoSeas) {
  const AirfieldList list = AirfieldList::Embedded();
  EXPECT_EQ(list.airfields().size(), 253U);
  // Published reference points: Sana'a 7,216 ft, Makhachkala 12 ft, below the level of the oceans
  // at the Caspian shore Rasht -40 ft.
  const auto sanaa = list.Nearest(GeoPoint::Degrees(15.476, 44.220), Length::Kilometers(5.0));
  ASSERT_TRUE(sanaa);
  EXPECT_EQ(sanaa->airfield->icao, "OYSN");
  EXPECT_NEAR(sanaa->airfield->elevation.feet(), 7216.0, 50.0);
  const auto rasht = list.Nearest(GeoPoint::Degrees(37.325, 49.605), Length::Kilometers(5.0));
  ASSERT_TRUE(rasht);
  EXPECT_EQ(rasht->airfield->icao, "OIGG");
  EXPECT_LT(rasht->airfield->elevation.feet(), 0.0);
}

TEST(Airfields, SayWhereTheyAreComplete) {
  const AirfieldList list = AirfieldList::Embedded();
  EXPECT_TRUE(list.Covers(GeoPoint::Degrees(42.0, 50.0)));
  EXPECT_TRUE(list.Covers(GeoPoint::Degrees(15.0, 42.0)));
  EXPECT_FALSE(list.Covers(GeoPoint::Degrees(47.0, 8.0)));
  EXPECT_FALSE(AirfieldList().Covers(GeoPoint::Degrees(42.0, 50.0)));
}

TEST(Airfields, WithinIsWhatAScanByGeodesicsFinds) {
  const AirfieldList list = AirfieldList::Embedded();
  for (const GeoPoint p : {GeoPoint::Degrees(26.0, 52.0), GeoPoint::Degrees(40.4, 50.0),
                           GeoPoint::Degrees(12.0, 45.0), GeoPoint::Degrees(0.0, -170.0)}) {
    const Length radius = Length::Kilometers(300.0);
    const auto expected = std::count_if(
        list.airfields().begin(), list.airfields().end(), [&](const Airfield& airfield) {
          return GeodesicInverse(p, airfield.position).distance <= radius;
        });
    const auto found = list.Within(p, radius);
    EXPECT_EQ(static_cast<std::ptrdiff_t>(found.size()), expected);
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return a.distance < b.distance;
    }));
    const auto nearest = list.Nearest(p, radius);
    ASSERT_EQ(nearest.has_value(), !found.empty());
    if (nearest) {
      EXPECT_EQ(nearest->airfield, found.front().airfield);
    }
  }
}

TEST(Airfields, ABadRowIsNamedByItsLine) {
  const auto ok = ParseAirfields("lon,lat,elev_ft,name,icao\r\n50.1,40.2,-3,Here,ABCD\r\n\r\n");
  ASSERT_TRUE(ok.ok());
  ASSERT_EQ(ok->size(), 1U);
  EXPECT_EQ(ok->front().name, "Here");
  EXPECT_NEAR(ok->front().elevation.meters(), -0.9144, 1e-9);
  EXPECT_EQ(ParseAirfields("icao,name,lat,lon,elev_ft\nA,B,1,2,3\nA,B,91,2,3\n").error(),
            "line 3: not an airfield");
  EXPECT_EQ(ParseAirfields("icao,name,lat,lon,elev_ft\nA,B,1,2\n").error(),
            "line 2: not an airfield");
  EXPECT_EQ(ParseAirfields("icao,name,lat,lon\n").error(), "no column 'elev_ft'");
  EXPECT_FALSE(ParseAirfields("").ok());
}

}  // namespace
}  // namespace pelorus
