#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "geo/geodesic.h"
#include "geo/land_gdal.h"
#include "geo/local_frame.h"
#include "geo/place_index.h"
#include "geo/shore.h"

namespace pelorus {
namespace {

constexpr std::size_t kPoints = 1 << 20;

const ShoreIndex& Shores() {
  static const ShoreIndex shores = EmbeddedShores();
  return shores;
}

/// Independent points all over a region: the worst case for caches.
std::vector<GeoPoint> RandomPoints(const Region& box) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  std::vector<GeoPoint> points;
  while (points.size() < kPoints) {
    const double lat = box.south_deg() + u(random) * (box.north_deg() - box.south_deg());
    points.push_back(GeoPoint::Degrees(lat, box.west_deg() + u(random) * box.width_deg()));
  }
  return points;
}

/// 64 ships under way on water, reports in turn, 100 m apart; a ship that meets land starts anew.
std::vector<GeoPoint> TrackPoints(const Region& box) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> u(0.0, 1.0);
  const std::vector<GeoPoint> anywhere = RandomPoints(box);
  struct Ship {
    GeoPoint at;
    double course_deg;
  };
  std::vector<Ship> ships(64, Ship{box.center(), 0.0});
  std::vector<GeoPoint> points;
  while (points.size() < kPoints) {
    for (Ship& ship : ships) {
      ship.course_deg += 4.0 * (u(random) - 0.5);
      ship.at = GeodesicDirect(ship.at, Azimuth::Degrees(ship.course_deg), Length::Meters(100.0));
      while (!Shores().IsWater(ship.at).value_or(false)) ship.at = anywhere[random() % kPoints];
      points.push_back(ship.at);
    }
  }
  return points;
}

void MeasureDistance(benchmark::State& state, const std::vector<GeoPoint>& points) {
  const ShoreIndex& shores = Shores();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(shores.Distance(points[i]));
    i = (i + 1) % points.size();
  }
  state.SetItemsProcessed(state.iterations());
}

void BM_ShoreRandomCaspian(benchmark::State& state) {
  MeasureDistance(state, RandomPoints(CaspianRegion()));
}
void BM_ShoreRandomRedSea(benchmark::State& state) {
  MeasureDistance(state, RandomPoints(RedSeaRegion()));
}
void BM_ShoreTracksCaspian(benchmark::State& state) {
  MeasureDistance(state, TrackPoints(CaspianRegion()));
}
void BM_ShoreTracksRedSea(benchmark::State& state) {
  MeasureDistance(state, TrackPoints(RedSeaRegion()));
}
BENCHMARK(BM_ShoreRandomCaspian);
BENCHMARK(BM_ShoreRandomRedSea);
BENCHMARK(BM_ShoreTracksCaspian);
BENCHMARK(BM_ShoreTracksRedSea);

void BM_LoadEmbeddedShores(benchmark::State& state) {
  const Region region = state.range(0) == 0 ? CaspianRegion() : RedSeaRegion();
  for (auto _ : state) {
    const ShoreIndex shores = EmbeddedShores(region);
    state.counters["bytes"] = static_cast<double>(shores.memory_bytes());
  }
}
BENCHMARK(BM_LoadEmbeddedShores)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void BM_ToEnu(benchmark::State& state) {
  const LocalFrame frame(GeoPoint::Degrees(42.0, 50.5));
  GeoPoint p = GeoPoint::Degrees(42.3, 50.9);
  for (auto _ : state) {
    benchmark::DoNotOptimize(p);
    benchmark::DoNotOptimize(frame.ToEnu(p));
  }
}
BENCHMARK(BM_ToEnu);

void BM_FromEnu(benchmark::State& state) {
  const LocalFrame frame(GeoPoint::Degrees(42.0, 50.5));
  Eigen::Vector2d p_enu(33e3, 20e3);
  for (auto _ : state) {
    benchmark::DoNotOptimize(p_enu);
    benchmark::DoNotOptimize(frame.FromEnu(p_enu));
  }
}
BENCHMARK(BM_FromEnu);

void BM_Reanchor(benchmark::State& state) {
  const LocalFrame a(GeoPoint::Degrees(42.0, 50.5));
  const LocalFrame b(GeoPoint::Degrees(42.3, 50.5));
  Eigen::Vector4d x(1e3, 2e3, 5.0, 5.0);
  Eigen::Matrix4d p = Eigen::Matrix4d::Identity();
  for (auto _ : state) {
    Reanchor(a, b, x, p);
    Reanchor(b, a, x, p);
    benchmark::DoNotOptimize(p);
  }
}
BENCHMARK(BM_Reanchor);

void BM_NearestPort(benchmark::State& state) {
  const PlaceIndex places(EmbeddedPlaces());
  const std::vector<GeoPoint> points = RandomPoints(RedSeaRegion());
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(places.Nearest(points[i], {.kind = PlaceKind::kPort}));
    i = (i + 1) % points.size();
  }
}
BENCHMARK(BM_NearestPort);

}  // namespace
}  // namespace pelorus
