#include "tests/bench/planted_scenes.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <random>
#include <vector>

#include "fusion/contacts/scene_association.h"
#include "geo/geodesic.h"
#include "geo/local_frame.h"
#include "io/tabular/csv_fields.h"
#include "tests/bench/autoferry.h"
#include "trackers/bridge.h"
#include "trackers/observation.h"

namespace pelorus {
namespace {

constexpr double kContactSigma_m = 25.0;
constexpr double kDarkShare = 0.2;  ///< contacts that no vessel made, of the vessels

using Paths = std::map<TargetKey, std::vector<Observation>>;

/// Time, MMSI, latitude, longitude, course, speed in knots.
Paths ReadPaths(const std::filesystem::path& file) {
  Paths paths;
  for (const PlainRow& row : ReadPlainCsv(file)) {
    if (row.size() < 6) continue;
    const auto at = ParseTableTime(row[0]);
    const auto mmsi = ParseWhole(row[1], 999'999'999);
    const auto lat = ParseNumber(row[2]), lon = ParseNumber(row[3]);
    if (!at || !mmsi || !lat || !lon) continue;
    Observation z;
    z.measured_at = *at;
    z.key = TargetKey::Of(Mmsi(*mmsi));
    z.position = GeoPoint::Degrees(*lat, *lon);
    z.cog = CogFromDegrees(ParseNumber(row[4]));
    z.sog = SogFromKnots(ParseNumber(row[5]));
    paths[z.key].push_back(z);
  }
  return paths;
}

Eigen::Vector2d VelocityOf(const Observation& z) {
  const double sog = z.sog ? z.sog->mps() : 0.0;
  const double course = z.cog ? z.cog->radians() : 0.0;
  return {sog * std::sin(course), sog * std::cos(course)};
}

Gaussian<4> Belief(const Observation& z, const LocalFrame& frame) {
  Gaussian<4> belief;
  belief.x << frame.ToEnu(z.position), VelocityOf(z);
  belief.p.setZero();
  belief.p.diagonal() << 100.0, 100.0, 0.06, 0.06;
  return belief;
}

/// Where the vessel must be at `at`, going by its last report no later than `at` - `hole` and its
/// first no sooner than `at` + `hole`, as a scene is read after the event.
std::optional<ExpectedVessel> Predict(const std::vector<Observation>& path, Time at, Duration hole,
                                      Length length) {
  const Observation *last = nullptr, *next = nullptr;
  for (const Observation& z : path) {
    if (z.measured_at <= at - hole) last = &z;
    if (z.measured_at >= at + hole && next == nullptr) next = &z;
  }
  if (last == nullptr || next == nullptr) return std::nullopt;
  const double gap_s = ToSeconds(next->measured_at - last->measured_at);
  if (gap_s > 2400.0) return std::nullopt;
  const LocalFrame frame(last->position);
  const BridgeState between =
      Bridge(Belief(*last, frame), Belief(*next, frame), ToSeconds(at - last->measured_at), gap_s);
  ExpectedVessel vessel;
  vessel.track = {last->key, 1};
  vessel.position = frame.FromEnu(between.state.x.head<2>());
  vessel.v_mps = between.state.x.tail<2>();
  vessel.cov_m2 = between.state.p.topLeftCorner<2, 2>();
  vessel.length = length;
  if (vessel.v_mps.norm() > 1.0) {
    vessel.heading = Heading::Radians(std::atan2(vessel.v_mps.x(), vessel.v_mps.y()));
  }
  return vessel;
}

/// The vessel's true place, between the reports around `at` no more than a minute apart.
std::optional<GeoPoint> Truth(const std::vector<Observation>& path, Time at) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Observation &a = path[i - 1], &b = path[i];
    if (a.measured_at > at || b.measured_at <= at) continue;
    if (b.measured_at - a.measured_at > std::chrono::minutes{1}) return std::nullopt;
    const LocalFrame frame(a.position);
    const double share = ToSeconds(at - a.measured_at) / ToSeconds(b.measured_at - a.measured_at);
    return frame.FromEnu(share * frame.ToEnu(b.position));
  }
  return std::nullopt;
}

struct Scene {
  std::vector<ExpectedVessel> vessels;
  std::vector<ContactReport> contacts;
  std::vector<std::optional<std::size_t>> maker;  ///< vessel of each contact
};

class Planter {
 public:
  Planter(const Paths& paths, const SceneModel& model, std::uint32_t seed)
      : paths_(paths), model_(model), random_(seed) {}

  Scene Plant(Time at, Duration hole) {
    Scene scene;
    GeoPoint some;
    for (const auto& [key, path] : paths_) {
      const auto truth = Truth(path, at);
      const Length length = Length::Meters(std::exp(4.0 + 0.6 * normal_(random_)));
      const auto vessel = Predict(path, at, hole, length);
      if (!vessel) continue;
      scene.vessels.push_back(*vessel);
      if (!truth || uniform_(random_) > SarDetectionProbability(length)) continue;
      some = *truth;
      Add(scene, *truth, VelocityNow(path, at), length, scene.vessels.size() - 1);
    }
    const auto dark = static_cast<int>(kDarkShare * static_cast<double>(scene.vessels.size()));
    for (int i = 0; i < dark; ++i) {
      const Eigen::Vector2d off(2e4 * (uniform_(random_) - 0.5), 2e4 * (uniform_(random_) - 0.5));
      const Length length = Length::Meters(std::exp(4.0 + 0.8 * normal_(random_)));
      Add(scene, LocalFrame(some).FromEnu(off), Eigen::Vector2d::Zero(), length, std::nullopt);
    }
    return scene;
  }

