#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geo_point.h"
#include "geo/result.h"
#include "geo/units.h"

namespace pelorus {

/// What a place is, as far as the engine makes a difference.
enum class PlaceKind : std::uint8_t {
  kPort,
  kTerminal,
  kNavalBase,
  kAnchorage,  ///< roads, waiting areas: stopping there is normal
  kAirfield,
  kStrait,
  kIsland,
  kCape,
  kOther,
};

/// `port`, `terminal`, `naval-base`, `anchorage`, `airfield`, `strait`, `island`, `cape`, `other`.
std::string_view ToString(PlaceKind kind);
/// The kind of that name; nothing for any other text.
std::optional<PlaceKind> ParsePlaceKind(std::string_view text);

struct Place {
  std::string name;
  PlaceKind kind = PlaceKind::kOther;
  std::string country;  ///< ISO 3166-1 alpha-2, or empty
  std::string code;     ///< UN/LOCODE of a port, ICAO of an airfield, or empty
  GeoPoint position;
  std::optional<Length> radius;  ///< what belongs to the place, where it is an area
  std::string note;
};

/// A row that could not be used.
struct PlaceFault {
  std::size_t line;   ///< of the file, from 1
  std::string cause;  ///< one line
};

struct PlaceTable {
  std::vector<Place> places;
  std::vector<PlaceFault> faults;  ///< rows that were left out
};

/// Reads places from CSV: UTF-8, a header line, commas, fields quoted with `"` where needed (`""`
/// inside for a quote; line breaks allowed). Columns in any order: `name`, `kind`, `lat`, `lon`
/// (degrees, WGS 84) are required; `country`, `code`, `radius_km` and `note` are optional; others
/// are ignored. Blank lines are skipped. A bad row becomes a fault; the error, one line, is for a
/// table without a usable header.
Result<PlaceTable, std::string> ParsePlaces(std::string_view csv);

/// As ParsePlaces, from a file; the error names the path.
Result<PlaceTable, std::string> LoadPlaces(const std::filesystem::path& file);

/// The places that are part of the program (geo/data/places.csv): ports, roads, straits and
/// airfields in and around the two seas. Positions are approximate, as their notes say.
std::vector<Place> EmbeddedPlaces();

}  // namespace pelorus
