#include "geo/water_distances.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "geo/ellipsoid.h"
#include "geo/water_plane.h"

namespace pelorus {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
/// Ways that could gain less are left as they are.
constexpr double kNoBend_m = 20.0;
constexpr Length kAshore = Length::Kilometers(25.0);

}  // namespace

WaterDistances::WaterDistances(const WaterGrid& grid, GeoPoint from,
                               const WaterSearchLimits& limits)
    : grid_(&grid), from_ecef_(ToEcef(from)), reached_(grid.leaves().size()) {
  const auto cells = grid.ToCells(from_ecef_);
  if (!cells) return;
  from_cells_ = *cells;
  starts_on_water_ = grid.LeafAt(from_cells_).has_value();
  start_ = grid.NearestLeaf(from_cells_, kAshore);
  if (start_) Search(limits);
}

void WaterDistances::Search(const WaterSearchLimits& limits) {
  std::optional<Eigen::Vector3d> toward_ecef;
  if (limits.toward) toward_ecef = ToEcef(*limits.toward);
  std::vector<Candidate> open;
  at(*start_).distance_m = GroundDistanceM(from_ecef_, Leaf(*start_).p_ecef);
  open.push_back({at(*start_).distance_m, *start_});
  while (!open.empty()) {
    std::pop_heap(open.begin(), open.end(), std::greater<>());
    const Candidate next = open.back();
    open.pop_back();
    Reached& here = at(next.leaf);
    if (here.settled || next.distance_m > here.distance_m) continue;
    if (next.leaf != *start_ && PutOff(next.leaf, open)) continue;
    here.settled = true;
    if (BeyondLimits(next.leaf, limits, toward_ecef)) continue;
    for (const LeafId neighbor : grid_->Neighbors(next.leaf)) {
      if (Leaf(neighbor).draught_m < limits.draught.meters()) continue;
      Relax(next.leaf, neighbor, open);
    }
  }
}

void WaterDistances::Relax(LeafId from, LeafId to, std::vector<Candidate>& open) {
  // From land nothing is seen: the ways begin with the straight line to the first leaf.
  const bool blind = !starts_on_water_ && from == *start_;
  const LeafId turn = blind ? from : at(from).turn;
  const double distance_m = ByTurnM(turn, Leaf(to).p_ecef);
  Reached& there = at(to);
  if (there.settled || distance_m >= there.distance_m) return;
  there.distance_m = distance_m;
  there.turn = turn;
  open.push_back({distance_m, to});
  std::push_heap(open.begin(), open.end(), std::greater<>());
}

bool WaterDistances::PutOff(LeafId leaf, std::vector<Candidate>& open) {
  const WaterLeaf& square = Leaf(leaf);
  Reached& here = at(leaf);
  if (TurnSees(here.turn, square.center())) return false;
  const LeafId blocked = here.turn;
  const double asked_m = here.distance_m;
  here.distance_m = kInfinite;
  for (const LeafId neighbor : grid_->Neighbors(leaf)) {
    const Reached& by = at(neighbor);
    if (!by.settled) continue;
    const double round_m = by.distance_m + GroundDistanceM(Leaf(neighbor).p_ecef, square.p_ecef);
    if (round_m < here.distance_m) {
      here.distance_m = round_m;
      here.turn = neighbor;
    }
    if (by.turn == blocked || by.turn == here.turn) continue;
    const double straight_m = ByTurnM(by.turn, square.p_ecef);
    if (straight_m >= here.distance_m || !TurnSees(by.turn, square.center())) continue;
    here.distance_m = straight_m;
    here.turn = by.turn;
  }
  Tighten(leaf);
  if (here.distance_m <= asked_m) return false;
  open.push_back({here.distance_m, leaf});
  std::push_heap(open.begin(), open.end(), std::greater<>());
  return true;
}