 private:
  static Eigen::Vector2d VelocityNow(const std::vector<Observation>& path, Time at) {
    Eigen::Vector2d v = Eigen::Vector2d::Zero();
    for (const Observation& z : path) {
      if (z.measured_at <= at) v = VelocityOf(z);
    }
    return v;
  }

  /// The echo as the radar would show it, by the model's own geometry of the shift, written out.
  void Add(Scene& scene, GeoPoint at, const Eigen::Vector2d& v_mps, Length length,
           std::optional<std::size_t> maker) {
    const double flight = model_.flight->radians();
    const double toward = v_mps.x() * std::cos(flight) - v_mps.y() * std::sin(flight);
    const double shift = -model_.azimuth_shift_s * toward;
    const Eigen::Vector2d off(shift * std::sin(flight) + kContactSigma_m * normal_(random_),
                              shift * std::cos(flight) + kContactSigma_m * normal_(random_));
    ContactReport contact;
    contact.position = LocalFrame(at).FromEnu(off);
    contact.position_sigma = Length::Meters(kContactSigma_m);
    contact.length = length * std::exp(0.31 + 0.49 * normal_(random_));
    if (v_mps.norm() > 1.0) {
      const double turned =
          0.26 * normal_(random_) + (uniform_(random_) < 0.5 ? std::numbers::pi : 0.0);
      contact.heading = Heading::Radians(std::atan2(v_mps.x(), v_mps.y()) + turned);
    }
    scene.contacts.push_back(contact);
    scene.maker.push_back(maker);
  }

  const Paths& paths_;
  const SceneModel& model_;
  std::mt19937 random_;
  std::normal_distribution<double> normal_;
  std::uniform_real_distribution<double> uniform_;
};

struct Tally {
  int vessels = 0, made = 0, matched = 0, right = 0, dark = 0, dark_kept = 0, scenes = 0;
  double distance_km = 0.0;
  void Add(const Scene& scene, const std::vector<SceneMatch>& matches) {
    ++scenes;
    vessels += static_cast<int>(scene.vessels.size());
    for (std::size_t c = 0; c < matches.size(); ++c) {
      made += scene.maker[c] ? 1 : 0;
      matched += matches[c].vessel ? 1 : 0;
      right += matches[c].vessel && matches[c].vessel == scene.maker[c] ? 1 : 0;
      dark += scene.maker[c] ? 0 : 1;
      dark_kept += !scene.maker[c] && !matches[c].vessel ? 1 : 0;
    }
  }
};

/// Thins the vessels so that none lies within `apart` of another at `at`: open sea.
Paths Thinned(const Paths& paths, Time at, Length apart) {
  Paths kept;
  std::vector<GeoPoint> taken;
  for (const auto& [key, path] : paths) {
    const auto here = Truth(path, at);
    if (!here) continue;
    const bool free = std::all_of(taken.begin(), taken.end(),
                                  [&](GeoPoint p) { return FastDistance(p, *here) > apart; });
    if (!free) continue;
    taken.push_back(*here);
    kept.emplace(key, path);
  }
  return kept;
}

void PrintRow(const Paths& paths, Time start, Length apart, Duration hole) {
  SceneModel model;
  model.flight = Azimuth::Degrees(348.0);
  model.others_per_km2 = 0.05;
  Tally tally;
  for (int s = 0; s < 60; ++s) {
    const Time at = start + std::chrono::minutes{20 + s};
    const Paths used = Thinned(paths, at, apart);
    Planter planter(used, model, static_cast<std::uint32_t>(s + 1));
    const Scene scene = planter.Plant(at, hole);
    tally.Add(scene, MatchScene(scene.contacts, scene.vessels, model));
  }
  const auto share = [](int a, int b) { return b > 0 ? 1.0 * a / b : 0.0; };
  fmt::print("{:>8.0f} {:>6.0f} {:>7} {:>8} {:>9.3f} {:>6.3f} {:>9.3f}\n", apart.meters(),
             ToSeconds(hole), tally.vessels, tally.made, share(tally.right, tally.matched),
             share(tally.right, tally.made), share(tally.dark_kept, tally.dark));
}

}  // namespace

void PrintPlantedScenes(const std::filesystem::path& file) {
  const Paths paths = ReadPaths(file);
  Time start = Time::max();
  for (const auto& [key, path] : paths) start = std::min(start, path.front().measured_at);
  fmt::print(
      "\nContacts planted on recorded ships, 60 scenes\n"
      " apart_m hole_s vessels contacts precision recall dark_kept\n");
  for (const double apart_m : {0.0, 500.0, 2000.0}) {
    for (const int hole_s : {10, 120, 600}) {
      PrintRow(paths, start, Length::Meters(apart_m), std::chrono::seconds{hole_s});
    }
  }
}

}  // namespace pelorus
