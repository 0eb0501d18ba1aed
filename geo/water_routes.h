#pragma once

#include <memory>
#include <optional>

#include "geo/geo_point.h"
#include "geo/land_gdal.h"
#include "geo/units.h"
#include "geo/water_grid.h"

namespace pelorus {

/// The seas for which the program has land, as routing grids. Each is built when it is first
/// asked for (Caspian 0.2 s, Red Sea with the gulfs 1 s), once; after that any number of threads
/// may ask.
class WaterRoutes {
 public:
  WaterRoutes();
  ~WaterRoutes();
  WaterRoutes(const WaterRoutes&) = delete;
  WaterRoutes& operator=(const WaterRoutes&) = delete;

  /// The grid of a sea.
  const WaterGrid& Sea(EmbeddedLand which) const;

  /// The sea whose land bears on a way from `off` to `on` no longer than `total`: the one in whose
  /// box one of them lies, else the one whose box such a way can touch; null where that is none,
  /// and where such ways lead beyond the grid: all is open water then. Of two seas the one with
  /// `off`, then the Caspian.
  const WaterGrid* SeaBetween(GeoPoint off, GeoPoint on, Length total) const;

  /// Whether a place lies in the box of a sea other than this one.
  static bool InAnotherSea(const WaterGrid& sea, GeoPoint place);

  /// Length of the shortest way over water; nothing where no way leads. Outside the seas that of
  /// the geodesic. A point on land counts from the nearest water within 25 km.
  std::optional<Length> Distance(GeoPoint from, GeoPoint to, Length draught = Length()) const;

 private:
  struct Slots;
  std::unique_ptr<Slots> slots_;
};

}  // namespace pelorus
