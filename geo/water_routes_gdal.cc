#include "geo/water_routes.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "geo/geodesic.h"
#include "geo/water_distances.h"

namespace pelorus {
namespace {

constexpr std::array<EmbeddedLand, 2> kSeas = {EmbeddedLand::kCaspian, EmbeddedLand::kRedSea};

Region BoxOf(EmbeddedLand sea) {
  return sea == EmbeddedLand::kCaspian ? CaspianRegion() : RedSeaRegion();
}

std::unique_ptr<const WaterGrid> Build(EmbeddedLand sea) {
  const bool caspian = sea == EmbeddedLand::kCaspian;
  ShoreIndex shores;
  shores.Add(LoadEmbeddedLand(sea));
  WaterGridOptions options;
  options.cell = Length::Kilometers(caspian ? 1.5 : 2.0);
  options.channels = EmbeddedChannels();
  return std::make_unique<const WaterGrid>(caspian ? "caspian" : "red-sea", BoxOf(sea), shores,
                                           options);
}

/// Whether a straight way from `off` by some point of the box to `on` can be that short.
bool CanTouch(const Region& box, GeoPoint off, GeoPoint on, Length total) {
  constexpr int kSteps = 24;
  const double height_deg = box.north_deg() - box.south_deg();
  Length least = total + total;
  for (int i = 0; i <= kSteps; ++i) {
    const double part = static_cast<double>(i) / kSteps;
    const double lat = box.south_deg() + part * height_deg;
    const double lon = box.west_deg() + part * box.width_deg();
    for (const GeoPoint p :
         {GeoPoint::Degrees(lat, box.west_deg()), GeoPoint::Degrees(lat, box.east_deg()),
          GeoPoint::Degrees(box.south_deg(), lon), GeoPoint::Degrees(box.north_deg(), lon)}) {
      least = std::min(least, FastDistance(off, p) + FastDistance(p, on));
    }
  }
  // No edge point is further from the nearest of these than a step, there and back.
  const double step_deg = std::max(height_deg, box.width_deg()) / kSteps;
  const Length spacing = Length::Kilometers(111.7) * step_deg;
  return least - spacing <= total;
}

bool Fits(const WaterGrid& grid, GeoPoint off, GeoPoint on, Length total) {
  // The domain reaches 60° of arc from the centre of the box: 6,600 km.
  const GeoPoint center = grid.box().center();
  const Length reach = Length::Kilometers(6600.0);
  return FastDistance(center, off) + FastDistance(center, on) + total <= reach * 2.0;
}

}  // namespace

struct WaterRoutes::Slots {
  struct Slot {
    std::once_flag built;
    std::unique_ptr<const WaterGrid> grid;
  };
  std::array<Slot, kSeas.size()> of_sea;
};

WaterRoutes::WaterRoutes() : slots_(std::make_unique<Slots>()) {}
WaterRoutes::~WaterRoutes() = default;

const WaterGrid& WaterRoutes::Sea(EmbeddedLand which) const {
  Slots::Slot& slot = slots_->of_sea[which == EmbeddedLand::kCaspian ? 0 : 1];
  std::call_once(slot.built, [&] { slot.grid = Build(which); });
  return *slot.grid;
}

const WaterGrid* WaterRoutes::SeaBetween(GeoPoint off, GeoPoint on, Length total) const {
  for (const GeoPoint end : {off, on}) {
    for (const EmbeddedLand sea : kSeas) {
      if (!BoxOf(sea).Contains(end)) continue;
      const WaterGrid& grid = Sea(sea);
      return Fits(grid, off, on, total) ? &grid : nullptr;
    }
  }
  for (const EmbeddedLand sea : kSeas) {
    if (!CanTouch(BoxOf(sea), off, on, total)) continue;
    const WaterGrid& grid = Sea(sea);
    return Fits(grid, off, on, total) ? &grid : nullptr;
  }
  return nullptr;
}

bool WaterRoutes::InAnotherSea(const WaterGrid& sea, GeoPoint place) {
  bool in_another = false;
  for (const EmbeddedLand other : kSeas) {
    if (sea.box() == BoxOf(other)) continue;
    in_another = in_another || BoxOf(other).Contains(place);
  }
  return in_another;
}

std::optional<Length> WaterRoutes::Distance(GeoPoint from, GeoPoint to, Length draught) const {
  const Length straight = GeodesicInverse(from, to).distance;
  const WaterGrid* sea = SeaBetween(from, to, straight);
  if (sea == nullptr) return straight;
  WaterSearchLimits limits;
  limits.draught = draught;
  const WaterDistances distances(*sea, from, limits);
  const auto way = distances.To(to);
  return way && *way < straight ? straight : way;
}

}  // namespace pelorus
