#include "io/modes/cpr.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "geo/geo_point.h"
#include "io/modes/bits56.h"
#include "tests/io/modes/listed_frames.h"

namespace pelorus::modes {
namespace {

/// [DO-260B] A.1.7.2 d, as it stands there.
int SlowZones(double lat_deg) {
  const double lat = std::fabs(lat_deg);
  if (lat == 0.0) return 59;
  if (lat == 87.0) return 2;
  if (lat > 87.0) return 1;
  constexpr double kPi = std::numbers::pi;
  const double c = std::cos(kPi / 180.0 * lat);
  return static_cast<int>(2.0 * kPi / std::acos(1.0 - (1.0 - std::cos(kPi / 30.0)) / (c * c)));
}

double Modulo(double x, double y) { return x - y * std::floor(x / y); }

/// [DO-260B] A.1.7.3: the encoder.
CprPosition Encoded(double lat, double lon, bool odd, bool surface) {
  const double i = odd ? 1.0 : 0.0;
  const double turn = surface ? 90.0 : 360.0;
  const double d_lat = turn / (60.0 - i);
  const double yz = std::floor(131072.0 * Modulo(lat, d_lat) / d_lat + 0.5);
  const double r_lat = d_lat * (yz / 131072.0 + std::floor(lat / d_lat));
  const double zones = std::max(SlowZones(r_lat) - i, 1.0);
  const double d_lon = turn / zones;
  const double xz = std::floor(131072.0 * Modulo(lon, d_lon) / d_lon + 0.5);
  return {static_cast<std::uint32_t>(Modulo(yz, 131072.0)),
          static_cast<std::uint32_t>(Modulo(xz, 131072.0)), odd, surface};
}

CprPosition Of(const char* hex) {
  const Frame frame = FrameOf(hex);
  const Bits56 me(frame.bytes.data() + 4);
  const std::uint32_t type = me.Field(1, 5);
  return {me.Field(23, 39), me.Field(40, 56), me.Bit(22), type >= 5 && type <= 8};
}

TEST(Cpr, LongitudeZonesAreThoseOfTheFormula) {
  for (int i = -90'000; i <= 90'000; ++i) {
    const double lat = i / 1000.0;
    ASSERT_EQ(LongitudeZones(lat), SlowZones(lat)) << lat;
  }
  EXPECT_EQ(LongitudeZones(0.0), 59);
  EXPECT_EQ(LongitudeZones(87.0), 2);
  EXPECT_EQ(LongitudeZones(-87.0), 2);
  EXPECT_EQ(LongitudeZones(std::nextafter(87.0, 90.0)), 1);
  EXPECT_EQ(LongitudeZones(90.0), 1);
}

TEST(Cpr, PublishedAirbornePair) {
  const auto even = Of("8D40621D58C382D690C8AC2863A7"), odd = Of("8D40621D58C386435CC412692AD6");
  const auto at = GlobalPosition(even, odd, false);
  ASSERT_TRUE(at);
  EXPECT_NEAR(at->lat_deg(), 52.25720, 1e-5);
  EXPECT_NEAR(at->lon_deg(), 3.91937, 1e-5);
  const auto alone = LocalPosition(even, GeoPoint::Degrees(52.258, 3.918));
  ASSERT_TRUE(alone);
  EXPECT_EQ(*alone, *at);
}

TEST(Cpr, PublishedSurfacePair) {
  const auto even = Of("8C4841753AAB238733C8CD4020B1"), odd = Of("8C4841753A8A35323FAEBDAC702D");
  const auto at = SurfacePosition(even, odd, true, GeoPoint::Degrees(51.990, 4.375));
  ASSERT_TRUE(at);
  EXPECT_NEAR(at->lat_deg(), 52.320607, 2e-5);
  EXPECT_NEAR(at->lon_deg(), 4.734735, 2e-5);
}

TEST(Cpr, TheNewestFrameDecidesTheParity) {
  const auto even = Of("8DA46D4F58B9834BD7AE086205AE"), odd = Of("8DA46D4F5827864A548FA927F541");
  const auto by_odd = GlobalPosition(even, odd, true), by_even = GlobalPosition(even, odd, false);
  ASSERT_TRUE(by_odd && by_even);
  EXPECT_NEAR(by_odd->lat_deg(), 88.91747, 1e-5);
  EXPECT_NEAR(by_odd->lon_deg(), 101.01105, 1e-5);
  EXPECT_NEAR(by_even->lat_deg(), 88.94435, 1e-5);
  EXPECT_NEAR(by_even->lon_deg(), -57.63428, 1e-5);
}

/// Half a step of 17 bits in each axis: 6.1 degrees in latitude, a zone in longitude (of 120
/// degrees at 86.5 degrees, where a degree has 6.8 km).
void ExpectBack(double lat, double lon, bool odd, const std::optional<GeoPoint>& got) {
  ASSERT_TRUE(got) << lat << ' ' << lon;
  EXPECT_NEAR(got->lat_deg(), lat, 0.5 * 6.11 / 131072.0);
  const double zone_deg = 360.0 / std::max(SlowZones(lat) - (odd ? 1 : 0) - 1, 1);
  EXPECT_LE(std::fabs(WrapLongitudeDeg(got->lon_deg() - lon)), 0.5001 * zone_deg / 131072.0)
      << lat << ' ' << lon << ' ' << odd;
}

TEST(Cpr, PairsRoundTheWorldComeBack) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> lats(-90.0, 90.0), lons(-180.0, 180.0);
  int pairs = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double lat = lats(random), lon = lons(random);
    const auto even = Encoded(lat, lon, false, false), odd = Encoded(lat, lon, true, false);
    for (const bool newest_is_odd : {false, true}) {
      const auto at = GlobalPosition(even, odd, newest_is_odd);
      if (!at) continue;  // the two lie on both sides of a limit
      ++pairs;
      ExpectBack(lat, lon, newest_is_odd, at);
    }
  }
  EXPECT_GT(pairs, 39'900);
}

TEST(Cpr, PolesEquatorAndAntimeridianComeBack) {
  for (const double lat :
       {-89.9, -87.001, -86.99, -0.0001, 0.0, 0.0001, 60.0, 86.99, 87.001, 89.9}) {
    for (const double lon : {-180.0, -179.9999, -90.0, -0.0001, 0.0, 0.0001, 90.0, 179.9999}) {
      const auto even = Encoded(lat, lon, false, false), odd = Encoded(lat, lon, true, false);
      ExpectBack(lat, lon, true, GlobalPosition(even, odd, true));
      ExpectBack(lat, lon, false, GlobalPosition(even, odd, false));
      const auto near = GeoPoint::Degrees(lat + (lat > 0.0 ? -0.9 : 0.9), lon + 1.0);
      ExpectBack(lat, lon, false, LocalPosition(even, near));
      ExpectBack(lat, lon, true, LocalPosition(odd, near));
    }
  }
}

TEST(Cpr, SurfacePairsComeBackInEveryQuadrant) {
  std::mt19937 random(12);
  std::uniform_real_distribution<double> lats(-86.0, 86.0), lons(-180.0, 180.0);
  int pairs = 0;
  for (int i = 0; i < 5'000; ++i) {
    const double lat = lats(random), lon = lons(random);
    const auto even = Encoded(lat, lon, false, true), odd = Encoded(lat, lon, true, true);
    const auto receiver = GeoPoint::Degrees(lat + 0.3, lon - 0.3);
    const auto at = SurfacePosition(even, odd, i % 2 == 0, receiver);
    if (at) ExpectBack(lat, lon, i % 2 == 0, at);
    pairs += at ? 1 : 0;
    ExpectBack(lat, lon, false, LocalPosition(even, receiver));
  }
  EXPECT_GT(pairs, 4'900);
}

TEST(Cpr, APairAcrossAZoneLimitIsNone) {
  // 10.4704713° parts 59 from 58 zones.
  const auto even = Encoded(10.4700, 20.0, false, false), odd = Encoded(10.4710, 20.0, true, false);
  EXPECT_FALSE(GlobalPosition(even, odd, true));
  EXPECT_FALSE(GlobalPosition(even, odd, false));
}

}  // namespace
}  // namespace pelorus::modes
