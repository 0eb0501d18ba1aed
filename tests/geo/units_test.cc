#include "geo/units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <type_traits>

namespace pelorus {
namespace {

TEST(Units, FollowTheirInternationalDefinitions) {
  EXPECT_DOUBLE_EQ(Length::NauticalMiles(1).meters(), 1852.0);
  EXPECT_DOUBLE_EQ(Length::Feet(1).meters(), 0.3048);
  EXPECT_DOUBLE_EQ(Length::Kilometers(1).meters(), 1000.0);
  EXPECT_DOUBLE_EQ(Speed::Knots(3600).mps(), 1852.0);
  EXPECT_DOUBLE_EQ(Speed::FeetPerMinute(60).mps(), 0.3048);
  EXPECT_DOUBLE_EQ(Angle::Degrees(180).radians(), std::numbers::pi);
  EXPECT_DOUBLE_EQ(TurnRate::DegreesPerMinute(60).radians_per_second(), std::numbers::pi / 180);
  EXPECT_DOUBLE_EQ(PressureAltitude::Feet(35000).meters(), 10668.0);
  EXPECT_DOUBLE_EQ(EllipsoidHeight::Feet(1000).meters(), 304.8);
}

TEST(Units, ReadBackInTheUnitTheyWereMadeOf) {
  for (const double v : {-7.25, 0.0, 1e-9, 12.3, 4.5e6}) {
    EXPECT_DOUBLE_EQ(Length::NauticalMiles(v).nautical_miles(), v);
    EXPECT_DOUBLE_EQ(Length::Feet(v).feet(), v);
    EXPECT_DOUBLE_EQ(Length::Kilometers(v).kilometers(), v);
    EXPECT_DOUBLE_EQ(Speed::Knots(v).knots(), v);
    EXPECT_DOUBLE_EQ(Speed::FeetPerMinute(v).feet_per_minute(), v);
    EXPECT_DOUBLE_EQ(Angle::Degrees(v).degrees(), v);
    EXPECT_DOUBLE_EQ(TurnRate::DegreesPerMinute(v).degrees_per_minute(), v);
    EXPECT_DOUBLE_EQ(PressureAltitude::Feet(v).feet(), v);
  }
}

TEST(Units, AddSubtractAndScale) {
  const Length a = 3.0_km;
  const Length b = 500.0_m;
  EXPECT_DOUBLE_EQ((a + b).meters(), 3500.0);
  EXPECT_DOUBLE_EQ((a - b).meters(), 2500.0);
  EXPECT_DOUBLE_EQ((-a).meters(), -3000.0);
  EXPECT_DOUBLE_EQ((a * 2.0).meters(), 6000.0);
  EXPECT_DOUBLE_EQ((2.0 * a).meters(), 6000.0);
  EXPECT_DOUBLE_EQ((a / 2.0).meters(), 1500.0);
  EXPECT_DOUBLE_EQ(a / b, 6.0);
  EXPECT_LT(b, a);
  EXPECT_EQ(1.0_nm, 1852.0_m);
}

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};

TEST(Units, DifferentKindsDoNotMix) {
  EXPECT_TRUE((Addable<Length, Length>));
  EXPECT_FALSE((Addable<Length, Speed>));
  EXPECT_FALSE((Addable<Length, double>));
  EXPECT_FALSE((Addable<Course, Course>));
  EXPECT_FALSE((Addable<PressureAltitude, PressureAltitude>));
  EXPECT_FALSE((Comparable<Speed, Length>));
  EXPECT_FALSE((Comparable<PressureAltitude, EllipsoidHeight>));
  EXPECT_FALSE((std::is_convertible_v<double, Length>));
  EXPECT_FALSE((std::is_constructible_v<Heading, Course>));
  EXPECT_FALSE((std::is_constructible_v<Azimuth, Heading>));
}

TEST(Direction, IsAlwaysWithinOneTurn) {
  EXPECT_EQ(Course::Degrees(360).degrees(), 0.0);
  EXPECT_EQ(Course::Degrees(-90).degrees(), 270.0);
  EXPECT_EQ(Course::Degrees(725).degrees(), 5.0);
  EXPECT_EQ(Course::Degrees(-1e-17).degrees(), 0.0);  // 360 after rounding
  EXPECT_EQ(Heading::Degrees(std::numeric_limits<double>::quiet_NaN()).degrees(), 0.0);
  EXPECT_EQ(Heading::Degrees(std::numeric_limits<double>::infinity()).degrees(), 0.0);
  EXPECT_NEAR(Azimuth::Radians(-std::numbers::pi / 2).degrees(), 270.0, 1e-12);
  for (const double huge : {1e300, -1e300}) {
    const double d = Course::Degrees(huge).degrees();
    EXPECT_TRUE(d >= 0.0 && d < 360.0);
  }
}

TEST(Direction, TurnTakesTheShortWay) {
  const auto turn = [](double from, double to) {
    return Turn(Course::Degrees(from), Course::Degrees(to)).degrees();
  };
  EXPECT_DOUBLE_EQ(turn(350, 10), 20.0);
  EXPECT_DOUBLE_EQ(turn(10, 350), -20.0);
  EXPECT_DOUBLE_EQ(turn(0, 180), 180.0);
  EXPECT_DOUBLE_EQ(turn(180, 0), 180.0);
  EXPECT_DOUBLE_EQ(turn(0, 180.5), -179.5);
  EXPECT_DOUBLE_EQ(turn(77, 77), 0.0);
}

TEST(Altitude, DifferencesAreLengths) {
  EXPECT_DOUBLE_EQ((PressureAltitude::Feet(1100) - PressureAltitude::Feet(100)).feet(), 1000.0);
  EXPECT_DOUBLE_EQ((EllipsoidHeight::Meters(5) - EllipsoidHeight::Meters(7)).meters(), -2.0);
}

}  // namespace
}  // namespace pelorus
