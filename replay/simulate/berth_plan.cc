#include "replay/simulate/berth_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geo/geodesic.h"
#include "replay/simulate/flat_metric.h"

namespace pelorus {
namespace {

constexpr std::size_t kBerthsInRow = 4;
constexpr double kRowDistance_m = 130.0;
/// Room for a vessel to swing at anchor.
constexpr double kSwing_m = 400.0;
constexpr double kAnchorDistance_m = 900.0;

}  // namespace

GeoPoint PointInDisc(const Waypoint& disc, Length margin, RandomSequence& random) {
  const double room_m = std::max(0.0, disc.half_width.meters() - margin.meters());
  const double radius_m = room_m * std::sqrt(random.Uniform());
  const double angle = random.Uniform(0.0, 2.0 * std::numbers::pi);
  return FlatMetric(disc.at).Moved(disc.at,
                                   {radius_m * std::cos(angle), radius_m * std::sin(angle)});
}

BerthPlan::BerthPlan(const Scenario& scenario, const LaneNetwork& lanes)
    : scenario_(scenario), lanes_(lanes), ports_(scenario.ports.size()) {}

GeoPoint BerthPlan::BerthAt(std::size_t port, std::size_t slot) const {
  const Waypoint& berth = lanes_.Find(scenario_.ports[port].berth);
  const FlatMetric metric(berth.at);
  const FlatOffset out = metric.Between(berth.at, lanes_.Neighbour(berth.name).at);
  const double quay = scenario_.ports[port].quay.radians();
  const double n = std::cos(quay);
  const double e = std::sin(quay);
  // Rows grow to the side of the quay that the lane comes from.
  const double side = -e * out.north_m + n * out.east_m < 0.0 ? -1.0 : 1.0;
  // From the middle outwards: columns 0, 1, -1, 2.
  constexpr double kColumns[kBerthsInRow] = {0.0, 1.0, -1.0, 2.0};
  const double along_m = (kColumns[slot % kBerthsInRow] - 0.5) * scenario_.berth_spacing.meters();
  const double off_m = side * kRowDistance_m * static_cast<double>(slot / kBerthsInRow);
  return metric.Moved(berth.at, {along_m * n - off_m * e, along_m * e + off_m * n});
}

Mooring BerthPlan::TakeBerth(std::size_t port) {
  std::vector<bool>& taken = ports_[port].taken;
  const auto free = std::find(taken.begin(), taken.end(), false);
  const auto slot = static_cast<std::size_t>(free - taken.begin());
  if (free == taken.end()) taken.push_back(false);
  taken[slot] = true;
  return {slot, BerthAt(port, slot)};
}

Mooring BerthPlan::TakeAnchorage(std::size_t port, RandomSequence& random) {
  const Waypoint& disc = lanes_.Find(scenario_.ports[port].anchorage);
  std::vector<std::optional<GeoPoint>>& anchored = ports_[port].anchored;
  GeoPoint best;
  double best_m = -1.0;
  for (int attempt = 0; attempt < 40 && best_m < kAnchorDistance_m; ++attempt) {
    const GeoPoint place = PointInDisc(disc, Length::Meters(kSwing_m), random);
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const std::optional<GeoPoint>& other : anchored) {
      if (other) nearest_m = std::min(nearest_m, FastDistance(*other, place).meters());
    }
    if (nearest_m > best_m) {
      best_m = nearest_m;
      best = place;
    }
  }
  const auto free = std::find(anchored.begin(), anchored.end(), std::nullopt);
  const auto slot = static_cast<std::size_t>(free - anchored.begin());
  if (free == anchored.end()) anchored.emplace_back();
  anchored[slot] = best;
  return {slot, best};
}

}  // namespace pelorus
