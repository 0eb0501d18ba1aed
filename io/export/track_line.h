#pragma once

#include <vector>

#include "geo/geo_point.h"
#include "geo/time.h"
#include "geo/units.h"

namespace pelorus {

/// A track's line, thinned while it grows: a vertex is kept where dead reckoning from the last
/// kept one is off by more than `tolerance`, or after `at_least_every`. Between kept vertices the
/// track stays within about the tolerance of the line, as long as it does not turn back on itself.
/// A tolerance of 0 keeps every point.
class TrackLine {
 public:
  struct Rules {
    Length tolerance = Length::Meters(15.0);
    Duration at_least_every = std::chrono::minutes{10};
  };
  TrackLine() = default;
  explicit TrackLine(const Rules& rules) : rules_(rules) {}

  /// The next point in time; true when it is kept as a vertex.
  bool Add(Time time, GeoPoint position, Speed sog, Course course);

  /// The kept vertices, always with the first and the last point.
  std::vector<GeoPoint> Vertices() const;

  /// Vertices as parts that do not cross the antimeridian: where a leg does (the shorter way
  /// round), it is cut at +-180 degrees. Each vertex is {lon, lat}; parts have two or more.
  struct Vertex {
    double lon_deg = 0.0;
    double lat_deg = 0.0;
  };
  std::vector<std::vector<Vertex>> Parts() const;

 private:
  Rules rules_;
  std::vector<GeoPoint> kept_;
  Time kept_at_;
  double east_mps_ = 0.0;  ///< velocity at the newest kept vertex
  double north_mps_ = 0.0;
  GeoPoint newest_;
};

}  // namespace pelorus
