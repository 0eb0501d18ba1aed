#include "replay/simulate/air_traffic.h"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/geodesic.h"

namespace pelorus {
namespace {

TEST(AirTraffic, NothingIsHeardBehindTheRadioHorizon) {
  // 4/3 earth: sqrt(2 · 4/3 · 6371 km · h) is 4.12 km times the root of h in metres, each end.
  const auto horizon_km = [](double ft) {
    return 4.12 * (std::sqrt(ft * 0.3048) + std::sqrt(100.0 * 0.3048));
  };
  for (const double ft : {0.0, 500.0, 3000.0, 10000.0}) {
    EXPECT_GT(SquitterProbability(Length::Kilometers(horizon_km(ft) * 0.99), ft), 0.0) << ft;
    EXPECT_EQ(SquitterProbability(Length::Kilometers(horizon_km(ft) * 1.01), ft), 0.0) << ft;
  }
  EXPECT_EQ(SquitterProbability(Length::NauticalMiles(181.0), 41000.0), 0.0);
}

TEST(Flight, TakesTheTimeOfItsMeanSpeedAndChangesEvenly) {
  Flight flight;
  flight.start_s = 100;
  const GeoPoint a = GeoPoint::Degrees(40.0, 50.0);
  const GeoPoint b = GeodesicDirect(a, Azimuth::Degrees(70.0), Length::NauticalMiles(60.0));
  flight.Add({a, 1000.0, 200.0});
  flight.Add({b, 13000.0, 400.0}, 50.0);
  // 60 nm at 300 kt on average: twelve minutes.
  EXPECT_NEAR(flight.LeaveTime(1), 100.0 + 720.0 + 50.0, 1e-6);
  EXPECT_FALSE(flight.At(99.9));
  EXPECT_FALSE(flight.At(871.0));
  const FlightState middle = *flight.At(460.0);
  EXPECT_NEAR(middle.altitude_ft, 7000.0, 1e-6);
  EXPECT_NEAR(middle.climb_fpm, 1000.0, 1e-6);
  EXPECT_NEAR(std::hypot(middle.north_kt, middle.east_kt), 300.0, 1e-6);
  // Half the time at 250 kt on average: 25 nm of the 60.
  EXPECT_NEAR(FastDistance(a, middle.at).nautical_miles(), 25.0, 0.01);
  const FlightState waiting = *flight.At(850.0);
  EXPECT_EQ(waiting.north_kt, 0.0);
  EXPECT_EQ(waiting.altitude_ft, 13000.0);
}

TEST(Flight, RoundsKeepTheirRadius) {
  Flight flight;
  const GeoPoint centre = GeoPoint::Degrees(15.0, 41.0);
  flight.AddOrbit(centre, Length::Meters(900.0), 700.0, 80.0, 3);
  const double end_s = flight.LeaveTime(flight.size() - 1);
  // Three polygons of 24 corners at 80 kt.
  EXPECT_NEAR(end_s, 3.0 * 48.0 * 900.0 * std::sin(M_PI / 24.0) / Speed::Knots(80.0).mps(), 1.0);
  for (double t = 0.0; t < end_s; t += 7.0) {
    const double d_m = FastDistance(centre, flight.At(t)->at).meters();
    EXPECT_LE(d_m, 900.5);
    EXPECT_GE(d_m, 900.0 * std::cos(M_PI / 24.0) - 0.5);
  }
}

}  // namespace
}  // namespace pelorus
