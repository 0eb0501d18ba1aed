#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geo_point.h"
#include "geo/region.h"
#include "geo/result.h"
#include "geo/units.h"

namespace pelorus {

/// Where aircraft are known to land.
struct Airfield {
  std::string name;
  std::string icao;  ///< its location indicator, or empty
  GeoPoint position;
  Length elevation;  ///< above mean sea level; may be negative
};

/// An airfield and its distance from the point of a query.
struct NearAirfield {
  const Airfield* airfield;  ///< into the list, lives as long as it
  Length distance;
};

/// Airfields, with the areas in which the list claims to know them all: elsewhere that none is near
/// means nothing. Const queries may run in any number of threads.
class AirfieldList {
 public:
  AirfieldList() = default;
  AirfieldList(std::vector<Airfield> airfields, std::vector<Region> complete_in);

  /// The airfields that are part of the program (geo/data/airports.csv): those of any size in and
  /// up to two degrees around the Caspian and the Red Sea with its gulfs.
  static AirfieldList Embedded();

  /// Whether the list claims to hold every public airfield around `p`.
  bool Covers(GeoPoint p) const;

  /// All within `radius`, nearest first. Looks through those between the two parallels.
  std::vector<NearAirfield> Within(GeoPoint p, Length radius) const;

  /// The nearest within `radius`; nothing where there is none.
  std::optional<NearAirfield> Nearest(GeoPoint p, Length radius) const;

  const std::vector<Airfield>& airfields() const { return airfields_; }

 private:
  template <class Visit>
  void Search(GeoPoint p, Length radius, Visit visit) const;

  std::vector<Airfield> airfields_;  ///< from south to north
  std::vector<Region> complete_in_;
};

/// Reads airfields from CSV without quotes: a header line with `icao`, `name`, `lat`, `lon`
/// (degrees, WGS 84) and `elev_ft` in any order, others are ignored. The error, one line, names the
/// first line that cannot be used.
Result<std::vector<Airfield>, std::string> ParseAirfields(std::string_view csv);

}  // namespace pelorus
