#include "geo/water_reach.h"

#include <algorithm>
#include <cmath>

#include "geo/ellipsoid.h"
#include "geo/geodesic.h"
#include "geo/places.h"
#include "geo/water_ellipse.h"

namespace pelorus {
namespace {

/// Beyond this ways go round so much of the earth that an outline says nothing: all of it counts.
constexpr double kWholeEarth_m = 19e6;
/// Ways in a grid are too long by less than this share of their length (docs/GEOGRAPHY.md).
constexpr double kBends = 0.002;

/// Vertices of the outline of open water; fewer tell where in a grid it lies.
constexpr int kRays = 360;
constexpr int kRaysOfBox = 36;

std::vector<GeoPolygon> WholeEarth() {
  constexpr double kEast_deg = 180.0 - 1e-7;
  GeoPolygon all;
  for (const double lon_deg : {-180.0, -90.0, 0.0, 90.0, kEast_deg}) {
    all.outer.push_back(GeoPoint::Degrees(-90.0, lon_deg));
  }
  for (const double lon_deg : {kEast_deg, 90.0, 0.0, -90.0, -180.0}) {
    all.outer.push_back(GeoPoint::Degrees(90.0, lon_deg));
  }
  return {all};
}

}  // namespace

double PossibleArea::Budget::MarginM(double from_off_m, double to_on_m) const {
  return std::min(0.5 * (sum_m - from_off_m - to_on_m),
                  std::min(off_m - from_off_m, on_m - to_on_m));
}

PossibleArea::PossibleArea(const WaterRoutes& routes, const Sighting& off, const Sighting& on,
                           const ReachLimits& limits)
    : off_(off),
      on_(on),
      limits_(limits),
      total_m_(std::max(0.0, limits.max_speed.mps() * ToSeconds(on.at - off.at))),
      straight_(GeodesicInverse(off.position, on.position).distance) {
  const Length total = Length::Meters(total_m_);
  sea_ = routes.SeaBetween(off.position, on.position, std::max(total, straight_));
  if (sea_ == nullptr || straight_ > total) {
    shortest_way_ = straight_;
    empty_ = straight_ > total;
    return;
  }
  WaterSearchLimits search{limits.draught, total, on.position, nullptr};
  from_off_.emplace(*sea_, off.position, search);
  shortest_way_ = from_off_->To(on.position);
  empty_ = !shortest_way_ || *shortest_way_ > total;
  if (empty_) {
    // For the speed that it would have taken.
    search.total = WaterSearchLimits{}.total;
    shortest_way_ = WaterDistances(*sea_, off.position, search).To(on.position);
    return;
  }
  search.toward = off.position;
  search.from_toward = &*from_off_;
  from_on_.emplace(*sea_, on.position, search);
}

std::optional<Speed> PossibleArea::implied_speed() const {
  const double gap_s = ToSeconds(gap());
  if (!shortest_way_ || gap_s <= 0.0) return std::nullopt;
  return Speed::MetersPerSecond(shortest_way_->meters() / gap_s);
}

std::optional<Length> PossibleArea::FromOff(GeoPoint p, Length ashore) const {
  if (empty_) return std::nullopt;
  return from_off_ ? from_off_->To(p, ashore) : GeodesicInverse(off_.position, p).distance;
}

std::optional<Length> PossibleArea::ToOn(GeoPoint p, Length ashore) const {
  if (empty_) return std::nullopt;
  return from_on_ ? from_on_->To(p, ashore) : GeodesicInverse(p, on_.position).distance;
}

std::optional<Duration> PossibleArea::TimeAt(GeoPoint p, Length ashore) const {
  const auto from_off = FromOff(p, ashore);
  const auto to_on = ToOn(p, ashore);
  if (!from_off || !to_on) return std::nullopt;
  const double sailing_s = (*from_off + *to_on).meters() / limits_.max_speed.mps();
  return gap() - FromSeconds(sailing_s);
}

bool PossibleArea::Contains(GeoPoint p, Time t, Length tolerance) const {
  const auto from_off = FromOff(p);
  const auto to_on = ToOn(p);
  if (!from_off || !to_on) return false;
  const double bends = from_off_ ? 1.0 - kBends : 1.0;
  const Budget budget = At(t);
  return bends * from_off->meters() <= budget.off_m + tolerance.meters() &&
         bends * to_on->meters() <= budget.on_m + tolerance.meters();
}

PossibleArea::Budget PossibleArea::Whole() const { return {total_m_, total_m_, total_m_}; }

PossibleArea::Budget PossibleArea::At(Time t) const {
  const double v_mps = limits_.max_speed.mps();
  return {total_m_, v_mps * ToSeconds(t - off_.at), v_mps * ToSeconds(on_.at - t)};
}

std::vector<GeoPolygon> PossibleArea::Outline() const { return OutlineOf(Whole()); }

std::vector<GeoPolygon> PossibleArea::OutlineAt(Time t) const {
  if (t < off_.at || t > on_.at) return {};
  return OutlineOf(At(t));
}

double PossibleArea::OpenWaterKm2() const {
  if (straight_.meters() > total_m_) return 0.0;
  if (total_m_ > kWholeEarth_m) return AreaKm2(WholeEarth());
  return AreaKm2(CutAtAntimeridian(OpenWaterRing(Whole(), kRays)));
}

std::vector<GeoPolygon> PossibleArea::OutlineOf(const Budget& budget) const {
  if (empty_) return {};
  if (total_m_ > kWholeEarth_m) return WholeEarth();
  if (sea_ == nullptr) return CutAtAntimeridian(OpenWaterRing(budget, kRays));
  return SeaOutline(budget, OpenWaterRing(budget, kRaysOfBox));
}

GeoRing PossibleArea::OpenWaterRing(const Budget& budget, int rays) const {
  const Geodesic line = GeodesicInverse(off_.position, on_.position);
  // The part of the straight line that is inside; its middle is the centre.
  const double straight_m = line.distance.meters();
  const double first_m = std::max(0.0, straight_m - budget.on_m);
  const double last_m = std::min(straight_m, budget.off_m);
  StarArea area;
  area.center = GeodesicDirect(off_.position, line.start,
                               Length::Meters(0.5 * (first_m + std::max(first_m, last_m))));
  area.axis = straight_m > 0.0 ? GeodesicInverse(area.center, on_.position).start : Azimuth();
  area.farthest = Length::Meters(0.5 * (budget.sum_m + straight_m));
  area.margin = [this, &budget](GeoPoint p) {
    return budget.MarginM(GeodesicInverse(off_.position, p).distance.meters(),
                          GeodesicInverse(p, on_.position).distance.meters());
  };
  return StarRing(area, rays);
}

PlaneBox PossibleArea::SeaBox(const Budget& budget, const GeoRing& around) const {
  const GnomonicPlane& plane = sea_->raster().plane();
  PlaneBox open{*plane.ToPlane(around.front()), *plane.ToPlane(around.front())};
  for (const GeoPoint p : around) {
    open.low = open.low.cwiseMin(*plane.ToPlane(p));
    open.high = open.high.cwiseMax(*plane.ToPlane(p));
  }
  // Land mostly leaves less: the squares that hold any of the area.
  PlaneBox reached{open.high, open.low};
  for (std::size_t id = 0; id < sea_->leaves().size(); ++id) {
    const WaterLeaf& leaf = sea_->leaves()[id];
    const auto leaf_id = static_cast<WaterGrid::LeafId>(id);
    const double margin_m = budget.MarginM(from_off_->AtLeafM(leaf_id), from_on_->AtLeafM(leaf_id));
    if (!(margin_m > -leaf.radius_m)) continue;
    const Eigen::Vector2d low(leaf.x, leaf.y);
    const Eigen::Vector2d side = Eigen::Vector2d::Constant(leaf.size);
    reached.low = reached.low.cwiseMin(sea_->raster().ToPlane(low));
    reached.high = reached.high.cwiseMax(sea_->raster().ToPlane(low + side));
  }
  return {open.low.cwiseMax(reached.low), open.high.cwiseMin(reached.high)};
}

double PossibleArea::SeaMarginM(const Budget& budget, const Eigen::Vector2d& p_m,
                                const Eigen::Vector3d& p_ecef) const {
  const WaterRaster& raster = sea_->raster();
  const Eigen::Vector2d p_cells = raster.ToCells(p_m);
  const double shore_m = raster.ShoreM(p_cells);
  if (shore_m <= 0.0) return shore_m;
  const double nearby_m = 0.25 * raster.cell_m();
  const auto leaf = sea_->LeafAt(p_cells);
  // Other waters are as far from this one as from their shores.
  if (!leaf) return -std::max(shore_m, nearby_m);
  const double roundabout_m =
      budget.MarginM(from_off_->ByLeafM(*leaf, p_ecef), from_on_->ByLeafM(*leaf, p_ecef));
  if (roundabout_m >= shore_m) return shore_m;
  const double margin_m =
      budget.MarginM(from_off_->ToM(p_cells, p_ecef), from_on_->ToM(p_cells, p_ecef));
  return std::isfinite(margin_m) ? std::min(margin_m, shore_m) : -nearby_m;
}

std::vector<GeoPolygon> PossibleArea::SeaOutline(const Budget& budget,
                                                 const GeoRing& around) const {
  const PlaneBox box = SeaBox(budget, around);
  if (!((box.high - box.low).minCoeff() > 0.0)) return {};
  const GnomonicPlane& plane = sea_->raster().plane();
  const Eigen::Vector3d off_ecef = ToEcef(off_.position);
  const Eigen::Vector3d on_ecef = ToEcef(on_.position);
  return pelorus::Outline(plane, box, [&](const Eigen::Vector2d& p_m) {
    const Eigen::Vector3d p_ecef = plane.ToEcef(p_m);
    const double straight_m =
        budget.MarginM(GroundDistanceM(off_ecef, p_ecef), GroundDistanceM(p_ecef, on_ecef));
    return straight_m <= 0.0 ? straight_m : SeaMarginM(budget, p_m, p_ecef);
  });
}

std::vector<Port> EmbeddedPorts() {
  std::vector<Port> ports;
  for (const Place& place : EmbeddedPlaces()) {
    const bool is_port = place.kind == PlaceKind::kPort || place.kind == PlaceKind::kTerminal ||
                         place.kind == PlaceKind::kNavalBase;
    if (is_port) ports.push_back({place.name, place.code, place.position, std::nullopt});
  }
  return ports;
}

std::vector<FeasiblePort> FeasiblePorts(const PossibleArea& area, std::span<const Port> ports,
                                        Length draught, Duration stay) {
  constexpr Length kAshore = Length::Kilometers(10.0);
  std::vector<FeasiblePort> feasible;
  for (const Port& port : ports) {
    if (port.draught && *port.draught < draught) continue;
    if (area.sea() != nullptr && WaterRoutes::InAnotherSea(*area.sea(), port.position)) continue;
    const auto available = area.TimeAt(port.position, kAshore);
    if (!available || *available < stay) continue;
    feasible.push_back({port, *available, *area.FromOff(port.position, kAshore),
                        *area.ToOn(port.position, kAshore)});
  }
  std::sort(feasible.begin(), feasible.end(), [](const FeasiblePort& a, const FeasiblePort& b) {
    return a.available != b.available ? a.available > b.available : a.port.name < b.port.name;
  });
  return feasible;
}

}  // namespace pelorus
