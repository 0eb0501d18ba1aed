#include "geo/place_index.h"

#include <gtest/gtest.h>

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <random>
#include <string>

namespace pelorus {
namespace {

GeoPoint P(double lat_deg, double lon_deg) { return GeoPoint::Degrees(lat_deg, lon_deg); }

Place PlaceAt(std::string name, GeoPoint position, PlaceKind kind = PlaceKind::kPort) {
  Place place;
  place.name = std::move(name);
  place.kind = kind;
  place.position = position;
  return place;
}

double GeodesicM(GeoPoint a, GeoPoint b) {
  double s = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat_deg(), a.lon_deg(), b.lat_deg(), b.lon_deg(), s);
  return s;
}

/// Places all over the earth, some at the poles, along the antimeridian and on one spot.
std::vector<Place> Everywhere(std::size_t count) {
  std::mt19937_64 random(17);
  std::uniform_real_distribution<double> z(-1.0, 1.0);
  std::vector<Place> places;
  for (std::size_t i = 0; i < count; ++i) {
    GeoPoint at = P(90 * z(random), 180 * z(random));
    if (i % 10 == 1) at = P(90 * z(random), 180 + 0.2 * z(random));
    if (i % 10 == 2) at = P(i % 20 == 2 ? 89.9 : -90 + 0.1 * std::abs(z(random)), 180 * z(random));
    if (i % 50 == 3) at = P(12, 34);
    places.push_back(
        PlaceAt(std::to_string(i), at, i % 3 == 0 ? PlaceKind::kAirfield : PlaceKind::kPort));
  }
  return places;
}

std::vector<GeoPoint> Questions() {
  std::mt19937_64 random(18);
  std::uniform_real_distribution<double> z(-1.0, 1.0);
  std::vector<GeoPoint> points = {P(90, 0), P(-90, 120), P(0, 180), P(0, -180), P(89.95, -60)};
  for (int i = 0; i < 300; ++i) points.push_back(P(90 * z(random), 180 * z(random)));
  for (int i = 0; i < 100; ++i) points.push_back(P(90 * z(random), 180 + z(random)));
  return points;
}

TEST(PlaceIndex, NearestAgreesWithBruteForce) {
  const PlaceIndex index(Everywhere(1000));
  for (const GeoPoint p : Questions()) {
    for (const auto kind : {std::optional<PlaceKind>{}, std::optional(PlaceKind::kAirfield)}) {
      double best_m = std::numeric_limits<double>::infinity();
      for (const Place& place : index.places()) {
        if (!kind || place.kind == *kind) best_m = std::min(best_m, GeodesicM(p, place.position));
      }
      const auto got = index.Nearest(p, {.kind = kind});
      ASSERT_TRUE(got.has_value());
      EXPECT_EQ(got->distance.meters(), best_m) << p.lat_deg() << ' ' << p.lon_deg();
      EXPECT_TRUE(!kind || got->place->kind == *kind);
    }
  }
}

TEST(PlaceIndex, WithinRadiusAgreesWithBruteForce) {
  const PlaceIndex index(Everywhere(1000));
  for (const GeoPoint p : Questions()) {
    for (const double radius_m : {1e4, 5e5, 3e6}) {
      const auto got = index.WithinRadius(p, Length::Meters(radius_m));
      const auto truth = std::count_if(
          index.places().begin(), index.places().end(),
          [&](const Place& place) { return GeodesicM(p, place.position) <= radius_m; });
      EXPECT_EQ(static_cast<std::ptrdiff_t>(got.size()), truth);
      EXPECT_TRUE(std::is_sorted(got.begin(), got.end(), [](const auto& a, const auto& b) {
        return a.distance < b.distance;
      }));
    }
  }
}

TEST(PlaceIndex, LooksAcrossTheAntimeridianAndThePole) {
  const PlaceIndex index(
      {PlaceAt("west", P(0, 179)), PlaceAt("east", P(0, -179.9)), PlaceAt("top", P(89.9, 0))});
  EXPECT_EQ(index.Nearest(P(0, 179.9))->place->name, "east");
  EXPECT_EQ(index.Nearest(P(89.5, 180))->place->name, "top");
}

TEST(PlaceIndex, RespectsTheLargestDistance) {
  const PlaceIndex index({PlaceAt("only", P(0, 1))});
  const double d_m = GeodesicM(P(0, 0), P(0, 1));
  EXPECT_TRUE(index.Nearest(P(0, 0), {.kind = {}, .max_distance = Length::Meters(d_m)}));
  EXPECT_FALSE(index.Nearest(P(0, 0), {.kind = {}, .max_distance = Length::Meters(d_m - 1e-3)}));
  EXPECT_EQ(index.WithinRadius(P(0, 0), Length::Meters(d_m)).size(), 1U);
  EXPECT_TRUE(index.WithinRadius(P(0, 0), Length::Meters(d_m), PlaceKind::kStrait).empty());
}

TEST(PlaceIndex, AnEmptyIndexFindsNothing) {
  const PlaceIndex index({});
  EXPECT_FALSE(index.Nearest(P(0, 0)).has_value());
  EXPECT_TRUE(index.WithinRadius(P(0, 0), Length::Kilometers(20000)).empty());
}

TEST(PlaceIndex, KnowsTheNearestEmbeddedPort) {
  const PlaceIndex index(EmbeddedPlaces());
  EXPECT_EQ(index.Nearest(P(43.0, 47.7), {.kind = PlaceKind::kPort})->place->name, "Makhachkala");
  EXPECT_EQ(index.Nearest(P(42.82, 47.65), {.kind = PlaceKind::kAirfield})->place->code, "URML");
  EXPECT_EQ(index.Nearest(P(26.5, 56.4), {.kind = PlaceKind::kStrait})->place->name,
            "Strait of Hormuz");
}

}  // namespace
}  // namespace pelorus
