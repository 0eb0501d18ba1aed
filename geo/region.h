#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/geo_point.h"
#include "geo/result.h"

namespace pelorus {

/// A box between two meridians and two parallels, edges included. May cross the antimeridian and
/// reach the poles; never empty.
class Region {
 public:
  /// The box from `west` eastwards to `east`, degrees: latitudes in [-90, 90], south < north;
  /// longitudes in [-180, 180]. `east` < `west` crosses the antimeridian, -180 to 180 is the whole
  /// circle. Nothing when a value is out of range or the box has no width or height.
  static std::optional<Region> FromDegrees(double west_deg, double south_deg, double east_deg,
                                           double north_deg);

  /// West edge in [-180, 180).
  double west_deg() const { return west_deg_; }
  double south_deg() const { return south_deg_; }
  /// East edge in (-180, 180].
  double east_deg() const { return east_deg_; }
  double north_deg() const { return north_deg_; }
  /// From the west to the east edge, in (0, 360].
  double width_deg() const;
  /// Whether the antimeridian lies inside, not only on an edge.
  bool crosses_antimeridian() const { return east_deg_ < west_deg_; }
  /// Degrees of longitude from the west edge eastwards to `p`, in [0, 360); may be beyond the box.
  double EastOfWestEdgeDeg(GeoPoint p) const;
  GeoPoint center() const;

  /// Whether `p` lies inside or on an edge. A pole is inside when its latitude is, at any
  /// longitude.
  bool Contains(GeoPoint p) const;

  /// Whether the two boxes share a point.
  bool Overlaps(const Region& other) const;

  friend bool operator==(const Region&, const Region&) = default;

 private:
  Region(double west_deg, double south_deg, double east_deg, double north_deg)
      : west_deg_(west_deg), south_deg_(south_deg), east_deg_(east_deg), north_deg_(north_deg) {}
  double west_deg_;
  double south_deg_;
  double east_deg_;
  double north_deg_;
};

/// The Caspian Sea and its shores: 46,36,55,47.5.
Region CaspianRegion();
/// Red Sea, Gulf of Aden, western Arabian Sea, Gulf of Oman, Persian Gulf: 32,8,62,31.
Region RedSeaRegion();

/// Reads `caspian`, `red-sea` or `W,S,E,N` in degrees (blanks around the numbers allowed). The
/// error is one line that says what was expected.
Result<Region, std::string> ParseRegion(std::string_view text);

/// `W,S,E,N` with as many digits as are needed; ParseRegion reads it back to the same region.
std::string ToString(const Region& region);

}  // namespace pelorus