void WaterDistances::Tighten(LeafId leaf) {
  constexpr int kHalvings = 8;
  const WaterLeaf& square = Leaf(leaf);
  Reached& here = at(leaf);
  if (here.turn == kStart || here.turn == *start_) return;
  const Eigen::Vector2d bend = Leaf(here.turn).center();
  const LeafId before = at(here.turn).turn;
  // No bend gives more than the straight line would.
  if (here.distance_m - ByTurnM(before, square.p_ecef) < kNoBend_m) return;
  const Eigen::Vector2d origin = before == kStart ? from_cells_ : Leaf(before).center();
  double seen = 0.0;
  for (double step = 0.5, at_most = 1.0; step > std::ldexp(1.0, -kHalvings); step *= 0.5) {
    const double middle = 0.5 * (seen + at_most);
    const bool sees = grid_->raster().Sees(bend + middle * (origin - bend), square.center());
    (sees ? seen : at_most) = middle;
  }
  const auto cape = grid_->LeafAt(bend + seen * (origin - bend));
  if (!cape) return;
  const auto try_turn = [&](LeafId turn) {
    if (!at(turn).settled) return;
    const double by_m = ByTurnM(turn, square.p_ecef);
    if (by_m >= here.distance_m || !TurnSees(turn, square.center())) return;
    here.distance_m = by_m;
    here.turn = turn;
  };
  try_turn(*cape);
  for (const LeafId near : grid_->Neighbors(*cape)) try_turn(near);
}

bool WaterDistances::BeyondLimits(LeafId leaf, const WaterSearchLimits& limits,
                                  const std::optional<Eigen::Vector3d>& toward_ecef) const {
  const WaterLeaf& square = Leaf(leaf);
  double onward_m = 0.0;
  if (limits.from_toward != nullptr) {
    onward_m = limits.from_toward->AtLeafM(leaf);
  } else if (toward_ecef) {
    onward_m = GroundDistanceM(square.p_ecef, *toward_ecef);
  }
  // Another point of the square may be nearer to both ends by its radius; neighbours are to be
  // reached as well.
  return at(leaf).distance_m + onward_m > limits.total.meters() + 4.0 * square.radius_m;
}

double WaterDistances::ByTurnM(LeafId turn, const Eigen::Vector3d& p_ecef) const {
  if (turn == kStart) return GroundDistanceM(from_ecef_, p_ecef);
  return at(turn).distance_m + GroundDistanceM(Leaf(turn).p_ecef, p_ecef);
}

bool WaterDistances::TurnSees(LeafId turn, const Eigen::Vector2d& p_cells) const {
  if (turn != kStart) return grid_->raster().Sees(Leaf(turn).center(), p_cells);
  return starts_on_water_ && grid_->raster().Sees(from_cells_, p_cells);
}

double WaterDistances::ByLeafM(LeafId leaf, const Eigen::Vector3d& p_ecef) const {
  return at(leaf).settled ? at(leaf).distance_m + GroundDistanceM(Leaf(leaf).p_ecef, p_ecef)
                          : kInfinite;
}

double WaterDistances::ToM(const Eigen::Vector2d& p_cells, const Eigen::Vector3d& p_ecef) const {
  const auto leaf = grid_->LeafAt(p_cells);
  if (!leaf || !start_) return kInfinite;
  // Within the square one sees its centre.
  double best_m = kInfinite;
  LeafId tried = *start_;
  bool has_tried = false;
  const auto try_turn = [&](const Reached& reached) {
    if (!reached.settled || (has_tried && reached.turn == tried)) return;
    tried = reached.turn;
    has_tried = true;
    const double straight_m = ByTurnM(reached.turn, p_ecef);
    if (straight_m < best_m && TurnSees(reached.turn, p_cells)) best_m = straight_m;
  };
  if (at(*leaf).settled) {
    best_m = ByLeafM(*leaf, p_ecef);
    if (leaf == start_) best_m = std::min(best_m, GroundDistanceM(from_ecef_, p_ecef));
    const double by_center_m = best_m;
    try_turn(at(*leaf));
    if (best_m < by_center_m) return best_m;
  }
  for (const LeafId neighbor : grid_->Neighbors(*leaf)) try_turn(at(neighbor));
  return best_m;
}

std::optional<Length> WaterDistances::To(GeoPoint p, Length ashore) const {
  const Eigen::Vector3d p_ecef = ToEcef(p);
  const auto cells = grid_->ToCells(p_ecef);
  if (!cells || !start_) return std::nullopt;
  double distance_m = ToM(*cells, p_ecef);
  if (!grid_->LeafAt(*cells)) {
    const auto leaf = grid_->NearestLeaf(*cells, ashore);
    if (!leaf || !at(*leaf).settled) return std::nullopt;
    distance_m = ByLeafM(*leaf, p_ecef);
  }
  if (distance_m == kInfinite) return std::nullopt;
  return Length::Meters(distance_m);
}

}  // namespace pelorus
