#include "io/modes/row_fields.h"

#include <gtest/gtest.h>

#include <limits>

#include "io/modes/recent_positions.h"

namespace pelorus::modes {
namespace {

TEST(RowFields, AnAddressHasUpToSixHexDigits) {
  Message m;
  EXPECT_TRUE(SetAddress("4CA1b2", m));
  EXPECT_EQ(m.address, 0x4ca1b2U);
  EXPECT_TRUE(SetAddress(" ~a1 ", m));
  EXPECT_EQ(m.address, 0xa1U);
  EXPECT_TRUE(m.non_icao);
  for (const char* bad : {"", "~", "4ca1b2c", "4ca1g2", "000000", "~~1", "-1"}) {
    EXPECT_FALSE(SetAddress(bad, m)) << bad;
  }
}

TEST(RowFields, ASquawkIsFourOctalDigits) {
  EXPECT_EQ(SquawkOf("7700"), 4032);
  EXPECT_EQ(SquawkOf("0000"), 0);
  EXPECT_EQ(SquawkOf("255"), 0255);
  EXPECT_EQ(SquawkOf(4720.0), 04720);
  EXPECT_EQ(SquawkOf(20.0), 020);
  for (const char* none : {"", "0", "7780", "77000", "7 00"}) EXPECT_FALSE(SquawkOf(none)) << none;
  for (const double none : {0.0, -1.0, 7780.0, 77000.0}) EXPECT_FALSE(SquawkOf(none)) << none;
}

TEST(RowFields, DirectionsAreWrappedOnce) {
  EXPECT_EQ(DirectionOf(359.5), 359.5F);
  EXPECT_EQ(DirectionOf(360.0), 0.0F);
  EXPECT_EQ(DirectionOf(-0.5), 359.5F);
  EXPECT_EQ(DirectionOf(-360.0), 0.0F);
  EXPECT_EQ(DirectionOf(-1e-9), 0.0F) << "rounds to a full circle";
  EXPECT_FALSE(DirectionOf(360.5));
  EXPECT_FALSE(DirectionOf(std::numeric_limits<double>::quiet_NaN()));
}

TEST(RowFields, NumbersThatNoFieldHoldsAreNothing) {
  EXPECT_EQ(WholeOf(-1000.4), -1000);
  EXPECT_FALSE(WholeOf(1e10));
  EXPECT_FALSE(WholeOf(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(NotNegative(-1.0));
  EXPECT_EQ(SmallOf(11.0, 11), 11);
  EXPECT_FALSE(SmallOf(12.0, 11));
  EXPECT_FALSE(SmallOf(1.5, 11));
}

TEST(RowFields, MetersBecomeTheFeetTheyCameFrom) {
  for (int feet = -1000; feet <= 60000; feet += 25) {
    EXPECT_EQ(FeetFromMeters(feet * 0.3048), feet);
  }
  EXPECT_EQ(FeetPerMinute(-0.32512), -64);
  EXPECT_NEAR(*KnotsFromMps(100.0), 194.3844, 1e-3);
}

TEST(RowFields, CategoriesAreALetterAndADigit) {
  EXPECT_EQ(CategoryOf("A3"), 0xa3);
  EXPECT_EQ(CategoryOf("D7"), 0xd7);
  for (const char* none : {"", "A", "E1", "A8", "3A", "A33"})
    EXPECT_FALSE(CategoryOf(none)) << none;
}

TEST(RecentPositions, ForgetsAircraftOnlyWhenThereAreTooMany) {
  RecentPositions recent;
  const auto place = GeoPoint::Degrees(50.0, 10.0);
  const auto count = static_cast<std::uint32_t>(RecentPositions::kMost);
  for (std::uint32_t i = 0; i < 2 * count; ++i) EXPECT_FALSE(recent.Repeats(i, place, Time{}));
  // Asking for one of the older makes it one of the newer.
  EXPECT_TRUE(recent.Repeats(2 * count - 1, place, Time{}));
  EXPECT_TRUE(recent.Repeats(count, place, Time{}));
  for (std::uint32_t i = 0; i < 2 * count; ++i) recent.Repeats(8 * count + i, place, Time{});
  EXPECT_FALSE(recent.Repeats(count, place, Time{}));
}

}  // namespace
}  // namespace pelorus::modes
