#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/geo_point.h"
#include "geo/time.h"
#include "geo/units.h"
#include "geo/water_distances.h"
#include "geo/water_outline.h"
#include "geo/water_routes.h"

namespace pelorus {

/// Where a vessel was at a time, for certain: an end of a silence.
struct Sighting {
  GeoPoint position;
  Time at;
};

/// What bounds a hidden voyage.
struct ReachLimits {
  Speed max_speed = Speed::Knots(16.0);
  /// Closes channels that allow less, and ports known to.
  Length draught = Length::Meters(0.0);
};

/// Where a vessel can have been between two sightings at a maximum speed v: all places x, at all
/// times t, to which the shortest way over water from the first takes no longer than t - t_off, and
/// from which the one to the second no longer than t_on - t. Over the whole silence g these are
/// {x: d(off, x) + d(x, on) ≤ v g}. Where no land data applies the ways are geodesics and the area
/// is bounded by a geodesic ellipse.
///
/// A few milliseconds in the Caspian, up to some tens in the Red Sea, for the search; the outline
/// costs as much again. Const queries may run in any number of threads.
class PossibleArea {
 public:
  /// `routes` must outlive the area.
  PossibleArea(const WaterRoutes& routes, const Sighting& off, const Sighting& on,
               const ReachLimits& limits = {});

  /// True when no way leads from one sighting to the other in the time: even the shortest needs
  /// more than the maximum speed, or there is none. Everything below is empty then.
  bool empty() const { return empty_; }

  /// The sea whose land counts; null where everything was taken as open water.
  const WaterGrid* sea() const { return sea_; }

  const Sighting& off() const { return off_; }
  const Sighting& on() const { return on_; }
  Duration gap() const { return on_.at - off_.at; }

  /// The shortest way between the sightings: over water, or, where the straight one is too long
  /// already, that; nothing when no way leads.
  std::optional<Length> shortest_way() const { return shortest_way_; }
  /// The speed that the shortest way takes; nothing when no way leads or no time passed.
  std::optional<Speed> implied_speed() const;

  /// Length of the shortest way between a sighting and a place; nothing where it cannot be part
  /// of a way that is short enough. Places on land count from the nearest water within `ashore`.
  std::optional<Length> FromOff(GeoPoint p, Length ashore = Length::Kilometers(3.0)) const;
  std::optional<Length> ToOn(GeoPoint p, Length ashore = Length::Kilometers(3.0)) const;

  /// How much time there is for a stay at a place; negative or nothing when it cannot be reached.
  std::optional<Duration> TimeAt(GeoPoint p, Length ashore = Length::Kilometers(3.0)) const;

  /// Whether the vessel can have been at `p` at `t`, both ways forgiven `tolerance` (rounding of
  /// positions and times; see docs/REACH.md), and in the seas 0.2 % for the bends of ways found.
  bool Contains(GeoPoint p, Time t, Length tolerance = Length::Meters(200.0)) const;

  /// The outline of all places, for the whole silence or at one time of it: polygons by RFC 7946.
  std::vector<GeoPolygon> Outline() const;
  std::vector<GeoPolygon> OutlineAt(Time t) const;

  /// What the whole area would be without land, km².
  double OpenWaterKm2() const;

 private:
  /// How far two ways' lengths are inside what is allowed, metres; at most half the slope each.
  struct Budget {
    double sum_m, off_m, on_m;
    double MarginM(double from_off_m, double to_on_m) const;
  };

  Budget Whole() const;
  Budget At(Time t) const;
  std::vector<GeoPolygon> OutlineOf(const Budget& budget) const;
  GeoRing OpenWaterRing(const Budget& budget, int rays) const;
  /// The part of the plane that can hold any of the area.
  PlaneBox SeaBox(const Budget& budget, const GeoRing& around) const;
  double SeaMarginM(const Budget& budget, const Eigen::Vector2d& p_m,
                    const Eigen::Vector3d& p_ecef) const;
  std::vector<GeoPolygon> SeaOutline(const Budget& budget, const GeoRing& around) const;

  Sighting off_;
  Sighting on_;
  ReachLimits limits_;
  double total_m_;  ///< what the vessel can sail in the silence
  Length straight_;
  const WaterGrid* sea_ = nullptr;
  bool empty_ = true;
  std::optional<Length> shortest_way_;
  std::optional<WaterDistances> from_off_;
  std::optional<WaterDistances> from_on_;
};

/// A port that a hidden call may have been made at.
struct Port {
  std::string name;
  std::string unlocode;  ///< or empty
  GeoPoint position;
  std::optional<Length> draught;  ///< the most it takes, where known
};

/// The ports, terminals and naval bases that are part of the program.
std::vector<Port> EmbeddedPorts();

struct FeasiblePort {
  Port port;
  Duration available;  ///< time that the ways there and on leave
  Length from_off;
  Length to_on;
};

/// The ports where the vessel can have stayed for `stay` or longer, those with the most time first
/// (equal ones by name). Ports lie where their lists say within some kilometres: the nearest water
/// within 10 km counts. Ports of another sea with land data are none.
std::vector<FeasiblePort> FeasiblePorts(const PossibleArea& area, std::span<const Port> ports,
                                        Length draught, Duration stay = std::chrono::hours(1));

}  // namespace pelorus
